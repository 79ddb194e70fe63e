import Sheets
import Testing

/// Addresses in A1 notation.
@Suite struct CellAddressTests {
  @Test func printsAndParsesEveryColumn() {
    for column in 0..<CellAddress.columnsMax {
      let address = CellAddress(row: column, column: column)
      #expect(CellAddress(a1: address.a1) == address)
    }
  }

  @Test(arguments: [
    ("A1", 0, 0), ("Z1", 0, 25), ("AA1", 0, 26), ("ZZ10", 9, 701), ("AAA1", 0, 702),
    ("XFD1048576", 1_048_575, 16_383), ("$B$7", 6, 1), ("B$7", 6, 1), ("$B7", 6, 1),
    ("ab12", 11, 27),
  ])
  func parses(text: String, row: Int, column: Int) {
    #expect(CellAddress(a1: text) == CellAddress(row: row, column: column))
  }

  @Test(arguments: [
    "", "A", "1", "A0", "A01", "$", "$$A1", "A$$1", "A1$", "A-1", "A1048577", "XFE1", "AAAA1",
    "A1 ", " A1", "A1:B2", "Á1", "A١", "A99999999999999999999", "ZZZZZZZZZZZZZZZZZZZZ1",
  ])
  func refuses(text: String) {
    #expect(CellAddress(a1: text) == nil)
  }

  @Test func goesRowByRow() throws {
    let cells = try ["B2", "A2", "C1", "A10"].map { try #require(CellAddress(a1: $0)) }
    #expect(cells.sorted().map(\.a1) == ["C1", "A2", "B2", "A10"])
  }

  @Test(arguments: [
    ("B7:D9", "B7:D9"), ("D9:B7", "B7:D9"), ("B9:D7", "B7:D9"), ("$B$7", "B7"), ("B7:B7", "B7"),
  ])
  func parsesRanges(text: String, printed: String) {
    #expect(CellRange(a1: text)?.a1 == printed)
  }

  @Test(arguments: ["", ":", "A1:", ":A1", "A1:B2:C3", "A:B", "1:2"])
  func refusesRanges(text: String) {
    #expect(CellRange(a1: text) == nil)
  }

  @Test func knowsWhatLiesInARange() throws {
    let range = try #require(CellRange(a1: "B2:C3"))
    let inside = (0..<5).flatMap { row in
      (0..<5).map { CellAddress(row: row, column: $0) }.filter(range.contains).map(\.a1)
    }
    #expect(inside == ["B2", "C2", "B3", "C3"])
    #expect(range.movedDown(by: 4).a1 == "B6:C7")
    #expect(range.rows == 1...2)
    #expect(range.columns == 1...2)
  }
}
