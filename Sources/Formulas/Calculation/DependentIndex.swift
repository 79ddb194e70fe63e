/// Which formulas speak of a cell.
///
/// Every block that a formula speaks of is kept under the squares of a grid of its own size, at
/// most four of them: single cells under themselves, whole columns under one square. So nothing is
/// expanded, and the blocks around a cell are found by looking up one square of each size in use.
struct DependentIndex {
  private struct Entry {
    let key: UInt64
    let formula: Int32
  }

  private var sorted: [Entry] = []
  private var added: [UInt64: [Int32]] = [:]
  private var sizes: Set<UInt64> = []

  /// Indexes all formulas.
  init(_ store: CellStore) {
    for (number, cell) in store.formulas.enumerated() where !cell.isGone {
      Self.forEachKey(cell, store.programs[Int(cell.program)].body) { key in
        sorted.append(Entry(key: key, formula: Int32(number)))
        sizes.insert(key & Self.sizeMask)
      }
    }
    sorted.sort { $0.key < $1.key }
  }

  /// Adds a formula.
  mutating func add(_ number: Int32, _ cell: FormulaCell, _ program: Program) {
    Self.forEachKey(cell, program) { key in
      added[key, default: []].append(number)
      sizes.insert(key & Self.sizeMask)
    }
  }

  /// Calls `body` for each formula that may speak of a cell.
  func forEachCandidate(at place: CellPlace, _ body: (Int32) -> Void) {
    for size in sizes {
      let key = Self.key(
        size, sheet: place.sheet, row: place.cell.row, column: place.cell.column)
      var index = lowerBound(key)
      while index < sorted.count, sorted[index].key == key {
        body(sorted[index].formula)
        index += 1
      }
      for formula in added[key] ?? [] { body(formula) }
    }
  }

  private func lowerBound(_ key: UInt64) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // From the lowest bit: column 14, row 20, sheet 16, then the sizes: columns 4, rows 5.
  private static let sizeMask: UInt64 = 0x1FF << 50

  private static func key(_ size: UInt64, sheet: Int, row: Int, column: Int) -> UInt64 {
    let columnBits = (size >> 50) & 0xF
    let rowBits = (size >> 54) & 0x1F
    return size | UInt64(sheet & 0xFFFF) << 34 | (UInt64(row) >> rowBits) << 14
      | UInt64(column) >> columnBits
  }

  private static func forEachKey(
    _ cell: FormulaCell, _ program: Program, _ body: (UInt64) -> Void
  ) {
    for area in program.areas {
      let block = Program.resolve(
        area, row: cell.place.cell.row, column: cell.place.cell.column, sheet: cell.place.sheet)
      let rowBits = bits(block.range.rowCount)
      let columnBits = bits(block.range.columnCount)
      let size = UInt64(columnBits) << 50 | UInt64(rowBits) << 54
      let (first, last) = (block.range.first, block.range.last)
      for row in (first.row >> rowBits)...(last.row >> rowBits) {
        for column in (first.column >> columnBits)...(last.column >> columnBits) {
          body(
            size | UInt64(block.sheet & 0xFFFF) << 34 | UInt64(row) << 14 | UInt64(column))
        }
      }
    }
  }

  /// The smallest power of two that holds a number.
  private static func bits(_ count: Int) -> Int {
    count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
  }
}

extension Calculator {
  /// Marks what depends on changed cells, directly or through others, and volatile formulas.
  func spreadChanges() {
    guard hasComputed else {
      hasComputed = true
      return
    }
    var queue = changed
    changed = []
    for number in volatile {
      let cell = store.formulas[Int(number)]
      if cell.state == .clean, !cell.isGone { mark(number, &queue) }
    }
    guard !queue.isEmpty else { return }
    let index = dependents ?? DependentIndex(store)
    dependents = index
    while let place = queue.popLast() {
      index.forEachCandidate(at: place) { number in
        let cell = store.formulas[Int(number)]
        guard cell.state == .clean, !cell.isGone, speaks(number, of: place) else { return }
        mark(number, &queue)
      }
    }
  }

  /// The cells of the formulas that lean on some cells, directly or through others.
  public func formulas(leaningOn cells: [CellPlace]) -> Set<CellPlace> {
    let index = dependents ?? DependentIndex(store)
    dependents = index
    var queue = cells
    var found: Set<CellPlace> = []
    while let place = queue.popLast() {
      index.forEachCandidate(at: place) { number in
        let cell = store.formulas[Int(number)]
        guard !cell.isGone, !found.contains(cell.place), speaks(number, of: place) else { return }
        found.insert(cell.place)
        queue += places(of: cell)
      }
    }
    return found
  }

  /// The cells that a formula fills.
  private func places(of cell: FormulaCell) -> [CellPlace] {
    guard let range = cell.arrayRange else { return [cell.place] }
    return (range.first.row...range.last.row).flatMap { row in
      (range.first.column...range.last.column).map { column in
        CellPlace(sheet: cell.place.sheet, cell: GridCell(row: row, column: column))
      }
    }
  }

  private func mark(_ number: Int32, _ queue: inout [CellPlace]) {
    store.setState(number, .dirty)
    dirty.append(number)
    queue += places(of: store.formulas[Int(number)])
  }

  private func speaks(_ number: Int32, of place: CellPlace) -> Bool {
    var isSpokenOf = false
    forEachArea(of: number) { area in
      if area.sheet == place.sheet, area.range.contains(place.cell) { isSpokenOf = true }
    }
    return isSpokenOf
  }
}
