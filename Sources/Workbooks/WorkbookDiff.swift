import Formulas
import Sheets

/// Compares two workbooks cell by cell, of any formats.
///
/// What a save by LibreOffice or Excel alone changes is no difference: names and order of styles,
/// values of volatile formulas, empty rows and columns at the end, order and compression of parts.
public struct WorkbookDiff {
  /// How cells of the two find each other.
  public enum Matching: Sendable {
    /// By what their rows and columns hold.
    case content
    /// By the value of a column that stands once in each row, from 0.
    case key(Int)
    /// By their place.
    case place
  }

  private let old: WorkbookContents
  private let new: WorkbookContents
  private let matching: Matching
  private let styles: StyleClasses
  private let volatile: VolatileCells
  private var styleWords: [[Int]: StyleSides] = [:]
  /// What differs, sheet by sheet and row by row.
  public private(set) var changes: [WorkbookChange] = []

  /// Compares two workbooks.
  public init(
    _ old: WorkbookContents, _ new: WorkbookContents, matching: Matching = .content
  ) {
    self.old = old
    self.new = new
    self.matching = matching
    styles = StyleClasses(old.styles, new.styles)
    volatile = VolatileCells(new)
    let pairs = SheetPairs(old, new)
    compareSheets(pairs)
    for pair in pairs.both {
      compare(old.sheets[pair.old], new.sheets[pair.new], pairs.renamed)
    }
    compareNames(pairs)
  }

  // MARK: - Sheets and names

  private mutating func compareSheets(_ pairs: SheetPairs) {
    for place in pairs.removed {
      changes.append(WorkbookChange(.sheetRemoved, sheet: old.sheets[place].name))
    }
    for place in pairs.added {
      let sheet = new.sheets[place]
      changes.append(WorkbookChange(.sheetAdded, sheet: sheet.name))
      for line in sheet.lines {
        for cell in line.cells { add(cell, row: line.index, sheet.name, isNew: true) }
      }
    }
    for pair in pairs.both where old.sheets[pair.old].name != new.sheets[pair.new].name {
      let (one, other) = (old.sheets[pair.old].name, new.sheets[pair.new].name)
      changes.append(
        WorkbookChange(.sheetRenamed, sheet: other, before: .text(one), after: .text(other)))
    }
    for pair in pairs.moved {
      changes.append(
        WorkbookChange(
          .sheetMoved, sheet: new.sheets[pair.new].name, before: .text(String(pair.old + 1)),
          after: .text(String(pair.new + 1))))
    }
  }

  /// Names are compared by what they stand for, once rows and columns that came are counted out.
  private mutating func compareNames(_ pairs: SheetPairs) {
    func table(_ ranges: [NamedRange]) -> [String: NamedRange] {
      Dictionary(
        ranges.map { (($0.scope ?? "") + "\u{0}" + $0.name, $0) }, uniquingKeysWith: { $1 })
    }
    let (before, after) = (table(old.namedRanges), table(new.namedRanges))
    for key in Set(before.keys).union(after.keys).sorted() {
      let (one, other) = (before[key], after[key])
      let followed = one.flatMap(\.target).flatMap { pairs.follow($0, structures) }
      if let target = other?.target, target == followed { continue }
      if one != nil && other != nil && one?.target == nil && other?.target == nil { continue }
      let name = (other ?? one)?.name ?? ""
      changes.append(
        WorkbookChange(
          .name, sheet: name, before: Self.side(one), after: Self.side(other)))
    }
  }

  private static func side(_ name: NamedRange?) -> WorkbookChange.Side {
    guard let name else { return .none }
    return .text(name.target.map { $0.sheet + "!" + $0.range.a1 } ?? "?")
  }

  // MARK: - Cells

  private var structures: [String: [StructureChange]] = [:]
  /// The cells of the sheet that merged blocks cover: nobody sees how they look.
  private var covered: Set<CellAddress> = []
  /// Blocks larger than this are not looked into.
  private static let coveredMax = 4096

  private static func covered(_ sheet: WorkbookContents.Sheet) -> Set<CellAddress> {
    var cells: Set<CellAddress> = []
    for merge in sheet.draft.merges where merge.rows.count * merge.columns.count <= coveredMax {
      for row in merge.rows {
        for column in merge.columns { cells.insert(CellAddress(row: row, column: column)) }
      }
      cells.remove(merge.first)
    }
    return cells
  }

  private mutating func compare(
    _ one: WorkbookContents.Sheet, _ other: WorkbookContents.Sheet,
    _ renamed: [StructureChange]
  ) {
    let alignment: SheetAlignment =
      switch matching {
      case .content: SheetAlignment(one, other)
      case .key(let column): SheetAlignment(one, other, key: column)
      case .place: SheetAlignment(inPlace: one, other)
      }
    structures[one.name] = alignment.structure
    let first = changes.count
    covered = Self.covered(other)
    let (left, came) = (Set(alignment.deletedRows), Set(alignment.insertedRows))
    let moved = Set(alignment.movedRows.map(\.old))
    let movedNew = Set(alignment.movedRows.map(\.new))
    listColumns(alignment, one, other)
    changes +=
      DetailComparison(
        one, other, alignment, renamed, scalesWidths: old.countsDigits || new.countsDigits
      ).changes
    for pair in alignment.rows + alignment.movedRows {
      compare(one, other, rows: pair, alignment, renamed)
    }
    let (paired, pairedNew) = (Set(alignment.rows.map(\.old)), Set(alignment.rows.map(\.new)))
    for row in left where !moved.contains(row) {
      changes.append(
        WorkbookChange(.rowDeleted, sheet: other.name, range: Self.row(row, one.line(row))))
    }
    for row in came where !movedNew.contains(row) {
      changes.append(
        WorkbookChange(.rowInserted, sheet: other.name, range: Self.row(row, other.line(row))))
    }
    for pair in alignment.movedRows {
      changes.append(
        WorkbookChange(
          .rowMoved, sheet: other.name, range: Self.row(pair.new, other.line(pair.new)),
          before: .text(String(pair.old + 1)), after: .text(String(pair.new + 1))))
    }
    for line in one.lines where !paired.contains(line.index) && !moved.contains(line.index) {
      for cell in line.cells { add(cell, row: line.index, other.name, isNew: false) }
    }
    for line in other.lines
    where !pairedNew.contains(line.index) && !movedNew.contains(line.index) {
      for cell in line.cells { add(cell, row: line.index, other.name, isNew: true) }
    }
    let rest = changes[first...].sorted {
      ($0.range?.first ?? CellAddress(row: 0, column: 0))
        < ($1.range?.first ?? CellAddress(row: 0, column: 0))
    }
    changes.replaceSubrange(first..., with: rest)
  }

  private mutating func listColumns(
    _ alignment: SheetAlignment, _ one: WorkbookContents.Sheet, _ other: WorkbookContents.Sheet
  ) {
    func range(_ column: Int) -> CellRange { CellRange(CellAddress(row: 0, column: column)) }
    for column in alignment.deletedColumns {
      changes.append(WorkbookChange(.columnDeleted, sheet: other.name, range: range(column)))
    }
    for column in alignment.insertedColumns {
      changes.append(WorkbookChange(.columnInserted, sheet: other.name, range: range(column)))
    }
  }

  private static func row(_ row: Int, _ line: WorkbookContents.Line?) -> CellRange {
    let cells = line?.cells.filter { !$0.isBlank } ?? []
    return CellRange(
      CellAddress(row: row, column: cells.first?.column ?? 0),
      CellAddress(row: row, column: cells.last?.column ?? 0))
  }

  private mutating func compare(
    _ one: WorkbookContents.Sheet, _ other: WorkbookContents.Sheet,
    rows pair: (old: Int, new: Int), _ alignment: SheetAlignment, _ renamed: [StructureChange]
  ) {
    let (line, twin) = (one.line(pair.old), other.line(pair.new))
    var columns = Set(twin?.cells.map(\.column) ?? [])
    var gone: [WorkbookContents.Cell] = []
    for cell in line?.cells ?? [] {
      if let column = alignment.newColumn(cell.column) {
        columns.insert(column)
      } else {
        gone.append(cell)
      }
    }
    for cell in gone { add(cell, row: pair.old, other.name, isNew: false) }
    for column in columns.sorted() {
      let before = alignment.oldColumn(column).flatMap { line?.cell($0) }
      compare(
        before, twin?.cell(column), at: CellAddress(row: pair.new, column: column), one, other,
        alignment.oldColumn(column), alignment.structure + renamed)
    }
  }

  private mutating func compare(
    _ before: WorkbookContents.Cell?, _ after: WorkbookContents.Cell?, at cell: CellAddress,
    _ one: WorkbookContents.Sheet, _ other: WorkbookContents.Sheet, _ oldColumn: Int?,
    _ structure: [StructureChange]
  ) {
    let (values, others) = (before?.value ?? .empty, after?.value ?? .empty)
    func note(_ kind: WorkbookChange.Kind, _ old: WorkbookChange.Side, _ new: WorkbookChange.Side) {
      changes.append(
        WorkbookChange(
          kind, sheet: other.name, range: CellRange(cell), before: old, after: new))
    }
    let sameFormula = FormulaLikeness.same(
      before?.formula, after?.formula, sheet: one.name, structure)
    let isVolatile = sameFormula && volatile.contains(cell, inSheet: other.name)
    if !isVolatile && !CellLikeness.same(values, others) {
      note(.value, .init(values), .init(others))
    }
    if !sameFormula {
      note(
        .formula, .init(text: before?.formula?.expression.text),
        .init(text: after?.formula?.expression.text))
    }
    if before?.comment ?? "" != after?.comment ?? "" {
      note(.comment, .init(text: before?.comment), .init(text: after?.comment))
    }
    let style = before?.style ?? oldColumn.flatMap { one.draft.style(ofColumn: $0) } ?? 0
    let newStyle = after?.style ?? other.draft.style(ofColumn: cell.column) ?? 0
    guard before != nil || after != nil, !covered.contains(cell) else { return }
    let isBlank = (before?.isBlank ?? true) && (after?.isBlank ?? true)
    if !styles.same(style, newStyle, isBlank: isBlank) {
      let words = words(style, newStyle)
      note(.style, words.old, words.new)
    }
  }

  /// What two styles say where they differ.
  private mutating func words(_ one: Int, _ other: Int) -> StyleSides {
    let key = [one, other]
    if let known = styleWords[key] { return known }
    let found = StyleFacet.difference(old.styles[one], new.styles[other])
    let sides = StyleSides(old: .text(found.old), new: .text(found.new))
    styleWords[key] = sides
    return sides
  }

  private struct StyleSides {
    var old: WorkbookChange.Side
    var new: WorkbookChange.Side
  }

  /// Lists what a cell without a partner holds.
  private mutating func add(
    _ cell: WorkbookContents.Cell, row: Int, _ sheet: String, isNew: Bool
  ) {
    let range = CellRange(CellAddress(row: row, column: cell.column))
    func note(_ kind: WorkbookChange.Kind, _ side: WorkbookChange.Side) {
      guard side != .none else { return }
      changes.append(
        isNew
          ? WorkbookChange(kind, sheet: sheet, range: range, after: side)
          : WorkbookChange(kind, sheet: sheet, range: range, before: side))
    }
    note(.value, .init(cell.value))
    note(.formula, .init(text: cell.formula?.expression.text))
    note(.comment, .init(text: cell.comment))
  }
}

extension SheetDraft {
  /// The style of a column's cells that have none of their own.
  func style(ofColumn column: Int) -> Int? {
    columns.first { $0.columns.contains(column) }?.style
  }
}
