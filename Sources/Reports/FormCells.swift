public import Sheets
internal import Workbooks

/// The cells of a filled form by name, for programs that hold one form against another.
public struct FormCells {
  /// A named cell.
  public struct Cell: Sendable {
    /// Its sheet.
    public var sheet: String
    /// Its address in A1 notation.
    public var cell: String
    /// What it holds.
    public var value: CellValue
  }

  private let cells: FilledCells

  /// Reads a form.
  ///
  /// - Parameter path: The workbook.
  /// - Throws: The workbook's errors.
  public init(_ path: String) throws {
    cells = try FilledCells(path)
  }

  /// The cell of a name; nil where the name is gone or points to several cells.
  public func value(_ name: String) -> Cell? {
    guard case .cell(let cell) = cells.find(name) else { return nil }
    return Cell(
      sheet: cell.address.sheet, cell: cell.address.cell.a1, value: cell.value)
  }
}
