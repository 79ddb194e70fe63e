/// What formulas of a workbook can name: its sheets, its names, its tables.
struct BookNames {
  /// A name as it was defined.
  struct Definition {
    let formula: Formula
    /// The sheet whose cells a reference without a sheet means.
    let sheet: Int
  }

  var sheets: [String]
  private var sheetIndex: [String: Int] = [:]
  private var names: [String: Definition] = [:]
  private var tables: [String: FormulaTableRange] = [:]

  init(sheets: [String]) {
    self.sheets = sheets
    for (index, name) in sheets.enumerated() { sheetIndex[name.lowercased()] = index }
  }

  func sheet(_ name: String) -> Int? { sheetIndex[name.lowercased()] }

  mutating func define(_ name: String, sheet: Int?, _ definition: Definition) {
    names[Self.key(name, sheet)] = definition
  }

  /// The name as a sheet sees it: its own first, then that of the book.
  func definition(_ name: String, from sheet: Int) -> Definition? {
    names[Self.key(name, sheet)] ?? names[Self.key(name, nil)]
  }

  /// The name of one sheet, or of the book.
  func definition(_ name: String, of sheet: Int?) -> Definition? { names[Self.key(name, sheet)] }

  private static func key(_ name: String, _ sheet: Int?) -> String {
    (sheet.map { "\($0)!" } ?? "!") + name.lowercased()
  }

  mutating func define(_ table: FormulaTableRange) { tables[table.name.lowercased()] = table }

  func table(_ name: String) -> FormulaTableRange? { tables[name.lowercased()] }

  /// The table that a cell lies in, for `[Amount]` without a name.
  func table(at place: CellPlace) -> FormulaTableRange? {
    tables.values.first { $0.sheet == place.sheet && $0.range.contains(place.cell) }
  }
}

/// A table of OOXML as structured references see it.
///
/// - Source: ECMA-376-1 §18.5.1.2 `table`.
public struct FormulaTableRange: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The sheet, from 0.
  public var sheet: Int
  /// All of it, headers and totals too.
  public var range: GridRange
  /// The columns' names.
  public var columns: [String]
  /// Rows of headers: 0 or 1.
  public var headerRows: Int
  /// Rows of totals: 0 or 1.
  public var totalsRows: Int

  /// Makes a table.
  public init(
    name: String, sheet: Int, range: GridRange, columns: [String], headerRows: Int = 1,
    totalsRows: Int = 0
  ) {
    self.name = name
    self.sheet = sheet
    self.range = range
    self.columns = columns
    self.headerRows = headerRows
    self.totalsRows = totalsRows
  }
}
