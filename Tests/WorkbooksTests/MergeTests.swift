import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Comparing and merging versions of a workbook, of one format and across formats.
@Suite struct MergeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let pairs = [("ods", "ods"), ("xlsx", "xlsx"), ("ods", "xlsx"), ("xlsx", "ods")]

  @Test(arguments: pairs)
  func takesWhatOnlyOneChanged(formats: (String, String)) throws {
    let base = try write(rows, formats.0)
    var ours = rows
    ours[1][1] = .number(20)
    ours.insert([.text("mới"), .number(7)], at: 3)
    ours.append([.text("cuối"), .number(9)])
    var theirs = rows
    theirs[4][1] = .text("sửa tay")
    theirs.insert([.text("của tôi"), .number(1)], at: 1)
    theirs.remove(at: 4)
    let (out, merge) = try merged(base, ours, theirs, formats)
    #expect(merge.conflicts.isEmpty)
    var wanted = theirs
    wanted[2][1] = .number(20)
    wanted.insert([.text("mới"), .number(7)], at: 4)
    wanted.append([.text("cuối"), .number(9)])
    expectSame(try LoadedWorkbook(path: out).cells, ["S": cells(wanted)])
  }

  @Test(arguments: pairs)
  func listsAndMarksWhatBothChanged(formats: (String, String)) throws {
    let base = try write(rows, formats.0)
    var (ours, theirs) = (rows, rows)
    ours[2][1] = .number(21)
    theirs[2][1] = .number(22)
    ours[3][1] = .number(5)
    theirs[3][1] = .number(5)
    let (out, merge) = try merged(base, ours, theirs, formats)
    #expect(merge.conflicts.map(\.cell.a1) == ["B3"])
    #expect(merge.conflicts.first?.ours == .value(.number(21)))
    #expect(merge.conflicts.first?.theirs == .value(.number(22)))
    #expect(merge.conflicts.first?.reason == .bothChanged)
    expectSame(try LoadedWorkbook(path: out).cells, ["S": cells(theirs)])
  }

  @Test(arguments: pairs)
  func findsRowsByTheirKey(formats: (String, String)) throws {
    let base = try write(rows, formats.0)
    var ours = rows
    // All other cells of the row change at once: only the key tells that it is the same.
    ours[2] = [.text("hàng 2"), .number(-1)]
    var theirs = rows
    theirs.swapAt(1, 5)
    let (out, merge) = try merged(base, ours, theirs, formats, key: 0)
    #expect(merge.conflicts.isEmpty)
    var wanted = theirs
    wanted[2] = ours[2]
    expectSame(try LoadedWorkbook(path: out).cells, ["S": cells(wanted)])
  }

  /// A picture that the user put in stays; of one that only the other version has the user is told.
  @Test(arguments: pairs)
  func picturesOfTheUserStay(formats: (String, String)) throws {
    func write(_ format: String, pictures cells: [String], merges: [String] = []) throws -> String {
      var sheet = SheetDraft(name: "S")
      sheet.images = cells.compactMap { a1 in
        CellAddress(a1: a1).flatMap {
          SheetImage(Pictures.png, at: DrawingAnchor($0, widthMM: 20, heightMM: 10))
        }
      }
      sheet.merges = merges.compactMap { CellRange(a1: $0) }
      let drafts = rows.map { RowDraft($0.map { CellDraft($0) }) }
      let model = WorkbookModel(draft: WorkbookDraft(sheets: [sheet]), rows: [drafts])
      return try model.write(#require(Workbook.Format(rawValue: format)), in: folder)
    }
    let merge = try WorkbookMerge(
      base: write(formats.0, pictures: []),
      ours: write(formats.0, pictures: ["D2"], merges: ["E8:F9"]),
      theirs: write(formats.1, pictures: ["D4"]))
    let out = folder.file("pictures." + formats.1)
    try merge.write(to: out)
    #expect(merge.conflicts.isEmpty)
    #expect(
      merge.left.map { "\($0.kind.rawValue) \($0.range?.a1 ?? "")" } == ["merge E8:F9", "image D2"])
    let images = try Workbook.open(out).readDraft().sheets[0].images
    #expect(images.map(\.anchor.cell.a1) == ["D4"])
    #expect(images.map(\.bytes) == [Pictures.png])
  }

  // MARK: - Differences

  @Test(arguments: pairs)
  func findsJustWhatChanged(formats: (String, String)) throws {
    let base = try write(rows, formats.0)
    var other = rows
    other[1][1] = .text("khác")
    other.insert([.text("thêm"), .number(3)], at: 3)
    let last = other.removeLast()
    other.insert(last, at: 1)
    let changes = try WorkbookDiff(
      WorkbookContents(path: base), WorkbookContents(path: write(other, formats.1))
    ).changes.filter { $0.kind != .style }
    let told = changes.map { "\($0.kind.rawValue) \($0.range?.a1 ?? "")" }
    #expect(
      told == [
        "row-moved A2:B2", "value B3", "row-inserted A5:B5", "value A5", "value B5",
      ])
  }

  @Test(arguments: pairs)
  func findsAColumnThatCame(formats: (String, String)) throws {
    let base = try write(rows, formats.0)
    let other = rows.enumerated().map { [CellValue.text("c\($0.offset)")] + $0.element }
    let changes = try WorkbookDiff(
      WorkbookContents(path: base), WorkbookContents(path: write(other, formats.1))
    ).changes.filter { $0.kind != .style && $0.kind != .value }
    #expect(changes.map { "\($0.kind.rawValue) \($0.range?.a1 ?? "")" } == ["column-inserted A1"])
  }

  @Test func findsNothingBetweenFormats() throws {
    let model = WorkbookModel.report()
    let paths = try Workbook.Format.allCases.map { try model.write($0, in: folder) }
    let changes = try WorkbookDiff(
      WorkbookContents(path: paths[0]), WorkbookContents(path: paths[1])
    ).changes.filter { $0.kind != .style }
    #expect(changes.map(\.kind) == [])
  }

  // MARK: - Files

  private let rows: [[CellValue]] = (0..<8).map { [.text("hàng \($0)"), .number(Double($0 * 10))] }

  private func write(_ rows: [[CellValue]], _ format: String) throws -> String {
    let drafts = rows.map { RowDraft($0.map { CellDraft($0) }) }
    let model = WorkbookModel(
      draft: WorkbookDraft(sheets: [SheetDraft(name: "S")]), rows: [drafts])
    return try model.write(#require(Workbook.Format(rawValue: format)), in: folder)
  }

  private func cells(_ rows: [[CellValue]]) -> [String: CellValue] {
    var cells: [String: CellValue] = [:]
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() where value != .empty {
        cells[CellAddress(row: row, column: column).a1] = value
      }
    }
    return cells
  }

  private func merged(
    _ base: String, _ ours: [[CellValue]], _ theirs: [[CellValue]], _ formats: (String, String),
    key: Int? = nil
  ) throws -> (String, WorkbookMerge) {
    let out = folder.file("merged." + formats.1)
    let merge = try WorkbookMerge(
      base: base, ours: write(ours, formats.0), theirs: write(theirs, formats.1), key: key)
    try merge.write(to: out)
    return (out, merge)
  }
}
