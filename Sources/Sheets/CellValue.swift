/// What a cell holds: for a formula, the value that was stored with it.
public enum CellValue: Hashable, Sendable {
  /// Nothing.
  case empty
  /// Text, with `\n` between lines and paragraphs.
  case text(String)
  /// A number; percent and currency are numbers with a format.
  case number(Double)
  /// A truth value.
  case boolean(Bool)
  /// A calendar date, with a time of day or without.
  case date(DateTime)
  /// A time of day or a duration, in seconds; it may pass 24 hours and may be negative.
  case duration(seconds: Double)
  /// An error such as `#N/A`.
  case error(String)
}

/// A calendar date with a time of day, without a time zone.
///
/// - Shape: years 1 to 9999 in the proleptic Gregorian calendar.
/// - Units: seconds of the day, from 0, with their fraction.
public struct DateTime: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int
  /// Seconds since midnight.
  public var secondOfDay: Double

  /// Makes a date; nil when there is no such day.
  public init?(year: Int, month: Int, day: Int, secondOfDay: Double = 0) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.daysIn(month: month, year: year),
      secondOfDay >= 0, secondOfDay < 86_400
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.secondOfDay = secondOfDay
  }

  /// The number of days in a month.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01, negative before it.
  ///
  /// Counts in eras of 400 years that begin on 1 March, so that the leap day comes last.
  public var daysSince1970: Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date that lies `days` days after 1970-01-01; nil outside the years 1 to 9999.
  public init?(daysSince1970 days: Int, secondOfDay: Double = 0) {
    guard (-719_162...2_932_896).contains(days) else { return nil }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, secondOfDay: secondOfDay)
  }
}
