import Diagnostics
import Formulas
import Sheets

/// The values stored beside formulas, made true again after an edit.
///
/// Only formulas that the edit concerns are touched: those that give another value than before.
/// What cannot be computed (other books, unknown functions) and leans on what changed loses its
/// stored value, so that the program that opens the workbook computes it.
struct Recalculation {
  let book: WorkbookCalculator
  /// The stored values by sheet and cell.
  private(set) var stored: [[CellAddress: CellValue]]
  /// Cells that only repeat another one, at most.
  private static let repeatedCellsMax = 1 << 24

  /// Computes a workbook; nil where it has no formulas.
  init?(path: String) throws {
    let formulas = try Workbook.formulas(of: path)
    guard formulas.sheets.contains(where: { !$0.formulas.isEmpty }) else { return nil }
    let flavour: Flavour = try Workbook.format(of: path) == .ods ? .libreOffice : .excel
    book = WorkbookCalculator(formulas, flavour: flavour)
    stored = formulas.sheets.map { _ in [:] }
    try readValues(path)
    book.compute()
  }

  /// The edits that make the stored values of an edited workbook true.
  ///
  /// - Parameters:
  ///   - old: The file before the edit.
  ///   - new: The edited file.
  ///   - movesCells: Whether cells stand elsewhere now.
  /// - Returns: Edits of stored values alone.
  /// - Throws: The readers' errors.
  static func edits(from old: String, to new: String, movesCells: Bool) throws -> [WorkbookEdit] {
    guard let after = try Recalculation(path: new) else { return [] }
    let before = movesCells ? nil : try Recalculation(path: old)
    var edits: [WorkbookEdit] = []
    var changed = try changedCells(old, new, movesCells: movesCells)
    var doubtful: [(sheet: String, formula: StoredFormula)] = []
    for (place, sheet) in after.book.formulas.sheets.enumerated() {
      let twin = before?.book.formulas.sheets.firstIndex { $0.name == sheet.name }
      for formula in sheet.formulas where formula.arrayRange == nil {
        let cell = formula.cell
        guard !after.book.isVolatile(sheet: place, cell: cell) else { continue }
        guard after.book.hasFormula(sheet: place, cell: cell),
          !after.book.isIncomplete(sheet: place, cell: cell)
        else {
          doubtful.append((sheet.name, formula))
          continue
        }
        let was = after.stored[place][cell] ?? .empty
        let now = after.book.value(sheet: place, cell: cell, like: was)
        if let before, let twin, before.book.hasFormula(sheet: twin, cell: cell),
          CellLikeness.same(before.book.value(sheet: twin, cell: cell, like: was), now)
        {
          continue
        }
        guard !CellLikeness.same(was, now) else { continue }
        let address = SheetCellAddress(sheet: sheet.name, cell: cell)
        edits.append(.cached(now, at: address))
        changed[sheet.name, default: []].append(cell)
      }
    }
    for (sheet, formula) in doubtful where leans(formula, on: changed, sheet: sheet) {
      edits.append(
        .cached(.empty, at: SheetCellAddress(sheet: sheet, cell: formula.cell)))
    }
    return edits
  }

  /// The cells whose values the edit changed.
  private static func changedCells(
    _ old: String, _ new: String, movesCells: Bool
  ) throws -> [String: [CellAddress]] {
    let changes = try WorkbookDiff(
      WorkbookContents(path: old), WorkbookContents(path: new),
      matching: movesCells ? .content : .place
    ).changes
    var cells: [String: [CellAddress]] = [:]
    for change in changes {
      if let cell = change.range?.first { cells[change.sheet, default: []].append(cell) }
    }
    return cells
  }

  /// Whether a formula speaks of one of these cells, or cannot be read.
  private static func leans(
    _ stored: StoredFormula, on cells: [String: [CellAddress]], sheet: String
  ) -> Bool {
    guard
      let formula = try? Formula(
        stored.expression.text, Notation(stored.expression.dialect), at: GridCell(stored.base))
    else { return !cells.isEmpty }
    let moved = formula.moved(to: GridCell(stored.cell))
    return moved.references.contains { reference in
      guard let range = reference.range else { return false }
      let own = reference.scope.map(\.sheet) ?? sheet
      return (cells[own] ?? []).contains { range.contains(GridCell($0)) }
    }
  }

  private mutating func readValues(_ path: String) throws {
    let reader = try Workbook.open(path)
    let names = book.formulas.sheets.map(\.name)
    var repeatedCells = 0
    for (place, sheet) in reader.sheets.enumerated() {
      guard let index = names.firstIndex(of: sheet.name) else { continue }
      try reader.readRows(ofSheet: place) { row in
        for cell in row.cells {
          repeatedCells += cell.repeated * row.repeated - 1
          guard repeatedCells <= Self.repeatedCellsMax else {
            throw WorkbookError.tooManyCells(
              max: Self.repeatedCellsMax, at: .init(file: path, sheet: sheet.name))
          }
          for line in row.index..<row.index + row.repeated {
            for column in cell.column..<cell.column + cell.repeated {
              take(cell.value, index, CellAddress(row: line, column: column))
            }
          }
        }
        return true
      }
    }
  }

  private mutating func take(_ value: CellValue, _ sheet: Int, _ cell: CellAddress) {
    guard book.hasFormula(sheet: sheet, cell: cell) else {
      return book.setValue(value, sheet: sheet, cell: cell)
    }
    stored[sheet][cell] = value
    // What cannot be computed is believed, so that what leans on it can still be.
    if book.isIncomplete(sheet: sheet, cell: cell) || book.isVolatile(sheet: sheet, cell: cell) {
      book.change(value, sheet: sheet, cell: cell)
    }
  }
}
