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
    var editing = try WorkbookEditing(path: path)
    try editing.apply(.insert(SheetLines(sheet: "S", axis: .rows, first: 2, count: 2)))
    try editing.apply(.value(.number(100), at: at("S", "A3")))
    try editing.apply(.insert(SheetLines(sheet: "S", axis: .columns, first: 0)))
    try editing.apply(.delete(SheetLines(sheet: "S", axis: .rows, first: 0)))
    try editing.apply(.copyRows(SheetLines(sheet: "S", axis: .rows, first: 0), times: 1))
    let edited = path + ".edited.\(format.rawValue)"
    _ = try editing.write(to: edited, wantsReceipt: false)
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
        try editor.apply(.copyRows(SheetLines(sheet: sheet, axis: .rows, first: 3), times: 4))
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

  @Test(arguments: Workbook.Format.allCases)
  func storedValuesOfDependentsAreComputed(format: Workbook.Format) throws {
    let path = try table(format)
    let made = try LoadedWorkbook(path: path)
    #expect(made.value("S", "B2") == .number(15))
    #expect(made.value("T", "A1") == .number(15))
    #expect(made.value("T", "B1") == .number(-90))
    var editing = try WorkbookEditing(path: path)
    try editing.apply(.value(.number(11), at: at("S", "A1")))
    let copy = path + ".computed.\(format.rawValue)"
    let receipt = try editing.write(to: copy)
    let read = try LoadedWorkbook(path: copy)
    #expect(read.value("S", "B2") == .number(25))
    #expect(read.value("T", "A1") == .number(25))
    #expect(read.value("T", "B1") == .number(-84))
    let cells = receipt?.changes.compactMap { $0.range?.a1 }.sorted()
    #expect(cells == ["A1", "A1", "B1", "B2"])
  }

  /// LibreOffice counts all names from the first sheet, and loses them where it is gone.
  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func namesOutliveTheSheetTheyAreCountedFrom(format: Workbook.Format) throws {
    func one(_ a1: String) throws -> CellRange { CellRange(try at("S", a1).cell) }
    var editing = try WorkbookEditing(path: table(format))
    try editing.apply(.addSheet("Bỏ", at: 0))
    try editing.apply(.defineName("goc", SheetRange(sheet: "S", range: one("A2"))))
    try editing.apply(.defineName("doi", SheetRange(sheet: "Bỏ", range: one("A1"))))
    try editing.apply(.defineName("doi", SheetRange(sheet: "S", range: one("A3"))))
    let sum = FormulaText("SUM(goc,doi)", .ooxml)
    try editing.apply(.formula(sum, cached: .empty, at: at("S", "F9")))
    let first = folder.file("ten.\(format.rawValue)")
    _ = try editing.write(to: first, wantsReceipt: false)
    let saved = folder.file("luu")
    try LibreOffice.convert(first, to: format.rawValue, into: saved)
    for path in [first, saved + "/ten.\(format.rawValue)"] {
      var editing = try WorkbookEditing(path: path)
      try editing.apply(.deleteSheet("Bỏ"))
      _ = try editing.write(to: path, wantsReceipt: false)
      let shown = try LibreOffice.recalculatedTexts(of: [path])[0]
      #expect(shown.keys.sorted() == ["S", "T"])
      #expect(shown["S"]?[8][5] == "5", "\(path)")
    }
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

/// Sheets as wholes, names, widths.
@Suite struct WorkbookEditTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(.needs(.libreOffice), .needs(.schemas), arguments: Workbook.Format.allCases)
  func sheetsComeGoAndMove(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    var editor = try Workbook.edit(path)
    let (first, second) = (editor.sheets[0].name, editor.sheets[1].name)
    try editor.apply(.addSheet("Mới & cũ", at: 1))
    try editor.apply(.value(.number(7), at: at("Mới & cũ", "B2")))
    try editor.apply(.renameSheet(second, to: "Phụ 'lục' 2"))
    try editor.apply(.moveSheet(first, to: 2))
    try editor.apply(.copySheet("Mới & cũ", to: "Bản sao"))
    try editor.apply(.defineName("moi", SheetRange(sheet: "Bản sao", range: block("B2:C3"))))
    try editor.apply(.defineName("don_vi", SheetRange(sheet: first, range: block("C3"))))
    try editor.apply(.removeName("ct15_truoc"))
    let lines = SheetLines(sheet: first, axis: .columns, first: 1)
    try editor.apply(.columnWidth(mm: 50, lines))
    try editor.apply(.rowHeight(points: 33, SheetLines(sheet: first, axis: .rows, first: 3)))
    try editor.apply(.property(.title, "Tên <mới>"))
    #expect(editor.sheets.map(\.name) == ["Mới & cũ", "Bản sao", "Phụ 'lục' 2", first])
    #expect(
      code { try editor.apply(.renameSheet(first, to: "bản sao")) } == "edit.bad-name")
    #expect(code { try editor.apply(.deleteSheet(first)) } == "edit.cannot-follow")
    try editor.apply(.addSheet("Bỏ", at: 0))
    try editor.apply(.deleteSheet("Bỏ"))
    let copy = path + ".edited.\(format.rawValue)"
    try editor.write(toNewFile: copy)
    #expect(try SchemaCheck.violations(inWorkbook: copy) == [:])
    let read = try LoadedWorkbook(path: copy)
    #expect(read.sheets.map(\.name) == ["Mới & cũ", "Bản sao", "Phụ 'lục' 2", first])
    #expect(read.value("Bản sao", "B2") == .number(7))
    let names = Dictionary(
      read.namedRanges.map { ($0.name, $0.target) }, uniquingKeysWith: { $1 })
    #expect(names["moi"] == SheetRange(sheet: "Bản sao", range: block("B2:C3")))
    #expect(names["don_vi"] == SheetRange(sheet: first, range: block("C3")))
    #expect(names["bang"] == SheetRange(sheet: "Phụ 'lục' 2", range: block("A1:C2")))
    #expect(names["ct15_truoc"] == nil)
    #expect(Set(try LibreOffice.cellTexts(of: copy).keys).count == 4)
  }

  private func block(_ a1: String) -> CellRange {
    CellRange(a1: a1) ?? CellRange(CellAddress(row: 0, column: 0))
  }
}
