import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import SheetTools

/// Listings of small files that are written first.
@Suite struct SheetListingTests {
  @Test(arguments: ["ods", "xlsx"])
  func listsEveryValue(named: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a." + named
    var draft = WorkbookDraft(sheets: [SheetDraft(name: "Một"), SheetDraft(name: "Hai")])
    draft.namedRanges = [
      NamedRange(
        name: "ten",
        target: SheetRange(sheet: "Hai", range: CellRange(CellAddress(row: 0, column: 0))))
    ]
    let rows = [
      [RowDraft([CellDraft(.text("a\tb\\")), CellDraft(.number(0.1))]), RowDraft()],
      [RowDraft(), RowDraft([CellDraft(), CellDraft(.boolean(true)), CellDraft(.text("x,\"y"))])],
    ]
    try Workbook.write(draft, rows: rows, to: path)
    let file = try SheetFile(path: path)
    #expect(
      try text(file, .values) == """
        sheet\tcell\ttype\tvalue\tserial
        Một\t\tsheet\tvisible\t
        Hai\t\tsheet\tvisible\t
        Một\tA1\ts\ta\\tb\\\\\t
        Một\tB1\tn\t0.1\t
        Hai\tB2\tb\tTRUE\t
        Hai\tC2\ts\tx,"y\t

        """)
    #expect(try text(file, .csv, "2") == "\n,TRUE,\"x,\"\"y\"\n")
    #expect(try text(file, .tsv, "Hai") == "\n\tTRUE\t\"x,\"\"y\"\n")
    #expect(throws: SheetToolsError.self) { try text(file, .csv, "Ba") }
    #expect(try SheetListing(file, format: .csv).write { _ in } == 1)
    let summary = try SheetSummary(file, counts: true)
    #expect(summary.sheets.map(\.used) == ["A1:B1", "B2:C2"])
    #expect(summary.names.map(\.range) == ["A1"])
    #expect(summary.cells?.text == 2)
    #expect(summary.cells?.number == 1)
    #expect(summary.cells?.boolean == 1)
  }

  @Test func readsDelimitedTextAsOneSheet() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.csv"
    try StagedFile.writeNew(Array("a;b\n\n1;\"x\ny\"\n".utf8), to: path)
    let listed = try text(SheetFile(path: path), .values)
    #expect(listed.split(separator: "\n").last == "csv\tB3\ts\tx\\ny\t")
  }

  /// Text longer than a piece is read as it comes, wherever its characters are cut.
  @Test(arguments: 0..<4) func readsLongText(shift: Int) throws {
    let folder = try TemporaryFolder()
    let line = "ộ,😀,x\n"
    let whole = String(repeating: "a", count: shift) + String(repeating: line, count: 60_000)
    let path = try folder.write(text: whole, to: "a.csv")
    #expect(try text(SheetFile(path: path), .csv) == whole)
    // A byte behind the first piece that is no UTF-8 is an error, never another text.
    let damaged = try folder.write(Array(whole.utf8) + [0xFF, 0x0A], to: "b.csv")
    #expect(throws: (any Error).self) { try text(SheetFile(path: damaged), .csv) }
  }

  private func text(
    _ file: SheetFile, _ format: SheetListing.Format, _ sheet: String? = nil
  ) throws -> String {
    let collected = Collected()
    _ = try SheetListing(file, format: format, sheet: sheet).write { collected.bytes += $0 }
    return String(decoding: collected.bytes, as: UTF8.self)
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }
}
