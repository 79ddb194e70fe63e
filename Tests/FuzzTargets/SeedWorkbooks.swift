internal import Sheets
internal import Storage
internal import Workbooks
internal import ZipArchives

/// Small workbooks with much in them, for fuzzers to begin with.
enum SeedWorkbooks {
  /// Containers as they are.
  static func files() throws -> [[UInt8]] {
    try ["ods", "xlsx"].map { try FileBytes.read(write($0)) }
  }

  /// The parts of workbooks, each behind a byte that chooses the size of chunks.
  static func parts() throws -> [[UInt8]] {
    let odd = """
      <?xml version="1.0"?><!DOCTYPE a><x:a xmlns:x="urn:main" b="&lt;1"><!-- c --><?p i?><x:d/>t\
      &#65;&amp;\r\n<![CDATA[u]\r\n]]><e f='g'>ộ😀\r</e ></x:a>
      """
    let written = try ["ods", "xlsx"].flatMap { ending -> [[UInt8]] in
      let archive = try ZipArchive(path: write(ending))
      return try archive.members.filter { $0.name.hasSuffix(".xml") }.map {
        try archive.read($0.name)
      }
    }
    return ([Array(odd.utf8)] + written.filter { $0.count < 8192 }).map { [7] + $0 }
  }

  /// Workbooks as lists of parts, and flat ones.
  static func packages(_ format: Workbook.Format) throws -> [[UInt8]] {
    switch format {
    case .ods: [try PartList.of(write("ods")), try FileBytes.read(write("fods"))]
    case .xlsx: [try PartList.of(write("xlsx")), shared]
    }
  }

  private static func write(_ ending: String) throws -> String {
    let path = ScratchFile.path + "." + ending
    let dialect: FormulaDialect = ending == "xlsx" ? .ooxml : .openFormula
    var rows = SeedRows(sheets: [rows(dialect), []])
    try Workbook.write(draft(dialect), &rows, to: path)
    let kept = ScratchFile.write(try FileBytes.read(path))
    try Folder.remove(path)
    return kept
  }

  private static func draft(_ dialect: FormulaDialect) -> WorkbookDraft {
    var sheet = SheetDraft(name: "Số 'liệu' a")
    let range = CellRange(CellAddress(row: 1, column: 1))
    sheet.columns = [
      ColumnFormat(0...0, widthMM: 40), ColumnFormat(2...3, isHidden: true, style: 1),
    ]
    sheet.merges = [CellRange(a1: "A4:B5")].compactMap { $0 }
    sheet.view.frozenRows = 1
    sheet.repeatedRows = 0...0
    sheet.printArea = CellRange(a1: "A1:F9")
    sheet.autoFilter = CellRange(a1: "A1:C3")
    sheet.hyperlinks = [Hyperlink(range, to: .uri("https://example.vn/?a=1&b=2"))]
    sheet.comments = [CellComment(range.first, text: "Ghi chú\nhai", author: "An")]
    sheet.validations = [
      DataValidation([range], .list(["một", "hai"])),
      DataValidation(
        [range], .whole(Comparison(.between, FormulaText(1, dialect), FormulaText(9, dialect)))),
    ]
    sheet.conditionalFormats = [
      ConditionalFormat(
        [range],
        [
          ConditionalRule(
            .compare(Comparison(.greaterThan, FormulaText(1, dialect))),
            ConditionalLook { $0.isBold = true }),
          ConditionalRule(.duplicate),
        ])
    ]
    var draft = WorkbookDraft(sheets: [sheet, SheetDraft(name: "Hai")])
    draft.styles = [
      CellStyle(), CellStyle { $0.numberFormat = .date },
      CellStyle { $0.numberFormat = .custom("[>=1000]#,##0,\" nghìn\";[Red]0.0%") },
      CellStyle {
        $0.fill = .white
        $0.borders = .all
      },
    ]
    draft.namedRanges = [
      NamedRange(name: "so_tien", target: SheetRange(sheet: sheet.name, range: range))
    ]
    draft.properties.title = "Mọi thứ"
    draft.properties.custom = [CustomProperty("Mã", .text("a-1"))]
    return draft
  }

  private static func rows(_ dialect: FormulaDialect) -> [RowDraft] {
    let day = DateTime(year: 2024, month: 8, day: 3).map { CellValue.date($0) } ?? .empty
    let sum = dialect == .ooxml ? "SUM(B1:B2)*2" : "SUM([.B1:.B2])*2"
    return [
      RowDraft([CellDraft(.text("Mã & <b>")), CellDraft(.number(-0.25), style: 2)]),
      RowDraft(
        [CellDraft(day, style: 1), CellDraft(.number(3), formula: CellFormula(sum, dialect))],
        heightPoints: 30),
      RowDraft([CellDraft(.boolean(true)), CellDraft(.error("#N/A")), CellDraft(.empty, style: 3)]),
      RowDraft(),
      RowDraft(),
      RowDraft([CellDraft(.duration(seconds: 130_500)), CellDraft(.text(" _x0041_ a\nb "))]),
    ]
  }

  /// What other programs write and we do not: shared strings, shared formulas, runs, ISO dates.
  private static let shared: [UInt8] = {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    func relations(_ targets: [(String, String)]) -> String {
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + targets.enumerated().map { place, target in
          "<Relationship Id=\"r\(place)\" Type=\"\(office)/\(target.0)\" Target=\"\(target.1)\"/>"
        }.joined() + "</Relationships>"
    }
    let parts = [
      ("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
      (
        "xl/workbook.xml",
        """
        <workbook \(main) xmlns:r="\(office)"><workbookPr date1904="1"/><sheets><sheet name="S" \
        sheetId="1" r:id="r0"/></sheets><definedNames><definedName name="n" localSheetId="0">\
        S!$A$1:$B$2</definedName></definedNames></workbook>
        """
      ),
      (
        "xl/_rels/workbook.xml.rels",
        relations([
          ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml"),
          ("styles", "styles.xml"),
        ])
      ),
      (
        "xl/sharedStrings.xml",
        """
        <sst \(main) count="3"><si><t xml:space="preserve"> một_x000D_</t></si><si><r><rPr><b/>\
        </rPr><t>hai</t></r><r><t>ba</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si/></sst>
        """
      ),
      (
        "xl/styles.xml",
        """
        <styleSheet \(main)><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss;@"/>\
        </numFmts><fonts count="1"><font><sz val="11"/></font></fonts><cellXfs count="3"><xf \
        numFmtId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>
        """
      ),
      (
        "xl/worksheets/sheet1.xml",
        """
        <worksheet \(main)><cols><col min="1" max="3" width="9" style="1"/></cols><sheetData>\
        <row r="1" spans="1:4" ht="20"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45505.5</v>\
        </c><c t="s"><v>1</v></c></row><row><c r="A3"><f t="shared" ref="A3:A4" si="0">B1+1</f>\
        <v>2</v></c><c r="B3" t="d"><v>2024-08-03T10:30:00</v></c></row><row r="4"><c r="A4"><f \
        t="shared" si="0"/><v>3</v></c><c r="B4" s="2"><v>1.5</v></c><c r="C4" t="str"><f \
        t="array" ref="C4:D4">A1</f><v>x</v></c></row></sheetData><mergeCells><mergeCell \
        ref="A1:B2"/></mergeCells>\
        </worksheet>
        """
      ),
    ]
    return parts.flatMap { PartList.bytes($0.0, Array($0.1.utf8)) }
  }()
}

/// Rows that are in memory.
private struct SeedRows: WorkbookRows {
  let sheets: [[RowDraft]]

  mutating func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws {
    for rows in sheets {
      for row in rows { try writer.append(row) }
      try writer.endSheet()
    }
  }
}
