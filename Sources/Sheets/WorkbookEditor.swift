/// Edits one workbook in place: what is not named here keeps its bytes.
///
/// Edits are collected first and checked; nothing is written before
/// ``WorkbookEditor/write(toNewFile:)``.
public protocol WorkbookEditor {
  /// The names for blocks of cells, as they were when the workbook was opened.
  var namedRanges: [NamedRange] { get }
  /// The sheets in the order of their tabs.
  var sheets: [SheetInfo] { get }

  /// Puts a value into a cell; the cell keeps its style.
  ///
  /// - Parameters:
  ///   - value: The new value.
  ///   - cell: A block of one cell; of a merged block, its first cell.
  /// - Throws: The format's error when there is no such sheet.
  mutating func set(_ value: CellValue, at cell: SheetCellAddress) throws

  /// Puts rows in the place of a block of prototype rows.
  ///
  /// Each new row is a copy of one of the prototypes (its styles, height and merges) with values
  /// put into it. Nothing may stand below the block.
  ///
  /// - Parameters:
  ///   - prototypes: The rows to replace, from 0.
  ///   - sheet: The sheet's name.
  ///   - rows: The new rows.
  /// - Throws: The format's error when something stands below the prototypes.
  mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, ofSheet sheet: String, with rows: [RowCopy]) throws

  /// Writes the edited workbook; with no edit, the same bytes as before.
  ///
  /// - Parameter path: A file that does not exist yet, to be moved to its place later.
  /// - Throws: The format's, the container's or the disk's error.
  func write(toNewFile path: String) throws
}

/// A cell in a named sheet.
public struct SheetCellAddress: Hashable, Sendable {
  /// The sheet's name.
  public var sheet: String
  /// The cell.
  public var cell: CellAddress

  /// Makes an address.
  public init(sheet: String, cell: CellAddress) {
    self.sheet = sheet
    self.cell = cell
  }
}

/// A row made from a prototype row.
public struct RowCopy: Hashable, Sendable {
  /// The prototype's place among the prototype rows, from 0.
  public var prototype: Int
  /// Values by column, from 0; other cells of the copy hold nothing.
  public var values: [Int: CellValue]

  /// Makes a row.
  public init(prototype: Int, values: [Int: CellValue] = [:]) {
    self.prototype = prototype
    self.values = values
  }
}
