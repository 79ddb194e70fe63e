import Diagnostics
import Formulas
import Sheets

/// Formulas in the dialect of the file: those in the other one are translated.
enum XLSXWrittenFormulas {
  /// An expression in the dialect of the file.
  ///
  /// - Parameters:
  ///   - formula: The expression, in any dialect.
  ///   - cell: The cell it stands in, or that its relative references count from.
  ///   - sheet: The sheet's name.
  /// - Returns: The same meaning in the file's dialect.
  /// - Throws: `DraftError.formulaDialect(at:)` where the dialect cannot say it.
  static func expression(
    _ formula: FormulaText, at cell: CellAddress?, sheet: String? = nil
  ) throws(DraftError) -> FormulaText {
    guard formula.dialect != .ooxml else { return formula }
    let base = GridCell(row: cell?.row ?? 0, column: cell?.column ?? 0)
    let translation = try? Formula(formula.text, .openFormula, at: base).translated(to: .ooxml)
    guard let translation, translation.problems.isEmpty else {
      throw .formulaDialect(at: Origin(sheet: sheet, cell: cell?.a1))
    }
    return FormulaText(translation.text, .ooxml)
  }
}
