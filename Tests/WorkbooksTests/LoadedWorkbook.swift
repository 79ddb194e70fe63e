import Sheets
import Workbooks

/// All values of a workbook, for tests to look into; long runs of equal cells stay runs.
struct LoadedWorkbook {
  private struct Run {
    var rows: Range<Int>
    var columns: Range<Int>
    var value: CellValue
  }

  /// The sheets in the order of their tabs.
  let sheets: [SheetInfo]
  /// The names for blocks of cells.
  let namedRanges: [NamedRange]
  /// The single values by sheet and address.
  private(set) var cells: [String: [String: CellValue]] = [:]
  private var runs: [String: [Run]] = [:]

  /// Reads a workbook whole.
  init(path: String) throws {
    let reader = try Workbook.open(path)
    sheets = reader.sheets
    namedRanges = reader.namedRanges
    for (place, sheet) in reader.sheets.enumerated() {
      var (cells, runs): ([String: CellValue], [Run]) = ([:], [])
      try reader.readRows(ofSheet: place) { row in
        for cell in row.cells {
          let run = Run(
            rows: row.index..<row.index + row.repeated,
            columns: cell.column..<cell.column + cell.repeated, value: cell.value)
          if run.rows.count > 64 || run.columns.count > 64 {
            runs.append(run)
          } else {
            for row in run.rows {
              for column in run.columns {
                cells[CellAddress(row: row, column: column).a1] = cell.value
              }
            }
          }
        }
        return true
      }
      self.cells[sheet.name] = cells
      self.runs[sheet.name] = runs
    }
  }

  /// How many values and runs of values there are.
  var cellCount: Int {
    cells.values.reduce(0) { $0 + $1.count } + runs.values.reduce(0) { $0 + $1.count }
  }

  /// The value of a cell; nil where it holds nothing.
  func value(_ sheet: String, _ a1: String) -> CellValue? {
    if let value = cells[sheet]?[a1] { return value }
    guard let cell = CellAddress(a1: a1) else { return nil }
    return runs[sheet]?.first {
      $0.rows.contains(cell.row) && $0.columns.contains(cell.column)
    }?.value
  }
}
