internal import Diagnostics
internal import Sheets
internal import Storage
internal import XMLStreams
internal import ZipArchives

/// An opened container: what it says of itself, and the two parts that hold cells and styles.
///
/// - Source: ODF 1.3 part 2: `mimetype`, `META-INF/manifest.xml`, encryption, signatures.
struct ODSPackage {
  /// The file.
  let path: String
  /// Whether the file is one XML document that holds all parts, and no container.
  let isFlat: Bool
  /// content.xml in UTF-8 without a document type; of a flat file, all of it.
  let content: [UInt8]
  /// Whether ``content`` is the member's very bytes.
  let isContentPlain: Bool
  /// styles.xml in UTF-8 without a document type; empty where there is none.
  let styles: [UInt8]
  /// Whether the document carries a signature.
  let isSigned: Bool
  /// The checksum of content.xml as the container's directory tells it.
  private let contentCRC: UInt32?

  /// Opens a file and reads its two parts.
  init(path: String) throws {
    do {
      self = try Self(ZipArchive(path: path))
    } catch let error as ZipError {
      guard case .notReadable = error, let flat = try Self(flat: path) else { throw error }
      self = flat
    }
  }

  private init(_ archive: ZipArchive) throws {
    try Self.checkEncryption(archive)
    try Self.checkMediaType(archive)
    let path = archive.path
    let bytes = try archive.read(ODSPart.content)
    isContentPlain = XMLPart.isPlain(bytes)
    content = try placing(Origin(file: path, part: ODSPart.content)) { try XMLPart.utf8(bytes) }
    styles =
      if archive.member(ODSPart.styles) != nil {
        try placing(Origin(file: path, part: ODSPart.styles)) {
          try XMLPart.utf8(archive.read(ODSPart.styles))
        }
      } else {
        []
      }
    contentCRC = archive.member(ODSPart.content)?.crc32
    isSigned = archive.member(ODSPart.signatures) != nil
    isFlat = false
    self.path = path
  }

  /// A file that begins like XML is a flat workbook, `office:document`; nil for any other.
  private init?(flat path: String) throws {
    let bytes = try FileBytes.read(path, bytesMax: ZipLimits().memberBytesMax)
    let start = bytes.prefix(64).filter { ![0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0].contains($0) }
    guard start.first == UInt8(ascii: "<") else { return nil }
    isContentPlain = XMLPart.isPlain(bytes)
    content = try placing(Origin(file: path)) { try XMLPart.utf8(bytes) }
    styles = []
    contentCRC = nil
    isSigned = false
    isFlat = true
    self.path = path
  }

  /// Proves that a copy of the file holds the content that was read.
  func checkUnchanged(in copy: String) throws {
    guard !isFlat else {
      guard try FileBytes.read(copy) == content else {
        throw EditError.changed(at: Origin(file: path))
      }
      return
    }
    let member = try ZipArchive(path: copy).member(ODSPart.content)
    guard member?.crc32 == contentCRC, member?.size == content.count else {
      throw EditError.changed(at: Origin(file: path))
    }
  }

  /// `mimetype` may be missing, as LibreOffice allows; one that names another kind is refused.
  private static func checkMediaType(_ archive: ZipArchive) throws {
    let kind =
      archive.member(ODSPart.mimetype) == nil
      ? "" : String(decoding: try archive.read(ODSPart.mimetype), as: UTF8.self)
    let isWorkbook = kind.isEmpty || kind.hasPrefix(ODSPart.mediaType)
    guard isWorkbook else {
      throw ODSError.notASpreadsheet(
        file: archive.path,
        reason: Words(vi: "mimetype là loại khác", en: "its mimetype names another kind"))
    }
    guard archive.member(ODSPart.content) != nil else {
      throw ODSError.notASpreadsheet(
        file: archive.path, reason: Words(vi: "thiếu content.xml", en: "content.xml is missing"))
    }
  }

  /// A manifest with encryption data means a password, whatever else is there.
  private static func checkEncryption(_ archive: ZipArchive) throws {
    if let member = archive.members.first(where: \.isEncrypted) {
      throw ODSError.encrypted(file: archive.path, part: member.name)
    }
    guard archive.member(ODSPart.manifest) != nil else { return }
    let bytes = try archive.read(ODSPart.manifest)
    let manifest = try placing(Origin(file: archive.path, part: ODSPart.manifest)) {
      try XMLPart.parse(bytes)
    }
    for entry in manifest.all("file-entry") where entry.child("encryption-data") != nil {
      throw ODSError.encrypted(
        file: archive.path, part: entry.attribute("full-path") ?? ODSPart.content)
    }
  }
}
