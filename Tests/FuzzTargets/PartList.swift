internal import Diagnostics
internal import Storage
internal import ZipArchives

/// The parts of a package as one run of bytes that a fuzzer can change without breaking checksums.
///
/// - Shape: for each part the byte 0x1E, which XML cannot hold, its name, a line feed, its content.
///   Bytes that do not begin so are a file as it is.
enum PartList {
  static let mark: UInt8 = 0x1E

  /// The parts of a container that is there.
  static func of(_ path: String) throws -> [UInt8] {
    let archive = try ZipArchive(path: path)
    return try archive.members.flatMap { member in
      try bytes(member.name, archive.read(member.name))
    }
  }

  static func bytes(_ name: String, _ content: [UInt8]) -> [UInt8] {
    [mark] + Array(name.utf8) + [0x0A] + content
  }

  /// Writes the file that the bytes mean.
  ///
  /// - Returns: Its path; nil where they make no container.
  static func write(_ bytes: [UInt8]) -> String? {
    guard bytes.first == mark else { return ScratchFile.write(bytes) }
    do {
      try Folder.remove(ScratchFile.path)
      let writer = try ZipWriter(newFile: ScratchFile.path)
      for piece in bytes.split(separator: mark) {
        let name = piece.prefix { $0 != 0x0A }
        guard let text = String(validating: name, as: UTF8.self) else { continue }
        try writer.add(text, Array(piece.dropFirst(name.count + 1)), isStored: true)
      }
      try writer.finish()
    } catch {
      return nil
    }
    return ScratchFile.path
  }
}
