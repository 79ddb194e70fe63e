/// A cell's place in a sheet, as formulas count it.
///
/// - Units: rows and columns count from 0.
public struct GridCell: Hashable, Sendable, Comparable {
  /// The row.
  public var row: Int
  /// The column.
  public var column: Int

  /// Makes a place.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Row by row, in a row from left to right.
  public static func < (left: GridCell, right: GridCell) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}

/// A block of cells, both corners included.
///
/// - Shape: whole columns span all ``rowsMax`` rows, whole rows all ``columnsMax`` columns.
public struct GridRange: Hashable, Sendable {
  /// Rows of the largest sheet.
  public static let rowsMax = 1_048_576
  /// Columns of the largest sheet.
  public static let columnsMax = 16_384

  /// The upper left cell.
  public var first: GridCell
  /// The lower right cell.
  public var last: GridCell

  /// Makes a block from two opposite corners, in any order.
  public init(_ one: GridCell, _ other: GridCell) {
    first = GridCell(row: min(one.row, other.row), column: min(one.column, other.column))
    last = GridCell(row: max(one.row, other.row), column: max(one.column, other.column))
  }

  /// Makes a block of one cell.
  public init(_ cell: GridCell) {
    first = cell
    last = cell
  }

  /// The number of rows.
  public var rowCount: Int { last.row - first.row + 1 }
  /// The number of columns.
  public var columnCount: Int { last.column - first.column + 1 }
  /// Whether it is one cell.
  public var isSingle: Bool { first == last }
  /// Whether it spans every row.
  public var isWholeColumns: Bool { first.row == 0 && last.row == Self.rowsMax - 1 }
  /// Whether it spans every column.
  public var isWholeRows: Bool { first.column == 0 && last.column == Self.columnsMax - 1 }

  /// Whether `cell` lies in it.
  public func contains(_ cell: GridCell) -> Bool {
    cell.row >= first.row && cell.row <= last.row && cell.column >= first.column
      && cell.column <= last.column
  }

  /// What both blocks share; nil when nothing.
  public func intersection(_ other: GridRange) -> GridRange? {
    let top = max(first.row, other.first.row)
    let left = max(first.column, other.first.column)
    let bottom = min(last.row, other.last.row)
    let right = min(last.column, other.last.column)
    guard top <= bottom, left <= right else { return nil }
    return GridRange(GridCell(row: top, column: left), GridCell(row: bottom, column: right))
  }

  /// The smallest block that holds both.
  public func union(_ other: GridRange) -> GridRange {
    GridRange(
      GridCell(
        row: min(first.row, other.first.row), column: min(first.column, other.first.column)),
      GridCell(row: max(last.row, other.last.row), column: max(last.column, other.last.column)))
  }
}

/// A cell in one of the workbook's sheets.
public struct CellPlace: Hashable, Sendable {
  /// The sheet's place in the workbook, from 0.
  public var sheet: Int
  /// The cell.
  public var cell: GridCell

  /// Makes a place.
  public init(sheet: Int, cell: GridCell) {
    self.sheet = sheet
    self.cell = cell
  }
}
