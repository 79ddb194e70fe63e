public import Sheets
public import Workbooks

/// The cells of a filled form by name, for programs that hold one form against another.
public struct FormCells {
  /// A named cell.
  public struct Cell: Sendable {
    /// Where it is.
    public var address: SheetCellAddress
    /// What it holds.
    public var value: CellValue
    /// Its sheet.
    public var sheet: String { address.sheet }
    /// Its address in A1 notation.
    public var cell: String { address.cell.a1 }
  }

  private let cells: FilledCells

  /// Reads a form.
  ///
  /// - Parameter path: The workbook.
  /// - Throws: The workbook's errors.
  public init(_ path: String) throws {
    cells = try FilledCells(path)
  }

  /// Takes the cells of a workbook that was read whole.
  public init(_ contents: WorkbookContents) {
    cells = FilledCells(contents)
  }

  /// What a cell that should hold a share from 0 to 1 holds.
  public enum Share: Hashable, Sendable {
    /// Nothing.
    case blank
    /// A share.
    case share(Double)
    /// A share that was typed as text: `75%`, `75,5 %`.
    case typedAsText(Double)
    /// A formula's error.
    case error(String)
    /// Something else, or a number outside 0 to 1.
    case none
  }

  /// Reads a share as people type it.
  public static func share(_ value: CellValue) -> Share {
    if FormText.isBlank(value) { return .blank }
    switch value {
    case .number(let number): return (0...1).contains(number) ? .share(number) : .none
    case .error(let error): return .error(error)
    case .text(let text):
      let digits = text.filter { !$0.isWhitespace }
      guard digits.hasSuffix("%"),
        let percent = Double(digits.dropLast().replacing(",", with: ".")),
        (0...100).contains(percent)
      else { return .none }
      return .typedAsText(percent / 100)
    default: return .none
    }
  }

  /// The cell of a name; nil where the name is gone or points to several cells.
  public func value(_ name: String) -> Cell? {
    guard case .cell(let cell) = cells.find(name) else { return nil }
    return Cell(address: cell.address, value: cell.value)
  }

  /// The cell at an address.
  public func value(at address: SheetCellAddress) -> Cell {
    Cell(address: address, value: cells.value(at: address))
  }
}
