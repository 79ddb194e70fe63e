// Arithmetic with the days of the calendar.

extension DayParts: Comparable {
  /// The earlier day comes first.
  public static func < (one: DayParts, other: DayParts) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  /// Days since 1970-01-01.
  var daysSince1970: Int {
    EvaluationSettings.daysSince1970(year: year, month: month, day: day)
  }

  /// Whether the year has a 29 February.
  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// How many days the month has.
  static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    EvaluationSettings.daysIn(month: month, year: year)
  }

  /// Whether it is the last day of its month.
  var isLastOfMonth: Bool { day == DayParts.daysInMonth(month, year) }

  /// Monday is 0.
  var weekday: Int {
    let shifted = (daysSince1970 + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  /// The day so many months later, or the last day of that month where it is shorter.
  func adding(months: Int) -> DayParts {
    let index = year * 12 + month - 1 + months
    let newYear = index >= 0 ? index / 12 : (index - 11) / 12
    let newMonth = index - newYear * 12 + 1
    return DayParts(
      year: newYear, month: newMonth,
      day: min(day, DayParts.daysInMonth(newMonth, newYear)))
  }

  /// 1 January of the year.
  static func newYear(_ year: Int) -> DayParts { DayParts(year: year, month: 1, day: 1) }
}
