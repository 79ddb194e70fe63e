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
      try StagedFile.writeNew(Array(flat([("S", rows)]).utf8), to: path)
    } else {
      try write([("S", rows)], to: path)
    }
    return path
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
  }

  /// A flat ODS of several sheets.
  static func flat(_ sheets: [(name: String, rows: [[HandCell]])]) -> String {
    let names = ["office", "table", "text"].map {
      "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
    }
    let tables = sheets.map { sheet in
      "<table:table table:name=\"\(escaped(sheet.name))\">" + flatRows(sheet.rows)
        + "</table:table>"
    }
    return """
      <?xml version="1.0"?><office:document \(names.joined(separator: " ")) \
      xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" \
      office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version="1.3">\
      <office:body><office:spreadsheet>\(tables.joined())</office:spreadsheet></office:body>\
      </office:document>
      """
  }

  private static func flatRows(_ rows: [[HandCell]]) -> String {
    rows.map { row in
      let cells = row.map { cell in
        let formula = cell.openFormula.map { " table:formula=\"of:=\(escaped($0))\"" } ?? ""
        guard !cell.value.isEmpty else { return "<table:table-cell\(formula)/>" }
        let value =
          cell.kind == "n"
          ? "office:value-type=\"float\" office:value=\"\(cell.value)\""
          : "office:value-type=\"string\""
        return "<table:table-cell\(formula) \(value)><text:p>\(escaped(cell.value))</text:p>"
          + "</table:table-cell>"
      }
      return "<table:table-row>\(cells.joined())</table:table-row>"
    }.joined()
  }

  private static func xlsx(_ rows: [[HandCell]]) -> String {
    rows.enumerated().map { index, row in
      let cells = row.map { cell in
        let formula = cell.ooxml.map { "<f>\(escaped($0))</f>" } ?? ""
        guard !cell.value.isEmpty else { return formula.isEmpty ? "<c/>" : "<c>\(formula)</c>" }
        let type = cell.kind == "n" ? "n" : cell.kind == "e" ? "e" : "str"
        return "<c t=\"\(type)\">\(formula)<v>\(escaped(cell.value))</v></c>"
      }
      return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
    }.joined()
  }

  /// Writes an XLSX of several sheets.
  static func write(_ sheets: [(name: String, rows: [[HandCell]])], to path: String) throws {
    try write(sheets.map { ($0.name, xlsx($0.rows)) }, workbook: "", to: path)
  }

  /// Writes an XLSX of one sheet `S`.
  ///
  /// - Parameters:
  ///   - sheet: What `sheetData` holds.
  ///   - workbook: What follows `sheets` in the workbook part.
  ///   - path: Where to.
  /// - Throws: The container's error.
  static func write(sheet: String, workbook: String = "", to path: String) throws {
    try write([("S", sheet)], workbook: workbook, to: path)
  }

  private static func write(
    _ sheets: [(name: String, data: String)], workbook: String, to path: String
  ) throws {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relations(_ targets: [(type: String, target: String)]) -> String {
      let elements = targets.enumerated().map { place, relation in
        "<Relationship Id=\"rId\(place + 1)\" Type=\"\(office)/\(relation.type)\" "
          + "Target=\"\(relation.target)\"/>"
      }
      return """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        \(elements.joined())</Relationships>
        """
    }
    let list = sheets.enumerated().map { place, sheet in
      "<sheet name=\"\(escaped(sheet.name))\" sheetId=\"\(place + 1)\" "
        + "r:id=\"rId\(place + 1)\"/>"
    }
    let types = sheets.indices.map {
      "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" "
        + "ContentType=\"\(content)worksheet+xml\"/>"
    }
    var parts = [
      (
        "[Content_Types].xml",
        """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="rels" \
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Override PartName="/xl/workbook.xml" ContentType="\(content)sheet.main+xml"/>\
        \(types.joined())</Types>
        """
      ), ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        """
        <workbook xmlns="\(main)" xmlns:r="\(office)"><sheets>\(list.joined())</sheets>\
        \(workbook)</workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        relations(sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") })
      ),
    ]
    for (place, sheet) in sheets.enumerated() {
      parts.append(
        (
          "xl/worksheets/sheet\(place + 1).xml",
          "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet.data)</sheetData></worksheet>"
        ))
    }
    let writer = try ZipWriter(newFile: path)
    for (name, text) in parts { try writer.add(name, Array(text.utf8)) }
    try writer.finish()
  }

  private static let content = "application/vnd.openxmlformats-officedocument.spreadsheetml."
}
