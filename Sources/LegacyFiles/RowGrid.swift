internal import Sheets

/// Rows of a sheet that is held in memory, filled from top to bottom.
struct RowGrid {
  private(set) var rows: [SheetRow] = []
  /// Columns that a cell of a row above still covers, with how many rows are left.
  private var covered: [Int: Int] = [:]

  /// Adds a row of cells; each takes its column, or the next one that is free.
  ///
  /// - Parameters:
  ///   - index: The row, from 0.
  ///   - cells: Column if it is said, how many columns and rows it covers, value.
  mutating func append(_ index: Int, _ cells: [Cell]) {
    var row = SheetRow(index: index)
    var column = 0
    var next = covered.compactMapValues { $0 > 1 ? $0 - 1 : nil }
    for cell in cells {
      if let said = cell.column { column = max(column, said) }
      while cell.column == nil, covered[column] != nil { column += 1 }
      guard column < LegacyLimits.columnsMax else { break }
      if cell.value != .empty { row.cells.append(SheetCell(column: column, value: cell.value)) }
      if cell.rows > 1 {
        for place in column..<min(column + cell.columns, LegacyLimits.columnsMax) {
          next[place] = cell.rows - 1
        }
      }
      column += cell.columns
    }
    covered = next
    if !row.cells.isEmpty { rows.append(row) }
  }

  /// One cell as it is written.
  struct Cell {
    var column: Int?
    var columns = 1
    var rows = 1
    var value: CellValue
  }
}

extension [SheetRow] {
  /// Calls `body` for each row until it returns false.
  func visit(_ body: (RowCells) throws -> Bool) throws {
    var buffer = RowBuffer()
    for row in self {
      buffer.fill(row)
      guard try buffer.give(body) else { return }
    }
  }
}
