/// The values of one sheet, and which formula each cell has: columns of blocks of rows.
///
/// Blocks exist where something is filled, so that whole columns are walked by their blocks.
final class CellGrid {
  /// One sheet column's stretch of rows.
  final class Block {
    static let rowBits = 9
    static let rows = 1 << rowBits

    let values: UnsafeMutablePointer<FormulaValue>
    /// The formula that gives the value, counted from 1; 0 for none.
    let formulas: UnsafeMutablePointer<Int32>
    /// How many cells have a formula that is not computed.
    var dirtyCount = 0
    /// How many cells have a formula.
    var formulaCount = 0

    init() {
      values = .allocate(capacity: Self.rows)
      values.initialize(repeating: .blank, count: Self.rows)
      formulas = .allocate(capacity: Self.rows)
      formulas.initialize(repeating: 0, count: Self.rows)
    }

    deinit {
      values.deinitialize(count: Self.rows)
      values.deallocate()
      formulas.deallocate()
    }
  }

  /// The blocks of one column, for reading without counting references.
  private struct Column {
    var blocks: UnsafeMutablePointer<Unmanaged<Block>?>?
    var count = 0
  }

  private(set) var columns: [[Block?]] = []
  private var plainColumns: UnsafeMutablePointer<Column>
  private var plainCount = 0
  private var plainCapacity = 0
  /// The block that holds all that was ever filled.
  private(set) var used: GridRange?

  init() {
    plainColumns = .allocate(capacity: 0)
  }

  deinit {
    for column in 0..<plainCount { plainColumns[column].blocks?.deallocate() }
    plainColumns.deallocate()
  }

  /// The block of a cell; nil where nothing was filled.
  @inline(__always)
  func block(row: Int, column: Int) -> Block? {
    plainBlock(row: row, column: column)?.takeUnretainedValue()
  }

  /// The block of a cell, which lives as long as this.
  @inline(__always)
  func plainBlock(row: Int, column: Int) -> Unmanaged<Block>? {
    guard column < plainCount else { return nil }
    let blocks = plainColumns[column]
    let index = row >> Block.rowBits
    return index < blocks.count ? blocks.blocks?[index] : nil
  }

  /// Copies the table of a column, and makes room for columns before it.
  private func renew(column: Int) {
    if columns.count > plainCapacity {
      plainCapacity = columns.count * 2
      let old = plainColumns
      plainColumns = .allocate(capacity: plainCapacity)
      plainColumns.moveInitialize(from: old, count: plainCount)
      old.deallocate()
    }
    while plainCount < columns.count {
      (plainColumns + plainCount).initialize(to: Column())
      plainCount += 1
    }
    let blocks = columns[column]
    let copy = UnsafeMutablePointer<Unmanaged<Block>?>.allocate(capacity: blocks.count)
    for (index, block) in blocks.enumerated() {
      (copy + index).initialize(to: block.map(Unmanaged.passUnretained))
    }
    plainColumns[column].blocks?.deallocate()
    plainColumns[column] = Column(blocks: copy, count: blocks.count)
  }

  /// The block of a cell, made when it is not there.
  func blockToFill(row: Int, column: Int) -> Block {
    if let block = block(row: row, column: column) {
      note(row: row, column: column)
      return block
    }
    note(row: row, column: column)
    while columns.count <= column { columns.append([]) }
    let index = row >> Block.rowBits
    while columns[column].count <= index { columns[column].append(nil) }
    let block = Block()
    columns[column][index] = block
    renew(column: column)
    return block
  }

  private func note(row: Int, column: Int) {
    guard let old = used else {
      used = GridRange(GridCell(row: row, column: column))
      return
    }
    if old.contains(GridCell(row: row, column: column)) { return }
    used = old.union(GridRange(GridCell(row: row, column: column)))
  }

  /// Calls `body` for each block that reaches into a range, column by column, with the rows of the
  /// range that lie in it.
  ///
  /// - Parameters:
  ///   - range: The range.
  ///   - body: Called with the block, its column and the rows; returns false to stop.
  func forEachBlock(
    in range: GridRange, _ body: (_ block: Block, _ column: Int, _ rows: Range<Int>) -> Bool
  ) {
    guard let common = used?.intersection(range) else { return }
    let firstBlock = common.first.row >> Block.rowBits
    for column in common.first.column...common.last.column where column < columns.count {
      let blocks = columns[column]
      guard firstBlock < blocks.count else { continue }
      let lastBlock = min(common.last.row >> Block.rowBits, blocks.count - 1)
      for index in firstBlock...lastBlock {
        guard let block = blocks[index] else { continue }
        let start = index << Block.rowBits
        let rows =
          max(start, common.first.row)..<min(start + Block.rows, common.last.row + 1)
        guard body(block, column, rows) else { return }
      }
    }
  }
}
