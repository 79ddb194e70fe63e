import TestSupport
import Testing

@testable import Formulas

/// References that follow changes of the workbook.
@Suite struct ShiftingTests {
  private func shifted(
    _ text: String, _ change: StructureChange, inSheet sheet: String = "S",
    _ notation: Notation = .ooxml
  ) throws -> String {
    try Formula(text, notation).shifted(by: change, inSheet: sheet).text
  }

  @Test(arguments: [
    ("A1+A5+$A$6", "A1+A7+$A$8"), ("SUM(A1:A9)", "SUM(A1:A11)"), ("SUM(A5:A9)", "SUM(A7:A11)"),
    ("SUM(A1:A4)", "SUM(A1:A4)"), ("A:A", "A:A"), ("4:6", "4:8"), ("Other!A9", "Other!A9"),
    ("S!A9 + s!B9", "S!A11 + s!B11"), ("A1048576", "#REF!"), ("SUM(B9:A1)", "SUM(B11:A1)"),
    ("SUM(A1:A1048570)", "SUM(A1:A1048572)"), ("S:T!A9", "S:T!A9"), ("[1]S!A9", "[1]S!A9"),
  ])
  func followsInsertedRows(_ before: String, _ after: String) throws {
    #expect(try shifted(before, .insertRows(at: 4, count: 2, sheet: "S")) == after)
  }

  @Test(arguments: [
    ("A1+A3+A6", "A1+#REF!+A4"), ("SUM(A1:A9)", "SUM(A1:A7)"), ("SUM(A3:A4)", "SUM(#REF!)"),
    ("SUM(A1:A3)", "SUM(A1:A2)"), ("SUM(A4:A9)", "SUM(A3:A7)"), ("3:4", "#REF!"), ("A:C", "A:C"),
    ("S!$A$3", "S!#REF!"),
  ])
  func followsDeletedRows(_ before: String, _ after: String) throws {
    #expect(try shifted(before, .deleteRows(at: 2, count: 2, sheet: "S")) == after)
  }

  @Test(arguments: [
    ("[.C1]+[.$A$1]", "[.E1]+[.$A$1]"), ("SUM([.A1:.C3])", "SUM([.A1:.E3])"),
    ("[.B:.C]", "[.D:.E]"), ("[$S.C1]+['T'.C1]", "[$S.E1]+['T'.C1]"),
  ])
  func followsInsertedColumns(_ before: String, _ after: String) throws {
    #expect(
      try shifted(before, .insertColumns(at: 1, count: 2, sheet: "S"), .openFormula) == after)
    #expect(
      try shifted(after, .deleteColumns(at: 1, count: 2, sheet: "S"), .openFormula) == before)
  }

  private func shifted(
    _ text: String, _ change: StructureChange, _ notation: Notation
  ) throws -> String {
    try shifted(text, change, inSheet: "S", notation)
  }

  @Test func followsMovedBlocks() throws {
    let block = GridRange(GridCell(row: 0, column: 0), GridCell(row: 1, column: 1))
    let inside = StructureChange.moveBlock(
      block, sheet: "S", to: GridCell(row: 9, column: 3), toSheet: "S")
    #expect(try shifted("A1+$B$2+C3+SUM(A1:B2)+A1:A9", inside) == "D10+$E$11+C3+SUM(D10:E11)+A1:A9")
    #expect(try shifted("D10+D12", inside) == "#REF!+D12")
    let away = StructureChange.moveBlock(
      block, sheet: "S", to: GridCell(row: 0, column: 0), toSheet: "My T")
    #expect(try shifted("A1+C3", away) == "'My T'!A1+C3")
  }

  @Test func followsSheets() throws {
    let rename = StructureChange.renameSheet("Old", to: "Kỳ 1")
    #expect(
      try shifted("Old!A1+'old'!x+Old:End!B1+A1", rename)
        == "'Kỳ 1'!A1+'Kỳ 1'!x+'Kỳ 1:End'!B1+A1")
    #expect(try shifted("[$Old.A1]", rename, .openFormula) == "[$'Kỳ 1'.A1]")
    let order = ["X", "Y", "Z"]
    #expect(
      try shifted("X!A1+Y!A1+X:Z!A1", .deleteSheet("X", order: order)) == "#REF!A1+Y!A1+Y:Z!A1")
    #expect(try shifted("X:Y!A1", .deleteSheet("Y", order: order)) == "X!A1")
    #expect(try shifted("[$X.A1]", .deleteSheet("X", order: order), .openFormula) == "[#REF!.A1]")
  }

  @Test func copiesAsSharedFormulasDo() throws {
    let formula = try Formula("A1*$B$1+$C1+D$1", .ooxml, at: GridCell(row: 0, column: 4))
    #expect(formula.moved(to: GridCell(row: 2, column: 5)).text == "B3*$B$1+$C3+E$1")
    let top = try Formula("A1", .ooxml, at: GridCell(row: 5, column: 0))
    #expect(top.moved(to: GridCell(row: 0, column: 0)).text == "#REF!")
    let whole = try Formula("SUM(A:A)+SUM(1:1)", .ooxml)
    #expect(whole.moved(to: GridCell(row: 3, column: 1)).text == "SUM(B:B)+SUM(4:4)")
  }

  /// Inserting rows and deleting them again changes nothing that was not pushed off the sheet.
  @Test func insertionIsUndoneByDeletion() {
    var random = SeededGenerator.announced()
    for _ in 0..<2000 {
      let one = GridCell(row: Int.random(in: 0..<50, using: &random), column: 3)
      let other = GridCell(row: Int.random(in: 0..<50, using: &random), column: 5)
      let range = GridRange(one, other)
      let at = Int.random(in: 0..<60, using: &random)
      let count = Int.random(in: 1..<9, using: &random)
      let there = StructureChange.insertRows(at: at, count: count, sheet: "S")
        .applied(to: range, onSheet: "S")
      let back = there.flatMap {
        StructureChange.deleteRows(at: at, count: count, sheet: "S").applied(to: $0, onSheet: "S")
      }
      #expect(back == range)
      // Cell by cell: what lies in the block before lies in it after.
      let kept = (range.first.row...range.last.row).allSatisfy { row in
        let moved = row >= at ? row + count : row
        return there.map { $0.first.row <= moved && moved <= $0.last.row } ?? false
      }
      #expect(kept)
    }
  }
}
