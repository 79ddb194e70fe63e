import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import XLSXFiles
import ZipArchives

/// XLSX workbooks of others: what may stand in one, and what edits make of it.
@Suite struct XLSXFilesTests {
  private let folder: TemporaryFolder
  private let packages: XLSXPackages

  init() throws {
    folder = try TemporaryFolder()
    packages = XLSXPackages(folder: folder)
  }

  // MARK: - Reading

  @Test func readsCellsOfEveryType() throws {
    let path = try packages.make(
      sheet: """
        <sheetData><row><c t="s"><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r>\
        </is></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>x</v></c>\
        <c><v> 1.5e3 </v></c><c t="d"><v>2024-08-03T10:30:00Z</v></c><c t="d"><v>10:30</v></c>\
        <c/><c t="s"><v/></c><c s="1"><v>45507.5</v></c></row></sheetData>
        """,
      shared: "<si><t>không</t></si><si><t>một</t><rPh><t>x</t></rPh><t>_x000D_!</t></si>",
      styles: "<cellXfs><xf/><xf numFmtId=\"22\"/></cellXfs>")
    let noon = try #require(DateTime(year: 2024, month: 8, day: 3, secondOfDay: 43_200))
    let morning = try #require(DateTime(year: 2024, month: 8, day: 3, secondOfDay: 37_800))
    expectSame(
      try LoadedWorkbook(path: path).cells,
      [
        "S": [
          "A1": .text("một\r!"), "B1": .text("a b"), "C1": .boolean(true), "D1": .error("#N/A"),
          "E1": .text("x"), "F1": .number(1500), "G1": .date(morning),
          "H1": .duration(seconds: 37_800), "K1": .date(noon),
        ]
      ])
  }

  @Test func readsPrefixesAndGapsAndRowsWithoutReferences() throws {
    let path = try packages.make(
      sheet: """
        <x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c r="D1"><x:v>2</x:v></x:c></x:row>\
        <x:row r="5"/><x:row><x:c r="b6"><x:v>3</x:v></x:c></x:row></x:sheetData>
        """, prefix: "x:")
    expectSame(
      try LoadedWorkbook(path: path).cells,
      ["S": ["A1": .number(1), "D1": .number(2), "B6": .number(3)]])
  }

  @Test(arguments: [
    (1, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-28"), (61, "1900-03-01"),
    (45_507, "2024-08-03"), (2_958_465, "9999-12-31"),
  ])
  func countsDaysAsExcelDoes(serial: Int, day: String) throws {
    let path = try packages.make(
      sheet: "<sheetData><row><c s=\"1\"><v>\(serial)</v></c></row></sheetData>",
      styles: "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>")
    let wanted = try #require(DateTime(iso: day))
    #expect(try LoadedWorkbook(path: path).value("S", "A1") == .date(wanted))
  }

  @Test func countsDaysFrom1904WhereTheWorkbookSaysSo() throws {
    let path = try packages.make(
      sheet: "<sheetData><row><c s=\"1\"><v>0</v></c></row></sheetData>",
      workbook: "<workbookPr date1904=\"1\"/>",
      styles: "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>")
    let first = try #require(DateTime(year: 1904, month: 1, day: 1))
    #expect(try LoadedWorkbook(path: path).value("S", "A1") == .date(first))
    var editor = try XLSXEditor(path: path)
    let later = try #require(DateTime(year: 2024, month: 8, day: 3))
    try editor.set(.date(later), at: at("S", "A1"))
    try editor.write(toNewFile: folder.file("edited.xlsx"))
    let edited = try LoadedWorkbook(path: folder.file("edited.xlsx"))
    #expect(edited.value("S", "A1") == .date(later))
  }

  @Test(arguments: [
    ("0.00", "number"), ("General", "number"), ("#,##0 \"đồng\"", "number"), ("[Red]0", "number"),
    ("dd/mm/yyyy", "date"), ("mmm-yy", "date"), ("[$-42A]d\\ m", "date"), ("h:mm", "time"),
    ("[h]:mm:ss", "duration"), ("[mm]:ss", "duration"), ("mm:ss.0", "time"),
    ("0;dd", "number"),
  ])
  func tellsDatesByTheirFormat(code: String, kind: String) throws {
    let escaped = code.replacing("\"", with: "&quot;")
    let path = try packages.make(
      sheet: """
        <sheetData><row><c s="1"><v>2.5</v></c><c s="1"><v>0.5</v></c></row></sheetData>
        """,
      styles: """
        <numFmts><numFmt numFmtId="170" formatCode="\(escaped)"/></numFmts>\
        <cellXfs><xf/><xf numFmtId="170"/></cellXfs>
        """)
    let workbook = try LoadedWorkbook(path: path)
    let day = try #require(DateTime(year: 1900, month: 1, day: 2, secondOfDay: 43_200))
    let noon = CellValue.duration(seconds: 43_200)
    let wanted: [CellValue] =
      switch kind {
      case "number": [.number(2.5), .number(0.5)]
      case "duration": [.duration(seconds: 216_000), noon]
      default: [.date(day), noon]
      }
    #expect([workbook.value("S", "A1"), workbook.value("S", "B1")] == wanted)
  }

  @Test func parsesNamedRanges() throws {
    let names = [
      ("plain", "S!$B$3", "S", "B3"), ("block", "S!$A$1:$C$2", "S", "A1:C2"),
      ("quoted", "'it''s!'!$A$1", "it's!", "A1"), ("relative", "S!A1", "S", "A1"),
      ("two", "S!$A$1,S!$B$2", "", ""), ("twoQuoted", "'a'!$A$1,'b'!$B$2", "", ""),
      ("other", "[1]S!$A$1", "", ""), ("otherQuoted", "'[1]S'!$A$1", "", ""),
      ("lost", "#REF!", "", ""), ("lostCell", "S!#REF!", "", ""), ("constant", "42", "", ""),
      ("call", "OFFSET(S!$A$1,1,1)", "", ""), ("threeD", "S:T!$A$1", "", ""),
    ]
    let elements = names.map { "<definedName name=\"\($0.0)\">\($0.1)</definedName>" }.joined()
    let path = try packages.make(
      sheet: "<sheetData/>",
      workbook: """
        <definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">S!$A$1</definedName>\
        \(elements)</definedNames>
        """)
    let wanted = names.map { name, text, sheet, a1 in
      NamedRange(
        name: name, target: CellRange(a1: a1).map { SheetRange(sheet: sheet, range: $0) },
        formula: a1.isEmpty ? FormulaText(text, .ooxml) : nil)
    }
    #expect(try LoadedWorkbook(path: path).namedRanges == wanted)
  }

  @Test func refusesCellsThatCannotBeTrusted() throws {
    func code(_ row: String) throws -> String {
      let path = try packages.make(sheet: "<sheetData>\(row)</sheetData>", shared: "<si/>")
      return WorkbooksTests.code { _ = try LoadedWorkbook(path: path) }
    }
    #expect(try code("<row r=\"0\"/>") == "xlsx.reference")
    #expect(try code("<row r=\"2\"/><row r=\"2\"/>") == "xlsx.reference")
    #expect(try code("<row r=\"1048577\"/>") == "xlsx.reference")
    #expect(try code("<row><c r=\"B1\"/><c r=\"A1\"/></row>") == "xlsx.reference")
    #expect(try code("<row><c r=\"A2\"/></row>") == "xlsx.reference")
    #expect(try code("<row><c r=\"XFE1\"/></row>") == "xlsx.reference")
    #expect(try code("<row><c t=\"s\"><v>1</v></c></row>") == "xlsx.shared-string")
    #expect(try code("<row><c t=\"s\"><v>-1</v></c></row>") == "xlsx.shared-string")
    #expect(try code("<row><c><v>1e999</v></c></row>") == "xlsx.value")
    #expect(try code("<row><c><v>0x10</v></c></row>") == "xlsx.value")
    #expect(try code("<row><c><v>1</c></row>") == "xml.malformed")
    #expect(try code("<row><c t=\"s\"><v>0</v></c></row>") == "none")
  }

  @Test func namesMissingParts() throws {
    func code(_ extra: [String: String], styles: String? = nil) throws -> String {
      let path = try packages.make(sheet: "<sheetData/>", styles: styles, extra: extra)
      return WorkbooksTests.code { _ = try LoadedWorkbook(path: path) }
    }
    #expect(try code(["xl/worksheets/sheet1.xml": ""]) == "xlsx.part-missing")
    #expect(try code(["xl/_rels/workbook.xml.rels": ""]) == "xlsx.part-missing")
    #expect(try code(["xl/workbook.xml": ""]) == "xlsx.not-a-spreadsheet")
    #expect(try code(["xl/workbook.xml": "<x/>"]) == "xlsx.not-a-spreadsheet")
    #expect(try code(["xl/worksheets/sheet1.xml": "<workbook/>"]) == "xlsx.part-missing")
    #expect(try code(["xl/styles.xml": ""], styles: "") == "xlsx.part-missing")
    #expect(try code([:], styles: "") == "none")
    #expect(try code([:]) == "none")
  }
}
