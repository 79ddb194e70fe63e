// The coupon dates of a bond, and what it costs and yields.

internal import Glibc

/// A bond that pays interest once, twice or four times a year.
///
/// - Source: OpenFormula 1.3 §6.12 (COUPDAYBS … PRICE, YIELD, DURATION).
struct Coupons {
  let settlement: DayParts
  let maturity: DayParts
  let frequency: Int
  let basis: DayCount

  private var step: Int { 12 / frequency }

  /// Coupon dates lie so many months before maturity, each on its day or the month's last.
  private func date(_ periodsBefore: Int) -> DayParts {
    let date = maturity.adding(months: -periodsBefore * step)
    guard maturity.isLastOfMonth else { return date }
    return DayParts(
      year: date.year, month: date.month, day: DayParts.daysInMonth(date.month, date.year))
  }

  /// How many coupon dates lie after settlement.
  var number: Int {
    let months =
      (maturity.year - settlement.year) * 12 + maturity.month - settlement.month
    var count = max(months / step - 1, 0)
    while date(count) > settlement { count += 1 }
    return count
  }

  /// The last coupon date at or before settlement.
  var previous: DayParts { date(number) }
  /// The first coupon date after settlement.
  var next: DayParts { date(number - 1) }

  /// Days from the previous coupon date to settlement.
  var daysBefore: Double { Double(difference(previous, settlement)) }

  /// Days of the coupon period that holds settlement.
  var daysInPeriod: Double {
    switch basis {
    case .actual: Double(difference(previous, next))
    case .actual365: 365 / Double(frequency)
    default: 360 / Double(frequency)
    }
  }

  /// Days from settlement to the next coupon date.
  var daysAfter: Double {
    basis.has30Days ? daysInPeriod - daysBefore : Double(difference(settlement, next))
  }

  private func difference(_ from: DayParts, _ to: DayParts) -> Int {
    guard basis.has30Days else { return to.daysSince1970 - from.daysSince1970 }
    return max(Coupons.days30(from, to, american: basis == .american30), 0)
  }

  /// Days between coupon dates by months of 30 days, whose last days count as the 30th.
  private static func days30(_ from: DayParts, _ to: DayParts, american: Bool) -> Int {
    var (first, last) = (from.isLastOfMonth ? 30 : from.day, to.isLastOfMonth ? 30 : to.day)
    if american {
      if to.day == 31, from.month == 2 || first < 30 {
        last = 31
      } else if to.month == 2, to.isLastOfMonth {
        last = to.day
      }
    } else {
      if from.month == 2, first == 30 { first = from.day }
      if to.month == 2, last == 30 { last = to.day }
    }
    return (to.year - from.year) * 360 + (to.month - from.month) * 30 + last - first
  }

  /// The price per 100 of face value.
  ///
  /// Where `isSimpleAtLast` the yield within the last period is simple interest, as in Excel.
  func price(
    rate: Double, yield: Double, redemption: Double, isSimpleAtLast: Bool
  ) -> Double {
    let each = Double(frequency)
    let days = daysInPeriod
    let part = daysAfter / days
    let coupon = 100 * rate / each
    let accrued = coupon * daysBefore / days
    let count = number
    if isSimpleAtLast, count == 1 {
      return (redemption + coupon) / (1 + part * yield / each) - accrued
    }
    let growth = 1 + yield / each
    var sum = redemption / pow(growth, Double(count - 1) + part)
    for k in 0..<count { sum += coupon / pow(growth, Double(k) + part) }
    return sum - accrued
  }

  /// The yield at which the bond has the price; nil when none is found.
  func yield(rate: Double, price: Double, redemption: Double, isSimpleAtLast: Bool) -> Double? {
    let each = Double(frequency)
    if isSimpleAtLast, number == 1 {
      let days = daysInPeriod
      let coupon = rate / each
      let paid = price / 100 + daysBefore / days * coupon
      return (redemption / 100 + coupon - paid) / paid * each * days / daysAfter
    }
    return Roots.find(from: (0, max(rate, 0.01)), in: (-each * 0.999_999)...1e6) {
      price
        - self.price(rate: rate, yield: $0, redemption: redemption, isSimpleAtLast: false)
    }
  }

  /// Macaulay's duration in years.
  ///
  /// Where `countsPeriods` the time to the first coupon is counted in its own period, as in Excel;
  /// else from the years to maturity, as in LibreOffice.
  func duration(rate: Double, yield: Double, countsPeriods: Bool) -> Double {
    let each = Double(frequency)
    let count = number
    let coupon = 100 * rate / each
    let growth = 1 + yield / each
    let shift =
      countsPeriods
      ? daysAfter / daysInPeriod - 1
      : basis.yearFraction(settlement, maturity) * each - Double(count)
    var weighted = 0.0
    var worth = 0.0
    for t in 1...max(count, 1) {
      let time = Double(t) + shift
      let value = (t == count ? coupon + 100 : coupon) / pow(growth, time)
      weighted += time * value
      worth += value
    }
    return weighted / worth / each
  }
}
