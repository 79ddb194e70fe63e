/// What a function is called with.
public enum FunctionArgument {
  /// An argument left empty between separators, as the second one of `IF(A1;;2)`.
  case missing
  /// A value that was computed.
  case value(FormulaValue)
  /// A reference, which stays one: its cells are read when they are asked for.
  case range(RangeArgument)

  /// Whether it was left empty.
  public var isMissing: Bool {
    if case .missing = self { true } else { false }
  }

  /// The reference; nil when it is none.
  public var range: RangeArgument? {
    if case .range(let range) = self { range } else { nil }
  }
}

/// Where evaluation reads cells.
///
/// Formulas that are not computed yet are computed before they are read.
public protocol CellSource: AnyObject {
  /// The sheets' names, in their order.
  var sheetNames: [String] { get }
  /// The value of one cell.
  func value(at cell: CellPlace) -> FormulaValue
  /// The block that holds every filled cell of a sheet; nil when there is none.
  func usedRange(ofSheet sheet: Int) -> GridRange?
  /// Calls `body` for each filled cell of a block, row by row, until it throws.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - range: The block; of whole columns and rows only what is filled is visited.
  ///   - body: Called with the row, the column and the value, never with a blank.
  /// - Throws: What `body` throws.
  func forEachFilled(
    sheet: Int, range: GridRange,
    _ body: (_ row: Int, _ column: Int, _ value: FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError)
  /// Tells of work that does not read filled cells, so that it can be limited.
  ///
  /// - Parameter count: How many places are looked at.
  /// - Throws: ``FormulaError/limit`` when that is too much.
  func spend(_ count: Int) throws(FormulaError)
  /// The text of a cell's formula, with its `=`, as ``EvaluationSettings/flavour`` writes it; nil
  /// when the cell has none.
  func formulaText(at cell: CellPlace) -> String?
  /// Whether a row is hidden, and whether a filter hides it.
  func rowVisibility(sheet: Int, row: Int) -> RowVisibility
  /// The reference that a text such as `Sheet2!A1:B3` or `R1C1` means, as INDIRECT reads it.
  func reference(
    fromText text: String, isR1C1: Bool, at cell: CellPlace
  ) -> RangeArgument?
  /// Whether a cell's formula calls SUBTOTAL or AGGREGATE, which others of them skip.
  func isSubtotal(at cell: CellPlace) -> Bool
}

/// Whether a row is shown.
public enum RowVisibility: Sendable {
  /// It is shown.
  case shown
  /// Somebody hid it.
  case hidden
  /// A filter hides it.
  case filtered
}

/// One block of a reference.
public struct RangeArea: Hashable, Sendable {
  /// The sheet, from 0.
  public var sheet: Int
  /// The block.
  public var range: GridRange

  /// Makes an area.
  public init(sheet: Int, range: GridRange) {
    self.sheet = sheet
    self.range = range
  }
}

/// A reference as a function gets it: one block of cells, or several.
///
/// Whole columns and rows are never expanded: ``forEachFilled(_:)`` visits what is filled.
public struct RangeArgument {
  /// The first area; the only one but for unions and references through several sheets.
  public let area: RangeArea
  /// The other areas of a union or a reference through several sheets.
  public let otherAreas: [RangeArea]
  /// Where the cells are.
  public let source: any CellSource

  /// Makes a reference.
  public init(_ area: RangeArea, others: [RangeArea] = [], source: any CellSource) {
    self.area = area
    otherAreas = others
    self.source = source
  }

  /// The block of the first area.
  public var range: GridRange { area.range }
  /// The number of rows of the first area.
  public var rowCount: Int { area.range.rowCount }
  /// The number of columns of the first area.
  public var columnCount: Int { area.range.columnCount }
  /// The number of areas.
  public var areaCount: Int { 1 + otherAreas.count }
  /// The number of cells of all areas, blank ones too.
  public var cellCount: Int {
    otherAreas.reduce(rowCount * columnCount) {
      $0 + $1.range.rowCount * $1.range.columnCount
    }
  }
  /// Whether it is a single cell.
  public var isSingle: Bool { otherAreas.isEmpty && area.range.isSingle }

  /// One area by its number from 0; nil when there is none.
  public func area(_ index: Int) -> RangeArgument? {
    guard index >= 0, index < areaCount else { return nil }
    return RangeArgument(index == 0 ? area : otherAreas[index - 1], source: source)
  }

  /// The value of a cell of the first area, counted from its upper left one.
  ///
  /// The place may lie beyond the area, as SUMIF's does; beyond the sheet it is blank.
  public subscript(row: Int, column: Int) -> FormulaValue {
    let cell = GridCell(row: area.range.first.row + row, column: area.range.first.column + column)
    return source.value(at: CellPlace(sheet: area.sheet, cell: cell))
  }

  /// Calls `body` for each filled cell, area by area and row by row, until it throws.
  ///
  /// - Parameter body: Called with the row and the column counted from the area's upper left cell,
  ///   and the value, which is never blank.
  /// - Throws: What `body` throws.
  public func forEachFilled(
    _ body: (_ row: Int, _ column: Int, _ value: FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    try Self.forEachFilled(area, source, body)
    for other in otherAreas { try Self.forEachFilled(other, source, body) }
  }

  private static func forEachFilled(
    _ area: RangeArea, _ source: any CellSource,
    _ body: (_ row: Int, _ column: Int, _ value: FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    let first = area.range.first
    try source.forEachFilled(sheet: area.sheet, range: area.range) {
      (row, column, value) throws(FormulaError) in
      try body(row - first.row, column - first.column, value)
    }
  }

  /// The first area cut to what is filled in its sheet; nil when nothing of it is.
  ///
  /// Its upper left cell stays, so that counting from there does not change.
  public var trimmed: RangeArgument? {
    guard let used = source.usedRange(ofSheet: area.sheet),
      let common = used.intersection(area.range)
    else { return nil }
    let cut = GridRange(area.range.first, common.last)
    return RangeArgument(RangeArea(sheet: area.sheet, range: cut), source: source)
  }

  /// The first area as an array, blanks included.
  ///
  /// Whole columns and rows are cut to what is filled.
  ///
  /// - Throws: ``FormulaError/limit`` when it has too many cells.
  public func array() throws(FormulaError) -> FormulaArray {
    let isWhole = area.range.isWholeColumns || area.range.isWholeRows
    guard let part = isWhole ? trimmed : self else { return FormulaArray(.blank) }
    guard part.rowCount * part.columnCount <= FormulaArray.cellsMax else { throw .limit }
    var array = try FormulaArray(
      rows: part.rowCount, columns: part.columnCount,
      values: Array(repeating: .blank, count: part.rowCount * part.columnCount))
    try part.forEachFilled { (row, column, value) throws(FormulaError) in
      array[row, column] = value
    }
    return array
  }
}
