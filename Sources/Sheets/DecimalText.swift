/// Numbers as both formats write them: ASCII digits, a full stop, perhaps an exponent.
///
/// - Source: XML Schema part 2 §3.2.5 `double`, without its `INF` and `NaN`.
public enum DecimalText {
  /// The shortest text that reads back as the same number, without a superfluous `.0`.
  public static func print(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Parses a decimal number; nil for `inf`, `nan`, hexadecimal and what is too large.
  public static func parse(_ text: some StringProtocol) -> Double? {
    let isDecimal = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// A whole number with zeros before it up to a width.
  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// One to four digits and nothing else.
  static func digits(_ text: some StringProtocol) -> Int? {
    guard (1...4).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }
}
