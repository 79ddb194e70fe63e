import Storage
import TestSupport
import ZipArchives

/// A cell of a workbook that is made by hand: a value, and perhaps a formula in each dialect.
struct HandCell {
  /// `n` a number, `s` a text, `e` an error.
  var kind: Character
  var value: String
  var ooxml: String?
  var openFormula: String?

  static func number(_ value: String) -> HandCell { HandCell(kind: "n", value: value) }
  static func text(_ value: String) -> HandCell { HandCell(kind: "s", value: value) }
  static func formula(
    _ ooxml: String, _ openFormula: String, _ value: String, _ kind: Character = "n"
  ) -> HandCell {
    HandCell(kind: kind, value: value, ooxml: ooxml, openFormula: openFormula)
  }
}

/// Workbooks of one sheet `S` made by hand, with formulas as their programs store them.
enum FormulaFiles {
  static func make(_ rows: [[HandCell]], as format: String, in folder: TemporaryFolder) throws
    -> String
  {
    let path = folder.path + "/a." + (format == "ods" ? "fods" : format)
    if format == "ods" {
      try StagedFile.writeNew(Array(flat(rows).utf8), to: path)
    } else {
      try write(sheet: xlsx(rows), to: path)
    }
    return path
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
  }

  private static func flat(_ rows: [[HandCell]]) -> String {
    let names = ["office", "table", "text"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }
    let lines = rows.map { row in
      let cells = row.map { cell in
        let formula = cell.openFormula.map { " table:formula=\"of:=\(escaped($0))\"" } ?? ""
        let value =
          cell.kind == "n"
          ? "office:value-type=\"float\" office:value=\"\(cell.value)\""
          : "office:value-type=\"string\""
        return "<table:table-cell\(formula) \(value)><text:p>\(escaped(cell.value))</text:p>"
          + "</table:table-cell>"
      }
      return "<table:table-row>\(cells.joined())</table:table-row>"
    }
    return """
      <?xml version="1.0"?><office:document \(names.joined(separator: " ")) \
      office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version="1.3">\
      <office:body><office:spreadsheet><table:table table:name="S">\(lines.joined())\
      </table:table></office:spreadsheet></office:body></office:document>
      """
  }

  private static func xlsx(_ rows: [[HandCell]]) -> String {
    rows.enumerated().map { index, row in
      let cells = row.map { cell in
        let formula = cell.ooxml.map { "<f>\(escaped($0))</f>" } ?? ""
        let type = cell.kind == "n" ? "n" : cell.kind == "e" ? "e" : "str"
        return "<c t=\"\(type)\">\(formula)<v>\(escaped(cell.value))</v></c>"
      }
      return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
    }.joined()
  }

  /// Writes an XLSX of one sheet.
  ///
  /// - Parameters:
  ///   - sheet: What `sheetData` holds.
  ///   - workbook: What follows `sheets` in the workbook part.
  ///   - path: Where to.
  /// - Throws: The container's error.
  static func write(sheet: String, workbook: String = "", to path: String) throws {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relation(_ type: String, _ target: String) -> String {
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="rId1" Type="\(office)/\(type)" Target="\(target)"/></Relationships>
      """
    }
    let parts = [
      ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
      (
        "xl/workbook.xml",
        """
        <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets>\
        <sheet name="S" sheetId="1" r:id="rId1"/></sheets>\(workbook)</workbook>
        """
      ),
      ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
      (
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>"
      ),
    ]
    let writer = try ZipWriter(newFile: path)
    for (name, text) in parts { try writer.add(name, Array(text.utf8)) }
    try writer.finish()
  }
}
