// Loans and savings with equal payments.

internal import Glibc

/// Equal payments at the end of each period, or at its start.
///
/// What comes in is positive, what goes out negative.
///
/// - Source: OpenFormula 1.3 §6.12.20 FV, §6.12.41 PV and their kin.
enum Annuities {
  /// What is there after so many periods.
  static func futureValue(
    _ rate: Double, _ periods: Double, _ payment: Double, _ present: Double, atStart: Bool
  ) -> Double {
    if rate == 0 { return -(present + payment * periods) }
    let growth = pow(1 + rate, periods)
    let due = atStart ? payment * (1 + rate) : payment
    return -(present * growth + due * (growth - 1) / rate)
  }

  /// What a row of payments is worth now.
  static func presentValue(
    _ rate: Double, _ periods: Double, _ payment: Double, _ future: Double, atStart: Bool
  ) -> Double {
    if rate == 0 { return -(future + payment * periods) }
    let discount = pow(1 + rate, -periods)
    let due = atStart ? payment * (1 + rate) : payment
    return -(future * discount + due * (1 - discount) / rate)
  }

  /// The payment of each period.
  static func payment(
    _ rate: Double, _ periods: Double, _ present: Double, _ future: Double, atStart: Bool
  ) -> Double {
    if rate == 0 { return -(present + future) / periods }
    let logGrowth = periods * log1p(rate)
    let paid =
      -(future * rate / expm1(logGrowth) + present * rate / -expm1(-logGrowth))
    return atStart ? paid / (1 + rate) : paid
  }

  /// How many periods it takes.
  static func periods(
    _ rate: Double, _ payment: Double, _ present: Double, _ future: Double, atStart: Bool
  ) -> Double {
    if rate == 0 { return -(present + future) / payment }
    let due = atStart ? payment * (1 + rate) : payment
    return log(-(rate * future - due) / (rate * present + due)) / log1p(rate)
  }

  /// The interest in the payment of one period.
  static func interest(
    _ rate: Double, _ period: Double, _ periods: Double, _ present: Double, _ future: Double,
    atStart: Bool
  ) -> Double {
    let paid = payment(rate, periods, present, future, atStart: atStart)
    if period == 1 { return atStart ? 0 : -present * rate }
    let balance =
      atStart
      ? futureValue(rate, period - 2, paid, present, atStart: true) - paid
      : futureValue(rate, period - 1, paid, present, atStart: false)
    return balance * rate
  }

  /// What the payment of one period pays off.
  ///
  /// It grows by the rate from period to period, so that no large numbers are taken from each
  /// other as where the interest is taken from the payment.
  static func principal(
    _ rate: Double, _ period: Double, _ periods: Double, _ present: Double, _ future: Double,
    atStart: Bool
  ) -> Double {
    let paid = payment(rate, periods, present, future, atStart: atStart)
    if atStart && period == 1 || rate == 0 { return paid }
    guard rate > -1 else {
      return paid - interest(rate, period, periods, present, future, atStart: atStart)
    }
    let logGrowth = log1p(rate)
    // Both powers from the end, or both from the start, that none overflows.
    let share =
      rate > 0
      ? exp((period - 1 - periods) * logGrowth) / -expm1(-periods * logGrowth)
      : exp((period - 1) * logGrowth) / expm1(periods * logGrowth)
    let paidOff = -(present + future) * rate * share
    return atStart ? paidOff / (1 + rate) : paidOff
  }

  /// The rate that makes the sums meet; nil when iteration comes to no end.
  static func rate(
    _ periods: Double, _ payment: Double, _ present: Double, _ future: Double, atStart: Bool,
    guess: Double
  ) -> Double? {
    if let rate = newton(periods, payment, present, future, atStart: atStart, guess: guess) {
      return rate
    }
    // Newton's method ran away: the first of some places between which the sign changes.
    let worth = { (rate: Double) -> Double in
      let series = rate == 0 ? periods : expm1(periods * log1p(rate)) / rate
      return future + present * pow(1 + rate, periods)
        + payment * (atStart ? 1 + rate : 1) * series
    }
    let places = [0.001, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100]
    for (low, high) in zip(places, places.dropFirst()) where worth(low) * worth(high) <= 0 {
      return Roots.find(from: (low, high), in: low...high, worth)
    }
    for (low, high) in [(-0.05, 0.001), (-0.3, -0.05), (-0.9, -0.3), (-0.9999, -0.9)]
    where worth(low) * worth(high) <= 0 {
      return Roots.find(from: (low, high), in: low...high, worth)
    }
    return nil
  }

  private static func newton(
    _ periods: Double, _ payment: Double, _ present: Double, _ future: Double, atStart: Bool,
    guess: Double
  ) -> Double? {
    let type = atStart ? 1.0 : 0
    var x = guess
    for _ in 0..<150 {
      // The present value of everything, and its slope.
      let (value, slope): (Double, Double)
      if x == 0 {
        let n = periods
        value = future + present + payment * n
        slope = present * n + payment * n * (type + (n - 1) / 2)
      } else {
        let growthLess1 = pow(1 + x, periods - 1)
        let growth = growthLess1 * (1 + x)
        let series = expm1(periods * log1p(x)) / x
        let seriesSlope = periods * growthLess1 / x - series / x
        value = future + present * growth + payment * (series + (atStart ? growth - 1 : 0))
        slope =
          present * periods * growthLess1 + payment * seriesSlope
          + (atStart ? payment * periods * growthLess1 : 0)
      }
      guard slope != 0, value.isFinite, slope.isFinite else { return nil }
      let next = x - value / slope
      if abs(next - x) < 1e-15 * max(1, abs(next)) || abs(value) < 1e-14 {
        return next > -1 ? next : nil
      }
      if next <= -1 {
        x = (x - 1) / 2
        continue
      }
      x = next
    }
    return nil
  }
}
