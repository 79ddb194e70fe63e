/// Bytes as text of 64 letters.
///
/// - Source: RFC 4648 §4.
public enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text, padded, on one line.
  public static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for place in stride(from: 0, to: bytes.count, by: 3) {
      let three = (0..<3).map { place + $0 < bytes.count ? Int(bytes[place + $0]) : 0 }
      let bits = three[0] << 16 | three[1] << 8 | three[2]
      for shift in [18, 12, 6, 0] { text.append(letters[bits >> shift & 63]) }
    }
    let missing = (3 - bytes.count % 3) % 3
    for place in 0..<missing { text[text.count - 1 - place] = UInt8(ascii: "=") }
    return String(decoding: text, as: UTF8.self)
  }
}
