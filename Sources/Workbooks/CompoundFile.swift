internal import Storage

/// What an OLE compound file holds, as far as its words tell.
///
/// - Source: [MS-OFFCRYPTO] §2.3.4 (encryption info: agile and standard), [MS-CFB] §2.6.1 (names
///   of streams in UTF-16).
enum CompoundFile {
  /// The most bytes that are looked through.
  private static let bytesMax = 4 << 20

  /// How the workbook in it is encrypted; nil when it is none that is.
  static func encryption(of path: String) throws -> String? {
    let bytes = try FileBytes.head(of: path, count: bytesMax)
    guard contains(bytes, wide("EncryptedPackage")) else { return nil }
    if let start = firstRange(of: Array("cipherAlgorithm=\"".utf8), in: bytes) {
      let cipher = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }.prefix(16)
      return "ECMA-376 agile, " + String(decoding: cipher, as: UTF8.self)
    }
    return contains(bytes, wide("AES Cryptographic Provider"))
      ? "ECMA-376 standard, AES" : "ECMA-376"
  }

  private static func wide(_ text: String) -> [UInt8] { text.utf8.flatMap { [$0, 0] } }

  private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    firstRange(of: wanted, in: bytes) != nil
  }

  /// Where the bytes behind `wanted` begin.
  private static func firstRange(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= wanted.count else { return nil }
    for place in 0...bytes.count - wanted.count where bytes[place] == wanted[0] {
      if bytes[place..<place + wanted.count].elementsEqual(wanted) {
        return place + wanted.count
      }
    }
    return nil
  }
}
