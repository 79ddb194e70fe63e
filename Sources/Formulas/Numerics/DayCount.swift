// How many days, and which part of a year, lie between two dates by the bases of finance.

/// A way to count days and years.
///
/// - Source: OpenFormula 1.3 §4.11.7 `Basis`.
enum DayCount: Int {
  /// 30/360 of the National Association of Securities Dealers.
  case american30
  /// Real days, real years.
  case actual
  /// Real days, years of 360 days.
  case actual360
  /// Real days, years of 365 days.
  case actual365
  /// 30/360 of Europe.
  case european30

  /// Whether each month has 30 days.
  var has30Days: Bool { self == .american30 || self == .european30 }

  /// Days between two dates; with 30-day months as DAYS360 counts them.
  func days(_ start: DayParts, _ end: DayParts) -> Int {
    has30Days
      ? DayCount.days360(start, end, american: self == .american30)
      : end.daysSince1970 - start.daysSince1970
  }

  /// Days by months of 30 days, as DAYS360 counts them.
  static func days360(_ start: DayParts, _ end: DayParts, american: Bool) -> Int {
    var (one, two) = (start, end)
    if one.day == 31 {
      one.day = 30
    } else if american, one.month == 2, one.isLastOfMonth {
      one.day = 30
    }
    if two.day == 31 {
      if american, one.day != 30 {
        two = DayParts(
          year: two.month == 12 ? two.year + 1 : two.year,
          month: two.month == 12 ? 1 : two.month + 1, day: 1)
      } else {
        two.day = 30
      }
    }
    return (two.year - one.year) * 360 + (two.month - one.month) * 30 + two.day - one.day
  }

  /// The part of a year as LibreOffice counts it for simple interest: months have 30 days, and the
  /// 31st comes a day after the 30th; a real year is as long as the first one.
  func plainYears(_ start: DayParts, _ end: DayParts) -> Double {
    guard has30Days else {
      guard self == .actual else { return yearFraction(start, end) }
      return Double(days(start, end)) / (DayParts.isLeap(start.year) ? 366 : 365)
    }
    let months = (end.year - start.year) * 12 + end.month - start.month
    return Double(months * 30 + end.day - start.day) / 360
  }

  /// The part of a year as YEARFRAC counts it; the order of the dates does not matter.
  func yearFraction(_ start: DayParts, _ end: DayParts) -> Double {
    let (one, two) = start <= end ? (start, end) : (end, start)
    let real = Double(two.daysSince1970 - one.daysSince1970)
    switch self {
    case .american30: return Double(DayCount.americanDays(one, two)) / 360
    case .actual: return real / DayCount.meanYear(one, two)
    case .actual360: return real / 360
    case .actual365: return real / 365
    case .european30: return Double(DayCount.days360(one, two, american: false)) / 360
    }
  }

  private static func americanDays(_ one: DayParts, _ two: DayParts) -> Int {
    var (first, second) = (one.day, two.day)
    if first == 31 { first = 30 }
    if first == 30, second == 31 {
      second = 30
    } else if one.month == 2, one.isLastOfMonth {
      first = 30
      if two.month == 2, two.isLastOfMonth { second = 30 }
    }
    return (two.year - one.year) * 360 + (two.month - one.month) * 30 + second - first
  }

  private static func meanYear(_ one: DayParts, _ two: DayParts) -> Double {
    if one.year == two.year { return DayParts.isLeap(one.year) ? 366 : 365 }
    let isLonger =
      two.year != one.year + 1 || (one.month, one.day) < (two.month, two.day)
    if isLonger {
      let days =
        DayParts.newYear(two.year + 1).daysSince1970 - DayParts.newYear(one.year).daysSince1970
      return Double(days) / Double(two.year - one.year + 1)
    }
    let holdsLeapDay =
      DayParts.isLeap(one.year) && one.month <= 2
      || DayParts.isLeap(two.year) && (two.month, two.day) >= (2, 29)
    return holdsLeapDay ? 366 : 365
  }
}
