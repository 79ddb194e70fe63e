import Sheets
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// What other programs write into XLSX and we do not.
@Suite struct ForeignXLSXTests {
  private let packages: XLSXPackages

  init() throws {
    packages = XLSXPackages(folder: try TemporaryFolder())
  }

  private func draft(
    sheet: String, styles: String? = nil, workbook: String = "", extra: [String: String] = [:]
  ) throws -> WorkbookDraft {
    try Workbook.open(
      packages.make(sheet: sheet, workbook: workbook, styles: styles, extra: extra)
    ).readDraft()
  }

  @Test func resolvesColoursOfThemesAndIndexes() throws {
    let theme = """
      <a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>\
      <a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="010203"/></a:dk1>\
      <a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="44546A"/></a:dk2>\
      <a:lt2><a:srgbClr val="E7E6E6"/></a:lt2><a:accent1><a:srgbClr val="4472C4"/></a:accent1>\
      </a:clrScheme></a:themeElements></a:theme>
      """
    let font = { (color: String) in "<font><sz val=\"11\"/>\(color)<name val=\"Calibri\"/></font>" }
    let colors = [
      "<color theme=\"1\"/>", "<color theme=\"0\" tint=\"-0.5\"/>",
      "<color theme=\"4\" tint=\"0.4\"/>", "<color indexed=\"10\"/>", "<color auto=\"1\"/>",
      "<color rgb=\"FF123456\"/>",
    ]
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let draft = try draft(
      sheet: "<sheetData/>",
      styles: "<fonts>\(colors.map(font).joined())</fonts><cellXfs>"
        + colors.indices.map { "<xf fontId=\"\($0)\"/>" }.joined() + "</cellXfs>",
      extra: [
        "xl/theme/theme1.xml": theme,
        "xl/_rels/workbook.xml.rels": """
        <Relationships xmlns="\(package)">\
        <Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
        <Relationship Id="rId2" Type="\(office)/styles" Target="styles.xml"/>\
        <Relationship Id="rId3" Type="\(office)/theme" Target="theme/theme1.xml"/></Relationships>
        """,
      ])
    let found = draft.styles.map { $0.font.color?.hex }
    // The third is what Excel shows as "accent 1, lighter 40 %".
    #expect(found == ["010203", "808080", "8FAADC", "FF0000", nil, "123456"])
    #expect(draft.styles[0].font.name == "Calibri")
  }

  @Test func readsExtensionsOfExcel() throws {
    let main = "http://schemas.microsoft.com/office/excel/2006/main"
    let draft = try draft(
      sheet: """
        <sheetData/><extLst><ext \
        xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">\
        <x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="\(main)">\
        <x14:cfRule type="expression" priority="3"><xm:f>Hai!A1&gt;1</xm:f><x14:dxf><font><b/>\
        </font>\
        </x14:dxf></x14:cfRule><xm:sqref>B1:B3</xm:sqref></x14:conditionalFormatting>\
        </x14:conditionalFormattings></ext>\
        <ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">\
        <x14:dataValidations xmlns:xm="\(main)"><x14:dataValidation type="list" allowBlank="1">\
        <x14:formula1><xm:f>Hai!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>C1 C3:C4</xm:sqref>\
        </x14:dataValidation></x14:dataValidations></ext></extLst>
        """)
    let sheet = try #require(draft.sheets.first)
    let format = try #require(sheet.conditionalFormats.first)
    #expect(format.ranges.map(\.a1) == ["B1:B3"])
    #expect(format.rules.first?.condition == .formula(FormulaText("Hai!A1>1", .ooxml)))
    #expect(format.rules.first?.look.isBold == true)
    let validation = try #require(sheet.validations.first)
    #expect(validation.ranges.map(\.a1) == ["C1", "C3:C4"])
    #expect(validation.rule == .listFrom(FormulaText("Hai!$A$1:$A$3", .ooxml)))
    #expect(draft.leftOut.isEmpty)
  }

  @Test func takesHeadersApart() throws {
    let draft = try draft(
      sheet: """
        <sheetData/><headerFooter differentFirst="1"><oddHeader>\
        &amp;L&amp;"Arial,Bold"&amp;14Phường \
        &amp;&amp; xã&amp;C&amp;A&amp;R&amp;K01+000&amp;D &amp;T</oddHeader><oddFooter>Trang \
        &amp;P/&amp;N</oddFooter>\
        <firstHeader/></headerFooter>
        """)
    let page = try #require(draft.sheets.first?.page)
    #expect(page.header.left == [.text("Phường & xã")])
    #expect(page.header.center == [.sheet])
    #expect(page.header.right == [.date, .text(" "), .time])
    #expect(page.footer.center == [.text("Trang "), .page, .text("/"), .pages])
    #expect(page.leavesFirstPageBare)
  }

  @Test func readsBreaksNamesAndRows() throws {
    let path = try packages.make(
      sheet: """
        <cols><col min="3" max="5" width="20" customWidth="1"/></cols><sheetData>\
        <row r="2" ht="30" customHeight="1"/><row r="4" ht="17"><c r="A4"><v>1</v></c></row>\
        </sheetData>\
        <rowBreaks><brk id="3" man="1"/><brk id="9" man="1"/></rowBreaks>\
        <colBreaks><brk id="3" man="1"/></colBreaks>
        """,
      workbook: """
        <definedNames><definedName name="a" localSheetId="0">S!$A$1</definedName>\
        <definedName name="b">0.1</definedName>\
        <definedName name="_xlnm.Print_Area" localSheetId="0">S!$A$1:$B$2</definedName>\
        </definedNames>
        """)
    let reader = try Workbook.open(path)
    let draft = try reader.readDraft()
    #expect(draft.sheets[0].columns.map(\.columns) == [2...2, 3...4])
    #expect(draft.sheets[0].columns.map(\.startsPage) == [false, true])
    #expect(draft.sheets[0].printArea?.a1 == "A1:B2")
    #expect(draft.namedRanges.map(\.scope) == ["S", nil])
    #expect(draft.namedRanges[1].formula == FormulaText("0.1", .ooxml))
    // Where pages start is known with and without the draft.
    for reader in [reader, try Workbook.open(path)] {
      var rows: [SheetRow] = []
      try reader.readStyledRows(ofSheet: 0) {
        rows.append($0)
        return true
      }
      #expect(rows.map(\.index) == [1, 3, 9])
      #expect(rows.map(\.format.startsPage) == [false, true, true])
      #expect(rows.map(\.format.heightPoints) == [30, nil, nil])
    }
  }

  /// A drawing that ends in a cell is as large as the cells that it covers.
  @Test func measuresDrawingsBetweenCells() throws {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    func relation(_ type: String, _ target: String) -> String {
      """
      <Relationships xmlns="\(package)"><Relationship Id="rId1" Type="\(office)/\(type)" \
      Target="\(target)"/></Relationships>
      """
    }
    let corner = { (name: String, column: Int, row: Int) in
      """
      <d:\(name)><d:col>\(column)</d:col><d:colOff>36000</d:colOff><d:row>\(row)</d:row>\
      <d:rowOff>72000</d:rowOff></d:\(name)>
      """
    }
    let chart = """
      <c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart>\
      <c:plotArea><c:bar3DChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:ser>\
      <c:val><c:numRef><c:f>S!$A$1:$A$3</c:f></c:numRef></c:val></c:ser></c:bar3DChart>\
      </c:plotArea>\
      </c:chart></c:chartSpace>
      """
    let draft = try draft(
      sheet: """
        <sheetFormatPr defaultRowHeight="15"/><cols><col min="2" max="2" width="10" \
        customWidth="1"/>\
        </cols><sheetData><row r="2" ht="72"/></sheetData><drawing/>
        """,
      extra: [
        "xl/worksheets/_rels/sheet1.xml.rels": relation("drawing", "../drawings/drawing1.xml"),
        "xl/drawings/_rels/drawing1.xml.rels": relation("chart", "../charts/chart1.xml"),
        "xl/charts/chart1.xml": chart,
        "xl/drawings/drawing1.xml": """
        <d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" \
        xmlns:r="\(office)"><d:twoCellAnchor>\(corner("from", 1, 1))\(corner("to", 2, 3))\
        <d:graphicFrame><d:xfrm><e xmlns=""/></d:xfrm><d:graphic><d:graphicData><d:chart \
        r:id="rId1"/>\
        </d:graphicData></d:graphic></d:graphicFrame><d:clientData/></d:twoCellAnchor>\
        <d:twoCellAnchor>\(corner("from", 1, 1))\(corner("to", 2, 3))<d:sp/><d:clientData/>\
        </d:twoCellAnchor></d:wsDr>
        """,
      ])
    let read = try #require(draft.sheets[0].charts.first)
    #expect(read.kind == .bar)
    #expect(read.isStacked)
    #expect(read.anchor.cell.a1 == "B2")
    // Ten digits of Times New Roman 13, each half an em; a row of an inch and one of 15 points.
    #expect(abs(read.anchor.widthMM - 10 * 6.5 / 72 * 25.4) < 0.01)
    #expect(abs(read.anchor.heightMM - 87.0 / 72 * 25.4) < 0.01)
    #expect(draft.leftOut == [.shape: 1])
  }

  @Test func readsOddPackages() throws {
    let sheet =
      "<sheetData><row><c><v>1</v></c><c t=\"inlineStr\"><is><t>a</t></is></c></row></sheetData>"
    // Absolute targets, backslashes, other cases of letters.
    let path = try packages.make(
      sheet: sheet,
      extra: [
        "xl/worksheets/sheet1.xml": "",
        "XL\\Worksheets\\SHEET1.xml":
          "<worksheet xmlns=\"\(XLSXPackages.main)\">\(sheet)</worksheet>",
      ])
    let read = try LoadedWorkbook(path: path)
    #expect(read.cells["S"] == ["A1": .number(1), "B1": .text("a")])
  }
}
