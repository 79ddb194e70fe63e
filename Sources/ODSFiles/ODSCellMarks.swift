internal import Sheets

/// What hangs on one cell beside its value.
struct ODSCellMark {
  var comment: CellComment?
  var link: Hyperlink?
  var frames: [ODSWrittenDrawings.Frame] = []
}

/// What hangs on the cells of a sheet, met row by row.
///
/// Merged blocks, notes, links, validations, conditional formats and drawings: in ODF all of it
/// stands in the cells.
struct ODSCellMarks {
  private var merges: RangeSweep<Void>
  private var comments: RangeSweep<CellComment>
  private var links: RangeSweep<Hyperlink>
  private var validations: RangeSweep<Int>
  private var conditions: RangeSweep<Int>
  private var frames: RangeSweep<ODSWrittenDrawings.Frame>
  private var row = 0
  /// How many rows the marks reach.
  let rows: Int

  /// - Parameters:
  ///   - draft: The sheet.
  ///   - frames: Its drawings.
  ///   - firstValidation: The place of its first validation among those of all sheets.
  init(_ draft: SheetDraft, frames: [ODSWrittenDrawings.Frame], firstValidation: Int) {
    merges = RangeSweep(draft.merges.map { ($0, ()) })
    comments = RangeSweep(draft.comments.map { (CellRange($0.cell), $0) })
    links = RangeSweep(draft.hyperlinks.map { ($0.range, $0) })
    let named = draft.validations.enumerated().flatMap { place, validation in
      validation.ranges.map { ($0, firstValidation + place) }
    }
    validations = RangeSweep(named)
    let mapped = draft.conditionalFormats.enumerated().flatMap { place, format in
      ODSStyleMaps.holds(format) ? format.ranges.map { ($0, place) } : []
    }
    conditions = RangeSweep(mapped)
    self.frames = RangeSweep(frames.map { (CellRange($0.anchor.cell), $0) })
    let reached =
      draft.merges + draft.comments.map { CellRange($0.cell) } + named.map(\.0)
      + mapped.map(\.0) + frames.map { CellRange($0.anchor.cell) }
    rows = reached.reduce(0) { max($0, $1.last.row + 1) }
  }

  /// Goes on to a row that does not lie above the last one.
  mutating func enter(_ row: Int) {
    self.row = row
    merges.enter(row)
    comments.enter(row)
    links.enter(row)
    validations.enter(row)
    conditions.enter(row)
    frames.enter(row)
  }

  /// Whether anything hangs on the cells of the row.
  var isMarked: Bool {
    !merges.active.isEmpty || !comments.active.isEmpty || !links.active.isEmpty
      || !validations.active.isEmpty || !conditions.active.isEmpty || !frames.active.isEmpty
  }

  /// How many columns must be there for it.
  var columns: Int {
    max(
      merges.columns, comments.columns, validations.columns, conditions.columns, frames.columns)
  }

  /// The first row below that may be marked otherwise; the first row of a merged block is unlike
  /// those that it covers.
  func change(after row: Int) -> Int? {
    var changes = [
      merges.change(after: row), comments.change(after: row), links.change(after: row),
      validations.change(after: row), conditions.change(after: row), frames.change(after: row),
    ].compactMap { $0 }
    if merges.active.contains(where: { $0.range.first.row == row }) { changes.append(row + 1) }
    return changes.min()
  }

  /// The merged block that a cell belongs to.
  func merge(at cell: CellAddress) -> CellRange? { merges.block(at: cell)?.range }

  /// The place of the validation of a cell among those of all sheets.
  func validation(at cell: CellAddress) -> Int? { validations.block(at: cell)?.content }

  /// The places of the conditional formats of a cell among those of the sheet.
  func formats(at cell: CellAddress) -> [Int] {
    conditions.active.filter { $0.range.contains(cell) }.map(\.content).sorted()
  }

  /// What hangs on a cell.
  func mark(at cell: CellAddress) -> ODSCellMark {
    ODSCellMark(
      comment: comments.block(at: cell)?.content, link: links.block(at: cell)?.content,
      frames: frames.active.filter { $0.range.contains(cell) }.map(\.content))
  }

  /// How many cells from this one on are marked alike.
  func run(at cell: CellAddress) -> Int {
    var end = CellAddress.columnsMax
    func cut(_ range: CellRange) {
      if cell.column < range.first.column {
        end = min(end, range.first.column)
      } else if cell.column <= range.last.column {
        end = min(end, range.last.column + 1)
      }
    }
    for merge in merges.active {
      cut(merge.range)
      if merge.range.first == cell { end = min(end, cell.column + 1) }
    }
    for block in comments.active { cut(block.range) }
    for block in validations.active { cut(block.range) }
    for block in conditions.active { cut(block.range) }
    for block in frames.active { cut(block.range) }
    return end - cell.column
  }
}
