import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// What is written is what is read, in every format, by us and by LibreOffice.
@Suite struct WritingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: Workbook.Format.allCases)
  func readsBackWhatItWrote(format: Workbook.Format) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<60 {
      let model = WorkbookModel.random(&chance)
      let read = try LoadedWorkbook(path: model.write(format, in: folder))
      #expect(read.sheets == model.draft.sheets.map { SheetInfo(name: $0.name) })
      expectSame(read.cellsToMilliseconds, model.cells)
    }
  }

  @Test func bothFormatsHoldTheSame() throws {
    let model = WorkbookModel.report()
    let ods = try LoadedWorkbook(path: model.write(.ods, in: folder))
    let xlsx = try LoadedWorkbook(path: model.write(.xlsx, in: folder))
    #expect(ods.sheets == xlsx.sheets)
    #expect(ods.namedRanges == xlsx.namedRanges)
    #expect(ods.namedRanges == model.draft.namedRanges)
    expectSame(ods.cells, xlsx.cells)
    expectSame(ods.cells, model.cells)
  }

  @Test(arguments: Workbook.Format.allCases)
  func writesTheSameBytesTwice(format: Workbook.Format) throws {
    let model = WorkbookModel.report()
    let (one, two) = try (model.write(format, in: folder), model.write(format, in: folder))
    #expect(try FileBytes.read(one) == FileBytes.read(two))
  }

  @Test(arguments: Workbook.Format.allCases)
  func keepsAValueWhateverItsCellsFormat(format: Workbook.Format) throws {
    let day = try #require(DateTime(year: 2024, month: 8, day: 3, secondOfDay: 37_800))
    let values: [CellValue] = [.number(45_507), .date(day), .duration(seconds: 3600), .text("1")]
    let row = RowDraft(
      values.flatMap { value in
        WorkbookModel.styles.indices.map { CellDraft(value, style: $0) }
      })
    let model = WorkbookModel(
      draft: WorkbookDraft(sheets: [SheetDraft(name: "S")], styles: WorkbookModel.styles),
      rows: [[row]])
    let read = try LoadedWorkbook(path: model.write(format, in: folder))
    expectSame(read.cellsToMilliseconds, model.cells)
  }

  @Test(arguments: Workbook.Format.allCases)
  func refusesWhatMakesNoWorkbook(format: Workbook.Format) throws {
    func code(sheets: [SheetDraft], _ rows: [[RowDraft]], names: [NamedRange] = []) -> String {
      WorkbooksTests.code {
        var draft = WorkbookDraft(sheets: sheets)
        draft.namedRanges = names
        let path = folder.file("x.\(format.rawValue)")
        try Workbook.write(draft, rows: rows, to: path)
      }
    }
    let one = SheetDraft(name: "a")
    var merged = one
    merged.merges = [CellRange(a1: "A1:B2")].compactMap { $0 }
    let astray = NamedRange(name: "n", target: nil)
    let cell = { (value: CellValue) in [[RowDraft([CellDraft(), CellDraft(value)])]] }
    #expect(code(sheets: [], []) == "draft.no-sheet")
    #expect(code(sheets: [one, SheetDraft(name: "A")], [[], []]) == "draft.sheet-twice")
    for name in ["a/b", "", "'a", "a'", String(repeating: "a", count: 32)] {
      #expect(code(sheets: [SheetDraft(name: name)], [[]]) == "draft.sheet-name")
    }
    #expect(code(sheets: [one], [[]], names: [astray]) == "draft.named-range")
    #expect(code(sheets: [one], [[RowDraft([CellDraft(style: 7)])]]) == "draft.style")
    #expect(code(sheets: [one], cell(.number(.infinity))) == "draft.not-finite")
    #expect(code(sheets: [one], cell(.duration(seconds: .nan))) == "draft.not-finite")
    #expect(code(sheets: [merged], cell(.number(1))) == "draft.covered-cell")
    #expect(code(sheets: [one], [[], []]) == "draft.sheet-count")
    #expect(code(sheets: [one, SheetDraft(name: "b")], [[]]) == "draft.sheet-count")
    #expect(code(sheets: [one], cell(.number(1))) == "none")
    #expect(try Folder.files(folder.path) == ["x.\(format.rawValue)"])
  }

  @Test func refusesAFormatItDoesNotKnow() {
    let unknown = code {
      try Workbook.write(
        WorkbookDraft(sheets: [SheetDraft(name: "a")]), rows: [[]], to: folder.file("a.xls"))
    }
    #expect(unknown == "workbook.unknown-extension")
  }

  // MARK: - Other programs

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases)
  func isValidByTheSchema(format: Workbook.Format) throws {
    var chance = SeededGenerator.announced()
    for model in [WorkbookModel.report(), WorkbookModel.random(&chance)] {
      let path = try model.write(format, in: folder)
      #expect(try SchemaCheck.violations(inWorkbook: path) == [:])
    }
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func libreOfficeShowsTheValues(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let shown = try LibreOffice.cellTexts(of: path)
    let report = try #require(shown["Báo cáo 'tháng' 8"])
    #expect(report.first?.first == "BÁO CÁO")
    #expect(report[2].prefix(3) == ["Tiêu chí 2", "61,23%", "12"])
    let annex = try #require(shown["Phụ lục 15"])
    #expect(annex[0] == ["03/08/2024", "0071234", "TRUE"])
    #expect(annex[1].prefix(2) == ["1.234.568", "#N/A"])
    #expect(annex[2].prefix(2) == ["36:15:00", "03/08/2024"])
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func libreOfficeSavesTheSameValues(format: Workbook.Format) throws {
    let model = WorkbookModel.report()
    let path = try model.write(format, in: folder)
    let saved = try #require(
      LibreOffice.convert(path, to: format.rawValue, into: folder.file("saved")).first)
    let read = try LoadedWorkbook(path: saved)
    #expect(Set(read.namedRanges) == Set(model.draft.namedRanges))
    // LibreOffice does not tell an empty text from no text.
    let wanted = model.cells.mapValues { $0.filter { $0.value != .text("") } }
    expectSame(read.cells, wanted)
  }
}

/// Compares cell by cell, so that a failure names the few that differ.
func expectSame(
  _ found: [String: [String: CellValue]], _ wanted: [String: [String: CellValue]],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var differing: [String] = []
  for sheet in Set(found.keys).union(wanted.keys).sorted() {
    let (one, other) = (found[sheet] ?? [:], wanted[sheet] ?? [:])
    for cell in Set(one.keys).union(other.keys).sorted() where one[cell] != other[cell] {
      let (was, should) = (one[cell].map { "\($0)" }, other[cell].map { "\($0)" })
      differing.append("\(sheet)!\(cell): \(was ?? "nothing"), not \(should ?? "nothing")")
    }
  }
  let report = differing.prefix(5).joined(separator: "\n")
  #expect(report.isEmpty, sourceLocation: sourceLocation)
}
