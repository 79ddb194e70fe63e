/// Dates and times in text as serial numbers.
enum DateText {
  /// The serial number of `2024-08-03`, `2024-08-03T10:20:30`, `10:20`, or a date of digits in the
  /// locale's order; nil for anything else.
  static func serial(in text: [UInt8], settings: EvaluationSettings) -> Double? {
    let parts = text.split(
      maxSplits: 1, whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") })
    guard let head = parts.first else { return nil }
    if head.contains(UInt8(ascii: ":")) {
      return parts.count == 1 ? time(head) : nil
    }
    guard let day = day(head, settings) else { return nil }
    guard parts.count == 2 else { return Double(day) }
    guard let time = time(parts[1]) else { return nil }
    return Double(day) + time
  }

  private static func numbers(_ text: ArraySlice<UInt8>, separator: UInt8) -> [Int]? {
    var numbers: [Int] = []
    for part in text.split(separator: separator, omittingEmptySubsequences: false) {
      guard (1...4).contains(part.count),
        part.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
      else { return nil }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }
    return numbers
  }

  private static func day(_ text: ArraySlice<UInt8>, _ settings: EvaluationSettings) -> Int? {
    if let iso = numbers(text, separator: UInt8(ascii: "-")), iso.count == 3, iso[0] > 99 {
      return settings.serial(year: iso[0], month: iso[1], day: iso[2])
    }
    guard settings.flavour.convertsLocalText else { return nil }
    for separator in [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ".")] {
      guard let parts = numbers(text, separator: separator), parts.count == 3 else { continue }
      if separator == UInt8(ascii: "."), settings.locale.decimalSeparator == "." { continue }
      let (year, month, day) =
        if parts[0] > 99 {
          (parts[0], parts[1], parts[2])
        } else {
          switch settings.locale.dateOrder {
          case .dayMonthYear: (parts[2], parts[1], parts[0])
          case .monthDayYear: (parts[2], parts[0], parts[1])
          case .yearMonthDay: (parts[0], parts[1], parts[2])
          }
        }
      let full = year < 30 ? 2000 + year : year < 100 ? 1900 + year : year
      return settings.serial(year: full, month: month, day: day)
    }
    return nil
  }

  private static func time(_ text: ArraySlice<UInt8>) -> Double? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var values: [Double] = []
    for (index, part) in parts.enumerated() {
      let isSeconds = index == 2
      guard (1...12).contains(part.count),
        part.allSatisfy({
          ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
            || (isSeconds && $0 == UInt8(ascii: "."))
        }), let value = Double(String(decoding: part, as: UTF8.self))
      else { return nil }
      values.append(value)
    }
    guard values[1] < 60, values.count < 3 || values[2] < 60 else { return nil }
    return (values[0] * 3600 + values[1] * 60 + (values.count == 3 ? values[2] : 0)) / 86_400
  }
}

/// A day of the calendar as date functions take it apart.
public struct DayParts: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, from 1; 0 for Excel's day 0, "January 0, 1900".
  public var day: Int
}

extension EvaluationSettings {
  /// The serial number of a day; nil when there is no such day.
  ///
  /// - Source: ECMA-376-1 §18.17.4.1 (date systems, and the leap day 1900 that never was).
  public func serial(year: Int, month: Int, day: Int) -> Int? {
    guard (1...12).contains(month), day >= 1 else { return nil }
    if epoch == .excel1900, year == 1900, month == 2, day == 29 { return 60 }
    guard day <= Self.daysIn(month: month, year: year) else { return nil }
    let serial = Self.daysSince1970(year: year, month: month, day: day) - epoch.daysSince1970
    return epoch == .excel1900 && serial < 61 ? serial - 1 : serial
  }

  /// The day of a serial number; its fraction is the time of day.
  public func dayParts(serial: Double) -> DayParts? {
    guard serial.isFinite, abs(serial) < 1e8 else { return nil }
    var days = Int(serial.rounded(.down))
    if epoch == .excel1900 {
      if days == 60 { return DayParts(year: 1900, month: 2, day: 29) }
      if days == 0 { return DayParts(year: 1900, month: 1, day: 0) }
      if days < 60 { days += 1 }
    }
    return Self.civil(daysSince1970: days + epoch.daysSince1970)
  }

  /// The number of days in a month.
  public static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar; the month is 1 to 12, the day may
  /// be any.
  public static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    // Years begin in March, so that the leap day is the last: 400 years have 146 097 days.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day of the proleptic Gregorian calendar.
  public static func civil(daysSince1970 days: Int) -> DayParts {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return DayParts(
      year: year, month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
