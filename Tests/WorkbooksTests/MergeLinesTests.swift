import Sheets
import TestSupport
import Testing
import Workbooks

/// Merging what moves cells: columns that came, rows with formulas, notes that are there already.
@Suite struct MergeLinesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let pairs = [("ods", "ods"), ("xlsx", "xlsx"), ("ods", "xlsx"), ("xlsx", "ods")]
  private let rows: [[CellDraft]] = (0..<8).map { row in
    [.init(.text("hàng \(row)")), .init(.number(Double(row))), .init(.number(Double(row * 7)))]
  }

  @Test(arguments: pairs)
  func aColumnThatCameIsTakenOver(formats: (String, String)) throws {
    var ours = rows
    for row in ours.indices { ours[row].insert(CellDraft(.text("cột mới \(row)")), at: 1) }
    var theirs = rows
    theirs[3][2] = CellDraft(.text("sửa tay"))
    theirs.insert([CellDraft(.text("của tôi")), CellDraft(.number(1))], at: 2)
    let (out, merge) = try merged(rows, ours, theirs, formats)
    #expect(merge.conflicts.isEmpty)
    let sheet = try #require(WorkbookContents(path: out).sheets.first)
    #expect(value(sheet, "B1") == .text("cột mới 0"))
    #expect(value(sheet, "A3") == .text("của tôi"))
    #expect(value(sheet, "B3") == .empty)
    #expect(value(sheet, "C3") == .number(1))
    #expect(value(sheet, "B9") == .text("cột mới 7"))
    #expect(value(sheet, "D5") == .text("sửa tay"))
    #expect(value(sheet, "D9") == .number(49))
  }

  @Test(arguments: pairs)
  func formulasOfNewRowsSpeakOfTheirOwnRow(formats: (String, String)) throws {
    let dialect = formats.0 == "ods" ? FormulaDialect.openFormula : .ooxml
    func formula(_ ods: String, _ xlsx: String) -> CellFormula {
      CellFormula(dialect == .ooxml ? xlsx : ods, dialect)
    }
    var ours = rows
    // Row 5 of ours, row 7 of the merged file; row 9 becomes row 11.
    ours.insert(
      [
        CellDraft(.text("mới")), CellDraft(.number(4)),
        CellDraft(.number(60), formula: formula("[.B5]*2+[.C9]+[.$C$8]", "B5*2+C9+$C$8")),
      ], at: 4)
    ours.insert([CellDraft(.text("mới nữa")), CellDraft(.number(5))], at: 2)
    ours[5][2].formula = formula("[.B6]*2+[.C10]+[.$C$9]", "B6*2+C10+$C$9")
    var theirs = rows
    theirs.insert([CellDraft(.text("của tôi")), CellDraft(.number(1))], at: 1)
    let (out, merge) = try merged(rows, ours, theirs, formats)
    #expect(merge.conflicts.isEmpty)
    let sheet = try #require(WorkbookContents(path: out).sheets.first)
    #expect(value(sheet, "A7") == .text("mới"))
    let found = sheet[CellAddress(row: 6, column: 2)]?.formula?.expression.text
    #expect(found == (formats.1 == "ods" ? "[.B7]*2+[.C11]+[.$C$10]" : "B7*2+C11+$C$10"))
    #expect(value(sheet, "C11") == .number(49))
  }

  @Test(arguments: pairs)
  func aNoteOfTheUserStaysBesideThatOfAConflict(formats: (String, String)) throws {
    var (ours, theirs) = (rows, rows)
    ours[2][1] = CellDraft(.number(21))
    theirs[2][1] = CellDraft(.number(22))
    let (out, merge) = try merged(rows, ours, theirs, formats, note: "ghi chú của tôi")
    #expect(merge.conflicts.map(\.cell.a1) == ["B3"])
    let sheet = try #require(WorkbookContents(path: out).sheets.first)
    let note = sheet[CellAddress(row: 2, column: 1)]?.comment ?? ""
    #expect(note.hasPrefix("ghi chú của tôi\n"))
    #expect(note.contains("21"))
  }

  @Test(arguments: pairs)
  func aSheetsNewNameIsTakenOver(formats: (String, String)) throws {
    let (out, merge) = try merged(rows, rows, rows, formats, ourName: "Tên mới")
    #expect(merge.conflicts.isEmpty)
    #expect(try WorkbookContents(path: out).sheets.map(\.name) == ["Tên mới"])
  }

  // MARK: - Files

  private func value(_ sheet: WorkbookContents.Sheet, _ a1: String) -> CellValue {
    CellAddress(a1: a1).flatMap { sheet[$0]?.value } ?? .empty
  }

  private func write(
    _ rows: [[CellDraft]], _ format: String, name: String = "S", note: String = ""
  ) throws -> String {
    var sheet = SheetDraft(name: name)
    if !note.isEmpty { sheet.comments = [CellComment(CellAddress(row: 2, column: 1), text: note)] }
    let model = WorkbookModel(
      draft: WorkbookDraft(sheets: [sheet]), rows: [rows.map { RowDraft($0) }])
    return try model.write(#require(Workbook.Format(rawValue: format)), in: folder)
  }

  private func merged(
    _ base: [[CellDraft]], _ ours: [[CellDraft]], _ theirs: [[CellDraft]],
    _ formats: (String, String), note: String = "", ourName: String = "S"
  ) throws -> (String, WorkbookMerge) {
    let out = folder.file("merged." + formats.1)
    let merge = try WorkbookMerge(
      base: write(base, formats.0, note: note),
      ours: write(ours, formats.0, name: ourName, note: note),
      theirs: write(theirs, formats.1, note: note))
    try merge.write(to: out)
    return (out, merge)
  }
}
