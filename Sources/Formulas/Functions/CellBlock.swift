/// Cells of a reference, or the values of an array, by row and column.
struct CellBlock {
  let rows: Int
  let columns: Int
  private let range: RangeArgument?
  private let array: FormulaArray?

  /// - Throws: ``FormulaError/value`` for what is neither; the error that stands in its place.
  init(_ call: FunctionCall, _ index: Int) throws(FormulaError) {
    switch call[index] {
    case .range(let range):
      guard range.otherAreas.isEmpty else { throw .parameter }
      self.range = range
      array = nil
      (rows, columns) = (range.rowCount, range.columnCount)
    case .value(.array(let array)):
      self.array = array
      range = nil
      (rows, columns) = (array.rows, array.columns)
    case .value(.error(let error)): throw error
    case .value, .missing: throw call.settings.flavour.isLibreOffice ? .parameter : .value
    }
  }

  subscript(row: Int, column: Int) -> FormulaValue {
    if let range { return range[row, column] }
    guard let array, row < array.rows, column < array.columns else { return .blank }
    return array[row, column]
  }

  /// One column of the reference; nil where the block is none.
  func reference(column: Int) -> RangeArgument? {
    guard let range else { return nil }
    let first = GridCell(row: range.range.first.row, column: range.range.first.column + column)
    let last = GridCell(row: range.range.last.row, column: first.column)
    let area = RangeArea(sheet: range.area.sheet, range: GridRange(first, last))
    return RangeArgument(area, source: range.source)
  }

  /// The part behind which every cell is blank.
  var filledShape: (rows: Int, columns: Int) {
    guard let range else { return (rows, columns) }
    guard let part = range.trimmed else { return (0, 0) }
    return (part.rowCount, part.columnCount)
  }

  func forEachFilled(
    _ body: (Int, Int, FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    if let range { return try range.forEachFilled(body) }
    guard let array else { return }
    for row in 0..<rows {
      for column in 0..<columns where !array[row, column].isBlank {
        try body(row, column, array[row, column])
      }
    }
  }
}
