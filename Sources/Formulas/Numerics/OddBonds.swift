// Bonds whose first or last coupon period has another length.

internal import Glibc

/// A bond with an odd first period.
///
/// - Source: OpenFormula 1.3 §6.12.31 ODDFPRICE.
struct OddFirstBond {
  let settlement: DayParts
  let maturity: DayParts
  let issue: DayParts
  let first: DayParts
  let frequency: Int
  let basis: DayCount

  private struct Parts {
    // The first coupon in parts of quasi-coupon periods, and what of it was earned by settlement.
    var couponPeriods = 0.0
    var accruedPeriods = 0.0
    // From settlement to the first coupon date.
    var toFirst = 0.0
    // Coupons after the first.
    var later = 0
  }

  private func days(_ from: DayParts, _ to: DayParts) -> Double {
    Double(max(basis.days(from, to), 0))
  }

  private var parts: Parts {
    let step = 12 / frequency
    var parts = Parts()
    parts.later =
      Coupons(
        settlement: first, maturity: maturity, frequency: frequency, basis: basis
      ).number
    var end = first
    var index = 0
    while end > issue, index < 10_000 {
      index += 1
      let start = first.adding(months: -index * step)
      let length = lengthOfPeriod(start, end)
      let from = max(start, issue)
      parts.couponPeriods += days(from, end) / length
      if settlement > from {
        parts.accruedPeriods += days(from, min(settlement, end)) / length
      }
      if end > settlement { parts.toFirst += days(max(start, settlement), end) / length }
      end = start
    }
    return parts
  }

  private func lengthOfPeriod(_ start: DayParts, _ end: DayParts) -> Double {
    switch basis {
    case .actual: Double(end.daysSince1970 - start.daysSince1970)
    case .actual365: 365 / Double(frequency)
    default: 360 / Double(frequency)
    }
  }

  /// The price per 100 of face value.
  func price(rate: Double, yield: Double, redemption: Double) -> Double {
    price(parts, rate: rate, yield: yield, redemption: redemption)
  }

  private func price(_ parts: Parts, rate: Double, yield: Double, redemption: Double) -> Double {
    let each = Double(frequency)
    let growth = 1 + yield / each
    let coupon = 100 * rate / each
    var sum = redemption / pow(growth, Double(parts.later) + parts.toFirst)
    sum += coupon * parts.couponPeriods / pow(growth, parts.toFirst)
    if parts.later > 0 {
      for k in 1...parts.later { sum += coupon / pow(growth, Double(k) + parts.toFirst) }
    }
    return sum - coupon * parts.accruedPeriods
  }

  /// The yield at which the bond has the price; nil when none is found.
  func yield(rate: Double, price: Double, redemption: Double) -> Double? {
    let parts = parts
    return Roots.find(from: (0, max(rate, 0.01)), in: (-Double(frequency) * 0.999_999)...1e6) {
      price - self.price(parts, rate: rate, yield: $0, redemption: redemption)
    }
  }
}

/// A bond with an odd last period, of which only that one is left.
///
/// - Source: OpenFormula 1.3 §6.12.33 ODDLPRICE.
struct OddLastBond {
  let settlement: DayParts
  let maturity: DayParts
  let last: DayParts
  let frequency: Int
  let basis: DayCount

  private var periods: (coupon: Double, accrued: Double, left: Double) {
    let each = Double(frequency)
    return (
      basis.yearFraction(last, maturity) * each, basis.yearFraction(last, settlement) * each,
      basis.yearFraction(settlement, maturity) * each
    )
  }

  /// The price per 100 of face value.
  func price(rate: Double, yield: Double, redemption: Double) -> Double {
    let (coupon, accrued, left) = periods
    let each = 100 * rate / Double(frequency)
    return (redemption + coupon * each) / (left * yield / Double(frequency) + 1) - accrued * each
  }

  /// The yield at which the bond has the price.
  func yield(rate: Double, price: Double, redemption: Double) -> Double {
    let (coupon, accrued, left) = periods
    let each = 100 * rate / Double(frequency)
    let gain = (redemption + coupon * each) / (price + accrued * each) - 1
    return gain * Double(frequency) / left
  }
}
