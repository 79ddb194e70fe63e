/// The cells of a workbook while it is computed.
///
/// A read of a cell whose formula is not computed yet gives a blank and is noted in ``blocked``:
/// what was computed with it is thrown away and computed again later.
final class CellStore {
  var book: BookNames
  let grids: [CellGrid]
  var formulas: [FormulaCell] = []
  private(set) var programs: [SharedProgram] = []
  /// What ``programs`` are in the quick way.
  private(set) var arithmetic: [PlainArithmetic?] = []
  private let plainGrids: UnsafeMutableBufferPointer<Unmanaged<CellGrid>>
  var rowVisibility: [Int: [Int: RowVisibility]] = [:]
  /// Blocks with formulas that were met uncomputed while one ran.
  var blocked: [RangeArea] = []
  /// More of them are noted when the formula runs again.
  private static let blockedMax = 1024
  /// Whether uncomputed cells are read as they are, while a cycle is iterated.
  var readsStaleCells = false
  /// How many more values one formula may look at, so that no formula runs without end.
  var budget = 0
  static let budgetMax = 1 << 28
  /// How many more steps and values the recalculation may take.
  var bookBudget = Int.max
  var formulaTextOf: ((CellPlace) -> String?)?

  init(sheets: [String]) {
    book = BookNames(sheets: sheets)
    grids = sheets.map { _ in CellGrid() }
    plainGrids = .allocate(capacity: grids.count)
    _ = plainGrids.initialize(from: grids.map(Unmanaged.passUnretained))
  }

  deinit {
    plainGrids.deallocate()
  }

  func add(_ program: SharedProgram) {
    programs.append(program)
    arithmetic.append(program.arithmetic)
  }

  /// The block of a cell of a sheet that is there, without counting references.
  @inline(__always)
  func block(of place: CellPlace) -> Unmanaged<CellGrid.Block>? {
    plainGrids[place.sheet]._withUnsafeGuaranteedRef {
      $0.plainBlock(row: place.cell.row, column: place.cell.column)
    }
  }

  func cellToFill(_ place: CellPlace) -> (CellGrid.Block, Int) {
    let block = grids[place.sheet].blockToFill(row: place.cell.row, column: place.cell.column)
    return (block, place.cell.row & (CellGrid.Block.rows - 1))
  }

  /// The formula of a cell; nil when it has none.
  func formulaNumber(at place: CellPlace) -> Int32? {
    guard grids.indices.contains(place.sheet),
      let block = grids[place.sheet].block(row: place.cell.row, column: place.cell.column)
    else { return nil }
    let number = block.formulas[place.cell.row & (CellGrid.Block.rows - 1)]
    return number > 0 ? number - 1 : nil
  }

  func removeFormula(_ block: CellGrid.Block, _ index: Int) {
    let number = Int(block.formulas[index]) - 1
    guard number >= 0 else { return }
    block.formulas[index] = 0
    if formulas[number].state != .clean { block.dirtyCount -= 1 }
    if formulas[number].arrayRange == nil { formulas[number].isGone = true }
  }

  func claim(_ block: CellGrid.Block, _ index: Int, _ number: Int32) {
    block.formulas[index] = number + 1
    block.dirtyCount += 1
  }

  /// The value of a cell that is known to be in a sheet.
  @inline(__always)
  func read(sheet: Int, row: Int, column: Int) -> FormulaValue {
    guard let block = grids[sheet].block(row: row, column: column) else { return .blank }
    let index = row & (CellGrid.Block.rows - 1)
    if block.dirtyCount > 0 {
      let number = block.formulas[index]
      if number > 0, formulas[Int(number) - 1].state != .clean, !readsStaleCells {
        noteBlocked(sheet: sheet, row: row, column: column)
        return .blank
      }
    }
    return block.values[index]
  }

  private func noteBlocked(sheet: Int, row: Int, column: Int) {
    let cell = GridCell(row: row, column: column)
    if let last = blocked.last, last.sheet == sheet, last.range.last.column == column,
      last.range.columnCount == 1, last.range.last.row == row - 1
    {
      blocked[blocked.count - 1].range = GridRange(last.range.first, cell)
    } else if blocked.count < Self.blockedMax {
      blocked.append(RangeArea(sheet: sheet, range: GridRange(cell)))
    }
  }

  // MARK: Dirty and clean

  /// Sets whether a formula is computed, and the counts of the blocks that it fills.
  func setState(_ number: Int32, _ state: FormulaCell.State) {
    let old = formulas[Int(number)].state
    formulas[Int(number)].state = state
    guard (old == .clean) != (state == .clean) else { return }
    let step = state == .clean ? -1 : 1
    let cell = formulas[Int(number)]
    guard let range = cell.arrayRange else {
      let place = cell.place
      grids[place.sheet].block(row: place.cell.row, column: place.cell.column)?.dirtyCount += step
      return
    }
    forEachCell(of: number, in: range, sheet: cell.place.sheet) { block, _, _, _ in
      block.dirtyCount += step
    }
  }

  /// Stores what a formula gave.
  func store(_ value: FormulaValue, for number: Int32) {
    let cell = formulas[Int(number)]
    guard let range = cell.arrayRange else {
      let place = cell.place
      guard let block = grids[place.sheet].block(row: place.cell.row, column: place.cell.column)
      else { return }
      block.values[place.cell.row & (CellGrid.Block.rows - 1)] = Self.filled(value.single)
      return
    }
    forEachCell(of: number, in: range, sheet: cell.place.sheet) { block, index, row, column in
      let part = Operators.element(value, row - range.first.row, column - range.first.column)
      block.values[index] = Self.filled(part)
    }
  }

  // A formula that gives a blank cell's value gives 0.
  private static func filled(_ value: FormulaValue) -> FormulaValue {
    value.isBlank ? .number(0) : value
  }

  private func forEachCell(
    of number: Int32, in range: GridRange, sheet: Int,
    _ body: (CellGrid.Block, _ index: Int, _ row: Int, _ column: Int) -> Void
  ) {
    grids[sheet].forEachBlock(in: range) { block, column, rows in
      for row in rows {
        let index = row & (CellGrid.Block.rows - 1)
        if block.formulas[index] == number + 1 { body(block, index, row, column) }
      }
      return true
    }
  }

  /// The formulas of a block of cells that are not computed.
  func dirtyFormulas(in area: RangeArea, _ body: (Int32) -> Void) {
    grids[area.sheet].forEachBlock(in: area.range) { block, _, rows in
      guard block.dirtyCount > 0 else { return true }
      for row in rows {
        let number = block.formulas[row & (CellGrid.Block.rows - 1)]
        if number > 0, formulas[Int(number) - 1].state != .clean { body(number - 1) }
      }
      return true
    }
  }
}

extension CellStore {
  /// Whether a block of cells has a formula that is not computed.
  private func hasDirtyFormula(in area: RangeArea) -> Bool {
    var place = GridCell(row: 0, column: 0)
    return nextFormula(in: area, from: &place, where: { $0 != .clean }) != nil
  }

  /// The next formula of a block of cells whose state is wanted, column by column.
  ///
  /// - Parameters:
  ///   - area: The block.
  ///   - place: Where the search begins; afterwards where it goes on.
  ///   - isWanted: Whether a formula in this state is wanted; clean ones may be passed over.
  /// - Returns: The formula's number; nil when there is none.
  @inline(__always)
  func nextFormula(
    in area: RangeArea, from place: inout GridCell, where isWanted: (FormulaCell.State) -> Bool
  ) -> Int32? {
    guard grids.indices.contains(area.sheet),
      let common = grids[area.sheet].used?.intersection(area.range)
    else { return nil }
    let columns = grids[area.sheet].columns
    var row = max(place.row, common.first.row)
    var column = max(place.column, common.first.column)
    while column <= min(common.last.column, columns.count - 1) {
      let blocks = columns[column]
      let lastRow = min(common.last.row, blocks.count << CellGrid.Block.rowBits - 1)
      while row <= lastRow {
        let end = min(lastRow, row | (CellGrid.Block.rows - 1))
        bookBudget -= 1
        if let block = blocks[row >> CellGrid.Block.rowBits], block.dirtyCount > 0 {
          for row in row...end {
            let number = block.formulas[row & (CellGrid.Block.rows - 1)]
            guard number > 0, isWanted(formulas[Int(number) - 1].state) else { continue }
            place = GridCell(row: row + 1, column: column)
            return number - 1
          }
        }
        row = end + 1
      }
      row = common.first.row
      column += 1
    }
    return nil
  }
}

extension CellStore: CellSource {
  var sheetNames: [String] { book.sheets }

  func value(at cell: CellPlace) -> FormulaValue {
    let (row, column) = (cell.cell.row, cell.cell.column)
    guard grids.indices.contains(cell.sheet), row >= 0, column >= 0, row < GridRange.rowsMax,
      column < GridRange.columnsMax
    else { return .blank }
    budget -= 1
    bookBudget -= 1
    return read(sheet: cell.sheet, row: row, column: column)
  }

  func usedRange(ofSheet sheet: Int) -> GridRange? {
    grids.indices.contains(sheet) ? grids[sheet].used : nil
  }

  func forEachFilled(
    sheet: Int, range: GridRange,
    _ body: (_ row: Int, _ column: Int, _ value: FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    guard grids.indices.contains(sheet), let common = grids[sheet].used?.intersection(range)
    else { return }
    try spend(common.rowCount * common.columnCount)
    let area = RangeArea(sheet: sheet, range: common)
    if !readsStaleCells, hasDirtyFormula(in: area) {
      // What is computed now is thrown away: any error will do to end it.
      blocked.append(area)
      throw .circular
    }
    let grid = grids[sheet]
    if common.columnCount == 1 { return try visitColumn(grid, common, body) }
    for row in common.first.row...common.last.row {
      for column in common.first.column...common.last.column {
        guard let block = grid.block(row: row, column: column) else { continue }
        let value = block.values[row & (CellGrid.Block.rows - 1)]
        if !value.isBlank { try body(row, column, value) }
      }
    }
  }

  /// Whether the formula and the book may look at more values.
  var hasBudget: Bool { budget >= 0 && bookBudget >= 0 }

  func spend(_ count: Int) throws(FormulaError) {
    budget -= count
    bookBudget -= count
    guard hasBudget else { throw .limit }
  }

  private func visitColumn(
    _ grid: CellGrid, _ range: GridRange,
    _ body: (_ row: Int, _ column: Int, _ value: FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    let column = range.first.column
    var row = range.first.row
    while row <= range.last.row {
      let end = min(range.last.row, row | (CellGrid.Block.rows - 1))
      if let block = grid.block(row: row, column: column) {
        for place in row...end {
          let value = block.values[place & (CellGrid.Block.rows - 1)]
          if !value.isBlank { try body(place, column, value) }
        }
      }
      row = end + 1
    }
  }

  func formulaText(at cell: CellPlace) -> String? {
    formulaNumber(at: cell) == nil ? nil : formulaTextOf?(cell)
  }

  func rowVisibility(sheet: Int, row: Int) -> RowVisibility {
    rowVisibility[sheet]?[row] ?? .shown
  }

  func isSubtotal(at cell: CellPlace) -> Bool {
    guard let number = formulaNumber(at: cell) else { return false }
    return programs[Int(formulas[Int(number)].program)].body.isSubtotal
  }

  func reference(
    fromText text: String, isR1C1: Bool, at cell: CellPlace
  ) -> RangeArgument? {
    ReferenceFromText(store: self, cell: cell).range(text, isR1C1: isR1C1)
  }
}

/// INDIRECT's reading of a text.
private struct ReferenceFromText {
  let store: CellStore
  let cell: CellPlace

  func range(_ text: String, isR1C1: Bool) -> RangeArgument? {
    let candidates: [(String, Notation)] = [
      (text, isR1C1 ? .r1c1 : .ooxml),
      // LibreOffice's own way: Sheet1.A1, with a point before a cell of the same sheet.
      ("[" + text + "]", .openFormula),
    ]
    for (candidate, notation) in candidates {
      guard let formula = try? Formula(candidate, notation, at: cell.cell),
        let areas = areas(of: formula, from: cell.sheet), let first = areas.first
      else { continue }
      return RangeArgument(first, others: Array(areas.dropFirst()), source: store)
    }
    return nil
  }

  private func areas(of formula: Formula, from sheet: Int) -> [RangeArea]? {
    guard formula.nodes.count == 1, let node = formula.nodes.first else { return nil }
    switch node.kind {
    case .reference(let index): return areas(of: formula.references[Int(index)], from: sheet)
    case .name:
      let name = formula.name(of: formula.token(of: node))
      guard let definition = store.book.definition(name, from: sheet) else { return nil }
      guard case .reference(let index) = definition.formula.nodes.last?.kind,
        definition.formula.nodes.count == 1
      else { return nil }
      return areas(of: definition.formula.references[Int(index)], from: definition.sheet)
    case .structured:
      let text = String(formula.source(of: formula.token(of: node)))
      guard let structured = StructuredReference(text),
        let table = store.book.table(structured.table),
        let range = structured.range(in: table, row: cell.cell.row)
      else { return nil }
      return [RangeArea(sheet: table.sheet, range: range)]
    default: return nil
    }
  }

  private func areas(of reference: Reference, from sheet: Int) -> [RangeArea]? {
    guard let range = reference.range, !reference.isDeleted, reference.scope?.book == nil else {
      return nil
    }
    guard let name = reference.scope?.sheet, !name.isEmpty else {
      return [RangeArea(sheet: sheet, range: range)]
    }
    guard let first = store.book.sheet(name) else { return nil }
    guard let lastName = reference.scope?.lastSheet else {
      return [RangeArea(sheet: first, range: range)]
    }
    guard let last = store.book.sheet(lastName) else { return nil }
    return (min(first, last)...max(first, last)).map { RangeArea(sheet: $0, range: range) }
  }
}
