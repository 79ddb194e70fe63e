/// A colour of 24 bits, opaque.
public struct Color: Hashable, Sendable {
  /// Red, 0 to 255.
  public var red: UInt8
  /// Green, 0 to 255.
  public var green: UInt8
  /// Blue, 0 to 255.
  public var blue: UInt8

  /// Makes a colour of its three parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Parses six hexadecimal digits, with `#` before them or not; eight begin with the opacity.
  public init?(hex text: some StringProtocol) {
    var digits = text.utf8.first == UInt8(ascii: "#") ? text.dropFirst() : text.dropFirst(0)
    if digits.utf8.count == 8 { digits = digits.dropFirst(2) }
    guard digits.utf8.count == 6,
      digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let bits = UInt32(digits, radix: 16)
    else { return nil }
    self.init(
      red: UInt8(truncatingIfNeeded: bits >> 16), green: UInt8(truncatingIfNeeded: bits >> 8),
      blue: UInt8(truncatingIfNeeded: bits))
  }

  /// Six hexadecimal digits in capitals, for example `FF8000`.
  public var hex: String {
    let bits = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    let digits = String(bits, radix: 16, uppercase: true)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// Black.
  public static let black = Color(red: 0, green: 0, blue: 0)
  /// White.
  public static let white = Color(red: 255, green: 255, blue: 255)
}
