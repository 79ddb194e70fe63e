import Foundation
import Sheets
import SheetTools
import TestSupport
import Testing
import Workbooks

/// Conversions carry all that both formats can say.
@Suite struct ConversionLawTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [("ods", "xlsx"), ("xlsx", "ods"), ("fods", "xlsx"), ("xlsx", "fods")])
  func carriesEverything(from: String, to: String) throws {
    var chance = SeededGenerator.announced()
    func kind(_ ending: String) -> Workbook.Format { ending == "xlsx" ? .xlsx : .ods }
    for _ in 0..<1 {
      let seed = chance.next()
      var full = FullWorkbook(for: kind(from), SeededGenerator(seed: seed))
      // What ODF alone cannot hold would be found missing.
      for sheet in full.draft.sheets.indices { full.draft.sheets[sheet].protection = nil }
      var wanted = FullWorkbook(for: kind(to), SeededGenerator(seed: seed))
      for sheet in wanted.draft.sheets.indices { wanted.draft.sheets[sheet].protection = nil }
      let (one, other) = (folder.file("a." + from), folder.file("b." + to))
      var rows = ListedRows(rows: full.rows)
      try Workbook.write(full.draft, &rows, to: one)
      let summary = try SheetConversion(from: one, to: other).run()
      #expect(summary.notes.isEmpty, "\(summary.notes.counts)")
      let found = try WorkbookFacts(path: other, as: kind(to), cellsOf: full.rows)
      let facts = WorkbookFacts(wanted.draft, rows: wanted.rows, as: kind(to))
      let report = found.differences(from: facts).filter { !Self.isKnown($0) }
      #expect(report.isEmpty, "\(report.count): \(report.prefix(5).joined(separator: "\n"))")
    }
  }

  /// Formulas are written otherwise by a translation, though they mean the same.
  private static func isKnown(_ line: String) -> Bool { line.hasPrefix("names:") }

  /// A workbook with one style keeps its formulas and the looks of its rows.
  @Test(arguments: [("ods", "xlsx"), ("xlsx", "ods")])
  func keepsFormulasWithoutStyles(from: String, to: String) throws {
    let formula =
      from == "ods"
      ? CellFormula("[.A1]*2", .openFormula) : CellFormula("A1*2", .ooxml)
    var hidden = RowDraft([CellDraft(.number(1))])
    hidden.format.isHidden = true
    let rows = [
      RowDraft([CellDraft(.number(21))], heightPoints: 40),
      RowDraft([CellDraft(.number(42), formula: formula)]), hidden,
    ]
    let (one, other) = (folder.file("a." + from), folder.file("b." + to))
    try Workbook.write(WorkbookDraft(sheets: [SheetDraft(name: "S")]), rows: [rows], to: one)
    #expect(try SheetConversion(from: one, to: other).run().notes.isEmpty)
    var read: [SheetRow] = []
    try Workbook.open(other).readStyledRows(ofSheet: 0) {
      read.append($0)
      return true
    }
    #expect(read.first?.format.heightPoints == 40)
    let cell = try #require(read.first { $0.index == 1 }?.cells.first)
    #expect(cell.value == .number(42))
    #expect(cell.formula?.expression.text == (to == "xlsx" ? "A1*2" : "[.A1]*2"))
    #expect(read.first { $0.index == 2 }?.format.isHidden == true)
  }

  /// ODS allows names of sheets that XLSX does not: what points to them follows.
  @Test func followsSheetsThatAreRenamed() throws {
    let odd = "a/b: một tên dài hơn ba mươi mốt ký tự"
    let path = try ODSSample.package(
      "<t:table-row><t:table-cell t:formula=\"of:=['\(odd)'.A1]+1\" o:value-type=\"float\""
        + " o:value=\"2\" xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"/>"
        + "</t:table-row></t:table><t:table t:name=\"\(odd)\"><t:table-column/><t:table-row>"
        + "<t:table-cell o:value-type=\"float\" o:value=\"1\"/></t:table-row>")
    let out = folder.file("out.xlsx")
    let summary = try SheetConversion(from: path, to: out).run()
    #expect(summary.notes.counts == [.sheetName: 1])
    let reader = try Workbook.open(out)
    let name = try #require(reader.sheets.last?.name)
    #expect(name.utf16.count <= 31 && !name.contains("/"))
    var formulas: [String] = []
    try reader.readStyledRows(ofSheet: 0) { row in
      formulas += row.cells.compactMap { $0.formula?.expression.text }
      return true
    }
    #expect(formulas == ["'\(name)'!A1+1"])
  }

  /// What cannot be kept is told.
  @Test func tellsWhatIsLost() throws {
    let packages = XLSXPackages(folder: folder)
    let path = try packages.make(
      sheet: """
        <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row></sheetData>\
        <mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A1:A2"/></mergeCells>\
        <conditionalFormatting sqref="A1"><cfRule type="iconSet" priority="1"/>\
        </conditionalFormatting><dataValidations><dataValidation type="whole" sqref="A1"/>\
        </dataValidations>
        """)
    let summary = try SheetConversion(from: path, to: folder.file("out.ods")).run()
    #expect(
      summary.notes.counts == [.covered: 1, .merge: 1, .condition: 1, .validation: 1])
  }
}
