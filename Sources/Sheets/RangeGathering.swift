/// Puts cells that carry the same together into blocks, while they go by from row to row.
///
/// The inverse of ``RangeSweep``: runs of a row are joined, then rows that have the same runs.
public struct RangeGathering<Content: Hashable> {
  /// The most blocks that are kept; more are counted in ``lost``.
  public static var rangesMax: Int { 65_536 }

  private struct Run: Hashable {
    var columns: ClosedRange<Int>
    var content: Content
  }

  /// The blocks that are done, in the order in which they ended.
  private var done: [(content: Content, range: CellRange)] = []
  private var current: [Run] = []
  /// Runs of the row before, with the row in which they began.
  private var open: [Run: Int] = [:]
  private var lastRow = -1
  /// How many blocks were met past ``rangesMax``.
  public private(set) var lost = 0

  /// Begins with none.
  public init() {}

  /// Whether nothing was met.
  public var isEmpty: Bool { done.isEmpty && current.isEmpty && open.isEmpty }

  /// Takes the next cells of the current row.
  public mutating func add(_ content: Content, columns: ClosedRange<Int>) {
    if let last = current.last, last.content == content,
      last.columns.upperBound + 1 == columns.lowerBound
    {
      current[current.count - 1].columns = last.columns.lowerBound...columns.upperBound
    } else {
      current.append(Run(columns: columns, content: content))
    }
  }

  /// Ends a row, or several that are alike.
  public mutating func endRow(_ row: Int, repeated: Int) {
    guard !current.isEmpty || !open.isEmpty else { return }
    let isNext = row == lastRow + 1
    var stays: [Run: Int] = [:]
    for run in current { stays[run] = isNext ? open[run] ?? row : row }
    for (run, first) in open where !isNext || stays[run] == nil {
      end(run, first, lastRow)
    }
    open = stays
    current.removeAll(keepingCapacity: true)
    lastRow = row + repeated - 1
  }

  private mutating func end(_ run: Run, _ first: Int, _ last: Int) {
    guard done.count < Self.rangesMax else {
      lost += 1
      return
    }
    done.append(
      (
        run.content,
        CellRange(
          CellAddress(row: first, column: run.columns.lowerBound),
          CellAddress(row: last, column: run.columns.upperBound))
      ))
  }

  /// Ends the sheet.
  ///
  /// - Returns: The blocks of each content, from the top, those of a row from the left.
  public mutating func finish() -> [Content: [CellRange]] {
    for (run, first) in open { end(run, first, lastRow) }
    let found = Dictionary(grouping: done, by: \.content).mapValues { blocks in
      blocks.map(\.range).sorted { $0.first < $1.first }
    }
    self = RangeGathering()
    return found
  }
}
