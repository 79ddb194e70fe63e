internal import Records
internal import Sheets

/// A day with the arithmetic that a generator needs.
struct SampleDay: Comparable {
  /// Days since 1970-01-01.
  var number: Int

  init(_ month: CalendarMonth, day: Int) {
    let first = DateTime(year: month.year, month: month.month, day: 1)
    number = (first?.daysSince1970 ?? 0) + day - 1
  }

  /// The day as a cell holds it.
  var dateTime: DateTime {
    guard let date = DateTime(daysSince1970: number) else {
      preconditionFailure("the sample lies in the years 2024 and 2025")
    }
    return date
  }

  /// The day as `03/08/2024`.
  var dayMonthYear: String {
    let date = dateTime
    return padded(date.day, 2) + "/" + padded(date.month, 2) + "/" + padded(date.year, 4)
  }

  /// The day as `030824`.
  var compact: String {
    let date = dateTime
    return padded(date.day, 2) + padded(date.month, 2) + padded(date.year % 100, 2)
  }

  static func + (day: SampleDay, days: Int) -> SampleDay {
    var copy = day
    copy.number += days
    return copy
  }

  static func < (left: SampleDay, right: SampleDay) -> Bool { left.number < right.number }
}

extension CalendarMonth {
  /// The month that comes `count` months later.
  func later(by count: Int) -> CalendarMonth {
    let months = year * 12 + month - 1 + count
    guard let result = CalendarMonth(year: months / 12, month: months % 12 + 1) else {
      preconditionFailure("the sample lies in the years 2024 and 2025")
    }
    return result
  }

  /// The last day of the month.
  var lastDay: SampleDay { SampleDay(self, day: days) }
}

/// The number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The amount with its thousands grouped, for example `1,513,874`.
func grouped(_ amountVND: Int64, by separator: Character) -> String {
  var result = ""
  let digits = Array(String(amountVND.magnitude))
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { result.append(separator) }
    result.append(digit)
  }
  return (amountVND < 0 ? "-" : "") + result
}
