import Diagnostics
import Foundation
import Sheets
import SheetTools
import Storage
import TestSupport
import Testing
import Workbooks

/// Files of tables in another format.
@Suite struct SheetConversionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try FileBytes.read(path), as: UTF8.self)
  }

  private static let table = """
    Mã,Số tiền,Ngày,Đúng,Ghi chú
    0071234,1250000,2024-08-03,TRUE,"một, hai"
    PA05,-0.5,2024-08-03T10:30:00,FALSE,"dòng một
    dòng hai"
    97041234567890,1e5,13/08/2024,true,=1+1

    ,,,,cuối

    """

  /// The table as it is listed: times to the millisecond.
  private static let listed = table.replacing("T10:30:00", with: "T10:30:00.000")

  @Test(arguments: ["ods", "fods", "xlsx"])
  func textComesBackAsItWas(ending: String) throws {
    let csv = try folder.write(text: Self.table, to: "a.csv")
    let book = folder.file("a." + ending)
    let summary = try SheetConversion(from: csv, to: book).run()
    #expect(summary.sheets == 1)
    #expect(summary.rows == 5)
    #expect(summary.notes.isEmpty)
    let back = folder.file("b.csv")
    _ = try SheetConversion(from: book, to: back, isRaw: true).run()
    #expect(try text(back) == Self.listed)
  }

  @Test(arguments: ["csv", "tsv"])
  func makesTextHarmlessThatWouldRun(ending: String) throws {
    let texts = ["=1+1", "@SUM(A1)", "-2+3", "+84 912", "\t=1", "-5", "-", "'=1", "a=1"]
    let book = folder.file("a.xlsx")
    let source = try folder.write(text: texts.map { "\"\($0)\"\n" }.joined(), to: "a.csv")
    _ = try SheetConversion(from: source, to: book).run()
    let table = folder.file("b." + ending)
    _ = try SheetConversion(from: book, to: table).run()
    let quotes = ending == "tsv" ? "\"" : ""
    #expect(
      try text(table) == """
        '=1+1
        '@SUM(A1)
        '-2+3
        '+84 912
        \(quotes)'\t=1\(quotes)
        -5
        '-
        '=1
        a=1

        """)
  }

  @Test func typesOnlyWhatIsNotLost() throws {
    let csv = try folder.write(text: Self.table, to: "a.csv")
    let book = folder.file("a.ods")
    _ = try SheetConversion(from: csv, to: book).run()
    var values: [CellValue] = []
    try Workbook.open(book).readRows(ofSheet: 0) { row in
      if row.index > 0 { values += row.cells.map(\.value) }
      return true
    }
    let day = DateTime(year: 2024, month: 8, day: 3)
    let moment = DateTime(year: 2024, month: 8, day: 3, secondOfDay: 37_800)
    let wanted: [CellValue] = [
      .text("0071234"), .number(1_250_000), day.map { .date($0) } ?? .empty, .boolean(true),
      .text("một, hai"), .text("PA05"), .number(-0.5), moment.map { .date($0) } ?? .empty,
      .boolean(false), .text("dòng một\ndòng hai"), .text("97041234567890"), .text("1e5"),
      .text("13/08/2024"), .text("true"), .text("=1+1"), .text("cuối"),
    ]
    #expect(values == wanted)
  }

  @Test(arguments: [("ods", "xlsx"), ("xlsx", "ods"), ("xlsx", "fods"), ("fods", "xlsx")])
  func workbooksKeepTheirValues(from: String, to: String) throws {
    let csv = try folder.write(text: Self.table, to: "a.csv")
    let (one, other) = (folder.file("1." + from), folder.file("2." + to))
    _ = try SheetConversion(from: csv, to: one).run()
    _ = try SheetConversion(from: one, to: other).run()
    let back = folder.file("b.csv")
    _ = try SheetConversion(from: other, to: back, isRaw: true).run()
    #expect(try text(back) == Self.listed)
  }

  @Test func leavesNothingHalfWritten() throws {
    let bad = try folder.write(text: "a,\"b\n", to: "bad.csv")
    let old = try folder.write(text: "old", to: "out.xlsx")
    #expect(throws: (any Error).self) { try SheetConversion(from: bad, to: old).run() }
    #expect(try text(old) == "old")
    #expect(throws: (any Error).self) {
      try SheetConversion(from: bad, to: folder.file("x.pdf"))
    }
    #expect(try Folder.files(folder.path).sorted() == ["bad.csv", "out.xlsx"])
  }
}
