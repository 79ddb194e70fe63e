internal import Storage

/// `SHA256SUMS`: every file of a hand-over and its digest, as `sha256sum -c` reads it.
struct HandoverList {
  static let name = "SHA256SUMS"
  static let signatureName = "SHA256SUMS.p7s"

  /// Digests by path, relative to the folder.
  var digests: [String: String] = [:]

  init() {}

  /// Reads a list.
  init(_ bytes: [UInt8]) throws {
    for (place, text) in bytes.split(separator: 0x0A).enumerated() {
      let line = String(decoding: text, as: UTF8.self)
      let digest = line.prefix(64)
      let name = line.dropFirst(66)
      guard line.dropFirst(64).hasPrefix("  "), digest.allSatisfy(\.isHexDigit),
        digest.count == 64, Self.isInside(name), digests[String(name)] == nil
      else { throw HandoverError.listDamaged(Self.name, line: place + 1) }
      digests[String(name)] = String(digest)
    }
  }

  /// The list's bytes, by name.
  var bytes: [UInt8] {
    let names = digests.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Array(names.map { "\(digests[$0] ?? "")  \($0)\n" }.joined().utf8)
  }

  /// Whether a path stays inside the folder that it is relative to.
  static func isInside(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && !name.hasPrefix("/") && !name.contains("\\") && !name.contains("\0")
      && !name.contains(where: \.isNewline)
      && !name.split(separator: "/", omittingEmptySubsequences: false).contains {
        $0.isEmpty || $0 == "." || $0 == ".."
      }
  }
}
