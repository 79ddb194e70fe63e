import Formulas
public import Sheets

/// What one sheet of the user's file is to take over from the other version, and where both changed
/// the same.
///
/// Places are those of the user's file as it is; rows that come and go are made from the last to
/// the first, once all cells are changed.
struct MergePlan {
  /// A row that is to come.
  struct NewRow {
    /// The row that it is put before.
    var before: Int
    /// Its cells by column.
    var cells: [Int: CellChangeSource]
  }

  /// What a cell takes over.
  struct CellChangeSource {
    var value: CellValue
    var formula: FormulaText?
    var comment: String?
  }

  /// The cells to change.
  private(set) var cells: [(cell: CellAddress, source: CellChangeSource)] = []
  /// The rows to put in.
  private(set) var newRows: [NewRow] = []
  /// The rows to take out.
  private(set) var goneRows: [Int] = []
  /// What both changed.
  private(set) var conflicts: [MergeConflict] = []

  private let base: WorkbookContents.Sheet
  private let ours: WorkbookContents.Sheet
  private let theirs: WorkbookContents.Sheet
  private let toOurs: SheetAlignment
  private let toTheirs: SheetAlignment
  private let theirRows: [Int: Int]

  /// Plans the merge of one sheet.
  ///
  /// - Parameters:
  ///   - base: The version that both began with.
  ///   - ours: The version whose changes are taken over.
  ///   - theirs: The user's version.
  ///   - key: The column that says which row is which; nil to go by content.
  init(
    base: WorkbookContents.Sheet, ours: WorkbookContents.Sheet, theirs: WorkbookContents.Sheet,
    key: Int?
  ) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    toOurs = SheetAlignment(base, ours, key: key)
    toTheirs = SheetAlignment(base, theirs, key: key)
    theirRows = Dictionary(
      (toTheirs.rows + toTheirs.movedRows).map { ($0.old, $0.new) }, uniquingKeysWith: { $1 })
    mergeRows()
    mergeNewRows()
    mergeGoneRows()
  }

  // MARK: - Rows that all have

  private mutating func mergeRows() {
    for pair in toOurs.rows + toOurs.movedRows {
      var columns = Set(ours.line(pair.new)?.cells.map(\.column) ?? [])
      for cell in base.line(pair.old)?.cells ?? [] {
        if let column = toOurs.newColumn(cell.column) { columns.insert(column) }
      }
      for column in columns.sorted() {
        guard let baseColumn = toOurs.oldColumn(column) else { continue }
        mergeCell(
          CellAddress(row: pair.old, column: baseColumn),
          ours: CellAddress(row: pair.new, column: column))
      }
    }
  }

  private mutating func mergeCell(_ cell: CellAddress, ours place: CellAddress) {
    let (was, now) = (base[cell], ours[place])
    let holdsSame = Self.same(was, now, base.name, toOurs.structure)
    let comment = now?.comment ?? ""
    let newComment = comment == was?.comment ?? "" ? nil : comment
    guard !holdsSame || newComment != nil else { return }
    let source = CellChangeSource(
      value: now?.value ?? .empty, formula: holdsSame ? nil : formula(of: now), comment: newComment)
    guard let row = theirRow(of: cell.row), let column = toTheirs.newColumn(cell.column) else {
      conflicts.append(
        conflict(at: place, was, ours: now, theirs: nil, reason: .rowGone))
      return
    }
    let target = CellAddress(row: row, column: column)
    let user = theirs[target]
    if !holdsSame {
      if Self.same(was, user, base.name, toTheirs.structure) {
        cells.append((target, CellChangeSource(value: source.value, formula: source.formula)))
      } else if !Self.same(now, user, ours.name, []) {
        conflicts.append(conflict(at: target, was, ours: now, theirs: user, reason: .bothChanged))
      }
    }
    if let newComment, user?.comment ?? "" == was?.comment ?? "" {
      cells.append((target, CellChangeSource(value: .empty, comment: newComment)))
    }
  }

  /// Whether two cells hold the same, looks and notes left out; the value beside a formula is not
  /// looked at.
  private static func same(
    _ one: WorkbookContents.Cell?, _ other: WorkbookContents.Cell?, _ sheet: String,
    _ structure: [StructureChange]
  ) -> Bool {
    if one?.formula != nil || other?.formula != nil {
      return FormulaLikeness.same(one?.formula, other?.formula, sheet: sheet, structure)
    }
    return CellLikeness.same(one?.value ?? .empty, other?.value ?? .empty)
  }

  /// Where a row of the base is in the user's file: beside the last row before it that is known,
  /// where it holds nothing.
  private func theirRow(of row: Int) -> Int? {
    if let known = theirRows[row] { return known }
    if base.line(row)?.cells.contains(where: { !$0.isBlank }) ?? false { return nil }
    let before = toTheirs.rows.last { $0.old < row } ?? (-1, -1)
    return before.new + row - before.old
  }

  // MARK: - Rows that came

  private mutating func mergeNewRows() {
    let known = Set((toOurs.rows + toOurs.movedRows).map(\.new))
    let inserted = Set(toOurs.insertedRows)
    var rows = ours.lines.filter { line in
      !known.contains(line.index) && line.cells.contains { !$0.isBlank }
    }.map(\.index)
    rows += inserted.filter { row in ours.line(row)?.cells.allSatisfy(\.isBlank) ?? true }
    let theirNew = theirNewLines()
    for row in rows.sorted() {
      let line = ours.line(row)
      if let twin = theirNew[line?.key(nil) ?? 0], !twin.isEmpty { continue }
      let last = toOurs.rows.last { $0.new < row } ?? (-1, -1)
      let after = last.old < 0 ? -1 : theirRows[last.old] ?? -1
      let place = after + row - last.new
      let cells = content(of: line)
      let isFree = theirs.line(place)?.cells.allSatisfy(\.isBlank) ?? true
      if inserted.contains(row) || !isFree {
        newRows.append(NewRow(before: max(after + 1, min(place, after + 1)), cells: cells))
      } else {
        for (column, source) in cells {
          self.cells.append((CellAddress(row: place, column: column), source))
        }
      }
    }
  }

  /// The rows that only the user's file has, by what they hold.
  private func theirNewLines() -> [Int: [Int]] {
    let known = Set((toTheirs.rows + toTheirs.movedRows).map(\.new))
    var lines: [Int: [Int]] = [:]
    for line in theirs.lines where !known.contains(line.index) {
      let key = line.key(nil)
      if key != 0 { lines[key, default: []].append(line.index) }
    }
    return lines
  }

  private func content(of line: WorkbookContents.Line?) -> [Int: CellChangeSource] {
    var cells: [Int: CellChangeSource] = [:]
    for cell in line?.cells ?? [] where !cell.isBlank {
      let column = toOurs.oldColumn(cell.column).flatMap { toTheirs.newColumn($0) } ?? cell.column
      cells[column] = CellChangeSource(
        value: cell.value, formula: formula(of: cell),
        comment: cell.comment.isEmpty ? nil : cell.comment)
    }
    return cells
  }

  // MARK: - Rows that left

  private mutating func mergeGoneRows() {
    let known = Set((toOurs.rows + toOurs.movedRows).map(\.old))
    let deleted = Set(toOurs.deletedRows)
    for line in base.lines where !known.contains(line.index) {
      guard line.cells.contains(where: { !$0.isBlank }), let row = theirRows[line.index] else {
        continue
      }
      let changed = line.cells.first { cell in
        guard let column = toTheirs.newColumn(cell.column) else { return false }
        let user = theirs.line(row)?.cell(column)
        return !Self.same(cell, user, base.name, toTheirs.structure)
      }
      if let changed {
        let column = toTheirs.newColumn(changed.column) ?? changed.column
        let place = CellAddress(row: row, column: column)
        conflicts.append(
          conflict(at: place, changed, ours: nil, theirs: theirs[place], reason: .rowGone))
      } else if deleted.contains(line.index) {
        goneRows.append(row)
      } else {
        for cell in line.cells where !cell.isBlank {
          guard let column = toTheirs.newColumn(cell.column) else { continue }
          cells.append(
            (CellAddress(row: row, column: column), CellChangeSource(value: .empty)))
        }
      }
    }
  }

  // MARK: - Formulas and conflicts

  /// A formula of the other version as the user's file has to say it; nil where it has none, or
  /// where it speaks of what only the other version has.
  private func formula(of cell: WorkbookContents.Cell?) -> FormulaText? {
    guard let own = cell?.formula, own.arrayRange == nil else { return nil }
    let structure = toOurs.structure.reversed().map(\.inverse) + toTheirs.structure
    guard !structure.isEmpty, var formula = Formula(own) else { return own.expression }
    for change in structure { formula = formula.shifted(by: change, inSheet: ours.name) }
    guard !formula.text.contains("#REF!") || own.expression.text.contains("#REF!") else {
      return nil
    }
    return FormulaText(formula.text, own.expression.dialect)
  }

  private func conflict(
    at cell: CellAddress, _ base: WorkbookContents.Cell?, ours: WorkbookContents.Cell?,
    theirs: WorkbookContents.Cell?, reason: MergeConflict.Reason
  ) -> MergeConflict {
    MergeConflict(
      sheet: self.theirs.name, cell: cell, reason: reason, base: Self.side(base),
      ours: Self.side(ours), theirs: Self.side(theirs))
  }

  private static func side(_ cell: WorkbookContents.Cell?) -> WorkbookChange.Side {
    if let formula = cell?.formula { return .text("=" + formula.expression.text) }
    return .init(cell?.value)
  }
}

/// A cell that both versions changed, each in its way.
public struct MergeConflict: Hashable, Sendable {
  /// What stands in the way.
  public enum Reason: String, Sendable {
    /// Both changed what the cell holds.
    case bothChanged = "both-changed"
    /// One changed a cell of a row that the other took out.
    case rowGone = "row-gone"
    /// The user's file does not allow the change: the cell is covered or part of an array.
    case refused
  }

  /// The sheet's name in the user's file.
  public var sheet: String
  /// The cell, in the merged file where its row is there.
  public var cell: CellAddress
  /// What stands in the way.
  public var reason: Reason
  /// What the cell held at first.
  public var base: WorkbookChange.Side
  /// What the other version has.
  public var ours: WorkbookChange.Side
  /// What the user's file has, and keeps.
  public var theirs: WorkbookChange.Side
}

extension StructureChange {
  /// What undoes the change, as far as places go.
  fileprivate var inverse: StructureChange {
    switch self {
    case .insertRows(let at, let count, let sheet):
      .deleteRows(at: at, count: count, sheet: sheet)
    case .deleteRows(let at, let count, let sheet):
      .insertRows(at: at, count: count, sheet: sheet)
    case .insertColumns(let at, let count, let sheet):
      .deleteColumns(at: at, count: count, sheet: sheet)
    case .deleteColumns(let at, let count, let sheet):
      .insertColumns(at: at, count: count, sheet: sheet)
    case .renameSheet(let old, let new): .renameSheet(new, to: old)
    case .moveBlock, .deleteSheet: self
    }
  }
}
