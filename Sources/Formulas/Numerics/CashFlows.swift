// Rates of return of payments that differ.

internal import Glibc

/// Payments, each some years from the first.
enum CashFlows {
  /// The worth of payments one period apart, the first now.
  static func presentValue(_ rate: Double, _ payments: [Double]) -> Double {
    var factor = 1.0
    var sum = 0.0
    for payment in payments {
      sum += payment / factor
      factor *= 1 + rate
    }
    return sum
  }

  /// The worth of payments so many years from the first.
  static func presentValue(_ rate: Double, _ payments: [(years: Double, amount: Double)]) -> Double
  {
    payments.reduce(0) { $0 + $1.amount * pow(1 + rate, -$1.years) }
  }

  /// The rate at which payments are worth nothing; nil when none is found.
  ///
  /// Newton's method from the guess, then, where that fails, from places of a fixed list.
  static func internalRate(
    _ payments: [(years: Double, amount: Double)], guess: Double, tryOthers: Bool
  ) -> Double? {
    guard payments.contains(where: { $0.amount > 0 }), payments.contains(where: { $0.amount < 0 })
    else { return nil }
    if let rate = newton(payments, from: guess) { return rate }
    guard tryOthers else { return nil }
    for index in 0...200 {
      if let rate = newton(payments, from: -0.99 + Double(index) * 0.01) { return rate }
    }
    return nil
  }

  private static func newton(
    _ payments: [(years: Double, amount: Double)], from guess: Double
  ) -> Double? {
    var rate = guess
    for _ in 0..<100 {
      guard rate > -1 else { return nil }
      var value = 0.0
      var slope = 0.0
      for (years, amount) in payments {
        let discounted = amount * pow(1 + rate, -years)
        value += discounted
        slope -= years * discounted / (1 + rate)
      }
      guard value.isFinite, slope.isFinite, slope != 0 else { return nil }
      let next = rate - value / slope
      if abs(next - rate) <= 1e-14 * max(1, abs(rate)) { return next > -1 ? next : nil }
      rate = next
    }
    // Rounding may keep the last digits moving.
    let size = payments.reduce(0) { $0 + abs($1.amount) }
    return abs(presentValue(rate, payments)) < 1e-12 * size ? rate : nil
  }
}
