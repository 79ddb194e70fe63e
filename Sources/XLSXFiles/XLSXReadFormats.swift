import Sheets

/// Number formats, as XLSX stores them.
enum XLSXReadFormats {
  /// - Source: ECMA-376 part 1 §18.8.30, the table of built-in formats.
  private static let builtIn: [Int: NumberFormat] = [
    0: .general, 1: .fixed(decimals: 0, grouped: false), 2: .fixed(decimals: 2, grouped: false),
    3: .fixed(decimals: 0, grouped: true), 4: .fixed(decimals: 2, grouped: true),
    9: .percent(decimals: 0), 10: .percent(decimals: 2), 11: .custom("0.00E+00"),
    12: .custom("# ?/?"), 13: .custom("# ??/??"), 14: .date, 15: .custom("d-mmm-yy"),
    16: .custom("d-mmm"), 17: .custom("mmm-yy"), 18: .custom("h:mm AM/PM"),
    19: .custom("h:mm:ss AM/PM"), 20: .custom("h:mm"), 21: .custom("h:mm:ss"),
    22: .custom("dd/mm/yyyy hh:mm"),
    37: .custom("#,##0 ;(#,##0)"), 38: .custom("#,##0 ;[Red](#,##0)"),
    39: .custom("#,##0.00;(#,##0.00)"), 40: .custom("#,##0.00;[Red](#,##0.00)"),
    45: .custom("mm:ss"), 46: .custom("[h]:mm:ss"),
    47: .custom("mm:ss.0"), 48: .custom("##0.0E+0"), 49: .text,
  ]

  /// The format of a number: one of the workbook's own codes, or a built-in one.
  static func format(_ id: Int, _ codes: [Int: String]) -> NumberFormat {
    codes[id].map { NumberFormat(code: $0) } ?? builtIn[id] ?? .general
  }
}
