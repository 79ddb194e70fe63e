public import Diagnostics

/// Edits one workbook in place: what is not named here keeps its bytes.
///
/// Edits are made one after the other and checked at once; nothing is written before
/// ``WorkbookEditor/write(toNewFile:)``.
public protocol WorkbookEditor {
  /// The names for blocks of cells, as they are now.
  var namedRanges: [NamedRange] { get }
  /// The sheets in the order of their tabs, as they are now.
  var sheets: [SheetInfo] { get }
  /// Whether a signature covers the workbook; edits are refused then.
  var isSigned: Bool { get }
  /// Whether no cell held a formula when the workbook was opened; false where nobody looked.
  var isFreeOfFormulas: Bool { get }

  /// Takes the signature away, so that edits are allowed.
  mutating func dropSignature()

  /// Makes one change; nothing is kept of one that throws.
  ///
  /// - Parameter edit: The change.
  /// - Throws: The format's error with the cell and the reason.
  mutating func apply(_ edit: WorkbookEdit) throws

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

extension WorkbookEditor {
  /// Puts a value into a cell; the cell keeps its style.
  ///
  /// - Parameters:
  ///   - value: The new value; an empty one takes the old one away.
  ///   - cell: A cell; of a merged block, its first one.
  /// - Throws: The format's error when there is no such sheet or the cell cannot be written to.
  public mutating func set(_ value: CellValue, at cell: SheetCellAddress) throws {
    try apply(.value(value, at: cell))
  }
}

extension WorkbookEdit {
  /// The change of one cell that the edit is; nil for any other edit.
  ///
  /// A formula is none: its words depend on the format.
  public var cellChange: (cell: SheetCellAddress, change: CellChange)? {
    switch self {
    case .value(let value, let cell): (cell, CellChange(.value(value)))
    case .cached(let value, let cell): (cell, CellChange(.cached(value)))
    case .comment(let text, let cell): (cell, CellChange(comment: text))
    default: nil
    }
  }

  /// Where the edit is made, as far as it names one place.
  public var origin: Origin {
    switch self {
    case .value(_, let cell), .formula(_, _, let cell), .cached(_, let cell),
      .comment(_, let cell), .link(_, let cell):
      Origin(sheet: cell.sheet, cell: cell.cell.a1)
    case .clear(let block), .style(_, let block), .numberFormat(_, let block),
      .move(let block, _), .defineName(_, let block):
      Origin(sheet: block.sheet, cell: block.range.a1)
    case .insert(let lines), .delete(let lines), .copyRows(let lines, _),
      .columnWidth(_, let lines), .rowHeight(_, let lines):
      Origin(sheet: lines.sheet, line: lines.axis == .rows ? lines.first + 1 : nil)
    case .addSheet(let sheet, _), .renameSheet(let sheet, _), .copySheet(let sheet, _),
      .deleteSheet(let sheet), .moveSheet(let sheet, _):
      Origin(sheet: sheet)
    case .image(let member, _): Origin(part: member)
    case .removeName, .property: Origin()
    }
  }
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
