/// A sheet as its workbook lists it.
public struct SheetInfo: Hashable, Sendable {
  /// The name on its tab.
  public var name: String
  /// Whether its tab is shown.
  public var isVisible: Bool

  /// Makes an entry.
  public init(name: String, isVisible: Bool = true) {
    self.name = name
    self.isVisible = isVisible
  }
}

/// One row that was read.
public struct SheetRow: Sendable {
  /// The row, from 0.
  public var index: Int
  /// How many rows in sequence are the same, this one included.
  ///
  /// Only empty rows may be left out.
  public var repeated: Int
  /// The cells that hold something, from left to right.
  public var cells: [SheetCell]
  /// How it looks and prints; the usual way unless rows are read with their styles.
  public var format = RowFormat()

  /// Makes a row.
  public init(
    index: Int, repeated: Int = 1, cells: [SheetCell] = [], format: RowFormat = RowFormat()
  ) {
    self.index = index
    self.repeated = repeated
    self.cells = cells
    self.format = format
  }
}

/// One cell that was read, or a run of equal ones.
public struct SheetCell: Hashable, Sendable {
  /// The first column, from 0.
  public var column: Int
  /// How many columns in sequence hold the same, this one included.
  public var repeated: Int
  /// What it holds; ``CellValue/empty`` only where rows are read with their styles.
  public var value: CellValue
  /// Its style, a place in ``WorkbookDraft/styles``; 0 unless rows are read with their styles.
  public var style = 0
  /// Its formula; nil where it has none, and unless rows are read with their styles.
  public var formula: CellFormula?

  /// Makes a cell.
  public init(
    column: Int, repeated: Int = 1, value: CellValue, style: Int = 0, formula: CellFormula? = nil
  ) {
    self.column = column
    self.repeated = repeated
    self.value = value
    self.style = style
    self.formula = formula
  }
}

/// Reads one workbook.
public protocol WorkbookReader {
  /// The sheets in the order of their tabs.
  var sheets: [SheetInfo] { get }
  /// The names for blocks of cells.
  var namedRanges: [NamedRange] { get }
  /// Whether it tells more than values: styles, formulas, what hangs on sheets.
  var tellsStyles: Bool { get }

  /// Streams the rows of one sheet that hold something, from top to bottom.
  ///
  /// Nothing is made for a cell but its record: no memory grows with the sheet.
  ///
  /// - Parameters:
  ///   - sheet: The sheet's place in ``sheets``.
  ///   - body: Called for each row, whose cells are valid during the call; returns false to stop.
  /// - Throws: The format's error with the sheet and, once known, the cell in its origin; what
  ///   `body` throws.
  func visitRows(ofSheet sheet: Int, _ body: (RowCells) throws -> Bool) throws

  /// Reads all but the rows: sheets with what hangs on them, names, styles, properties.
  ///
  /// What the file holds and a draft cannot say is counted in ``WorkbookDraft/leftOut``.
  ///
  /// - Parameter loadsImages: Whether the bytes of pictures are wanted, up to
  ///   ``SheetImage/bytesMax`` each and ``SheetImage/allBytesMax`` in all; else their places alone.
  /// - Returns: What a writer needs to write the same workbook again.
  /// - Throws: The format's error with the sheet and, once known, the cell in its origin.
  func readDraft(loadsImages: Bool) throws -> WorkbookDraft

  /// Reads one sheet as ``readRows(ofSheet:_:)`` does, with all that a row and a cell have: row
  /// formats, the styles of ``readDraft()`` by their place, formulas, and cells that hold nothing
  /// but have a style.
  ///
  /// - Parameters:
  ///   - sheet: The sheet's place in ``sheets``.
  ///   - body: Called for each row; returns false to stop.
  /// - Throws: The format's error with the sheet and, once known, the cell in its origin.
  func readStyledRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws
}

extension WorkbookReader {
  /// Reads all but the rows, pictures too.
  public func readDraft() throws -> WorkbookDraft { try readDraft(loadsImages: true) }

  /// Reads one sheet from top to bottom, one row in memory at a time.
  ///
  /// Empty rows are not filled in: the index may jump, and it never goes back.
  ///
  /// - Parameters:
  ///   - sheet: The sheet's place in ``sheets``.
  ///   - body: Called for each row; returns false to stop.
  /// - Throws: As ``visitRows(ofSheet:_:)``.
  public func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    try visitRows(ofSheet: sheet) { try body($0.row) }
  }
}

/// Readers of formats that hold nothing but values.
extension WorkbookReader {
  /// They do not.
  public var tellsStyles: Bool { false }

  /// The sheets and the names; nothing else.
  public func readDraft(loadsImages: Bool) throws -> WorkbookDraft {
    var draft = WorkbookDraft(
      sheets: sheets.map { info in
        var sheet = SheetDraft(name: info.name)
        sheet.visibility = info.isVisible ? .visible : .hidden
        return sheet
      })
    draft.namedRanges = namedRanges
    return draft
  }

  /// The rows with their values alone.
  public func readStyledRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    try readRows(ofSheet: sheet, body)
  }
}

/// Takes a whole workbook as it streams by, once from its first byte to its last.
public protocol WorkbookVisitor {
  /// Begins the next sheet.
  ///
  /// - Returns: Whether its rows are wanted.
  mutating func begin(_ sheet: SheetInfo) throws -> Bool
  /// Takes a row that holds something; returns false to leave the rest of the sheet.
  mutating func visit(_ row: RowCells) throws -> Bool
  /// Ends the workbook.
  mutating func end(namedRanges: [NamedRange]) throws
}
