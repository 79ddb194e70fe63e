import Sheets

/// What one sheet of the user's file is to take over from the other version, and where both changed
/// the same.
struct MergePlan {
  /// What one cell takes over.
  struct Change {
    var row: MergeLine
    var column: MergeLine
    /// What it is to hold; nil where that stays.
    var content: WorkbookContents.Cell?
    /// The note on it; nil where that stays.
    var comment: String?
    /// How it is to look; nil where that stays.
    var style: CellStyle?
  }

  /// Something that both changed; its lines say where it is, as far as they are there.
  struct Clash {
    var row: MergeLine
    var column: MergeLine
    var conflict: MergeConflict
  }

  /// The cells to change.
  private(set) var cells: [Change] = []
  /// What both changed.
  private(set) var clashes: [Clash] = []
  /// Where rows and columns are to be.
  private(set) var places: MergePlaces
  /// Columns that the other version made wider or narrower, and their widths.
  private(set) var widths: [(column: Int, mm: Double)] = []
  /// What the other version did to merged blocks and pictures, which is not taken over.
  private(set) var left: [WorkbookChange] = []
  /// The three sheets.
  let base: WorkbookContents.Sheet
  let ours: WorkbookContents.Sheet
  let theirs: WorkbookContents.Sheet

  private let styles: MergeStyles
  private let toOurs: SheetAlignment
  private let toTheirs: SheetAlignment
  private let theirRows: [Int: Int]

  /// Plans the merge of one sheet.
  ///
  /// - Parameters:
  ///   - base: The version that both began with.
  ///   - ours: The version whose changes are taken over.
  ///   - theirs: The user's version.
  ///   - styles: The styles of the three.
  ///   - key: The column that says which row is which; nil to go by content.
  init(
    base: WorkbookContents.Sheet, ours: WorkbookContents.Sheet, theirs: WorkbookContents.Sheet,
    styles: MergeStyles, key: Int?
  ) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.styles = styles
    toOurs = SheetAlignment(base, ours, key: key)
    toTheirs = SheetAlignment(base, theirs, key: key)
    theirRows = Dictionary(
      (toTheirs.rows + toTheirs.movedRows).map { ($0.old, $0.new) }, uniquingKeysWith: { $1 })
    places = MergePlaces(sheet: theirs.name)
    mergeColumns()
    mergeRows()
    mergeNewRows()
    mergeGoneRows()
    mergeDetails()
  }

  // MARK: - Columns

  private mutating func mergeColumns() {
    let last = ours.lines.reduce(0) { max($0, $1.cells.last?.column ?? 0) }
    var before = 0
    for column in 0...last {
      if let user = toOurs.oldColumn(column).flatMap({ toTheirs.newColumn($0) }) {
        places.columns.pair(ours: column, user: user)
        before = user + 1
      } else if toOurs.oldColumn(column) == nil {
        places.columns.insert(ours: column, before: before)
      }
    }
  }

  /// Where a column of the other version is; nil where the user took it out.
  private func line(ofColumn column: Int) -> MergeLine? {
    guard let old = toOurs.oldColumn(column) else { return .new(column) }
    return toTheirs.newColumn(old).map { .user($0) }
  }

  /// Widths are compared where both count them alike.
  private mutating func mergeDetails() {
    let changed = DetailComparison(base, ours, toOurs, [], scalesWidths: false)
    let user = DetailComparison(base, theirs, toTheirs, [], scalesWidths: false)
    // What the user did too is there.
    left = changed.changes.filter { change in
      [.merge, .image].contains(change.kind)
        && !user.changes.contains {
          $0.kind == change.kind && $0.before == change.before && $0.after == change.after
        }
    }
    guard styles.comparesWidths else { return }
    let users = Set(user.widths.map(\.old))
    for change in changed.widths where !users.contains(change.old) {
      if let user = toTheirs.newColumn(change.old) { widths.append((user, change.mm)) }
    }
  }

  // MARK: - Rows that all have

  private mutating func mergeRows() {
    for pair in toOurs.rows + toOurs.movedRows {
      if let row = theirRow(of: pair.old) { places.rows.pair(ours: pair.new, user: row) }
      var columns = Set(ours.line(pair.new)?.cells.map(\.column) ?? [])
      for cell in base.line(pair.old)?.cells ?? [] {
        if let column = toOurs.newColumn(cell.column) { columns.insert(column) }
      }
      for column in columns.sorted() {
        let place = CellAddress(row: pair.new, column: column)
        if let old = toOurs.oldColumn(column) {
          mergeCell(CellAddress(row: pair.old, column: old), ours: place)
        } else if let row = theirRow(of: pair.old), let cell = ours[place], !cell.isBlank {
          cells.append(taken(cell, row: .user(row), column: .new(column)))
        }
      }
    }
  }

  private mutating func mergeCell(_ cell: CellAddress, ours place: CellAddress) {
    let (was, now) = (base[cell], ours[place])
    let holdsSame = Self.same(was, now, base.name, toOurs)
    let isNoted = (now?.comment ?? "") != (was?.comment ?? "")
    let looks = (
      base: style(was, base, cell.column), ours: style(now, ours, place.column)
    )
    let isStyled = !styles.sameInOurs(looks.base, looks.ours)
    guard !holdsSame || isNoted || isStyled else { return }
    guard let row = theirRow(of: cell.row), let column = toTheirs.newColumn(cell.column) else {
      if holdsSame && !isNoted { return }
      return clash(.rowGone, place, (.new(place.row), .new(place.column)), was, now, nil)
    }
    let lines = (MergeLine.user(row), MergeLine.user(column))
    let (target, user) = (CellAddress(row: row, column: column), theirs[row, column])
    var change = Change(row: lines.0, column: lines.1)
    if !holdsSame {
      if Self.same(was, user, base.name, toTheirs) {
        change.content = now ?? Self.nothing(place.column)
      } else if !Self.same(now, user, ours.name, nil) {
        clash(.bothChanged, target, lines, was, now, user)
      }
    }
    if isNoted { note(&change, target, was, now, user) }
    if isStyled { restyle(&change, target, looks, style(user, theirs, column)) }
    if change.content != nil || change.comment != nil || change.style != nil {
      cells.append(change)
    }
  }

  private mutating func note(
    _ change: inout Change, _ cell: CellAddress, _ was: WorkbookContents.Cell?,
    _ now: WorkbookContents.Cell?, _ user: WorkbookContents.Cell?
  ) {
    let (old, new, own) = (was?.comment ?? "", now?.comment ?? "", user?.comment ?? "")
    if own == old {
      change.comment = new
    } else if own != new {
      clash(
        .bothNoted, cell, (change.row, change.column), .init(text: old), .init(text: new),
        .init(text: own))
    }
  }

  private mutating func restyle(
    _ change: inout Change, _ cell: CellAddress, _ looks: (base: Int, ours: Int), _ user: Int
  ) {
    let merged = styles.merge(base: looks.base, ours: looks.ours, theirs: user)
    change.style = merged.style
    if let words = merged.conflict {
      clash(
        .bothStyled, cell, (change.row, change.column), .text(words.base), .text(words.ours),
        .text(words.theirs))
    }
  }

  private func style(
    _ cell: WorkbookContents.Cell?, _ sheet: WorkbookContents.Sheet, _ column: Int
  ) -> Int {
    cell?.style ?? sheet.draft.style(ofColumn: column) ?? 0
  }

  /// Whether two cells hold the same, looks and notes left out; the value beside a formula is not
  /// looked at.
  private static func same(
    _ one: WorkbookContents.Cell?, _ other: WorkbookContents.Cell?, _ sheet: String,
    _ alignment: SheetAlignment?
  ) -> Bool {
    if one?.formula != nil || other?.formula != nil {
      return FormulaLikeness.same(
        one?.formula, other?.formula, sheet: sheet, alignment?.structure ?? [])
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

  private static func nothing(_ column: Int) -> WorkbookContents.Cell {
    WorkbookContents.Cell(column: column, value: .empty, formula: nil, style: 0)
  }

  /// What a cell holds which only the other version has; it looks like its neighbours.
  private func taken(
    _ cell: WorkbookContents.Cell, row: MergeLine, column: MergeLine
  ) -> Change {
    Change(
      row: row, column: column, content: cell, comment: cell.comment.isEmpty ? nil : cell.comment)
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
      if let twin = theirNew[line?.key(nil) ?? 0]?.first {
        places.rows.pair(ours: row, user: twin)
        continue
      }
      let last = toOurs.rows.last { $0.new < row } ?? (-1, -1)
      let after = last.old < 0 ? -1 : theirRows[last.old] ?? -1
      let place = after + row - last.new
      let isFree = theirs.line(place)?.cells.allSatisfy(\.isBlank) ?? true
      var target = MergeLine.user(place)
      if inserted.contains(row) || !isFree {
        target = .new(row)
        places.rows.insert(ours: row, before: after + 1)
      } else {
        places.rows.pair(ours: row, user: place)
      }
      for cell in line?.cells ?? [] where !cell.isBlank {
        if let column = self.line(ofColumn: cell.column) {
          cells.append(taken(cell, row: target, column: column))
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
        return !Self.same(cell, theirs[row, column], base.name, toTheirs)
      }
      if let changed {
        let column = toTheirs.newColumn(changed.column) ?? changed.column
        clash(
          .rowGone, CellAddress(row: row, column: column), (.user(row), .user(column)), changed,
          nil, theirs[row, column])
      } else if deleted.contains(line.index) {
        places.rows.remove(row)
      } else {
        for cell in line.cells where !cell.isBlank {
          guard let column = toTheirs.newColumn(cell.column) else { continue }
          cells.append(
            Change(row: .user(row), column: .user(column), content: Self.nothing(column)))
        }
      }
    }
  }

  // MARK: - Conflicts

  private mutating func clash(
    _ reason: MergeConflict.Reason, _ cell: CellAddress, _ lines: (MergeLine, MergeLine),
    _ base: WorkbookContents.Cell?, _ ours: WorkbookContents.Cell?,
    _ theirs: WorkbookContents.Cell?
  ) {
    clash(reason, cell, lines, Self.side(base), Self.side(ours), Self.side(theirs))
  }

  private mutating func clash(
    _ reason: MergeConflict.Reason, _ cell: CellAddress, _ lines: (MergeLine, MergeLine),
    _ base: WorkbookChange.Side, _ ours: WorkbookChange.Side, _ theirs: WorkbookChange.Side
  ) {
    let conflict = MergeConflict(
      sheet: self.theirs.name, cell: cell, reason: reason, base: base, ours: ours, theirs: theirs)
    clashes.append(Clash(row: lines.0, column: lines.1, conflict: conflict))
  }

  static func side(_ cell: WorkbookContents.Cell?) -> WorkbookChange.Side {
    if let formula = cell?.formula { return .text("=" + formula.expression.text) }
    return .init(cell?.value)
  }
}

extension WorkbookContents.Sheet {
  fileprivate subscript(row: Int, column: Int) -> WorkbookContents.Cell? {
    line(row)?.cell(column)
  }
}
