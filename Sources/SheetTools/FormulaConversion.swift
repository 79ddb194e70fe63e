internal import Formulas
internal import Sheets

/// Translates formulas from the dialect they were read in, and has them follow sheets that were
/// renamed.
struct FormulaConversion {
  /// The sheets that have another name now.
  private(set) var renamed: [(old: String, new: String)] = []

  /// Has formulas follow a sheet; no new name is the old one of another sheet.
  mutating func rename(_ old: String, to new: String) { renamed.append((old, new)) }

  /// The expression in another dialect; nil where that cannot say it.
  ///
  /// - Parameters:
  ///   - formula: The expression.
  ///   - dialect: The dialect.
  ///   - cell: The cell it stands in.
  ///   - context: What is known of other books and of tables.
  /// - Returns: The same meaning in the other dialect.
  func translate(
    _ formula: FormulaText, to dialect: FormulaDialect, at cell: CellAddress?,
    context: TranslationContext = TranslationContext()
  ) -> FormulaText? {
    let changes = changes(of: formula)
    guard formula.dialect != dialect || !changes.isEmpty else { return formula }
    let base = GridCell(row: cell?.row ?? 0, column: cell?.column ?? 0)
    guard var parsed = try? Formula(formula.text, Self.notation(formula.dialect), at: base) else {
      return nil
    }
    for change in changes { parsed = parsed.shifted(by: change, inSheet: "") }
    guard formula.dialect != dialect else { return FormulaText(parsed.text, dialect) }
    let translation = parsed.translated(to: Self.notation(dialect), context: context)
    return translation.problems.isEmpty ? FormulaText(translation.text, dialect) : nil
  }

  /// The renamings that a formula may speak of; a name with apostrophes stands there doubled.
  private func changes(of formula: FormulaText) -> [StructureChange] {
    renamed.compactMap { old, new in
      let written = old.replacing("'", with: "''").lowercased()
      return formula.text.lowercased().contains(written) ? .renameSheet(old, to: new) : nil
    }
  }

  private static func notation(_ dialect: FormulaDialect) -> Notation {
    dialect == .ooxml ? .ooxml : .openFormula
  }
}
