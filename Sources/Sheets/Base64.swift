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

  /// The bytes of a text; white space between letters is passed over.
  ///
  /// - Returns: Nil for a text with other characters, or one that is cut off.
  public static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var bits = 0
    var count = 0
    var isPadded = false
    for letter in text.utf8 {
      if [0x20, 0x09, 0x0A, 0x0D].contains(letter) { continue }
      isPadded = isPadded || letter == UInt8(ascii: "=")
      if letter == UInt8(ascii: "=") { continue }
      guard !isPadded, let value = value(letter) else { return nil }
      bits = (bits << 6 | value) & 0xFF_FFFF
      count += 1
      guard count % 4 == 0 else { continue }
      for shift in [16, 8, 0] { bytes.append(UInt8(bits >> shift & 0xFF)) }
    }
    switch count % 4 {
    case 2: bytes.append(UInt8(bits >> 4 & 0xFF))
    case 3: for shift in [10, 2] { bytes.append(UInt8(bits >> shift & 0xFF)) }
    case 1: return nil
    default: break
    }
    return bytes
  }

  private static func value(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(letter) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
