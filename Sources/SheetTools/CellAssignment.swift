internal import Diagnostics
internal import Sheets
internal import Workbooks

/// One cell and what it is to hold, as people type it: `Sheet1!B3=0.75`, `don_vi=Phường Đông Hải`,
/// `'Báo cáo'!A1==SUM(A2:A9)`, `B3=` to clear.
///
/// What stands before the first `=` outside apostrophes is a cell with its sheet, a named range, or
/// a cell of the only sheet.
public struct CellAssignment: Sendable {
  /// What is assigned to.
  let target: String
  /// What it is to hold.
  let content: String

  /// Splits the text.
  ///
  /// - Parameter text: What was typed.
  /// - Throws: ``SheetToolsError/assignment(_:)`` where it is none.
  public init(_ text: String) throws(SheetToolsError) {
    let (target, content) = Self.split(text[...])
    guard let content, !target.isEmpty else { throw .assignment(text) }
    self.target = String(target)
    self.content = String(content)
  }

  /// What stands before the first `=` outside apostrophes, and behind it.
  static func split(_ text: Substring) -> (target: Substring, value: Substring?) {
    var isQuoted = false
    let end = text.firstIndex { character in
      if character == "'" { isQuoted.toggle() }
      return character == "=" && !isQuoted
    }
    guard let end else { return (text, nil) }
    return (text[..<end], text[text.index(after: end)...])
  }

  /// The edit that it means in a workbook.
  func edit(in workbook: WorkbookEditing) throws(SheetToolsError) -> WorkbookEdit {
    let cell = try SheetTarget(target, in: workbook).cell()
    if content.hasPrefix("="), content.utf8.count > 1 {
      return .formula(
        FormulaText(String(content.dropFirst()), .ooxml), cached: .empty, at: cell)
    }
    return .value(Self.value(content), at: cell)
  }

  /// The value that a text means.
  ///
  /// Text behind an apostrophe stays text, as in a spreadsheet; so do digits that a number would
  /// not keep: with a zero before them, or more than 15.
  static func value(_ text: String) -> CellValue {
    if text.isEmpty { return .empty }
    if text.hasPrefix("'") { return .text(String(text.dropFirst())) }
    switch text.uppercased() {
    case "TRUE": return .boolean(true)
    case "FALSE": return .boolean(false)
    default: break
    }
    let digits = text.filter(\.isNumber)
    let whole = text.drop { $0 == "-" || $0 == "+" }
    let losesDigits =
      digits.count > 15 || whole.hasPrefix("0") && whole.dropFirst().first?.isNumber == true
    if !losesDigits, let number = DecimalText.parse(text) { return .number(number) }
    if !losesDigits, text.hasSuffix("%"), let number = DecimalText.parse(text.dropLast()) {
      return .number(number / 100)
    }
    if let date = DateTime(iso: text) { return .date(date) }
    return .text(text)
  }
}
