import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import SheetTools

/// Templates filled by their manifests.
@Suite struct SheetFillingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let manifest = """
    fields:
      - {name: don_vi, type: text}
      - {name: ma, type: text}
      - {name: ty_le, type: percent, optional: true}
    lists:
      - name: hang
        columns: {ten: A, so: B}
    conditions:
      - {rows: ghi_chu, when: co_ghi_chu}
      - {sheet: Phụ, when: co_phu}
    """

  @Test(arguments: ["ods", "xlsx"])
  func fillsFieldsListsAndConditions(named: String) throws {
    let data = """
      {"don_vi": "Phường Đông Hải", "ma": "007", "ty_le": 0.5, "co_phu": true,
       "hang": [{"ten": "một", "so": 1}, {"ten": "hai", "so": 2.5}, {"ten": "0912345678"}]}
      """
    let filled = try fill(named, data)
    let contents = try WorkbookContents(path: filled)
    let sheet = try #require(contents.sheet("Mẫu"))
    func value(_ a1: String) -> CellValue? {
      CellAddress(a1: a1).flatMap { sheet[$0]?.value }.flatMap { $0 == .empty ? nil : $0 }
    }
    #expect(value("A1") == .text("Phường Đông Hải"))
    #expect(value("B1") == .text("007"))
    #expect(value("C1") == .number(0.5))
    #expect((3...5).map { value("A\($0)") } == [.text("một"), .text("hai"), .text("0912345678")])
    #expect((3...5).map { value("B\($0)") } == [.number(1), .number(2.5), nil])
    // The row of the condition left; what stood below the list moved down.
    #expect(value("A6") == .text("cuối"))
    #expect(contents.sheets.count == 2)
  }

  @Test(arguments: ["ods", "xlsx"])
  func namesWhatDoesNotFit(named: String) throws {
    #expect(throws: SheetToolsError.self) { try fill(named, "{\"don_vi\": \"x\"}") }
    let without = Self.manifest.replacing("ty_le", with: "khong_co")
    #expect(throws: TemplateError.self) { try fill(named, "{\"don_vi\": \"x\"}", without) }
    let isThere = Folder.isFile(folder.file("filled." + named))
    #expect(!isThere)
  }

  /// A sum over the row of a list goes over all its items.
  @Test(arguments: ["ods", "xlsx"])
  func sumsReachOverAllItems(named: String) throws {
    let data = """
      {"don_vi": "x", "ma": "1", "co_ghi_chu": true, "co_phu": true,
       "hang": [{"ten": "một", "so": 1}, {"ten": "hai", "so": 2.5}, {"ten": "ba", "so": 3}]}
      """
    let filled = try fill(named, data, sums: true)
    let sheet = try #require(try WorkbookContents(path: filled).sheet("Mẫu"))
    let total = try #require(sheet[CellAddress(row: 6, column: 1)])
    #expect(total.formula?.expression.text == (named == "ods" ? "SUM([.B3:.B5])" : "SUM(B3:B5)"))
    #expect(total.value == .number(6.5))
  }

  /// A block of two rows is there once for each item.
  @Test(arguments: ["ods", "xlsx"])
  func aBlockOfRowsIsRepeated(named: String) throws {
    let manifest = """
      lists:
        - name: khoi
          columns: {ten: A, ghi: B2}
      """
    let data = """
      {"khoi": [{"ten": "một", "ghi": "i"}, {"ten": "hai"}, {"ten": "ba", "ghi": "iii"}]}
      """
    let filled = try fill(named, data, manifest)
    let sheet = try #require(try WorkbookContents(path: filled).sheet("Mẫu"))
    let told = (2...8).map { row in
      (0...1).map { column -> String in
        guard case .text(let text)? = sheet[CellAddress(row: row, column: column)]?.value else {
          return ""
        }
        return text
      }
    }
    #expect(
      told == [
        ["một", ""], ["ghi chú", "i"], ["hai", ""], ["ghi chú", ""], ["ba", ""],
        ["ghi chú", "iii"],
        ["cuối", ""],
      ])
  }

  /// What is wrong between manifest and template is told before the data are looked at.
  @Test(
    arguments: [
      (
        "- {name: ty_le, type: percent, optional: true}", "- {name: ma, type: text}",
        "sheet.manifest"
      ),
      ("columns: {ten: A, so: B}", "columns: {ten: A, so: B2}", "template.field-shape"),
      ("- {name: ma, type: text}", "- {name: ma, at: \"Mẫu!B2\"}", "template.field-moved"),
      ("- {name: ma, type: text}", "- {name: khong_co}", "template.field-missing"),
      ("conditions:", "condition:", "sheet.manifest"),
      ("- {name: ma, type: text}", "- {name: ma, kind: text}", "sheet.manifest"),
      ("so: B}", "so: {cell: B, tipe: number}}", "sheet.manifest"),
    ])
  func checksTheManifestFirst(old: String, new: String, code: String) throws {
    let manifest = Self.manifest.replacing(old, with: new)
    #expect(manifest != Self.manifest)
    for format in ["ods", "xlsx"] {
      let error = #expect(throws: (any Error).self) { try fill(format, "{}", manifest) }
      #expect((error as? any Diagnosable)?.diagnostic.code == code)
    }
  }

  /// Where a range has to be is no matter of quotes.
  @Test func aRangeAtItsPlaceIsFilled() throws {
    let manifest = Self.manifest.replacing(
      "{name: ma, type: text}", with: "{name: ma, at: \"'Mẫu'!B1\"}")
    let data = "{\"don_vi\": \"x\", \"ma\": \"5\", \"hang\": []}"
    let filled = try fill("ods", data, manifest)
    let sheet = try #require(try WorkbookContents(path: filled).sheet("Mẫu"))
    #expect(sheet[CellAddress(row: 0, column: 1)]?.value == .number(5))
    // No items: the list's row left, as the note's did, and the sheet that nothing asked for.
    #expect(sheet[CellAddress(row: 2, column: 0)]?.value == .text("cuối"))
    #expect(try WorkbookContents(path: filled).sheets.count == 1)
  }

  private func fill(
    _ format: String, _ data: String, _ manifest: String = Self.manifest, sums: Bool = false
  ) throws -> String {
    let template = folder.file("template." + format)
    let sheet = "Mẫu"
    var draft = WorkbookDraft(sheets: [SheetDraft(name: sheet), SheetDraft(name: "Phụ")])
    var names = ["don_vi": "A1", "ma": "B1", "ty_le": "C1", "hang": "A3:B3", "ghi_chu": "A4:B4"]
    if manifest.contains("khoi") { names["khoi"] = "A3:B4" }
    draft.namedRanges = names.sorted(by: <).compactMap { name, a1 in
      CellRange(a1: a1).map {
        NamedRange(name: name, target: SheetRange(sheet: sheet, range: $0))
      }
    }
    var rows = ["đầu", "bảng", "mẫu", "ghi chú", "cuối"].map {
      RowDraft([CellDraft(.text($0)), CellDraft(.number(0))])
    }
    if sums {
      rows[4].cells[1].formula =
        format == "ods"
        ? CellFormula("SUM([.B3:.B3])", .openFormula) : CellFormula("SUM(B3:B3)", .ooxml)
    }
    try Workbook.write(draft, rows: [rows, []], to: template)
    let files = [folder.file("m.yaml"), folder.file("d.json")]
    try StagedFile.writeNew(Array(manifest.utf8), to: files[0])
    try StagedFile.writeNew(Array(data.utf8), to: files[1])
    let output = folder.file("filled." + format)
    _ = try SheetFilling(
      template: template, manifest: files[0], data: files[1], output: output)
    return output
  }
}
