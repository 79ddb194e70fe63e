/// What an edit does to references: where what they speak of is afterwards.
public enum ReferenceChange: Hashable, Sendable {
  /// Lines were inserted before the one that stood at their first place.
  case inserted(SheetLines)
  /// Lines were deleted.
  case deleted(SheetLines)
  /// A block was moved so that its first cell is this one.
  case moved(SheetRange, to: CellAddress)
  /// A sheet got another name.
  case renamed(String, to: String)

  /// Where a block is after the edit; nil when all of it is gone.
  public func follow(_ block: SheetRange) -> SheetRange? {
    switch self {
    case .renamed(let old, let new):
      return SheetRange(sheet: block.sheet == old ? new : block.sheet, range: block.range)
    case .moved(let source, let target):
      guard block.sheet == source.sheet, source.range.contains(block.range.first),
        source.range.contains(block.range.last)
      else { return block }
      let down = target.row - source.range.first.row
      let right = target.column - source.range.first.column
      return SheetRange(sheet: block.sheet, range: block.range.moved(down: down, right: right))
    case .inserted(let lines), .deleted(let lines):
      guard block.sheet == lines.sheet else { return block }
      return follow(block.range).map { SheetRange(sheet: block.sheet, range: $0) }
    }
  }

  /// Where a block of the edited sheet is after the edit; nil when all of it is gone.
  public func follow(_ range: CellRange) -> CellRange? {
    switch self {
    case .renamed: return range
    case .moved(let source, _):
      return follow(SheetRange(sheet: source.sheet, range: range))?.range
    case .inserted(let lines), .deleted(let lines):
      let axis = lines.axis
      let span = follow(range.first[axis]...range.last[axis])
      guard let span else { return nil }
      var (first, last) = (range.first, range.last)
      first[axis] = span.lowerBound
      last[axis] = span.upperBound
      return CellRange(first, last)
    }
  }

  /// Where lines of the edited sheet and axis are after the edit; nil when all are gone.
  ///
  /// A span that reaches the sheet's last line still does when lines come or go.
  public func follow(_ span: ClosedRange<Int>) -> ClosedRange<Int>? {
    switch self {
    case .renamed, .moved: return span
    case .inserted(let lines):
      let end = lines.axis.linesMax - 1
      let first = span.lowerBound >= lines.first ? span.lowerBound + lines.count : span.lowerBound
      let last = span.upperBound >= lines.first ? span.upperBound + lines.count : span.upperBound
      if span.lowerBound == 0 && span.upperBound == end { return span }
      return first > end ? nil : first...min(last, end)
    case .deleted(let lines):
      let end = lines.axis.linesMax - 1
      if span.lowerBound == 0 && span.upperBound == end { return span }
      let range = lines.range
      var (first, last) = (span.lowerBound, span.upperBound)
      if range.contains(first) {
        first = range.lowerBound
      } else if first >= range.upperBound {
        first -= lines.count
      }
      if range.contains(last) {
        last = range.lowerBound - 1
      } else if last >= range.upperBound && last != end {
        last -= lines.count
      }
      return last < first ? nil : first...last
    }
  }

  /// The sheet whose cells change their places; nil where none do.
  public var sheet: String? {
    switch self {
    case .inserted(let lines), .deleted(let lines): lines.sheet
    case .moved(let source, _): source.sheet
    case .renamed: nil
    }
  }
}

extension CellRange {
  /// The range moved by rows and columns.
  public func moved(down: Int, right: Int) -> CellRange {
    var copy = self
    copy.first.row += down
    copy.last.row += down
    copy.first.column += right
    copy.last.column += right
    return copy
  }

  /// Whether the two have a cell in common.
  public func overlaps(_ other: CellRange) -> Bool {
    rows.overlaps(other.rows) && columns.overlaps(other.columns)
  }
}
