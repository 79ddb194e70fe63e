internal import Diagnostics
internal import Storage
internal import ZipArchives

/// Containers that nobody checked.
enum ZipFuzz {
  /// The most members that are read.
  private static let membersMax = 16

  static func run(_ bytes: [UInt8]) {
    let path = ScratchFile.write(bytes)
    refusing {
      let archive = try ZipArchive(path: path)
      for member in archive.members.prefix(membersMax) {
        let (whole, pieces) = (read(archive, member.name), stream(archive, member.name))
        precondition(whole == pieces, "\(member.name): whole and in pieces differ")
        if let whole { precondition(whole.count == member.size, "the size lies") }
      }
    }
  }

  private static func read(_ archive: ZipArchive, _ name: String) -> [UInt8]? {
    var found: [UInt8]?
    refusing { found = try archive.read(name) }
    return found
  }

  private static func stream(_ archive: ZipArchive, _ name: String) -> [UInt8]? {
    var found: [UInt8]?
    refusing {
      let pipe = try archive.stream(name)
      defer { pipe.stop() }
      var bytes: [UInt8] = []
      while let chunk = try pipe.next() { bytes += chunk }
      found = bytes
    }
    return found
  }
}
