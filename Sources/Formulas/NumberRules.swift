internal import Glibc

/// Arithmetic as spreadsheets do it: binary numbers that pretend to be decimal.
public enum NumberRules {
  /// Whether two numbers count as equal: they differ by less than the last of 48 bits.
  ///
  /// Both programs do so, that `0.1+0.2=0.3` is TRUE.
  public static func areEqual(_ left: Double, _ right: Double) -> Bool {
    if left == right { return true }
    let difference = abs(left - right)
    // LibreOffice's approxEqual: relative to either, less than 2^-48.
    return difference < abs(left) * 0x1p-48 && difference < abs(right) * 0x1p-48
  }

  /// `left + right`; a sum that nearly cancels is 0.
  public static func sum(_ left: Double, _ right: Double) -> Double {
    let sum = left + right
    if (left < 0) != (right < 0), sum != 0, areEqual(left, -right) { return 0 }
    return sum
  }

  /// `left - right`; a difference that nearly cancels is 0.
  public static func difference(_ left: Double, _ right: Double) -> Double {
    sum(left, -right)
  }

  /// `base ^ exponent`.
  ///
  /// - Throws: ``FormulaError/num`` for a root of a negative number or an overflow,
  ///   ``FormulaError/div0`` for 0 to a negative power.
  public static func power(_ base: Double, _ exponent: Double) throws(FormulaError) -> Double {
    if base == 0 {
      if exponent == 0 { return 1 }
      if exponent < 0 { throw .div0 }
    }
    let result = pow(base, exponent)
    guard result.isFinite else { throw .num }
    return result
  }

  /// A sum that loses no small parts.
  ///
  /// - Source: Neumaier's improvement of Kahan's summation (ZAMM 54, 1974).
  public struct Sum: Sendable {
    private var total = 0.0
    private var lost = 0.0

    /// Starts at 0.
    public init() {}

    /// Adds a number.
    public mutating func add(_ number: Double) {
      let next = total + number
      if abs(total) >= abs(number) {
        lost += (total - next) + number
      } else {
        lost += (number - next) + total
      }
      total = next
    }

    /// The sum.
    public var value: Double { total.isFinite ? total + lost : total }
  }
}
