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
