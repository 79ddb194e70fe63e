/// The month that a day lies in, both as ordinals.
enum MonthOfDay {
  /// The ordinal of the month of a day's ordinal, as `CalendarDay` counts them.
  ///
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days:
  ///   years begin in March, and 400 of them have 146 097 days.
  static func ordinal(_ day: Int32) -> Int32 {
    // CalendarDay counts 1 March of the year 0 as day 1 + 2/5, which is 1.
    let days = Int(day) - 1
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10
    let year = yearOfEra + era * 400 + (month <= 1 ? 1 : 0)
    return Int32(clamping: year * 12 + month)
  }
}
