internal import Glibc

/// Rounding that takes a number a hair from a whole one for it.
enum Rounding {
  /// The number, or the whole one that it differs from in the last bits only.
  static func settled(_ number: Double) -> Double {
    guard abs(number) < 0x1p52 else { return number }
    let whole = number.rounded()
    return NumberRules.areEqual(number, whole) ? whole : number
  }

  /// The largest whole number that is not larger.
  static func floor(_ number: Double) -> Double { settled(number).rounded(.down) }
  /// The smallest whole number that is not smaller.
  static func ceil(_ number: Double) -> Double { settled(number).rounded(.up) }
  /// Its whole part.
  static func truncate(_ number: Double) -> Double { settled(number).rounded(.towardZero) }

  /// A number at a decimal place, the rest cut off or rounded away from zero.
  static func cut(_ number: Double, digits: Int, up: Bool) -> Double {
    let rule: FloatingPointRoundingRule = up ? .awayFromZero : .towardZero
    guard number != 0, number.isFinite, digits < 20 else { return number }
    guard digits > -310 else { return up ? .infinity : 0 }
    let scale = pow(10, Double(abs(digits)))
    let scaled = digits >= 0 ? number * scale : number / scale
    guard abs(scaled) < 0x1p52 else { return number }
    let whole = settled(scaled).rounded(rule)
    return digits >= 0 ? whole / scale : whole * scale
  }
}
