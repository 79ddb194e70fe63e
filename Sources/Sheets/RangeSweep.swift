/// Blocks of cells that are met row by row, from top to bottom.
///
/// Only the blocks that reach the current row are looked through, so that a sheet with many of them
/// is swept in one go.
public struct RangeSweep<Content> {
  /// A block and what it carries.
  public struct Block {
    /// The cells.
    public let range: CellRange
    /// What they carry.
    public let content: Content
  }

  /// The blocks that reach the current row.
  public private(set) var active: [Block] = []
  /// Blocks further down, the next one last.
  @usableFromInline var coming: [Block]

  /// Makes a sweep over blocks in any order.
  public init(_ blocks: [(CellRange, Content)]) {
    coming = blocks.map { Block(range: $0.0, content: $0.1) }
      .enumerated()
      .sorted { ($1.element.range.first, $1.offset) < ($0.element.range.first, $0.offset) }
      .map(\.element)
  }

  /// Goes on to a row that does not lie above the last one.
  @inlinable
  public mutating func enter(_ row: Int) {
    // Most sheets have no blocks, and a large one has many rows.
    if !(active.isEmpty && coming.isEmpty) { sweep(row) }
  }

  @usableFromInline
  mutating func sweep(_ row: Int) {
    if !active.isEmpty { active.removeAll { $0.range.last.row < row } }
    while let next = coming.last, next.range.first.row <= row {
      coming.removeLast()
      if next.range.last.row >= row { active.append(next) }
    }
  }

  /// Adds a block that begins in the current row.
  public mutating func add(_ range: CellRange, _ content: Content) {
    active.append(Block(range: range, content: content))
  }

  /// The first block that holds a cell of the current row.
  public func block(at cell: CellAddress) -> Block? {
    active.isEmpty ? nil : active.first { $0.range.contains(cell) }
  }

  /// The first row below `row` where another set of blocks begins; nil where none does.
  public func change(after row: Int) -> Int? {
    let ends = active.map { $0.range.last.row + 1 }.min()
    guard let next = coming.last?.range.first.row else { return ends }
    return min(next, ends ?? next)
  }

  /// How many columns the blocks of the current row reach.
  public var columns: Int { active.reduce(0) { max($0, $1.range.last.column + 1) } }
}
