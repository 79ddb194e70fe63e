import Sheets
import XMLStreams

/// The namespaces of streamed parts, by their place in ``all``.
enum XLSXSpace {
  static let main = 0
  static let relationships = 1
  static let all = [
    XLSXNames.main,
    XMLNamespace(
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships"),
  ]
}

/// Namespaces and part names.
///
/// - Source: ECMA-376 part 1 (strict) and part 4 (transitional); part 2 for the package.
enum XLSXNames {
  /// Transitional, strict, and that of Excel 2007's test versions.
  static let main = XMLNamespace(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.microsoft.com/office/excel/2006/2")

  static let mainURI = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let relationshipsURI =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let packageRelationshipsURI =
    "http://schemas.openxmlformats.org/package/2006/relationships"
  static let contentTypesURI = "http://schemas.openxmlformats.org/package/2006/content-types"

  /// Where the first sheet's part stands, and so on; sheets count from 0.
  static func worksheetPart(_ sheet: Int) -> String { "xl/worksheets/sheet\(sheet + 1).xml" }

  /// Parses what a defined name stands for: `'Phụ lục 15'!$A$5:$G$9`.
  ///
  /// - Returns: Nil for anything that is not one block in one sheet of this workbook.
  static func parseTarget(_ formula: String) -> SheetRange? {
    guard let bang = formula.lastIndex(of: "!"),
      let sheet = sheetName(formula[..<bang]),
      let range = CellRange(a1: formula[formula.index(after: bang)...])
    else { return nil }
    return SheetRange(sheet: sheet, range: range)
  }

  /// A sheet's name as formulas write it, between apostrophes or not.
  ///
  /// Without them it holds none of the characters that join references; with them, each apostrophe
  /// in it is there twice. Brackets name another workbook.
  private static func sheetName(_ text: Substring) -> String? {
    guard text.first == "'" else {
      return text.isEmpty || text.contains { "'!,:()[] ".contains($0) } ? nil : String(text)
    }
    guard text.count > 2, text.last == "'" else { return nil }
    let pieces = text.dropFirst().dropLast().split(
      separator: "''", omittingEmptySubsequences: false)
    let isOther = pieces.contains { piece in piece.contains { "'[]:".contains($0) } }
    return isOther ? nil : pieces.joined(separator: "'")
  }

  /// Prints a block with its sheet, all absolute: the inverse of ``parseTarget(_:)``.
  static func target(_ target: SheetRange) -> String {
    let first = absolute(target.range.first)
    let last = absolute(target.range.last)
    return quoted(target.sheet) + "!" + (first == last ? first : first + ":" + last)
  }

  /// A sheet's name as formulas write it.
  static func quoted(_ sheet: String) -> String {
    "'" + sheet.replacing("'", with: "''") + "'"
  }

  static func absolute(_ cell: CellAddress) -> String {
    "$" + CellAddress.columnLetters(cell.column) + "$" + String(cell.row + 1)
  }
}
