/// The formulas of a workbook, and what they lean on besides the cells.
public struct WorkbookFormulas: Sendable {
  /// The formulas of one sheet.
  public struct Sheet: Sendable {
    /// The name on its tab.
    public var name: String
    /// The formulas, row by row.
    public var formulas: [StoredFormula] = []
    /// The rows that somebody hid, from 0.
    public var hiddenRows: [ClosedRange<Int>] = []
    /// The rows that a filter hides, from 0.
    public var filteredRows: [ClosedRange<Int>] = []

    /// Makes a sheet without formulas.
    public init(name: String) {
      self.name = name
    }
  }

  /// The sheets in the order of their tabs.
  public var sheets: [Sheet] = []
  /// The names with what they stand for.
  public var names: [StoredName] = []
  /// The tables that structured references speak of; OOXML only.
  public var tables: [StoredTable] = []
  /// Where other books are, by the number that OOXML's formulas have for them, from 1.
  public var books: [String] = []
  /// How the workbook wants to be computed.
  public var rules = CalculationRules()

  /// Makes a workbook without formulas.
  public init() {}
}

/// A cell's formula as it is stored.
public struct StoredFormula: Hashable, Sendable {
  /// The cell.
  public var cell: CellAddress
  /// The expression.
  public var expression: FormulaText
  /// The cell that the expression's relative references count from: another one where a formula
  /// is stored once for many cells.
  public var base: CellAddress
  /// The block that an array formula fills; nil for other formulas.
  public var arrayRange: CellRange?

  /// Makes a formula; it counts from its own cell unless told.
  public init(
    cell: CellAddress, expression: FormulaText, base: CellAddress? = nil,
    arrayRange: CellRange? = nil
  ) {
    self.cell = cell
    self.expression = expression
    self.base = base ?? cell
    self.arrayRange = arrayRange
  }
}

/// A name and the expression that it stands for.
public struct StoredName: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The sheet that alone knows it; nil where all do.
  public var sheet: String?
  /// The expression.
  public var expression: FormulaText
  /// The cell that relative references count from.
  public var base: CellAddress
  /// The sheet of ``base``, which references without a sheet mean; nil for the first one.
  public var baseSheet: String?

  /// Makes a name.
  public init(
    name: String, sheet: String? = nil, expression: FormulaText,
    base: CellAddress = CellAddress(row: 0, column: 0), baseSheet: String? = nil
  ) {
    self.name = name
    self.sheet = sheet
    self.expression = expression
    self.base = base
    self.baseSheet = baseSheet
  }
}

/// A table: a block whose columns have names.
public struct StoredTable: Hashable, Sendable {
  /// The name in formulas.
  public var name: String
  /// Where it is, with its headers and totals.
  public var place: SheetRange
  /// The columns' names.
  public var columns: [String]
  /// Rows of headers: 0 or 1.
  public var headerRows: Int
  /// Rows of totals: 0 or 1.
  public var totalsRows: Int

  /// Makes a table.
  public init(
    name: String, place: SheetRange, columns: [String], headerRows: Int, totalsRows: Int
  ) {
    self.name = name
    self.place = place
    self.columns = columns
    self.headerRows = headerRows
    self.totalsRows = totalsRows
  }
}

/// How a workbook wants to be computed.
///
/// - Source: ECMA-376-1 §18.2.2 `calcPr`; ODF 1.3-3 §9.4.1 `table:calculation-settings`.
public struct CalculationRules: Hashable, Sendable {
  /// How text in criteria is read.
  public enum Patterns: Hashable, Sendable {
    /// As it stands.
    case plain
    /// With `*` and `?`.
    case wildcards
    /// As regular expressions.
    case regularExpressions
  }

  /// The day of serial number 0, where it is not the format's usual one.
  public var nullDate: DateTime?
  /// The most rounds in which cycles are iterated; nil where cycles are errors.
  public var iterationsMax: Int?
  /// Rounds end when no value changes by more.
  public var iterationChange = 0.001
  /// How text in criteria is read.
  public var patterns = Patterns.wildcards
  /// Whether a criterion must match the whole of a cell's text.
  public var criteriaMatchWholeCell = true
  /// Whether upper and lower case differ in comparisons.
  public var isCaseSensitive = false

  /// The rules of OOXML where nothing else is said.
  public init() {}
}
