import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Edits in place, in every format: what is not named keeps its bytes.
@Suite struct EditingTests {
  private let folder: TemporaryFolder
  private static let sheet = "Báo cáo 'tháng' 8"

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: Workbook.Format.allCases)
  func anEditOfNothingKeepsTheBytes(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let edited = try edited(path) { _ in }
    #expect(try FileBytes.read(path) == FileBytes.read(edited))
  }

  @Test(arguments: Workbook.Format.allCases)
  func anEditOfOneCellChangesItsBytesOnly(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let edited = try edited(path) { try $0.set(.number(0.9), at: at(Self.sheet, "B4")) }
    let changes = try PartChange.between(path, edited)
    try #require(changes.count == 1)
    let was = String(decoding: changes[0].old, as: UTF8.self)
    let now = String(decoding: changes[0].new, as: UTF8.self)
    switch format {
    // Only the digits that differ: 0.6123 and 61,23 in ODS.
    case .ods:
      #expect(was == #"6123"><text:p>61,23"#)
      #expect(now == #"9"><text:p>90,00"#)
    case .xlsx:
      #expect(was == "6123")
      #expect(now == "9")
    }
    #expect(changes[0].name == (format == .ods ? "content.xml" : "xl/worksheets/sheet1.xml"))
  }

  @Test(arguments: Workbook.Format.allCases)
  func putsEveryKindOfValueAnywhere(format: Workbook.Format) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<40 {
      let model = WorkbookModel.random(&chance)
      let path = try model.write(format, in: folder)
      var wanted = model.cells
      let edited = try edited(path) { editor in
        for _ in 0..<Int.random(in: 1...8, using: &chance) {
          let sheet = model.draft.sheets.randomElement(using: &chance)?.name ?? ""
          let cell = CellAddress(
            row: Int.random(in: 0...15, using: &chance),
            column: Int.random(in: 0...10, using: &chance))
          let value = CellValue.random(&chance)
          try editor.set(value, at: SheetCellAddress(sheet: sheet, cell: cell))
          wanted[sheet]?[cell.a1] = value == .empty ? nil : value.toMilliseconds
        }
      }
      expectSame(try LoadedWorkbook(path: edited).cellsToMilliseconds, wanted)
    }
  }

  @Test(arguments: Workbook.Format.allCases)
  func theLastValueOfACellWins(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let edited = try edited(path) {
      try $0.set(.number(1), at: at(Self.sheet, "B4"))
      try $0.set(.text("xong"), at: at(Self.sheet, "B4"))
      try $0.set(.empty, at: at(Self.sheet, "C4"))
    }
    let read = try LoadedWorkbook(path: edited)
    #expect(read.value(Self.sheet, "B4") == .text("xong"))
    #expect(read.value(Self.sheet, "C4") == nil)
  }

  // MARK: - Rows

  @Test(arguments: Workbook.Format.allCases, [0, 1, 2, 3, 7])
  func replacesPrototypeRowsByCopies(format: Workbook.Format, count: Int) throws {
    let path = try template(format)
    let edited = try edited(path) {
      try $0.set(.text("đầu"), at: at("S", "A1"))
      let rows = (0..<count).map { number in
        RowCopy(prototype: number % 2, values: [0: .number(Double(number)), 1: .text("b")])
      }
      try $0.replaceRows(1...2, ofSheet: "S", with: rows)
    }
    var wanted: [String: CellValue] = ["A1": .text("đầu")]
    for number in 0..<count {
      wanted["A\(number + 2)"] = .number(Double(number))
      wanted["B\(number + 2)"] = .text("b")
    }
    expectSame(try LoadedWorkbook(path: edited).cells, ["S": wanted])
    let merges = (0..<count).filter { $0 % 2 == 0 }.map { "B\($0 + 2):C\($0 + 2)" }
    let breaks = (0..<count).filter { $0 % 2 == 1 }.map { $0 + 1 }
    let seen = try SheetMarks(path, edited, format)
    #expect(seen.merges == merges)
    #expect(seen.pageStarts == breaks)
  }

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases)
  func isValidAfterEdits(format: Workbook.Format) throws {
    let day = try #require(DateTime(year: 2024, month: 8, day: 3))
    let report = try edited(WorkbookModel.report().write(format, in: folder)) {
      try $0.set(.date(day), at: at(Self.sheet, "B3"))
      try $0.set(.duration(seconds: 90_000), at: at(Self.sheet, "B4"))
      try $0.set(.error("#N/A"), at: at(Self.sheet, "D300"))
      try $0.set(.text(" a\n b"), at: at("Phụ lục 15", "Z1"))
    }
    let rows = try edited(template(format)) {
      try $0.replaceRows(1...2, ofSheet: "S", with: (0..<9).map { RowCopy(prototype: $0 % 2) })
    }
    for path in [report, rows] {
      #expect(try SchemaCheck.violations(inWorkbook: path) == [:])
    }
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func libreOfficeShowsTheEdits(format: Workbook.Format) throws {
    let day = try #require(DateTime(year: 2024, month: 8, day: 3))
    let path = try edited(WorkbookModel.report().write(format, in: folder)) {
      try $0.set(.number(0.905), at: at(Self.sheet, "B4"))
      try $0.set(.date(day), at: at(Self.sheet, "D4"))
      try $0.set(.text("ghi chú"), at: at(Self.sheet, "E30"))
    }
    let shown = try #require(try LibreOffice.cellTexts(of: path)[Self.sheet])
    #expect(shown[2][1] == "61,23%")
    #expect(shown[3][1] == "90,50%")
    // Shown by the language of the program: 8/3/24 or 03/08/24 or with the whole year.
    // LibreOffice shows a day in an ODS cell without a style of days as a number.
    #expect(format == .ods || shown[3][3].contains("24") && shown[3][3].contains("/"))
    #expect(shown[29][4] == "ghi chú")
  }

  // MARK: - Refusals

  @Test(arguments: Workbook.Format.allCases)
  func refusesWhatCannotBeEdited(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    var editor = try Workbook.edit(path)
    let one = CellValue.number(1)
    let name = Self.sheet
    func code(_ work: () throws -> Void) -> String {
      WorkbooksTests.code(work).split(separator: ".").dropFirst().joined()
    }
    #expect(code { try editor.set(one, at: at("Không có", "A1")) } == "no-such-sheet")
    #expect(code { try editor.set(one, at: at(name, "B1")) } == "covered-cell")
    #expect(code { try editor.set(.number(.nan), at: at(name, "B3")) } == "not-finite")
    #expect(code { try editor.replaceRows(0...0, ofSheet: name, with: []) } == "rows-below")
    let astray = [RowCopy(prototype: 3)]
    #expect(code { try editor.replaceRows(0...0, ofSheet: name, with: astray) } == "no-such-cell")
    try editor.replaceRows(21...21, ofSheet: name, with: [])
    #expect(code { try editor.set(one, at: at(name, "A22")) } == "edits-overlap")
    #expect(code { try editor.replaceRows(21...21, ofSheet: name, with: []) } == "edits-overlap")
    try editor.set(one, at: at("Phụ lục 15", "A2"))
    #expect(
      code { try editor.replaceRows(1...2, ofSheet: "Phụ lục 15", with: []) } == "edits-overlap")
    #expect(code { try editor.write(toNewFile: path) } == "refused")
  }

  @Test(arguments: Workbook.Format.allCases)
  func refusesToWriteWhenTheFileChanged(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    var editor = try Workbook.edit(path)
    try editor.set(.number(1), at: at(Self.sheet, "B3"))
    let other = try edited(path) { try $0.set(.number(2), at: at(Self.sheet, "B3")) }
    try StagedFile.writeNew(FileBytes.read(other), to: path)
    let target = folder.file("out")
    let refusal = code { try editor.write(toNewFile: target) }
    #expect(refusal == "edit.changed")
    let isThere = Folder.isFile(target)
    #expect(!isThere)
  }

  /// A sheet with a head, then two prototype rows: the first with a merged block, the second on a
  /// new page.
  private func template(_ format: Workbook.Format) throws -> String {
    var sheet = SheetDraft(name: "S")
    sheet.merges = [CellRange(a1: "B2:C2")].compactMap { $0 }
    var second = RowDraft([CellDraft(.text("mẫu 2"), style: 1)], heightPoints: 40)
    second.startsPage = true
    let model = WorkbookModel(
      draft: WorkbookDraft(sheets: [sheet], styles: WorkbookModel.styles),
      rows: [[RowDraft(), RowDraft([CellDraft(.text("mẫu 1")), CellDraft(style: 1)]), second]])
    return try model.write(format, in: folder)
  }

  private func edited(
    _ path: String, _ change: (inout any WorkbookEditor) throws -> Void
  ) throws -> String {
    var editor = try Workbook.edit(path)
    try change(&editor)
    let copy = path + ".edited"
    try Folder.remove(copy)
    try editor.write(toNewFile: copy)
    return copy
  }
}
