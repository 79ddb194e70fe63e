internal import Diagnostics
internal import Storage
internal import Workbooks
internal import ZipArchives

/// The bytes of a file that is to be imported, read and digested once.
public struct SourceBytes: Sendable {
  /// The file; for one in an archive the archive's path and its own behind a slash.
  public let path: String
  /// The SHA-256 of the bytes, in hexadecimal.
  public let sha256: String
  /// All of them.
  public let bytes: [UInt8]
  /// Its name, without folders; for one in an archive with the archive's name before it.
  public let name: String
  private let isInArchive: Bool

  /// Reads a file.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError` with the file in its origin.
  public init(path: String) throws {
    self.path = path
    name = Folder.name(of: path)
    isInArchive = false
    let digest: SHA256Digest
    (bytes, digest) = try FileBytes.readDigested(path)
    sha256 = digest.hex
  }

  /// A file in an archive.
  private init(_ path: String, _ name: String, inArchive bytes: [UInt8]) {
    self.path = path
    self.name = name
    self.bytes = bytes
    isInArchive = true
    sha256 = SHA256Digest(of: bytes).hex
  }

  /// Reads a file, or the files in an archive, those of archives in it too.
  ///
  /// - Parameter path: The file.
  /// - Returns: The file itself unless it is an archive, which is told by content.
  /// - Throws: `StorageError`, `ZipError`, or ``ImportError/archive(file:reason:)`` with the file.
  public static func all(path: String) throws -> [SourceBytes] {
    let source = try SourceBytes(path: path)
    var budget = ArchiveLimits.bytesMax
    return try source.unpacked(depth: 0, budget: &budget)
  }

  /// Calls `body` with a path that holds the bytes.
  func onDisk<Result>(_ body: (String) throws -> Result) throws -> Result {
    guard isInArchive else { return try body(path) }
    // Names in an archive are never used for paths.
    let folder = Executable.environment("TMPDIR") ?? "/tmp"
    let copy = try StagedFile(for: folder + "/bakhong-" + sha256)
    try copy.write(bytes, mode: 0o600)
    return try withExtendedLifetime(copy) { try body(copy.temporaryPath) }
  }

  private func unpacked(depth: Int, budget: inout Int) throws -> [SourceBytes] {
    guard bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) else { return [self] }
    return try onDisk { file in
      let archive = try ZipArchive(path: file)
      let names = archive.members.map(\.name)
      let marks = ["[Content_Types].xml", "content.xml", "mimetype"]
      guard !marks.contains(where: names.contains) else { return [self] }
      guard depth < ArchiveLimits.depthMax else {
        throw ImportError.archive(file: name, reason: ArchiveLimits.depthWords)
      }
      let wanted = archive.members.filter { Self.isWanted($0.name) }
      guard !wanted.isEmpty, wanted.count <= ArchiveLimits.filesMax else {
        throw ImportError.archive(
          file: name, reason: wanted.isEmpty ? ArchiveLimits.emptyWords : ArchiveLimits.filesWords)
      }
      return try wanted.flatMap { member -> [SourceBytes] in
        let content = try archive.read(member.name)
        budget -= content.count
        guard budget >= 0 else {
          throw ImportError.archive(file: name, reason: ArchiveLimits.bytesWords)
        }
        let inner = SourceBytes(
          path + "/" + member.name, name + "/" + Folder.name(of: member.name), inArchive: content)
        return try inner.unpacked(depth: depth + 1, budget: &budget)
      }
    }
  }

  /// Whether a member is a file of the user's, not one of the system's that packed it.
  private static func isWanted(_ name: String) -> Bool {
    let file = Folder.name(of: name)
    return !name.hasSuffix("/") && !name.hasPrefix("__MACOSX/") && !file.hasPrefix(".")
      && !file.hasPrefix("~$") && !file.isEmpty
  }
}

/// How much of an archive is taken.
enum ArchiveLimits {
  /// Archives in archives.
  static let depthMax = 2
  /// Files of one archive.
  static let filesMax = 256
  /// Bytes of all files, archives in archives too.
  static let bytesMax = 1 << 28

  static let depthWords = Words(
    vi: "tệp nén lồng nhau quá sâu", en: "archives lie within archives too deep")
  static let emptyWords = Words(
    vi: "tệp nén không có tệp nào để nhập", en: "the archive holds nothing to import")
  static let filesWords = Words(
    vi: "tệp nén có hơn \(filesMax) tệp", en: "the archive holds more than \(filesMax) files")
  static let bytesWords = Words(
    vi: "tệp nén có nội dung quá lớn", en: "the archive holds too many bytes")
}
