internal import Formulas
internal import Sheets

// Places as formulas count them and as sheets do.

extension GridCell {
  init(_ cell: CellAddress) { self.init(row: cell.row, column: cell.column) }
}

extension CellAddress {
  init(_ cell: GridCell) { self.init(row: cell.row, column: cell.column) }
}

extension GridRange {
  init(_ range: CellRange) { self.init(GridCell(range.first), GridCell(range.last)) }
}

extension CellRange {
  init(_ range: GridRange) { self.init(CellAddress(range.first), CellAddress(range.last)) }
}

extension StructureChange {
  /// Where a block is after the change; nil when all of it is gone.
  func follow(_ block: SheetRange) -> SheetRange? {
    applied(to: GridRange(block.range), onSheet: block.sheet).map {
      SheetRange(sheet: block.sheet, range: CellRange($0))
    }
  }
}

extension BlockMove {
  /// What the move may not cut or cover.
  var check: MoveCheck { MoveCheck(CellRange(block), to: CellRange(landing)) }

  /// Where a cell comes to, moving as far as the block does, within the largest sheet.
  func moved(_ cell: CellAddress) -> CellAddress {
    let moved = check.moved(cell)
    return CellAddress(
      row: min(max(moved.row, 0), CellAddress.rowsMax - 1),
      column: min(max(moved.column, 0), CellAddress.columnsMax - 1))
  }
}
