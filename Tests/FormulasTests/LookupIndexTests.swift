import Testing

@testable import Formulas

/// Many exact lookups in one column, whose places are remembered.
@Suite struct LookupIndexTests {
  @Test func looksUpFormulasThatWaitAndCellsThatChange() throws {
    let book = Calculator(sheets: ["S"])
    func place(_ row: Int, _ column: Int) -> CellPlace {
      CellPlace(sheet: 0, cell: GridCell(row: row, column: column))
    }
    func formula(_ text: String, _ row: Int, _ column: Int) throws {
      let cell = place(row, column)
      book.setFormula(try Formula(text, .ooxml, at: cell.cell), at: cell)
    }
    // The lookups come first, so that what they search still waits when they are begun.
    for row in 0..<50 { try formula("MATCH(\(row)*2,$C$1:$C$50,0)", row, 0) }
    for row in 0..<50 { try formula("D\(row + 1)*2", row, 2) }
    for row in 0..<50 { book.setValue(.number(Double(row)), at: place(row, 3)) }
    book.recalculate()
    for row in 0..<50 { #expect(book.value(at: place(row, 0)) == .number(Double(row + 1))) }
    book.setValue(.number(1000), at: place(7, 3))
    book.setValue(.number(7), at: place(49, 3))
    book.recalculate()
    #expect(book.value(at: place(7, 0)) == .number(50))
    #expect(book.value(at: place(49, 0)) == .error(.na))
  }
}
