import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import XLSXFiles
import ZipArchives

/// Edits of XLSX workbooks that others made.
@Suite struct XLSXEditingTests {
  private let folder: TemporaryFolder
  private let packages: XLSXPackages

  init() throws {
    folder = try TemporaryFolder()
    packages = XLSXPackages(folder: folder)
  }

  @Test func fillsAnEmptySheet() throws {
    for data in ["<sheetData/>", "<sheetData></sheetData>", "<sheetData> </sheetData>"] {
      let path = try packages.make(sheet: data)
      let edited = try edit(path) {
        try $0.set(.number(2), at: at("S", "C4"))
        try $0.set(.number(1), at: at("S", "B2"))
      }
      expectSame(
        try LoadedWorkbook(path: edited).cells, ["S": ["B2": .number(1), "C4": .number(2)]])
    }
  }

  @Test func putsCellsBetweenOthersOfOddMarkup() throws {
    let before = #"<x:row spans='1:4' ht="12" x="a'b"><x:c s="1"><x:v>1</x:v></x:c>"#
    let after = #"<x:c r="D1"  s='2' ><x:v>2</x:v></x:c></x:row>"#
    let path = try packages.make(
      sheet: "<x:sheetData>\(before)\(after)<x:row r=\"9\" ht='1&quot;'/></x:sheetData>",
      prefix: "x:")
    let edited = try edit(path) {
      try $0.set(.boolean(true), at: at("S", "C1"))
      try $0.set(.text("b"), at: at("S", "B1"))
      try $0.set(.text("e"), at: at("S", "E1"))
      try $0.set(.number(5), at: at("S", "A5"))
      try $0.set(.number(9), at: at("S", "A9"))
    }
    let sheet = try XLSXPackages.sheet(edited)
    let added =
      #"<x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c>"#
      + #"<x:c r="C1" t="b"><x:v>1</x:v></x:c>"#
    #expect(sheet.contains(before + added + after.dropLast("</x:row>".count)))
    #expect(sheet.contains(#"<x:row r="9" ht="1&quot;"><x:c r="A9">"#))
    expectSame(
      try LoadedWorkbook(path: edited).cells,
      [
        "S": [
          "A1": .number(1), "B1": .text("b"), "C1": .boolean(true), "D1": .number(2),
          "E1": .text("e"), "A5": .number(5), "A9": .number(9),
        ]
      ])
  }

  @Test func givesADayItsFormatAndNothingElse() throws {
    let path = try packages.make(
      sheet: #"<sheetData><row><c s="1"><v>1</v></c><c s="2"><v>1</v></c></row></sheetData>"#,
      styles: """
        <cellXfs count="3"><xf/><xf numFmtId="9" fontId='7'><alignment/></xf>\
        <xf numFmtId="14"/></cellXfs><dxfs/>
        """)
    let day = try #require(DateTime(year: 2024, month: 8, day: 3))
    let edited = try edit(path) {
      for cell in ["A1", "B1"] { try $0.set(.date(day), at: at("S", cell)) }
    }
    let changes = try PartChange.between(path, edited)
    #expect(changes.map(\.name) == ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
    let styles = String(
      decoding: try ZipArchive(path: edited).read("xl/styles.xml"), as: UTF8.self)
    let added = #"<xf numFmtId="14" applyNumberFormat="1" fontId="7"><alignment/></xf></cellXfs>"#
    #expect(styles.contains(added))
    #expect(styles.contains(#"<cellXfs count="4">"#))
    expectSame(
      try LoadedWorkbook(path: edited).cells, ["S": ["A1": .date(day), "B1": .date(day)]])
    let same = try edit(path) { try $0.set(.date(day), at: at("S", "B1")) }
    #expect(try PartChange.between(path, same).map(\.name) == ["xl/worksheets/sheet1.xml"])
  }

  @Test func refusesDaysItCannotCount() throws {
    let path = try packages.make(sheet: "<sheetData/>")
    var editor = try XLSXEditor(path: path)
    let (old, new) = try (
      #require(DateTime(year: 1899, month: 12, day: 31)),
      #require(DateTime(year: 2024, month: 8, day: 3))
    )
    #expect(code { try editor.set(.date(old), at: at("S", "A1")) } == "xlsx.early-date")
    // Without a styles part nothing could make the number a day.
    #expect(code { try editor.set(.date(new), at: at("S", "A1")) } == "edit.not-plain")
    #expect(code { try editor.set(.number(1), at: at("S", "A1")) } == "none")
  }

  @Test func givesCellsTheirOwnFormulaWhenTheFirstLosesIt() throws {
    let rows = """
      <sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c></row>\
      <row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>\
      <row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row></sheetData>
      """
    let edited = try edit(packages.make(sheet: rows)) { try $0.set(.number(1), at: at("S", "A1")) }
    let sheet = try XLSXPackages.sheet(edited)
    #expect(sheet.contains("<c r=\"A2\"><f>B2*2</f><v>4</v></c>"))
    #expect(sheet.contains("<c r=\"A3\"><f>B3*2</f><v>6</v></c>"))
  }

  @Test func refusesFormulasThatOthersNeed() throws {
    let rows = """
      <sheetData><row><c><f t="shared" ref="A1:B1" si="0">1+1</f><v>2</v></c>\
      <c><f t="shared" si="0"/><v>2</v></c><c><f t="array" ref="C1:C2">1</f></c>\
      <c><f>1+1</f><v>2</v></c></row></sheetData>
      """
    var editor = try XLSXEditor(path: packages.make(sheet: rows))
    func refusal(_ cell: String) -> String {
      code { try editor.set(.number(1), at: at("S", cell)) }
    }
    #expect(refusal("A1") == "none")
    #expect(refusal("C1") == "edit.array-formula")
    #expect(refusal("C2") == "edit.array-formula")
    #expect(refusal("B1") == "none")
    #expect(refusal("D1") == "none")
  }

  @Test func takesTheCalculationChainAwayWithTheFormula() throws {
    let rows = "<sheetData><row><c><f>1+1</f><v>2</v></c><c><v>1</v></c></row></sheetData>"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let chain = [
      "xl/calcChain.xml": "<calcChain/>",
      "xl/_rels/workbook.xml.rels": """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
      <Relationship Id="rId2" Type="\(office)/calcChain" Target="calcChain.xml"/>\
      </Relationships>
      """,
      "[Content_Types].xml": """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>
      """,
    ]
    let path = try packages.make(sheet: rows, extra: chain)
    let kept = try edit(path) { try $0.set(.number(1), at: at("S", "B1")) }
    #expect(try ZipArchive(path: kept).member("xl/calcChain.xml") != nil)
    let edited = try edit(path) { try $0.set(.number(1), at: at("S", "A1")) }
    let archive = try ZipArchive(path: edited)
    #expect(archive.member("xl/calcChain.xml") == nil)
    for part in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
      let text = String(decoding: try archive.read(part), as: UTF8.self).lowercased()
      #expect(!text.contains("calcchain"), "\(part)")
    }
  }

  @Test func refusesRowsThatSomethingSpeaksOf() throws {
    let row = "<sheetData><row r=\"3\"><c><v>1</v></c></row></sheetData>"
    func code(_ after: String, before: String = "") throws -> String {
      var editor = try XLSXEditor(path: packages.make(sheet: before + row + after))
      return WorkbooksTests.code {
        try editor.replaceRows(2...2, ofSheet: "S", with: [RowCopy(prototype: 0)])
      }
    }
    func condition(_ range: String) -> String {
      "<conditionalFormatting sqref=\"A1 \(range)\"/>"
    }
    func merge(_ range: String) -> String {
      "<mergeCells><mergeCell ref=\"\(range)\"/></mergeCells>"
    }
    #expect(try code(condition("B3:B9")) == "edit.rows-below")
    #expect(try code(condition("B1:B2")) == "none")
    #expect(try code("<hyperlinks><hyperlink ref=\"A4\"/></hyperlinks>") == "edit.rows-below")
    #expect(try code(merge("A2:A3")) == "edit.rows-below")
    #expect(try code(merge("A3:A4")) == "edit.covered-cell")
    #expect(try code(merge("A3:B3")) == "none")
    let selection = "<sheetViews><sheetView><selection sqref=\"A9\"/></sheetView></sheetViews>"
    #expect(try code("", before: selection) == "none")
  }

  @Test func refusesSignedWorkbooksOnceTheyAreEdited() throws {
    let path = try packages.make(
      sheet: "<sheetData/>", extra: ["_xmlsignatures/sig1.xml": "<x/>"])
    var editor = try XLSXEditor(path: path)
    #expect(code { try editor.set(.number(1), at: at("S", "A1")) } == "edit.signed")
    try editor.write(toNewFile: folder.file("copy"))
    #expect(try FileBytes.read(path) == FileBytes.read(folder.file("copy")))
  }

  @Test func refusesPartsWhoseBytesCannotBeKept() throws {
    let old =
      "<!DOCTYPE worksheet><worksheet xmlns=\"\(XLSXPackages.main)\"><sheetData/></worksheet>"
    let path = try packages.make(sheet: "", extra: ["xl/worksheets/sheet1.xml": old])
    var editor = try XLSXEditor(path: path)
    #expect(code { try editor.set(.number(1), at: at("S", "A1")) } == "edit.not-plain")
    #expect(try LoadedWorkbook(path: path).sheets.count == 1)
  }

  private func edit(
    _ path: String, _ change: (inout XLSXEditor) throws -> Void
  ) throws -> String {
    var editor = try XLSXEditor(path: path)
    try change(&editor)
    let copy = path + ".edited"
    try Folder.remove(copy)
    try editor.write(toNewFile: copy)
    return copy
  }
}
