internal import Sheets
internal import Workbooks

/// Where an edit is made, as people type it: `Sheet1!A1:B3`, `'Báo cáo'!B3`, a named range, a block
/// of the only sheet; rows `Sheet1!5:7`, columns `Sheet1!B:C`.
struct SheetTarget {
  private let text: String
  private let workbook: WorkbookEditing

  init(_ text: String, in workbook: WorkbookEditing) {
    self.text = text
    self.workbook = workbook
  }

  /// The block that is meant; a name must be there once.
  func block() throws(SheetToolsError) -> SheetRange {
    let named = workbook.namedRanges.filter { $0.name == text }
    if let range = named.first?.target, named.count == 1 { return range }
    let (sheet, rest) = try split()
    guard named.isEmpty else { throw .target(text) }
    if let range = CellRange(a1: rest) { return SheetRange(sheet: sheet, range: range) }
    return try lines().block
  }

  /// The cell that is meant: of a name, the first of its block.
  func cell() throws(SheetToolsError) -> SheetCellAddress {
    let block = try block()
    let isCell = block.range.first == block.range.last
    guard isCell || workbook.namedRanges.contains(where: { $0.name == text }) else {
      throw .target(text)
    }
    return SheetCellAddress(sheet: block.sheet, cell: block.range.first)
  }

  /// The rows or columns that are meant.
  func lines() throws(SheetToolsError) -> SheetLines {
    let (sheet, rest) = try split()
    let ends = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
      throw .target(text)
    }
    // A row with column A, or a column with row 1, is a cell's address.
    let rows = [first, last].compactMap { CellAddress(a1: "A" + $0)?.row }
    let columns = [first, last].compactMap { CellAddress(a1: $0 + "1")?.column }
    let isRows = first.allSatisfy(\.isNumber) && last.allSatisfy(\.isNumber)
    let isColumns = first.allSatisfy(\.isLetter) && last.allSatisfy(\.isLetter)
    let numbers = isRows ? rows : isColumns ? columns : []
    guard numbers.count == 2, numbers[0] <= numbers[1] else { throw .target(text) }
    return SheetLines(
      sheet: sheet, axis: isRows ? .rows : .columns, first: numbers[0],
      count: numbers[1] - numbers[0] + 1)
  }

  /// The name of a sheet, between apostrophes or not.
  static func sheetName(_ text: some StringProtocol) -> String {
    guard text.count > 1, text.hasPrefix("'"), text.hasSuffix("'") else { return String(text) }
    return String(text.dropFirst().dropLast()).replacing("''", with: "'")
  }

  /// The sheet, and what stands behind its exclamation mark.
  private func split() throws(SheetToolsError) -> (sheet: String, rest: Substring) {
    guard let bang = text.lastIndex(of: "!") else {
      guard let sheet = workbook.sheets.first, workbook.sheets.count == 1 else {
        throw .target(text)
      }
      return (sheet.name, text[...])
    }
    return (Self.sheetName(text[..<bang]), text[text.index(after: bang)...])
  }
}

extension SheetLines {
  /// All cells of the lines.
  fileprivate var block: SheetRange {
    var last = CellAddress(row: CellAddress.rowsMax - 1, column: CellAddress.columnsMax - 1)
    last[axis] = first + count - 1
    var start = CellAddress(row: 0, column: 0)
    start[axis] = first
    return SheetRange(sheet: sheet, range: CellRange(start, last))
  }
}
