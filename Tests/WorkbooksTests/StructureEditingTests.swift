import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Rows and columns that come and go: what speaks of cells follows them.
@Suite struct StructureEditingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func formulasFollowInLibreOffice(format: Workbook.Format) throws {
    let path = try table(format)
    let edited = try edited(path) { editor in
      try editor.apply(.insert(SheetLines(sheet: "S", axis: .rows, first: 2, count: 2)))
      try editor.apply(.value(.number(100), at: at("S", "A3")))
      try editor.apply(.insert(SheetLines(sheet: "S", axis: .columns, first: 0)))
      try editor.apply(.delete(SheetLines(sheet: "S", axis: .rows, first: 0)))
      try editor.apply(.copyRow(0, times: 1, sheet: "S"))
    }
    let shown = try LibreOffice.cellTexts(of: edited)
    let own = try #require(shown["S"])
    // 2, its copy, 100 between them and 3, 4, 5: what left is 1; the sum was over all of them.
    #expect(own.map { $0[1] } == ["2", "2", "100", "", "3", "4", "5"])
    #expect(own[0][2] == "116")
    #expect(shown["T"]?[0][0] == "116")
    #expect(shown["T"]?[0][1] == "5")
  }

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases)
  func isValidAfterwards(format: Workbook.Format) throws {
    for path in [try table(format), try WorkbookModel.report().write(format, in: folder)] {
      let edited = try edited(path) { editor in
        let sheet = editor.sheets[0].name
        try editor.apply(.insert(SheetLines(sheet: sheet, axis: .rows, first: 5, count: 3)))
        try editor.apply(.insert(SheetLines(sheet: sheet, axis: .columns, first: 1, count: 2)))
        try editor.apply(.delete(SheetLines(sheet: sheet, axis: .rows, first: 9, count: 20)))
        try editor.apply(.copyRow(3, times: 4, sheet: sheet))
        try editor.apply(.comment("xem lại\nngay", at: at(sheet, "A3")))
        try editor.apply(.comment("hai", at: at(sheet, "A2")))
      }
      #expect(try SchemaCheck.violations(inWorkbook: edited) == [:])
    }
  }

  @Test(arguments: Workbook.Format.allCases)
  func namesFollowOrAreRefused(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    var editor = try Workbook.edit(path)
    let sheet = editor.sheets[0].name
    try editor.apply(.insert(SheetLines(sheet: sheet, axis: .rows, first: 2, count: 2)))
    let target = editor.namedRanges.first { $0.name == "ct15_truoc" }?.target
    #expect(target?.range.a1 == "B5")
    let deletion = WorkbookEdit.delete(SheetLines(sheet: sheet, axis: .rows, first: 4))
    #expect(code { try editor.apply(deletion) } == "edit.cannot-follow")
    // What was refused left nothing behind.
    #expect(editor.namedRanges.first { $0.name == "ct15_truoc" }?.target?.range.a1 == "B5")
    let merged = WorkbookEdit.delete(SheetLines(sheet: sheet, axis: .rows, first: 6))
    #expect(code { try editor.apply(merged) } == "edit.cannot-follow")
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func libreOfficeShowsNotes(format: Workbook.Format) throws {
    let path = try table(format)
    let edited = try edited(path) { editor in
      try editor.apply(.comment("ghi chú", at: at("S", "A2")))
      try editor.apply(.insert(SheetLines(sheet: "S", axis: .rows, first: 0, count: 3)))
    }
    // LibreOffice 7.4 leaves hidden notes out when it saves ODF without its windows.
    let files = try LibreOffice.convert(edited, to: "xlsx", into: folder.file("out"))
    let saved = try ZipArchive(path: try #require(files.first))
    let notes = String(decoding: try saved.read("xl/comments1.xml"), as: UTF8.self)
    #expect(notes.contains("ghi chú"))
    #expect(notes.contains("ref=\"A5\""))
  }

  /// A sheet `S` with 1 to 5 in column A and their sum in B2, and a sheet `T` that refers to it.
  private func table(_ format: Workbook.Format) throws -> String {
    var rows = (1...5).map { RowDraft([CellDraft(.number(Double($0)))]) }
    rows[1].cells.append(CellDraft())
    let draft = WorkbookDraft(sheets: [SheetDraft(name: "S"), SheetDraft(name: "T")])
    let model = WorkbookModel(draft: draft, rows: [rows, [RowDraft([CellDraft(), CellDraft()])]])
    let path = try model.write(format, in: folder)
    let copy = path + ".t.\(format.rawValue)"
    var editing = try WorkbookEditing(path: path)
    let formulas = [
      ("S", "B2", "SUM(A1:A5)"), ("T", "A1", "S!B2"), ("T", "B1", "MAX(S!$A$1:$A$5)-95"),
    ]
    for (sheet, cell, text) in formulas {
      try editing.apply(.formula(FormulaText(text, .ooxml), cached: .empty, at: at(sheet, cell)))
    }
    _ = try editing.write(to: copy, wantsReceipt: false)
    return copy
  }

  private func edited(
    _ path: String, _ change: (inout any WorkbookEditor) throws -> Void
  ) throws -> String {
    var editor = try Workbook.edit(path)
    try change(&editor)
    let copy = path + ".edited.\(Folder.pathExtension(of: path))"
    try editor.write(toNewFile: copy)
    return copy
  }
}
