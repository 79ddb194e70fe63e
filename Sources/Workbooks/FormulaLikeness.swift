import Formulas
import Sheets

/// When two formulas say the same.
enum FormulaLikeness {
  /// Whether one formula, followed through what happened to rows, columns and sheets, is the other.
  ///
  /// Formulas of two dialects are compared in one; one that cannot be said in it counts as the
  /// same, for the values beside them tell.
  static func same(
    _ one: CellFormula?, _ other: CellFormula?, sheet: String, _ structure: [StructureChange]
  ) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    if one == other && structure.isEmpty { return true }
    guard var followed = Formula(one), let wanted = Formula(other) else {
      return one.expression.dialect != other.expression.dialect || one == other
    }
    for change in structure { followed = followed.shifted(by: change, inSheet: sheet) }
    if followed.text == wanted.text { return true }
    let (left, right) = (followed.translated(to: .ooxml), wanted.translated(to: .ooxml))
    guard left.problems.isEmpty, right.problems.isEmpty else {
      return followed.notation.dialect != wanted.notation.dialect
    }
    return plain(left.text) == plain(right.text)
  }

  /// The text without blanks outside quotes, and in capitals there.
  private static func plain(_ text: String) -> String {
    var quote: Character?
    var result = ""
    for sign in text {
      if let open = quote {
        if sign == open { quote = nil }
        result.append(sign)
      } else {
        if sign == "\"" || sign == "'" { quote = sign }
        if !sign.isWhitespace { result += sign.uppercased() }
      }
    }
    // TRUE is a function to one program and a constant to the other.
    return result.replacing("TRUE()", with: "TRUE").replacing("FALSE()", with: "FALSE")
  }
}

extension Formula {
  /// Reads a cell's formula; nil where it cannot be read.
  init?(_ formula: CellFormula) {
    let notation: Notation = formula.expression.dialect == .ooxml ? .ooxml : .openFormula
    guard let formula = try? Formula(formula.expression.text, notation) else { return nil }
    self = formula
  }
}

extension StructureChange {
  /// Where a block is after the change; nil when all of it is gone.
  func follow(_ block: SheetRange) -> SheetRange? {
    if case .renameSheet(let old, let new) = self {
      return SheetRange(sheet: block.sheet == old ? new : block.sheet, range: block.range)
    }
    let (first, last) = (block.range.first, block.range.last)
    let range = GridRange(
      GridCell(row: first.row, column: first.column), GridCell(row: last.row, column: last.column))
    return applied(to: range, onSheet: block.sheet).map { found in
      SheetRange(
        sheet: block.sheet,
        range: CellRange(
          CellAddress(row: found.first.row, column: found.first.column),
          CellAddress(row: found.last.row, column: found.last.column)))
    }
  }
}
