/// A calendar day, never an instant: payments and bills know no time zone.
///
/// - Shape: years 1 to 9999, proleptic Gregorian calendar.
public struct CalendarDay: Hashable, Sendable, Comparable {
  /// The month it lies in.
  public let month: CalendarMonth
  // Small, as records by the million hold days.
  private let dayOfMonth: Int8

  /// The day of the month, from 1.
  public var day: Int { Int(dayOfMonth) }

  /// Makes a day; nil when there is none such.
  public init?(year: Int, month: Int, day: Int) {
    guard let month = CalendarMonth(year: year, month: month), day >= 1, day <= month.days else {
      return nil
    }
    self.month = month
    dayOfMonth = Int8(truncatingIfNeeded: day)
  }

  /// Parses `2024-08-03`, all ten signs of it.
  public init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard iso == text else { return nil }
  }

  /// The day as `2024-08-03`.
  public var iso: String { month.iso + (day < 10 ? "-0" : "-") + String(day) }

  /// Days from this one to `other`, negative when `other` is earlier.
  public func days(to other: CalendarDay) -> Int {
    other.ordinal - ordinal
  }

  /// Days since a fixed day, for differences: months counted from March, so that leap days come
  /// last.
  public var ordinal: Int {
    let year = month.month <= 2 ? month.year - 1 : month.year
    let fromMarch = (month.month + 9) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * fromMarch + 2) / 5 + day
  }

  /// Earlier days first.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.month, left.day) < (right.month, right.day)
  }
}

/// A month of a year.
public struct CalendarMonth: Hashable, Sendable, Comparable {
  /// Months since January of the year 0: the months of a year follow one another.
  public var ordinal: Int { Int(number) }
  private let number: Int32

  /// The year, 1 to 9999.
  public var year: Int { Int(number) / 12 }
  /// The month, 1 to 12.
  public var month: Int { Int(number) % 12 + 1 }

  /// Makes a month; nil when there is none such.
  public init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    number = Int32(truncatingIfNeeded: year * 12 + month - 1)
  }

  /// The month with an ``ordinal``; nil when it lies in no year from 1 to 9999.
  public init?(ordinal: Int) {
    guard ordinal >= 12, ordinal < 10_000 * 12 else { return nil }
    number = Int32(truncatingIfNeeded: ordinal)
  }

  /// Parses `2024-08`, all seven signs of it.
  public init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let year = Int(parts[0]), let month = Int(parts[1]) else { return nil }
    self.init(year: year, month: month)
    guard iso == text else { return nil }
  }

  /// The month as `2024-08`.
  public var iso: String {
    let digits = String(year)
    return String(repeating: "0", count: 4 - digits.count) + digits
      + (month < 10 ? "-0" : "-") + String(month)
  }

  /// How many days it has.
  public var days: Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Earlier months first.
  public static func < (left: CalendarMonth, right: CalendarMonth) -> Bool {
    left.number < right.number
  }
}

/// The time a figure is about: whole months, both ends included.
public struct Period: Hashable, Sendable {
  /// The first month.
  public let first: CalendarMonth
  /// The last month.
  public let last: CalendarMonth

  /// Makes a period; nil when it ends before it begins.
  public init?(from first: CalendarMonth, to last: CalendarMonth) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// Makes a period of one month.
  public init(_ month: CalendarMonth) {
    first = month
    last = month
  }

  /// Whether `month` lies in it.
  public func contains(_ month: CalendarMonth) -> Bool {
    first <= month && month <= last
  }

  /// `2024-08`, or `2024-01..2024-03`.
  public var iso: String { first == last ? first.iso : first.iso + ".." + last.iso }
}

/// The two columns of the form.
public enum ReportColumn: String, Hashable, Sendable, CaseIterable {
  /// Trước triển khai.
  case before
  /// Sau triển khai.
  case after
}
