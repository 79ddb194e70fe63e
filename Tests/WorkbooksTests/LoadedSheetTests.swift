import Sheets
import TestSupport
import Testing
import Workbooks

/// Sheets in memory, column by column.
@Suite struct LoadedSheetTests {
  private func sheet(_ rows: String) throws -> LoadedSheet {
    let path = try ODSSample.package(rows)
    return try #require(Workbook.load(path).sheets.first)
  }

  private static func number(_ value: Int, _ more: String = "") -> String {
    "<t:table-cell o:value-type=\"float\" o:value=\"\(value)\"\(more)/>"
  }

  /// A value on every cell of the largest sheet is held once, and so is padding.
  @Test func countsRepeatsAndNeverExpandsThem() throws {
    let all = try sheet(
      "<t:table-row t:number-rows-repeated=\"1048576\">"
        + Self.number(7, " t:number-columns-repeated=\"16384\"") + "</t:table-row>")
    #expect(all.heldCount == 1)
    #expect((all.rowCount, all.columnCount) == (1_048_576, 16_384))
    #expect(all[1_048_575, 16_383] == .number(7))
    #expect(all.column(9).doubles(1_048_570..<1_048_576) == [7, 7, 7, 7, 7, 7])
    let padded = try sheet(
      "<t:table-row>" + Self.number(1) + "<t:table-cell t:number-columns-repeated=\"16383\"/>"
        + "</t:table-row><t:table-row t:number-rows-repeated=\"1048575\">"
        + "<t:table-cell t:number-columns-repeated=\"16384\"/></t:table-row>")
    #expect(padded.heldCount == 1)
    #expect((padded.rowCount, padded.columnCount) == (1, 1))
    let column = try sheet(
      "<t:table-row t:number-rows-repeated=\"1000000\">" + Self.number(2) + "</t:table-row>"
        + "<t:table-row>" + Self.number(3) + "</t:table-row>")
    #expect(column.heldCount == 2)
    #expect(column[999_999, 0] == .number(2))
    #expect(column[1_000_000, 0] == .number(3))
    #expect(column[1_000_001, 0] == .empty)
  }

  @Test func givesSlicesOfNumbers() throws {
    let text = "<t:table-cell o:value-type=\"string\"><p:p>x</p:p></t:table-cell>"
    let row = { (cells: String) in "<t:table-row>\(cells)</t:table-row>" }
    let sheet = try sheet(
      row(text) + row(Self.number(1)) + row(Self.number(2)) + row("<t:table-cell/>")
        + row(Self.number(4)) + row(text) + row(Self.number(6)))
    let doubles = sheet.column(0).doubles()
    #expect(doubles.map { $0.isNaN ? -1 : $0 } == [-1, 1, 2, -1, 4, -1, 6])
    #expect(sheet.column(0).doubles(1..<3) == [1, 2])
    #expect(sheet.column(5).doubles(0..<2).allSatisfy { $0.isNaN })
    var runs: [Int: [Double]] = [:]
    sheet.column(0).eachNumberRun { runs[$0] = Array($1) }
    #expect(runs == [1: [1, 2], 4: [4], 6: [6]])
    #expect(Array(sheet.column(0))[5] == .text("x"))
    #expect(sheet[-1, 0] == .empty)
    #expect(sheet[0, 16_384] == .empty)
  }

  @Test func stopsAtALimit() throws {
    let path = try ODSSample.package(
      "<t:table-row>" + Self.number(1) + Self.number(2) + Self.number(3) + "</t:table-row>")
    var limits = LoadedSheet.Limits()
    limits.cellsMax = 2
    #expect(code { _ = try Workbook.load(path, limits: limits) } == "workbook.limit")
    #expect(try Workbook.load(path, where: { _ in false }).sheets[0].heldCount == 0)
  }

  @Test func findsWhatANameStandsFor() throws {
    let folder = try TemporaryFolder()
    let path = try WorkbookModel.report().write(.xlsx, in: folder)
    let book = try Workbook.load(path)
    #expect(book.value(named: "don_vi") == .text("BÁO CÁO"))
    #expect(book["Phụ lục 15"]?[1, 0] == .number(1_234_567.5))
    #expect(book["Phụ lục 15"]?[2, 0] == .duration(seconds: 130_500))
    #expect(book.value(named: "không") == nil)
  }
}
