import Diagnostics
import Formulas
import Sheets
import Storage

/// Brings the changes of one version of a workbook into another that people have edited meanwhile.
///
/// Both began with a base. What only one changed is taken; what both changed to different things
/// stays as the user has it, is listed, and marked with a note. The user's file is edited in place:
/// it keeps its looks, and its format, whatever the formats of the other two.
///
/// ```swift
/// let merge = try WorkbookMerge(base: "sent.ods", ours: "new.ods", theirs: "edited.xlsx")
/// try merge.write(to: "merged.xlsx")
/// merge.conflicts  // cells that both changed
/// ```
public struct WorkbookMerge {
  /// What both changed, each in its way.
  public private(set) var conflicts: [MergeConflict] = []
  /// How many cells and rows were taken over.
  public private(set) var applied = 0
  private var editing: WorkbookEditing

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
    for pair in toOurs.both {
      guard let twin = toTheirs.both.first(where: { $0.old == pair.old }) else { continue }
      let plan = MergePlan(
        base: first.sheets[pair.old], ours: other.sheets[pair.new],
        theirs: user.sheets[twin.new], key: key)
      try make(plan, in: user.sheets[twin.new].name, marksConflicts: marksConflicts)
    }
    for place in toOurs.added where user.sheet(other.sheets[place].name) == nil {
      try add(other.sheets[place])
    }
  }

  /// Writes the merged workbook.
  ///
  /// - Parameter path: Where to; a file there stays as it is until the new one is whole.
  /// - Throws: The editor's or the disk's error.
  public func write(to path: String) throws {
    _ = try editing.write(to: path, wantsReceipt: false)
  }

  // MARK: - Making the plan

  private mutating func make(
    _ plan: MergePlan, in sheet: String, marksConflicts: Bool
  ) throws {
    var found = plan.conflicts
    for (cell, source) in plan.cells {
      do {
        try put(source, at: SheetCellAddress(sheet: sheet, cell: cell))
        applied += 1
      } catch is any Diagnosable {
        found.append(
          MergeConflict(
            sheet: sheet, cell: cell, reason: .refused, base: .none, ours: .init(source.value),
            theirs: .none))
      }
    }
    if marksConflicts {
      for conflict in found {
        let cell = SheetCellAddress(sheet: sheet, cell: conflict.cell)
        do {
          try editing.apply(.comment(Self.note(conflict), at: cell))
        } catch is any Diagnosable {
          // The list tells of it all the same.
        }
      }
    }
    let moves = try makeRows(plan, in: sheet)
    conflicts += found.map { conflict in
      var conflict = conflict
      var block: SheetRange? = SheetRange(sheet: sheet, range: CellRange(conflict.cell))
      for move in moves { block = block.flatMap(move.follow) }
      conflict.cell = block?.range.first ?? conflict.cell
      return conflict
    }
  }

  /// Puts rows in and takes rows out, from the last to the first.
  private mutating func makeRows(
    _ plan: MergePlan, in sheet: String
  ) throws -> [StructureChange] {
    var moves: [StructureChange] = []
    for place in Set(plan.newRows.map(\.before)).union(plan.goneRows).sorted(by: >) {
      if plan.goneRows.contains(place) {
        try editing.apply(.delete(SheetLines(sheet: sheet, axis: .rows, first: place)))
        moves.append(.deleteRows(at: place, count: 1, sheet: sheet))
        applied += 1
      }
      let rows = plan.newRows.filter { $0.before == place }
      guard !rows.isEmpty else { continue }
      let lines = SheetLines(sheet: sheet, axis: .rows, first: place, count: rows.count)
      try editing.apply(.insert(lines))
      moves.append(.insertRows(at: place, count: rows.count, sheet: sheet))
      for (offset, row) in rows.enumerated() {
        for (column, source) in row.cells.sorted(by: { $0.key < $1.key }) {
          let cell = CellAddress(row: place + offset, column: column)
          try put(source, at: SheetCellAddress(sheet: sheet, cell: cell))
        }
        applied += 1
      }
    }
    return moves
  }

  private mutating func put(
    _ source: MergePlan.CellChangeSource, at cell: SheetCellAddress
  ) throws {
    if let formula = source.formula {
      try editing.apply(.formula(formula, cached: source.value, at: cell))
    } else if source.comment == nil || source.value != .empty {
      try editing.apply(.value(source.value, at: cell))
    }
    if let comment = source.comment { try editing.apply(.comment(comment, at: cell)) }
  }

  private mutating func add(_ sheet: WorkbookContents.Sheet) throws {
    try editing.apply(.addSheet(sheet.name, at: editing.sheets.count))
    for line in sheet.lines {
      for cell in line.cells where !cell.isBlank {
        try put(
          MergePlan.CellChangeSource(value: cell.value, formula: cell.formula?.expression),
          at: SheetCellAddress(
            sheet: sheet.name, cell: CellAddress(row: line.index, column: cell.column)))
        applied += 1
      }
    }
  }

  private static func note(_ conflict: MergeConflict) -> String {
    func text(_ side: WorkbookChange.Side) -> String {
      switch side {
      case .none: "(trống)"
      case .text(let text): text
      case .value(let value): value.shown
      }
    }
    return "Xung đột khi trộn (conflict): bản mới ghi \(text(conflict.ours)), "
      + "bản gốc \(text(conflict.base))"
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
