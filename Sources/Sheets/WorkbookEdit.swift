/// One change to a workbook, the same for every format.
///
/// Edits are made in their order: each speaks of the workbook as those before it left it.
public enum WorkbookEdit: Hashable, Sendable {
  /// Puts a value into a cell and takes its formula away; the cell keeps its style.
  case value(CellValue, at: SheetCellAddress)
  /// Puts a formula into a cell, in either dialect, with the value it gives, or an empty one where
  /// that is not known.
  case formula(FormulaText, cached: CellValue, at: SheetCellAddress)
  /// Gives the formula of a cell another stored value; an empty one leaves it to be computed.
  case cached(CellValue, at: SheetCellAddress)
  /// Takes values and formulas away; styles and comments stay.
  case clear(SheetRange)
  /// Gives every cell of a block a style, in place of the one it has.
  case style(CellStyle, SheetRange)
  /// Gives every cell of a block a number format and keeps the rest of its style.
  case numberFormat(NumberFormat, SheetRange)
  /// Gives a cell a comment; an empty text takes it away.
  case comment(String, at: SheetCellAddress)
  /// Gives a cell a link, or takes it away; in ODS only text can carry one.
  case link(CellLink?, at: SheetCellAddress)
  /// Inserts empty rows or columns; they look like the line before them.
  case insert(SheetLines)
  /// Deletes rows or columns.
  case delete(SheetLines)
  /// Inserts copies of a block of rows below it: values, formulas, looks, heights, merged blocks,
  /// links, validations and conditional formats; notes and drawings stay with the rows themselves.
  case copyRows(SheetLines, times: Int)
  /// Moves a block of cells, with all that hangs on them, so that its first cell comes to another
  /// cell of the sheet, where nothing may stand; references to it follow.
  case move(SheetRange, to: CellAddress)
  /// Adds an empty sheet as the tab of this place.
  case addSheet(String, at: Int)
  /// Gives a sheet another name.
  case renameSheet(String, to: String)
  /// Adds a copy of a sheet behind it.
  case copySheet(String, to: String)
  /// Deletes a sheet that nothing else refers to.
  case deleteSheet(String)
  /// Moves a sheet's tab to another place.
  case moveSheet(String, to: Int)
  /// Defines a named range, or moves the one of this name.
  case defineName(String, SheetRange)
  /// Removes a named range.
  case removeName(String)
  /// Makes columns so many millimetres wide.
  case columnWidth(mm: Double, SheetLines)
  /// Makes rows so many points high.
  case rowHeight(points: Double, SheetLines)
  /// Gives the document a property; an empty text takes it away.
  case property(DocumentProperty, String)
  /// Gives a picture of the container other bytes; PNG stays PNG, JPEG stays JPEG.
  case image(member: String, bytes: [UInt8])
}

/// Rows or columns in sequence.
public struct SheetLines: Hashable, Sendable {
  /// Which way the lines lie.
  public enum Axis: String, Hashable, Sendable {
    /// Lines from left to right.
    case rows
    /// Lines from top to bottom.
    case columns

    /// How many lines the largest sheet has.
    public var linesMax: Int { self == .rows ? CellAddress.rowsMax : CellAddress.columnsMax }
  }

  /// The sheet's name.
  public var sheet: String
  /// Whether they are rows or columns.
  public var axis: Axis
  /// The first line, from 0.
  public var first: Int
  /// How many lines there are, at least 1.
  public var count: Int

  /// Names lines of a sheet.
  public init(sheet: String, axis: Axis, first: Int, count: Int = 1) {
    self.sheet = sheet
    self.axis = axis
    self.first = first
    self.count = count
  }

  /// The lines from 0.
  public var range: Range<Int> { first..<first + count }

  /// Whether they lie in the largest sheet.
  public var isInSheet: Bool {
    first >= 0 && count >= 1 && first < axis.linesMax && count <= axis.linesMax - first
  }
}

extension CellAddress {
  /// The line of an axis that the cell lies in.
  public subscript(axis: SheetLines.Axis) -> Int {
    get { axis == .rows ? row : column }
    set { if axis == .rows { row = newValue } else { column = newValue } }
  }
}
