import ODSFiles
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import XLSXFiles
import ZipArchives

/// A large workbook is edited with only some of its rows in memory: what comes of it is, byte for
/// byte, what comes of editing it whole.
@Suite struct SparseEditingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func isEditedAsWhenItIsInMemory() throws {
    var chance = SeededGenerator.announced()
    for number in 0..<SeededGenerator.rounds(4) {
      let model = Self.model(&chance)
      for format in Workbook.Format.allCases {
        let path = try model.write(format, in: folder)
        var editors = try Self.editors(path, format)
        let plain = PlainBook(model)
        var story: [String] = []
        let count = number.isMultiple(of: 4) ? 60 : 6
        for _ in 0..<Int.random(in: 1...count, using: &chance) {
          let edit = Self.edit(of: plain, model, &chance)
          let codes = editors.indices.map { place in code { try editors[place].apply(edit) } }
          story.append("\(edit) \(codes)")
          #expect(codes[0] == codes[1], "\(number) \(story.joined(separator: "\n"))")
        }
        let parts = try editors.enumerated().map { place, editor in
          let copy = path + ".\(place)"
          try editor.write(toNewFile: copy)
          let archive = try ZipArchive(path: copy)
          return try Dictionary(
            uniqueKeysWithValues: archive.members.map { ($0.name, try archive.read($0.name)) })
        }
        for name in Set(parts[0].keys).union(parts[1].keys).sorted() {
          #expect(
            parts[0][name] == parts[1][name], "\(number) \(name): \(story.joined(separator: "\n"))")
        }
      }
    }
  }

  @Test(arguments: Workbook.Format.allCases)
  func knowsWhetherThereAreFormulas(format: Workbook.Format) throws {
    var model = WorkbookModel(
      draft: WorkbookDraft(sheets: [SheetDraft(name: "S")]),
      rows: [(0..<400).map { _ in RowDraft([CellDraft(.number(1)), CellDraft(.text("hai"))]) }])
    let place = SheetCellAddress(sheet: "S", cell: CellAddress(row: 350, column: 0))
    var editor = try Self.editors(model.write(format, in: folder), format)[1]
    try editor.apply(.value(.number(2), at: place))
    #expect(editor.isFreeOfFormulas)
    model.rows[0][30].cells[0].formula = CellFormula(FormulaText("B1&1", .ooxml))
    model.rows[0][30].cells[0].value = .text("hai1")
    editor = try Self.editors(model.write(format, in: folder), format)[1]
    try editor.apply(.value(.number(2), at: place))
    #expect(!editor.isFreeOfFormulas)
  }

  private static func editors(
    _ path: String, _ format: Workbook.Format
  ) throws -> [any WorkbookEditor] {
    switch format {
    case .ods:
      [
        try ODSEditor(path: path, sparseBytesMin: Int.max),
        try ODSEditor(path: path, sparseBytesMin: 0),
      ]
    case .xlsx:
      [
        try XLSXEditor(path: path, sparseBytesMin: Int.max),
        try XLSXEditor(path: path, sparseBytesMin: 0),
      ]
    }
  }

  /// A workbook with merged blocks, whose first sheet has rows enough for several gaps.
  private static func model(_ chance: inout SeededGenerator) -> WorkbookModel {
    var model = WorkbookModel.random(&chance)
    for _ in 0..<Int.random(in: 0...700, using: &chance) {
      guard Int.random(in: 0...9, using: &chance) > 0 else {
        model.rows[0].append(RowDraft([]))
        continue
      }
      model.rows[0].append(
        RowDraft((0..<6).map { _ in CellDraft(CellValue.random(&chance), style: 0) }))
    }
    RandomEdits.addMerges(to: &model, &chance)
    return model
  }

  /// Nearly always the change of a cell.
  private static func edit(
    of book: PlainBook, _ model: WorkbookModel, _ chance: inout SeededGenerator
  ) -> WorkbookEdit {
    guard Int.random(in: 0...11, using: &chance) > 0 else {
      return RandomEdits.edit(of: book, &chance)
    }
    let sheet = Int.random(in: 0..<model.rows.count, using: &chance)
    let cell = CellAddress(
      row: Int.random(in: 0...model.rows[sheet].count + 3, using: &chance),
      column: Int.random(in: 0...9, using: &chance))
    let place = SheetCellAddress(sheet: book.sheets[sheet].name, cell: cell)
    let block = SheetRange(sheet: place.sheet, range: CellRange(cell))
    switch Int.random(in: 0...9, using: &chance) {
    case 0: return .comment("xem", at: place)
    case 1: return .style(WorkbookModel.styles[1], block)
    case 2: return .numberFormat(NumberFormat(code: "0.00"), block)
    case 3: return .cached(.number(3), at: place)
    default: return .value(CellValue.random(&chance), at: place)
    }
  }
}
