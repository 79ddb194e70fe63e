internal import Formulas
internal import Sheets
internal import XMLStreams

/// Formulas as cells hold them.
///
/// - Source: ODF 1.3 part 3 §19.642 table:formula: a prefix names the language.
enum ODSReadFormulas {
  /// The formula of the cell whose start event was the last; nil for none, or one in a language
  /// that we do not know.
  static func formula(
    _ stream: borrowing XMLStream, at cell: CellAddress
  ) throws -> CellFormula? {
    guard let formula = try stream.attribute(ODSSpace.table, "formula") else { return nil }
    for (prefix, dialect) in [("of:=", FormulaDialect.openFormula), ("msoxl:=", .ooxml)]
    where formula.hasPrefix(prefix) {
      return CellFormula(
        FormulaText(String(formula.dropFirst(prefix.count)), dialect),
        arrayRange: try arrayRange(stream, from: cell))
    }
    return nil
  }

  /// An expression without the namespace before it, and its dialect; OpenOffice's older one
  /// (`oooc`) writes what conditions and names need as OpenFormula does.
  static func stripped(_ text: String) -> (text: String, dialect: FormulaDialect) {
    for (prefix, dialect) in [
      ("of:", FormulaDialect.openFormula), ("msoxl:", .ooxml), ("oooc:", .openFormula),
    ] where text.hasPrefix(prefix) {
      return (String(text.dropFirst(prefix.count)), dialect)
    }
    return (text, .openFormula)
  }

  /// What a name stands for (ODF 1.3 part 3, table:expression), with relative references
  /// from the first cell on.
  static func named(_ expression: String, base: CellAddress?) -> FormulaText {
    let (text, dialect) = stripped(expression)
    let formula = FormulaText(text.hasPrefix("=") ? String(text.dropFirst()) : text, dialect)
    let first = CellAddress(row: 0, column: 0)
    return moved(formula, from: base ?? first, to: first)
  }

  /// A condition whose relative references count from another cell.
  static func moved(
    _ condition: ConditionalRule.Condition, from base: CellAddress, to cell: CellAddress
  ) -> ConditionalRule.Condition {
    base == cell ? condition : condition.mapping { moved($0, from: base, to: cell) }
  }

  /// An expression whose relative references count from another cell.
  static func moved(
    _ formula: FormulaText, from base: CellAddress, to cell: CellAddress
  ) -> FormulaText {
    let notation = formula.dialect == .ooxml ? Notation.ooxml : .openFormula
    guard base != cell,
      let parsed = try? Formula(
        formula.text, notation, at: GridCell(row: base.row, column: base.column))
    else { return formula }
    let moved = parsed.moved(to: GridCell(row: cell.row, column: cell.column))
    return FormulaText(moved.text, formula.dialect)
  }

  private static func arrayRange(
    _ stream: borrowing XMLStream, from cell: CellAddress
  ) throws -> CellRange? {
    guard stream.rawAttribute(ODSSpace.table, "number-matrix-columns-spanned") != nil else {
      return nil
    }
    let columns = try stream.count(ODSSpace.table, "number-matrix-columns-spanned")
    let rows = try stream.count(ODSSpace.table, "number-matrix-rows-spanned")
    let last = CellAddress(row: cell.row + rows - 1, column: cell.column + columns - 1)
    let isInside = last.row < CellAddress.rowsMax && last.column < CellAddress.columnsMax
    return isInside ? CellRange(cell, last) : nil
  }
}
