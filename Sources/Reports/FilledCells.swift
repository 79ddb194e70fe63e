internal import Diagnostics
internal import Sheets
internal import Workbooks

/// The cells of a filled form by name: where each lies now, and what it holds.
///
/// Names follow their cells when rows are inserted or moved; where a name was deleted, its row is
/// looked up by the key in the sheet's first column.
struct FilledCells {
  /// A cell and what it holds.
  struct Cell {
    var address: SheetCellAddress
    var value: CellValue
  }

  /// Rows and columns of a form that are read; no form is larger.
  static let rowsMax = 2_000
  static let columnsMax = 64

  private let file: String
  private let targets: [String: [SheetRange]]
  private let sheets: [String]
  private var values: [String: [CellAddress: CellValue]] = [:]
  private var rowsByKey: [String: SheetCellAddress] = [:]

  /// Reads the sheets that the names point to.
  init(_ path: String) throws {
    file = path
    let reader = try Workbook.open(path)
    targets = Self.targets(reader.namedRanges)
    sheets = reader.sheets.map(\.name)
    let named = Set(targets.values.joined().map(\.sheet))
    for (place, sheet) in sheets.enumerated() where named.contains(sheet) || place == 0 {
      try read(sheet, at: place, reader)
    }
  }

  /// Takes the cells of a workbook that was read whole.
  init(_ contents: WorkbookContents) {
    file = ""
    targets = Self.targets(contents.namedRanges)
    sheets = contents.sheets.map(\.name)
    for sheet in contents.sheets {
      for line in sheet.lines.prefix(while: { $0.index < Self.rowsMax }) {
        for cell in line.cells where cell.column < Self.columnsMax {
          values[sheet.name, default: [:]][CellAddress(row: line.index, column: cell.column)] =
            cell.value
        }
      }
    }
  }

  private static func targets(_ ranges: [NamedRange]) -> [String: [SheetRange]] {
    Dictionary(grouping: ranges, by: \.name).mapValues { Array(Set($0.compactMap(\.target))) }
  }

  private mutating func read(_ sheet: String, at place: Int, _ reader: any WorkbookReader) throws {
    var cells: [CellAddress: CellValue] = [:]
    var keys: [String: SheetCellAddress] = [:]
    try reader.readRows(ofSheet: place) { row in
      guard row.index < Self.rowsMax else { return false }
      for cell in row.cells where cell.column < Self.columnsMax {
        let address = CellAddress(row: row.index, column: cell.column)
        cells[address] = cell.value
        if cell.column == 0, case .text(let key) = cell.value {
          keys[key] = SheetCellAddress(sheet: sheet, cell: address)
        }
      }
      return true
    }
    values[sheet] = cells
    rowsByKey.merge(keys) { first, _ in first }
  }

  /// What was found of a name.
  enum Found {
    case cell(Cell)
    /// The name points to several different cells.
    case twice(Cell)
    case lost
  }

  /// The cell of a name; of a merged block its first.
  func find(_ name: String) -> Found {
    let blocks = targets[name] ?? []
    guard let first = blocks.first else { return .lost }
    let cell = cell(SheetCellAddress(sheet: first.sheet, cell: first.range.first))
    return blocks.count > 1 ? .twice(cell) : .cell(cell)
  }

  /// The cell in the row whose first column holds `key`.
  func find(key: String, column: Int) -> Cell? {
    guard let row = rowsByKey[key] else { return nil }
    return cell(
      SheetCellAddress(
        sheet: row.sheet, cell: CellAddress(row: row.cell.row, column: column)))
  }

  /// The place of a cell, for people.
  func origin(_ cell: Cell) -> Origin {
    Origin(file: file, sheet: cell.address.sheet, cell: cell.address.cell.a1)
  }

  /// What a cell holds.
  func value(at address: SheetCellAddress) -> CellValue {
    values[address.sheet]?[address.cell] ?? .empty
  }

  private func cell(_ address: SheetCellAddress) -> Cell {
    Cell(address: address, value: value(at: address))
  }
}
