import Diagnostics
import Formulas
import Sheets
import Storage

/// The values of formulas that were written without them.
///
/// What changes by itself, what cannot be computed, and what leans on either stays without a
/// value, so that the program that opens the workbook computes it.
enum MissingValues {
  /// Computes them and stores them in the file.
  ///
  /// - Parameter path: A workbook that was just written.
  /// - Throws: The readers' and the editor's errors.
  static func store(in path: String) throws {
    let edits = try edits(of: path)
    guard !edits.isEmpty else { return }
    var editor = try Workbook.edit(path)
    for edit in edits { try editor.apply(edit) }
    let staged = try StagedFile(for: path)
    try editor.write(toNewFile: staged.temporaryPath)
    try staged.commit()
  }

  private static func edits(of path: String) throws -> [WorkbookEdit] {
    let known: Recalculation?
    do {
      known = try Recalculation(path: path)
    } catch let error as any Diagnosable where !error.isOfDisk {
      // Formulas that our reader of formulas refuses are left to the program that opens the file.
      return []
    }
    guard let known else { return [] }
    let book = known.book
    let unsure = unsureCells(known)
    var edits: [WorkbookEdit] = []
    for (place, sheet) in book.formulas.sheets.enumerated() {
      for formula in sheet.formulas {
        let cell = formula.cell
        guard known.stored[place][cell, default: .empty] == .empty, !unsure[place].contains(cell)
        else { continue }
        let value = book.value(sheet: place, cell: cell)
        guard value != .empty, value != .text("") else { continue }
        edits.append(.cached(value, at: SheetCellAddress(sheet: sheet.name, cell: cell)))
      }
    }
    return edits
  }

  /// By sheet, the formulas whose values nobody knows here.
  private static func unsureCells(_ known: Recalculation) -> [Set<CellAddress>] {
    let book = known.book
    var unsure: [Set<CellAddress>] = book.formulas.sheets.map { _ in [] }
    var roots: [(sheet: Int, cell: CellAddress)] = []
    for (place, sheet) in book.formulas.sheets.enumerated() {
      for formula in sheet.formulas {
        let cell = formula.cell
        let isKnown =
          book.hasFormula(sheet: place, cell: cell)
          && !book.isVolatile(sheet: place, cell: cell)
          && !book.isIncomplete(sheet: place, cell: cell)
        guard !isKnown else { continue }
        unsure[place].insert(cell)
        // A value that came with it is believed.
        if known.stored[place][cell, default: .empty] == .empty { roots.append((place, cell)) }
      }
    }
    for formula in book.formulas(leaningOn: roots) { unsure[formula.sheet].insert(formula.cell) }
    return unsure
  }
}
