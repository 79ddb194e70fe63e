import Foundation
import Records
import Sheets

/// A value as a clerk's file may hold it: text, or in a workbook what the text stands for.
struct VariantCell {
  var text: String
  /// What a spreadsheet makes of it; nil for what stays text.
  var typed: CellValue?

  static let empty = VariantCell(text: "")

  init(text: String, typed: CellValue? = nil) {
    self.text = text
    self.typed = typed
  }
}

/// How amounts are written.
enum NumberVariant: CaseIterable {
  case plain, points, commas, spaces, pointsAndComma, commasAndPoint, currency

  func cell(_ amount: Int64) -> VariantCell {
    VariantCell(text: text(amount), typed: .number(Double(amount)))
  }

  func text(_ amount: Int64) -> String {
    func grouped(_ sign: String) -> String {
      var digits = Array(String(abs(amount)))
      var place = digits.count - 3
      while place > 0 {
        digits.insert(contentsOf: Array(sign), at: place)
        place -= 3
      }
      return (amount < 0 ? "-" : "") + String(digits)
    }
    return switch self {
    case .plain: "\(amount)"
    case .points: grouped(".")
    case .commas: grouped(",")
    case .spaces: grouped(" ")
    case .pointsAndComma: grouped(".") + ",00"
    case .commasAndPoint: grouped(",") + ".00"
    case .currency: grouped(".") + " VND"
    }
  }
}

/// How days are written.
enum DayVariant: CaseIterable {
  case dayFirst, short, dashes, iso, withTime, monthFirst

  func cell(_ day: CalendarDay) -> VariantCell {
    let (year, month, number) = (day.month.year, day.month.month, day.day)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let text =
      switch self {
      case .dayFirst: "\(two(number))/\(two(month))/\(year)"
      case .short: "\(number)/\(month)/\(year % 100)"
      case .dashes: "\(two(number))-\(two(month))-\(year)"
      case .iso: day.iso
      case .withTime: "\(two(number))/\(two(month))/\(year) 14:08:08"
      case .monthFirst: "\(month)/\(number)/\(year)"
      }
    return VariantCell(
      text: text, typed: DateTime(year: year, month: month, day: number).map(CellValue.date))
  }
}

/// How headers are written.
enum HeaderVariant: CaseIterable {
  case usual, capitals, small, withoutMarks, spaced, withUnit, bilingual

  func text(_ header: String, _ second: String?) -> String {
    switch self {
    case .usual: header
    case .capitals: header.uppercased()
    case .small: header.lowercased()
    case .withoutMarks: Self.withoutMarks(header)
    case .spaced: "  " + header.replacing(" ", with: "  ") + " "
    case .withUnit: header + " (VND)"
    case .bilingual: header + "/ " + (second ?? "Column")
    }
  }

  /// A text without diacritics, as systems without Unicode write it.
  static func withoutMarks(_ text: String) -> String {
    var bare = ""
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "đ": bare += "d"
      case "Đ": bare += "D"
      case "\u{300}"..."\u{36F}": break
      default: bare.unicodeScalars.append(scalar)
      }
    }
    return bare
  }
}
