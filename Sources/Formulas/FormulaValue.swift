/// What a formula or a cell gives.
///
/// Dates, times, percentages and amounts are numbers; how they are shown is the cell's format.
///
/// - Source: OpenFormula 1.3 §4; ECMA-376-1 §18.17.2.
public enum FormulaValue: Hashable, Sendable {
  /// An empty cell, or an argument that was left out: 0 as a number, "" as text.
  case blank
  /// A finite number.
  case number(Double)
  /// Text.
  case text(String)
  /// A truth value.
  case boolean(Bool)
  /// No value, and why.
  case error(FormulaError)
  /// Several values in rows and columns.
  case array(FormulaArray)

  /// The error; nil when it is none.
  public var error: FormulaError? {
    if case .error(let error) = self { error } else { nil }
  }

  /// Whether it is empty.
  public var isBlank: Bool {
    if case .blank = self { true } else { false }
  }

  /// A number that may have become infinite or none at all: `#NUM!` then.
  public static func finite(_ number: Double) -> FormulaValue {
    number.isFinite ? .number(number) : .error(.num)
  }

  /// The value itself; the upper left one of an array.
  public var single: FormulaValue {
    if case .array(let array) = self { array[0, 0] } else { self }
  }
}

/// Values in rows and columns.
///
/// - Shape: at least one row and one column, at most ``cellsMax`` values, none of them an array.
/// - Units: rows and columns count from 0.
public struct FormulaArray: Hashable, Sendable {
  /// The most values an array may have.
  public static let cellsMax = 1 << 20

  private let rowCount: Int32
  private let columnCount: Int32
  /// The values, row by row.
  public private(set) var values: [FormulaValue]

  /// The number of rows.
  public var rows: Int { Int(rowCount) }
  /// The number of columns.
  public var columns: Int { Int(columnCount) }

  /// Makes an array of values row by row.
  ///
  /// - Throws: ``FormulaError/limit`` for more than ``cellsMax`` values, ``FormulaError/value`` for
  ///   a shape that the values do not fill.
  public init(
    rows: Int, columns: Int, values: [FormulaValue]
  ) throws(FormulaError) {
    try Self.check(rows: rows, columns: columns)
    guard values.count == rows * columns else { throw .value }
    rowCount = Int32(rows)
    columnCount = Int32(columns)
    self.values = values
  }

  /// Makes an array from what `value` gives for each row and column.
  public init(
    rows: Int, columns: Int,
    _ value: (_ row: Int, _ column: Int) throws(FormulaError) -> FormulaValue
  ) throws(FormulaError) {
    try Self.check(rows: rows, columns: columns)
    rowCount = Int32(rows)
    columnCount = Int32(columns)
    values = []
    values.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { values.append(try value(row, column)) }
    }
  }

  private static func check(rows: Int, columns: Int) throws(FormulaError) {
    guard rows > 0, columns > 0 else { throw .value }
    guard rows <= cellsMax, columns <= cellsMax, rows * columns <= cellsMax else { throw .limit }
  }

  /// An array of one value.
  public init(_ value: FormulaValue) {
    rowCount = 1
    columnCount = 1
    values = [value]
  }

  /// One value; the row and the column must be there.
  public subscript(row: Int, column: Int) -> FormulaValue {
    get { values[row * Int(columnCount) + column] }
    set { values[row * Int(columnCount) + column] = newValue }
  }

  /// The value for a place in a larger shape: a single row or column repeats, what is beyond the
  /// array is `#N/A`.
  ///
  /// - Source: OpenFormula 1.3 §3.3 (non-scalar evaluation, step 2).
  public func broadcast(_ row: Int, _ column: Int) -> FormulaValue {
    let ownRow = rowCount == 1 ? 0 : row
    let ownColumn = columnCount == 1 ? 0 : column
    guard ownRow < rows, ownColumn < columns else { return .error(.na) }
    return self[ownRow, ownColumn]
  }
}
