import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Every operation on cells with everything that follows them, both formats alike.
@Suite struct FollowingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// One edit, and what it does to a block; nil where the block goes.
  struct Operation: CustomTestStringConvertible, Sendable {
    let name: String
    let edit: WorkbookEdit
    let follow: @Sendable (CellRange) -> CellRange?
    var testDescription: String { name }
  }

  private static func lines(
    _ axis: SheetLines.Axis, _ first: Int, _ count: Int
  ) -> SheetLines { SheetLines(sheet: "S", axis: axis, first: first, count: count) }

  private static func insertion(_ axis: SheetLines.Axis, _ at: Int, _ count: Int) -> Operation {
    Operation(
      name: "insert \(count) \(axis) at \(at)", edit: .insert(lines(axis, at, count))
    ) { block in
      var block = block
      if block.first[axis] >= at { block.first[axis] += count }
      if block.last[axis] >= at { block.last[axis] += count }
      return block
    }
  }

  private static func deletion(_ axis: SheetLines.Axis, _ at: Int, _ count: Int) -> Operation {
    Operation(
      name: "delete \(count) \(axis) at \(at)", edit: .delete(lines(axis, at, count))
    ) { block in
      let left = (block.first[axis]...block.last[axis]).filter { !(at..<at + count).contains($0) }
        .map { $0 < at ? $0 : $0 - count }
      guard let first = left.first, let last = left.last else { return nil }
      var block = block
      (block.first[axis], block.last[axis]) = (first, last)
      return block
    }
  }

  private static func move(_ a1: String, to cell: String) -> Operation {
    let (block, target) = (range(a1), range(cell).first)
    return Operation(name: "move \(a1) to \(cell)", edit: move(a1, cell)) { range in
      guard block.contains(range.first), block.contains(range.last) else { return range }
      return range.moved(
        down: target.row - block.first.row, right: target.column - block.first.column)
    }
  }

  private static let operations: [Operation] =
    [
      insertion(.rows, 0, 2), insertion(.rows, 5, 3), insertion(.rows, 8, 1),
      insertion(.rows, 12, 2), insertion(.columns, 0, 1), insertion(.columns, 3, 2),
      insertion(.columns, 2, 1), deletion(.rows, 6, 1), deletion(.rows, 12, 1),
      deletion(.rows, 2, 1), deletion(.columns, 4, 1), deletion(.rows, 20, 1),
    ]
    + [
      move("C5:D8", to: "F15"), move("B12:C13", to: "B20"), move("A6:A6", to: "H2"),
      move("K4:L9", to: "K14"), move("F2:F3", to: "H20"), move("C4:E9", to: "C40"),
    ]

  /// What speaks of cells, and where.
  private static let followers: [(name: String, blocks: [String])] = [
    ("merge", ["B12:C13"]), ("name", ["C5:D8", "A6"]), ("print", ["A1:N30"]),
    ("filter", ["K4:L9"]), ("chart", ["A5:A8", "C4", "C5:C8"]), ("image at", ["F2"]),
    ("chart at", ["F22"]),
  ]

  @Test(arguments: operations)
  func everythingFollows(_ operation: Operation) throws {
    var found: [SheetFacts] = []
    for format in Workbook.Format.allCases {
      let path = try FollowedWorkbook.write(format, in: folder)
      let before = try SheetFacts(path, sheet: "S")
      var editing = try WorkbookEditing(path: path)
      try editing.apply(operation.edit)
      let edited = path + ".edited.\(format.rawValue)"
      _ = try editing.write(to: edited, wantsReceipt: false)
      let after = try SheetFacts(edited, sheet: "S")
      for follower in Self.followers {
        let blocks = follower.blocks.compactMap { CellRange(a1: $0) }
        #expect(before[follower.name] == blocks.map(\.a1).sorted(), "\(format) \(follower.name)")
        #expect(
          after[follower.name] == blocks.compactMap(operation.follow).map(\.a1).sorted(),
          "\(format): \(operation.name), \(follower.name)")
      }
      for name in ["validation", "condition", "link", "comment"] {
        func cells(_ facts: SheetFacts) -> [CellRange] {
          facts[name].compactMap { CellRange(a1: $0.prefix { $0 != " " }) }
        }
        let followed = Set(cells(before).compactMap(operation.follow))
        // A list that lines were put into has them too.
        let isGrown = cells(after).count > cells(before).count
        #expect(
          isGrown ? followed.isSubset(of: cells(after)) : followed == Set(cells(after)),
          "\(format): \(operation.name), \(name)")
      }
      found.append(after)
    }
    let (one, other) = (try #require(found.first), try #require(found.last))
    for name in Set(one.facts.keys).union(other.facts.keys).sorted() {
      #expect(one[name] == other[name], "\(operation.name): \(name)")
    }
  }

  /// What cannot follow is refused, by both formats for the same reason.
  @Test(arguments: [
    ("insert columns in a filter", WorkbookEdit.insert(lines(.columns, 11, 1)), "cannot-follow"),
    ("delete a named range", .delete(lines(.rows, 4, 4)), "cannot-follow"),
    ("delete the head of a merge", .delete(lines(.rows, 11, 1)), "cannot-follow"),
    ("cut a merge", move("B12:B13", "E40"), "cannot-follow"),
    ("cut a filter", move("K4:K9", "E40"), "cannot-follow"),
    ("land on a cell", move("A6:A6", "C5"), "occupied"),
    ("land on a note", move("A5:A5", "I6"), "occupied"),
    ("land on what a formula names", move("A5:A5", "J1"), "occupied"),
    ("land on itself", move("C5:C8", "C6"), "cannot-follow"),
    ("leave the sheet", move("C5:C8", "C1048574"), "no-such-cell"),
    ("cut a relative rule", move("E5:E5", "E40"), "cannot-follow"),
    ("land on a merge", move("A5:A5", "C13"), "cannot-follow"),
  ])
  func whatCannotFollowIsRefused(_ name: String, edit: WorkbookEdit, code: String) throws {
    for format in Workbook.Format.allCases {
      var editor = try Workbook.edit(FollowedWorkbook.write(format, in: folder))
      #expect(
        WorkbooksTests.code { try editor.apply(edit) } == "edit." + code, "\(format): \(name)")
    }
  }

  private static func move(_ a1: String, _ cell: String) -> WorkbookEdit {
    .move(SheetRange(sheet: "S", range: range(a1)), to: range(cell).first)
  }

  private static func range(_ a1: String) -> CellRange {
    CellRange(a1: a1) ?? CellRange(CellAddress(row: 0, column: 0))
  }

  // MARK: - Sheets

  @Test(arguments: Workbook.Format.allCases)
  func aRenamedSheetKeepsAll(format: Workbook.Format) throws {
    let path = try FollowedWorkbook.write(format, in: folder)
    let before = try SheetFacts(path, sheet: "S")
    var editor = try Workbook.edit(path)
    try editor.apply(.renameSheet("S", to: "Số 'm' mới"))
    try editor.apply(.moveSheet("T", to: 0))
    try editor.apply(.addSheet("Mới", at: 1))
    let edited = path + ".edited"
    try editor.write(toNewFile: edited)
    let after = try SheetFacts(edited, sheet: "Số 'm' mới")
    for name in Set(before.facts.keys).union(after.facts.keys).sorted() {
      let wanted = before[name].map { $0.replacing("S!", with: "'Số ''m'' mới'!") }
      #expect(after[name] == wanted.sorted(), "\(format): \(name)")
    }
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func aCopiedSheetHasAll(format: Workbook.Format) throws {
    let path = try FollowedWorkbook.write(format, in: folder)
    let before = try SheetFacts(path, sheet: "S")
    var editor = try Workbook.edit(path)
    try editor.apply(.copySheet("S", to: "Bản sao"))
    // What follows the original does not touch the copy, and the other way round.
    try editor.apply(.insert(SheetLines(sheet: "S", axis: .rows, first: 0, count: 5)))
    try editor.apply(.renameSheet("Bản sao", to: "Sao"))
    let edited = path + ".edited.\(format.rawValue)"
    try editor.write(toNewFile: edited)
    #expect(editor.sheets.map(\.name) == ["S", "Sao", "T"])
    let copy = try SheetFacts(edited, sheet: "Sao")
    for name in before.facts.keys.sorted() where name != "name" && name != "formula in T" {
      #expect(copy[name] == before[name], "\(format): \(name)")
    }
    let shown = try LibreOffice.cellTexts(of: edited)
    #expect(shown["Sao"]?[4][2] == "5")
    #expect(shown["S"]?[9][2] == "5")
    if SchemaCheck.isPossible {
      #expect(try SchemaCheck.violations(inWorkbook: edited) == [:])
    }
  }
}

/// A small workbook in which everything that can speak of cells does.
enum FollowedWorkbook {
  static func write(_ format: Workbook.Format, in folder: TemporaryFolder) throws -> String {
    let dialect: FormulaDialect = format == .ods ? .openFormula : .ooxml
    func block(_ a1: String) throws -> CellRange { try #require(CellRange(a1: a1)) }
    var sheet = SheetDraft(name: "S")
    sheet.merges = [try block("B12:C13")]
    sheet.printArea = try block("A1:N30")
    sheet.repeatedRows = 0...1
    sheet.autoFilter = try block("K4:L9")
    sheet.validations = [
      DataValidation([try block("C5:C8")], .list(["a", "b"]))
    ]
    let odd = FormulaText(format == .ods ? "[.N5]>2" : "N5>2", dialect)
    sheet.conditionalFormats = [
      ConditionalFormat(
        [try block("E4:E9")], [ConditionalRule(.formula(odd)) { $0.isBold = true }])
    ]
    sheet.comments = [
      CellComment(CellAddress(row: 5, column: 2), text: "một"),
      CellComment(CellAddress(row: 5, column: 8), text: "hai"),
    ]
    sheet.hyperlinks = [Hyperlink(try block("A6"), to: .uri("https://example.vn/"))]
    sheet.images = [
      SheetImage(
        Pictures.png,
        at: DrawingAnchor(CellAddress(row: 1, column: 5), widthMM: 10, heightMM: 4))
    ].compactMap { $0 }
    var chart = SheetChart(
      .column,
      [
        .init(
          SheetRange(sheet: "S", range: try block("C5:C8")),
          name: SheetCellAddress(sheet: "S", cell: CellAddress(row: 3, column: 2)))
      ],
      at: DrawingAnchor(CellAddress(row: 21, column: 5), widthMM: 80, heightMM: 50))
    chart.categories = SheetRange(sheet: "S", range: try block("A5:A8"))
    sheet.charts = [chart]
    var draft = WorkbookDraft(sheets: [sheet, SheetDraft(name: "T")])
    draft.namedRanges = [
      NamedRange(name: "so", target: SheetRange(sheet: "S", range: try block("C5:D8"))),
      NamedRange(name: "mot_o", target: SheetRange(sheet: "S", range: try block("A6"))),
    ]
    let rows = (0..<13).map { row in
      RowDraft(
        (0..<5).map { column in
          CellDraft(
            column == 0
              ? .text("dòng \(row + 1)")
              : (4..<8).contains(row) && column > 1
                ? .number(Double(row + 1)) : row == 3 ? .text("đầu") : .empty)
        } + (0..<7).map { CellDraft((3..<9).contains(row) && $0 > 4 ? .number(1) : .empty) })
    }
    let path = folder.file("followed-\(Int.random(in: 0..<Int.max)).\(format.rawValue)")
    try Workbook.write(draft, rows: [rows, [RowDraft([CellDraft(.empty)])]], to: path)
    return try withFormulas(path, format, in: folder)
  }

  private static func withFormulas(
    _ path: String, _ format: Workbook.Format, in folder: TemporaryFolder
  ) throws -> String {
    let formulas = [
      ("S", "H10", "SUM(C5:C8)+$D$5"), ("S", "C10", "A6&J1"), ("T", "A1", "SUM(S!C5:D8)"),
      ("T", "A2", "S!$A$6&S!E5"), ("T", "B1", "SUM(so)"),
    ]
    var editing = try WorkbookEditing(path: path)
    for (sheet, cell, text) in formulas {
      try editing.apply(.formula(FormulaText(text, .ooxml), cached: .empty, at: at(sheet, cell)))
    }
    let whole = folder.file("whole-\(Int.random(in: 0..<Int.max)).\(format.rawValue)")
    _ = try editing.write(to: whole, wantsReceipt: false)
    return whole
  }
}
