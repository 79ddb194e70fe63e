import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Blocks of rows that are copied below themselves, with all that a template's list needs.
@Suite struct RowCopyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func range(_ a1: String) -> CellRange {
    CellRange(a1: a1) ?? CellRange(CellAddress(row: 0, column: 0))
  }

  /// Rows 2 and 3 are a block: a block merged over both, formulas, a rule, a link, a height.
  private func model() -> WorkbookModel {
    var sheet = SheetDraft(name: "S")
    sheet.merges = [range("A2:A3"), range("C3:D3")]
    sheet.validations = [DataValidation([range("B3")], .list(["a", "b"]))]
    sheet.conditionalFormats = [
      ConditionalFormat(
        [range("B2:B3")], [ConditionalRule(.duplicate, ConditionalLook { $0.isBold = true })])
    ]
    sheet.hyperlinks = [Hyperlink(range("C2"), to: .uri("https://example.org/"))]
    func formula(_ text: String) -> CellDraft {
      CellDraft(.number(0), formula: CellFormula(text, .ooxml))
    }
    let rows = [
      RowDraft([CellDraft(.text("đầu")), CellDraft(.number(10))]),
      RowDraft(
        [
          CellDraft(.text("mục")), CellDraft(.number(2)), CellDraft(.text("nối")),
          formula("B2*B$1"),
        ],
        heightPoints: 30),
      RowDraft([CellDraft(), CellDraft(.text("a")), formula("D2+1")], heightPoints: 40),
      RowDraft([CellDraft(.text("cuối")), formula("SUM(D2:D3)")]),
    ]
    return WorkbookModel(draft: WorkbookDraft(sheets: [sheet]), rows: [rows])
  }

  @Test(arguments: Workbook.Format.allCases)
  func allThatIsInTheBlockIsThereAgain(format: Workbook.Format) throws {
    let path = try model().write(format, in: folder)
    let copy = path + ".copy.\(format.rawValue)"
    var editing = try WorkbookEditing(path: path)
    let block = SheetLines(sheet: "S", axis: .rows, first: 1, count: 2)
    try editing.apply(.copyRows(block, times: 2))
    _ = try editing.write(to: copy, wantsReceipt: false)
    let reader = try Workbook.open(copy)
    let sheet = try reader.readDraft().sheets[0]
    #expect(
      Set(sheet.merges.map(\.a1)) == ["A2:A3", "C3:D3", "A4:A5", "C5:D5", "A6:A7", "C7:D7"])
    #expect(Set(sheet.validations.flatMap(\.ranges).map(\.a1)) == ["B3", "B5", "B7"])
    #expect(sheet.conditionalFormats.flatMap(\.ranges).map(\.a1) == ["B2:B7"])
    #expect(Set(sheet.hyperlinks.map(\.range.a1)) == ["C2", "C4", "C6"])
    let read = try LoadedWorkbook(path: copy)
    #expect(
      (1...8).map { read.value("S", "A\($0)") }
        == [.text("đầu"), .text("mục"), nil, .text("mục"), nil, .text("mục"), nil, .text("cuối")])
    #expect(
      ["D2", "D4", "D6", "C3", "C5", "C7"].map { read.value("S", $0) }
        == [20, 20, 20, 21, 21, 21].map { .number($0) })
    #expect(read.value("S", "B8") == .number(20))
    var heights: [Int: Double] = [:]
    try reader.readStyledRows(ofSheet: 0) { row in
      heights[row.index] = row.format.heightPoints.map { $0.rounded() }
      return true
    }
    #expect((1...6).map { heights[$0] } == [30, 40, 30, 40, 30, 40])
  }

  @Test(arguments: Workbook.Format.allCases)
  func halfAMergedBlockIsRefused(format: Workbook.Format) throws {
    var editor = try Workbook.edit(try model().write(format, in: folder))
    for first in [0, 2] {
      let block = SheetLines(sheet: "S", axis: .rows, first: first, count: 2)
      #expect(code { try editor.apply(.copyRows(block, times: 1)) } == "edit.covered-cell")
    }
    let tooLong = SheetLines(sheet: "S", axis: .rows, first: CellAddress.rowsMax - 2, count: 2)
    #expect(code { try editor.apply(.copyRows(tooLong, times: 1)) } == "edit.no-such-cell")
    let tooOften = SheetLines(sheet: "S", axis: .rows, first: 0, count: 1)
    #expect(code { try editor.apply(.copyRows(tooOften, times: 0)) } == "edit.no-such-cell")
  }
}
