import Diagnostics
import Formulas
import Sheets
import Storage

/// Brings the changes of one version of a workbook into another that people have edited meanwhile.
///
/// Both began with a base. What only one changed is taken: values, formulas, notes, looks, rows,
/// columns, sheets and their names. What both changed to different things stays as the user has it,
/// is listed, and marked with a note. The user's file is edited in place: it keeps its looks, and
/// its format, whatever the formats of the other two. Pictures, charts and merged blocks that only
/// the other version has are not taken over; pictures and merged blocks are listed.
///
/// ```swift
/// let merge = try WorkbookMerge(base: "sent.ods", ours: "new.ods", theirs: "edited.xlsx")
/// try merge.write(to: "merged.xlsx")
/// merge.conflicts  // cells that both changed
/// ```
public struct WorkbookMerge {
  /// What both changed, each in its way.
  public private(set) var conflicts: [MergeConflict] = []
  /// What the other version changed that is not taken over: its merged blocks and pictures.
  public private(set) var left: [WorkbookChange] = []
  /// How many cells, rows, columns and sheets were taken over.
  public private(set) var applied = 0
  private var editing: WorkbookEditing
  private var formulas = MergeFormulas()

  /// Merges three workbooks in memory.
  ///
  /// - Parameters:
  ///   - base: The version that both began with.
  ///   - ours: The version whose changes are taken over.
  ///   - theirs: The user's version, which is edited.
  ///   - key: The column that says which row is which, from 0; nil to go by content.
  ///   - marksConflicts: Whether cells with a conflict get a note.
  /// - Throws: The readers' and the editor's errors.
  public init(
    base: String, ours: String, theirs: String, key: Int? = nil, marksConflicts: Bool = true
  ) throws {
    editing = try WorkbookEditing(path: theirs)
    let (first, other, user) = try (
      WorkbookContents(path: base), WorkbookContents(path: ours), WorkbookContents(path: theirs)
    )
    let (toOurs, toTheirs) = (SheetPairs(first, other), SheetPairs(first, user))
    let styles = MergeStyles(base: first, ours: other, theirs: user)
    var plans: [MergePlan] = []
    for pair in toOurs.both {
      guard let twin = toTheirs.both.first(where: { $0.old == pair.old }) else { continue }
      let plan = MergePlan(
        base: first.sheets[pair.old], ours: other.sheets[pair.new],
        theirs: user.sheets[twin.new], styles: styles, key: key)
      formulas.sheets[plan.ours.name.lowercased()] = try makeLines(plan)
      plans.append(plan)
      left += plan.left
    }
    for plan in plans { try fill(plan, marksConflicts: marksConflicts) }
    for place in toOurs.added where user.sheet(other.sheets[place].name) == nil {
      try add(other.sheets[place], styles)
      left += other.sheets[place].details
    }
    for plan in plans { try rename(plan) }
  }

  /// Writes the merged workbook.
  ///
  /// - Parameter path: Where to; a file there stays as it is until the new one is whole.
  /// - Throws: The editor's or the disk's error.
  public func write(to path: String) throws {
    _ = try editing.write(to: path, wantsReceipt: false)
  }

  // MARK: - Rows and columns

  /// Puts rows and columns in and takes rows out, from the last to the first; what the file does
  /// not allow stays and is listed.
  private mutating func makeLines(_ plan: MergePlan) throws -> MergePlaces {
    var places = plan.places
    let sheet = plan.theirs.name
    for axis in [SheetLines.Axis.columns, .rows] {
      let lines = axis == .rows ? places.rows : places.columns
      var refused: Set<MergeLine> = []
      let targets = Set(lines.inserts.map(\.before)).union(lines.gone)
      for place in targets.sorted(by: >) {
        if lines.gone.contains(place) {
          let line = SheetLines(sheet: sheet, axis: axis, first: place)
          if try !make(.delete(line), plan, axis, .user(place)) { refused.insert(.user(place)) }
        }
        let came = lines.inserts.filter { $0.before == place }
        guard !came.isEmpty else { continue }
        let line = SheetLines(sheet: sheet, axis: axis, first: place, count: came.count)
        if try !make(.insert(line), plan, axis, .user(place)) {
          refused.formUnion(came.map { .new($0.ours) })
        }
      }
      if axis == .rows {
        places.rows.settle(without: refused)
      } else {
        places.columns.settle(without: refused)
      }
    }
    return places
  }

  private mutating func make(
    _ edit: WorkbookEdit, _ plan: MergePlan, _ axis: SheetLines.Axis, _ line: MergeLine
  ) throws -> Bool {
    do {
      try editing.apply(edit)
      applied += 1
      return true
    } catch let error as any Diagnosable where !error.isOfDisk {
      var cell = CellAddress(row: 0, column: 0)
      if case .user(let place) = line { cell[axis] = place }
      conflicts.append(
        MergeConflict(
          sheet: plan.theirs.name, cell: cell, reason: .refused, base: .none, ours: .none,
          theirs: .none))
      return false
    }
  }

  private mutating func rename(_ plan: MergePlan) throws {
    let (old, new) = (plan.base.name, plan.ours.name)
    guard old != new, plan.theirs.name == old else { return }
    do {
      try editing.apply(.renameSheet(old, to: new))
    } catch let error as any Diagnosable where !error.isOfDisk {
      return
    }
    applied += 1
    for place in conflicts.indices where conflicts[place].sheet == old {
      conflicts[place].sheet = new
    }
  }

  // MARK: - Cells

  private mutating func fill(_ plan: MergePlan, marksConflicts: Bool) throws {
    guard let places = formulas.sheets[plan.ours.name.lowercased()] else { return }
    var found: [MergeConflict] = []
    var styled: [CellStyle: [CellAddress]] = [:]
    for change in plan.cells {
      guard let row = places.rows.place(change.row),
        let column = places.columns.place(change.column)
      else { continue }
      let cell = CellAddress(row: row, column: column)
      let address = SheetCellAddress(sheet: places.sheet, cell: cell)
      if let style = change.style { styled[style, default: []].append(cell) }
      do {
        try put(change.content, change.comment, at: address, from: plan.ours.name)
        applied += 1
      } catch let error as any Diagnosable where !error.isOfDisk {
        found.append(
          MergeConflict(
            sheet: places.sheet, cell: cell, reason: .refused, base: .none,
            ours: MergePlan.side(change.content), theirs: .none))
      }
    }
    found += try paint(styled, places.sheet)
    for width in plan.widths {
      guard let column = places.columns.place(.user(width.column)) else { continue }
      let lines = SheetLines(sheet: places.sheet, axis: .columns, first: column)
      try editing.apply(.columnWidth(mm: width.mm, lines))
      applied += 1
    }
    found += plan.clashes.map { clash in
      var conflict = clash.conflict
      conflict.cell = CellAddress(
        row: places.rows.place(clash.row) ?? conflict.cell.row,
        column: places.columns.place(clash.column) ?? conflict.cell.column)
      return conflict
    }
    if marksConflicts { try mark(found, plan, places) }
    conflicts += found
  }

  private mutating func put(
    _ content: WorkbookContents.Cell?, _ comment: String?, at cell: SheetCellAddress,
    from sheet: String
  ) throws {
    if let content {
      if let formula = content.formula.flatMap({ formulas.formula($0, inSheet: sheet) }) {
        try editing.apply(.formula(formula, cached: content.value, at: cell))
      } else {
        try editing.apply(.value(content.value, at: cell))
      }
    }
    if let comment { try editing.apply(.comment(comment, at: cell)) }
  }

  /// Gives cells their styles, runs in a row at once; tells those that take none.
  private mutating func paint(
    _ styled: [CellStyle: [CellAddress]], _ sheet: String
  ) throws -> [MergeConflict] {
    var found: [MergeConflict] = []
    let inOrder = styled.sorted { ($0.value.min() ?? .zero) < ($1.value.min() ?? .zero) }
    for (style, cells) in inOrder {
      for range in Self.runs(cells.sorted()) {
        do {
          try editing.apply(.style(style, SheetRange(sheet: sheet, range: range)))
          applied += 1
        } catch let error as any Diagnosable where !error.isOfDisk {
          found.append(
            MergeConflict(
              sheet: sheet, cell: range.first, reason: .refused, base: .none, ours: .none,
              theirs: .none))
        }
      }
    }
    return found
  }

  private static func runs(_ cells: [CellAddress]) -> [CellRange] {
    var runs: [CellRange] = []
    for cell in cells {
      if let last = runs.last, last.last.row == cell.row, last.last.column + 1 == cell.column {
        runs[runs.count - 1] = CellRange(last.first, cell)
      } else {
        runs.append(CellRange(cell))
      }
    }
    return runs
  }

  /// Adds a note to each cell with a conflict, below what is noted there already.
  private mutating func mark(
    _ found: [MergeConflict], _ plan: MergePlan, _ places: MergePlaces
  ) throws {
    var notes: [CellAddress: String] = [:]
    for line in plan.theirs.lines {
      for cell in line.cells where !cell.comment.isEmpty {
        if let row = places.rows.place(.user(line.index)),
          let column = places.columns.place(.user(cell.column))
        {
          notes[CellAddress(row: row, column: column)] = cell.comment
        }
      }
    }
    for conflict in found {
      let known = notes[conflict.cell].map { $0 + "\n" } ?? ""
      let text = known + conflict.note
      notes[conflict.cell] = text
      // The list tells of a cell that takes no note all the same.
      let cell = SheetCellAddress(sheet: places.sheet, cell: conflict.cell)
      do {
        try editing.apply(.comment(text, at: cell))
      } catch let error as any Diagnosable where !error.isOfDisk {
        continue
      }
    }
  }

  private mutating func add(_ sheet: WorkbookContents.Sheet, _ styles: MergeStyles) throws {
    try editing.apply(.addSheet(sheet.name, at: editing.sheets.count))
    applied += 1
    var styled: [CellStyle: [CellAddress]] = [:]
    for line in sheet.lines {
      for cell in line.cells {
        let place = CellAddress(row: line.index, column: cell.column)
        if cell.style > 0 { styled[styles.ours(cell.style), default: []].append(place) }
        guard !cell.isBlank else { continue }
        try put(
          cell, cell.comment.isEmpty ? nil : cell.comment,
          at: SheetCellAddress(sheet: sheet.name, cell: place), from: sheet.name)
        applied += 1
      }
    }
    // A new sheet without its colours is still the sheet.
    _ = try paint(styled, sheet.name)
  }
}

extension CellAddress {
  fileprivate static let zero = CellAddress(row: 0, column: 0)
}

extension MergeConflict {
  /// What the note on the cell says.
  fileprivate var note: String {
    func text(_ side: WorkbookChange.Side) -> String {
      switch side {
      case .none: "(trống)"
      case .text(let text): text
      case .value(let value): value.shown
      }
    }
    return "Xung đột khi trộn (conflict): bản mới ghi \(text(ours)), bản gốc \(text(base)), "
      + "giữ \(text(theirs))"
  }
}

extension CellValue {
  /// The value as a short text.
  var shown: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let number): DecimalText.print(number)
    case .boolean(let flag): flag ? "TRUE" : "FALSE"
    case .date(let date): date.iso
    case .duration(let seconds): TimeText.clock(seconds)
    case .error(let name): name
    }
  }
}
