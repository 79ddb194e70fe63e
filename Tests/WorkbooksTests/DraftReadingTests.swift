import Sheets
import TestSupport
import Testing
import Workbooks

/// Drafts read back: what hangs on sheets beside values.
@Suite struct DraftReadingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: Workbook.Format.allCases)
  func readsWhatWasWritten(format: Workbook.Format) throws {
    var sheet = SheetDraft(name: "Một")
    sheet.columns = [ColumnFormat(0...0, widthMM: 30), ColumnFormat(1...1, widthMM: 50)]
    sheet.merges = [CellRange(CellAddress(row: 0, column: 0), CellAddress(row: 1, column: 1))]
    sheet.repeatedRows = 0...1
    sheet.printArea = CellRange(CellAddress(row: 0, column: 0), CellAddress(row: 3, column: 2))
    var style = CellStyle()
    style.font.isBold = true
    style.horizontal = .center
    style.borders = .all
    let draft = WorkbookDraft(sheets: [sheet], styles: [CellStyle(), style])
    let rows = [
      RowDraft([CellDraft(.text("a"), style: 1)], heightPoints: 30), RowDraft(),
      RowDraft([CellDraft(.number(1)), CellDraft(), CellDraft(.boolean(true), style: 1)]),
    ]
    let path = folder.file("a." + format.rawValue)
    try Workbook.write(draft, rows: [rows], to: path)
    let reader = try Workbook.open(path)
    let read = try reader.readDraft()
    let found = try #require(read.sheets.first)
    #expect(found.name == "Một")
    #expect(found.merges == sheet.merges)
    #expect(found.repeatedRows == 0...1)
    #expect(found.printArea == sheet.printArea)
    let widths = found.columns.prefix(2).map { ($0.widthMM ?? 0).rounded() }
    #expect(widths == [30, 50])
    var seen: [SheetRow] = []
    try reader.readStyledRows(ofSheet: 0) {
      seen.append($0)
      return true
    }
    #expect(seen.first?.format.heightPoints.map { $0.rounded() } == 30)
    #expect(seen.first?.cells.first?.value == .text("a"))
    let look = read.styles[try #require(seen.first?.cells.first?.style)]
    #expect(look.font.isBold)
    #expect(look.horizontal == .center)
    #expect(look.borders.left?.style == .thin)
    #expect(seen.first { $0.index == 2 }?.cells.first { $0.column == 2 }?.value == .boolean(true))
  }

  /// Cells with neighbours that hold the same put together: where columns have styles of their own,
  /// styled runs are cut.
  private static func joined(_ cells: [SheetCell]) -> [SheetCell] {
    cells.reduce(into: []) { joined, next in
      if let last = joined.last, last.value == next.value,
        last.column + last.repeated == next.column
      {
        joined[joined.count - 1].repeated += next.repeated
      } else {
        joined.append(next)
      }
    }
  }

  /// Whatever the file, its styled rows hold the values that its rows hold.
  @Test(.needs(.sharedFolder))
  func readsTheValuesOfTheCorpus() throws {
    var formulas = 0
    for file in try CorpusFile.all()
    where file.expected == "opens" && ["ods", "xlsx"].contains(file.folder) {
      let reader = try Workbook.open(file.path)
      let draft = try reader.readDraft()
      #expect(draft.sheets.map(\.name) == reader.sheets.map(\.name), "\(file.name)")
      for sheet in reader.sheets.indices {
        var (plain, styled): ([SheetCell], [SheetCell]) = ([], [])
        try reader.readRows(ofSheet: sheet) {
          plain += $0.cells
          return true
        }
        try reader.readStyledRows(ofSheet: sheet) { row in
          for cell in row.cells {
            formulas += cell.formula == nil ? 0 : 1
            #expect(draft.styles.indices.contains(cell.style), "\(file.name)")
            guard cell.value != .empty else { continue }
            styled.append(
              SheetCell(column: cell.column, repeated: cell.repeated, value: cell.value))
          }
          return true
        }
        #expect(Self.joined(plain) == Self.joined(styled), "\(file.name)")
      }
    }
    #expect(formulas > 1000)
  }
}
