/// Reads decimal numbers from bytes, exactly.
public enum DecimalBytes {
  /// Powers of ten that a double holds exactly.
  @usableFromInline
  static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads the number at `start`: ASCII digits, a full stop, perhaps an exponent.
  ///
  /// - Parameters:
  ///   - start: The first byte; some byte behind the number must be none of a number's.
  ///   - end: Becomes the place behind the number.
  /// - Returns: The nearest double; nil when no number stands there, or one too large.
  /// - Source: W. D. Clinger, "How to read floating point numbers accurately" (1990): where digits
  ///   and power of ten are both exact, one rounded operation is right; else the standard library.
  @inlinable
  public static func number(
    at start: UnsafePointer<UInt8>, end: inout UnsafePointer<UInt8>
  ) -> Double? {
    var place = start
    let isNegative = place[0] == UInt8(ascii: "-")
    if isNegative || place[0] == UInt8(ascii: "+") { place += 1 }
    var digits: UInt64 = 0
    let first = place
    while case let digit = place[0] &- 0x30, digit < 10 {
      digits = digits &* 10 &+ UInt64(digit)
      place += 1
    }
    var digitCount = place - first
    var exponent = 0
    if place[0] == UInt8(ascii: ".") {
      place += 1
      let fraction = place
      while case let digit = place[0] &- 0x30, digit < 10 {
        digits = digits &* 10 &+ UInt64(digit)
        place += 1
      }
      exponent = fraction - place
      digitCount -= exponent
    }
    guard digitCount > 0 else { return nil }
    let hasExponent = place[0] | 0x20 == UInt8(ascii: "e")
    if !hasExponent && digitCount <= 19 && digits <= 1 << 53 && exponent >= -22 {
      end = place
      let number = exponent == 0 ? Double(digits) : Double(digits) / powers[-exponent]
      return isNegative ? -number : number
    }
    return slow(start, place, hasExponent, end: &end)
  }

  /// The same by the standard library: many digits, or an exponent.
  @usableFromInline
  static func slow(
    _ start: UnsafePointer<UInt8>, _ mantissaEnd: UnsafePointer<UInt8>, _ hasExponent: Bool,
    end: inout UnsafePointer<UInt8>
  ) -> Double? {
    var place = mantissaEnd
    if hasExponent {
      place += 1
      if place[0] == UInt8(ascii: "-") || place[0] == UInt8(ascii: "+") { place += 1 }
      let digits = place
      while place[0] &- 0x30 < 10 { place += 1 }
      guard place > digits else { return nil }
    }
    end = place
    let text = UnsafeBufferPointer(start: start, count: place - start)
    guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite else {
      return nil
    }
    return number
  }
}
