internal import Diagnostics
internal import Sheets
internal import Workbooks

/// One cell and what it is to hold, as people type it: `Sheet1!B3=0.75`, `don_vi=Phường Đông Hải`,
/// `'Báo cáo'!A1==SUM(A2:A9)`, `B3=` to clear.
///
/// What stands before the first `=` outside apostrophes is a cell with its sheet, a named range, or
/// a cell of the only sheet.
public struct CellAssignment: Sendable {
  /// The text that was typed.
  let text: String
  /// What is assigned to.
  let target: String
  /// What it is to hold.
  let content: String

  /// Splits the text.
  ///
  /// - Parameter text: What was typed.
  /// - Throws: ``SheetToolsError/assignment(_:)`` where it is none.
  public init(_ text: String) throws(SheetToolsError) {
    var isQuoted = false
    let end = text.firstIndex { character in
      if character == "'" { isQuoted.toggle() }
      return character == "=" && !isQuoted
    }
    guard let end, end > text.startIndex else { throw .assignment(text) }
    self.text = text
    target = String(text[..<end])
    content = String(text[text.index(after: end)...])
  }

  /// The edit that it means in a workbook.
  func edit(in workbook: WorkbookEditing) throws(SheetToolsError) -> WorkbookEdit {
    let cell = try address(in: workbook)
    if content.hasPrefix("="), content.utf8.count > 1 {
      return .formula(
        FormulaText(String(content.dropFirst()), .ooxml), cached: .empty, at: cell)
    }
    return .value(Self.value(content), at: cell)
  }

  /// The cell that the target means.
  private func address(in workbook: WorkbookEditing) throws(SheetToolsError) -> SheetCellAddress {
    let named = workbook.namedRanges.filter { $0.name == target }
    if let range = named.first?.target {
      guard named.count == 1 else { throw .target(text) }
      return SheetCellAddress(sheet: range.sheet, cell: range.range.first)
    }
    guard let bang = target.lastIndex(of: "!") else {
      guard let cell = CellAddress(a1: target), let sheet = workbook.sheets.first,
        workbook.sheets.count == 1
      else { throw .target(text) }
      return SheetCellAddress(sheet: sheet.name, cell: cell)
    }
    guard let cell = CellAddress(a1: target[target.index(after: bang)...]) else {
      throw .target(text)
    }
    var sheet = String(target[..<bang])
    if sheet.count > 1, sheet.hasPrefix("'"), sheet.hasSuffix("'") {
      sheet = String(sheet.dropFirst().dropLast()).replacing("''", with: "'")
    }
    return SheetCellAddress(sheet: sheet, cell: cell)
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
