internal import Diagnostics
internal import Records
internal import Sheets
internal import VietnameseText
internal import Workbooks

/// Reads a table out of a sheet: its header is found by its words, its columns in any order.
struct SheetTable {
  /// The rows that are read at most; no notebook is larger.
  static let rowsMax = 20_000

  /// One row under the header.
  struct Line {
    fileprivate let sheet: String
    fileprivate let row: Int
    fileprivate let columns: [String: Int]
    fileprivate let cells: [Int: CellValue]

    /// What a column holds; nil where it is blank.
    func value(_ key: String) -> CellValue? {
      guard let column = columns[key], let value = cells[column], !FormText.isBlank(value) else {
        return nil
      }
      return value
    }

    func text(_ key: String) -> String { value(key).flatMap(FormText.plain) ?? "" }

    /// The place of a column's cell.
    func origin(_ key: String) -> Origin {
      let column = columns[key] ?? 0
      return Origin(sheet: sheet, cell: CellAddress(row: row, column: column).a1)
    }
  }

  let lines: [Line]

  /// Finds and reads a table; nil where the workbook has no such sheet.
  ///
  /// - Throws: ``NotebookError/headerMissing(sheet:columns:)``, or the workbook's errors.
  init?(_ table: NotebookManifest.Table, in reader: any WorkbookReader) throws {
    let name = Fold.plain(table.sheet)
    guard let place = reader.sheets.firstIndex(where: { Fold.plain($0.name) == name }) else {
      return nil
    }
    let sheet = reader.sheets[place].name
    let keys = Dictionary(
      table.columns.map { (Fold.plain($0.title), $0.key) }, uniquingKeysWith: { first, _ in first })
    let required = Set(table.columns.filter { $0.required == true }.map(\.key))
    var columns: [String: Int]?
    var lines: [Line] = []
    try reader.readRows(ofSheet: place) { row in
      guard row.index < Self.rowsMax else { return false }
      if let columns {
        var cells: [Int: CellValue] = [:]
        for cell in row.cells { cells[cell.column] = cell.value }
        let line = Line(sheet: sheet, row: row.index, columns: columns, cells: cells)
        if table.columns.contains(where: { line.value($0.key) != nil }) { lines.append(line) }
        return true
      }
      var found: [String: Int] = [:]
      for cell in row.cells {
        guard case .text(let text) = cell.value, let key = keys[Fold.plain(text)] else { continue }
        if found[key] == nil { found[key] = cell.column }
      }
      if required.isSubset(of: found.keys) { columns = found }
      return true
    }
    guard columns != nil else {
      let titles = table.columns.filter { $0.required == true }.map(\.title)
      throw NotebookError.headerMissing(sheet: sheet, columns: titles)
    }
    self.lines = lines
  }
}
