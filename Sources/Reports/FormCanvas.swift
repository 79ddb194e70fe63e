import Sheets

/// A sheet of a form while it is drawn: its rows so far, its names, its merges.
struct FormCanvas {
  /// One block of cells of a row, from one column to another; several columns are merged.
  typealias Block = (first: Int, last: Int, text: String, style: CellStyle)

  var sheet: SheetDraft
  private(set) var rows: [RowDraft] = []
  private(set) var names: [NamedRange] = []
  private let columns: Int

  /// Starts an empty sheet of so many columns.
  init(_ sheet: SheetDraft, columns: Int) {
    self.sheet = sheet
    self.columns = columns
  }

  /// Adds a row of blocks.
  mutating func add(_ blocks: [Block], height: Double? = nil, styles: inout StyleList) {
    var cells = [CellDraft](repeating: CellDraft(), count: columns)
    for block in blocks {
      let style = styles.place(of: block.style)
      for column in block.first...block.last { cells[column].style = style }
      if !block.text.isEmpty { cells[block.first].value = .text(block.text) }
      if block.first < block.last {
        merge(CellAddress(row: rows.count, column: block.first), rows.count, block.last)
      }
    }
    rows.append(RowDraft(cells, heightPoints: height))
  }

  /// Merges a block from its first cell to a row and a column.
  mutating func merge(_ first: CellAddress, _ row: Int, _ column: Int) {
    sheet.merges.append(CellRange(first, CellAddress(row: row, column: column)))
  }

  /// Changes a cell of the last row.
  mutating func change(_ column: Int, _ change: (inout CellDraft) -> Void) {
    change(&rows[rows.count - 1].cells[column])
  }

  /// Lets the last row start a new page.
  mutating func startPage() {
    rows[rows.count - 1].startsPage = true
  }

  /// Names a cell of the row that is added next.
  mutating func mark(_ name: String, column: Int) {
    mark(name, CellRange(CellAddress(row: rows.count, column: column)))
  }

  /// Names a block.
  mutating func mark(_ name: String, _ range: CellRange) {
    names.append(NamedRange(name: name, target: SheetRange(sheet: sheet.name, range: range)))
  }

  /// All that was drawn, as the area that is printed.
  var area: CellRange {
    CellRange(
      CellAddress(row: 0, column: 0), CellAddress(row: max(rows.count, 1) - 1, column: columns - 1))
  }
}

/// The distinct styles of a workbook that is being drawn.
struct StyleList {
  private(set) var all: [CellStyle] = []

  mutating func place(of style: CellStyle) -> Int {
    if let place = all.firstIndex(of: style) { return place }
    all.append(style)
    return all.count - 1
  }
}
