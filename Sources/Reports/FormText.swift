internal import Records
internal import Sheets

/// Reads what people type into a form's cells.
enum FormText {
  /// A whole number that somebody typed, or why it is none.
  enum Whole: Equatable {
    case blank
    case number(Int)
    /// Digits in a text cell, with separators of thousands or without.
    case textNumber(Int)
    /// A formula's error.
    case error(String)
    /// Something else: words, a fraction, a day, a number below 0.
    case none
  }

  /// The largest figure that a double holds exactly.
  private static let wholeMax = 9_007_199_254_740_992.0

  /// Whether a cell holds nothing but spaces and dots to write on.
  static func isBlank(_ value: CellValue) -> Bool {
    switch value {
    case .empty: true
    case .text(let text): text.allSatisfy { $0.isWhitespace || ".…_".contains($0) }
    default: false
    }
  }

  /// A text without spaces at its ends; a number as it would be typed.
  static func plain(_ value: CellValue) -> String? {
    switch value {
    case .text(let text):
      let inner = text.drop { $0.isWhitespace }
      guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return nil }
      return String(inner[...last])
    case .number(let number) where number == number.rounded() && abs(number) < wholeMax:
      return String(Int(number))
    case .number(let number): return String(number)
    case .date(let date): return CalendarDay(date)?.iso
    default: return nil
    }
  }

  /// A whole number of 0 or more.
  static func whole(_ value: CellValue) -> Whole {
    if isBlank(value) { return .blank }
    switch value {
    case .number(let number):
      guard number >= 0, number == number.rounded(), number <= wholeMax else { return .none }
      return .number(Int(number))
    case .text(let text): return digits(text).map { .textNumber($0) } ?? .none
    case .error(let error): return .error(error)
    default: return .none
    }
  }

  /// The number of a revision, from 1.
  static func count(_ value: CellValue) -> Int? {
    switch whole(value) {
    case .number(let number), .textNumber(let number): number >= 1 ? number : nil
    default: nil
    }
  }

  /// A day, typed as a day or as text: `12/09/2024`, `12-9-2024`, `2024-09-12`.
  static func day(_ value: CellValue) -> CalendarDay? {
    switch value {
    case .date(let date): CalendarDay(date)
    case .text(let text): day(text)
    default: nil
    }
  }

  /// A period: `2024-08`, `8/2024`, `2024-03..2024-08`, or any day of the month.
  static func period(_ value: CellValue) -> Period? {
    switch value {
    case .date(let date): return CalendarDay(date).map { Period($0.month) }
    case .text(let text):
      let ends = text.replacing("..", with: "–").split { "–—".contains($0) }
      guard (1...2).contains(ends.count), let first = month(ends[0]),
        let last = month(ends[ends.count - 1])
      else { return nil }
      return Period(from: first, to: last)
    default: return nil
    }
  }

  private static func month(_ text: Substring) -> CalendarMonth? {
    let parts = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard parts.count == 2 else { return nil }
    return parts[0] > 12
      ? CalendarMonth(year: parts[0], month: parts[1])
      : CalendarMonth(year: parts[1], month: parts[0])
  }

  private static func day(_ text: String) -> CalendarDay? {
    let parts = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return parts[0] > 31
      ? CalendarDay(year: parts[0], month: parts[1], day: parts[2])
      : CalendarDay(year: parts[2], month: parts[1], day: parts[0])
  }

  /// `1234`, `1.234`, `1,234`, `1 234`: groups of three after the first separator, one kind only.
  private static func digits(_ text: String) -> Int? {
    let inner = text.filter { !$0.isWhitespace || $0 == " " }
    guard let plain = plain(.text(inner)) else { return nil }
    let separators = Set(plain.filter { !$0.isASCII || !$0.isNumber })
    guard separators.count <= 1, separators.isSubset(of: [".", ",", " "]) else { return nil }
    let groups = plain.split(
      omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) })
    guard
      groups.count == 1
        || (groups.dropFirst().allSatisfy { $0.count == 3 }
          && (1...3).contains(groups[0].count))
    else { return nil }
    return Int(groups.joined())
  }
}

extension CalendarDay {
  /// The day of a cell's date.
  init?(_ date: DateTime) {
    self.init(year: date.year, month: date.month, day: date.day)
  }

  /// The day as a cell holds it.
  var cellValue: CellValue {
    DateTime(year: month.year, month: month.month, day: day).map { .date($0) } ?? .text(words)
  }

  /// The day as people write it: `12/09/2024`.
  var words: String {
    iso.split(separator: "-").reversed().joined(separator: "/")
  }
}
