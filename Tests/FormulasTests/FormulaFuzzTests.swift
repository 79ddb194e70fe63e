import TestSupport
import Testing

@testable import Formulas

/// Formulas that nobody would write: none may trap, hang or recurse without end.
@Suite struct FormulaFuzzTests {
  @Test func survivesAnything() throws {
    var random = SeededGenerator.announced()
    var read = 0
    for _ in 0..<SeededGenerator.rounds(1500) {
      let text = FormulaFuzz.text(&random)
      let notation = FormulaFuzz.notations.randomElement(using: &random) ?? .ooxml
      if try FormulaFuzz.tries(text, notation, &random) { read += 1 }
    }
    // Most must still be formulas, else nothing behind the parser is tried.
    #expect(read > 150)
  }

  @Test func namesThatUseNamesGrowToALimit() throws {
    let book = Calculator(sheets: ["S"])
    for level in 0..<31 {
      book.define(
        name: "x_\(level)", sheet: nil,
        as: try Formula(level == 0 ? "1" : "x_\(level - 1)+x_\(level - 1)", .ooxml))
    }
    try book.formula("A1", "x_30")
    try book.formula("A2", "loop")
    book.define(name: "loop", sheet: nil, as: try Formula("loop+1", .ooxml))
    try book.formula("A3", "loop")
    book.recalculate()
    #expect(book.value(at: "A1").error == .limit)
    #expect(book.value(at: "A3").error == .name)
  }

  @Test func oneFormulaLooksAtSoManyValuesOnly() throws {
    let book = Calculator(sheets: ["S"])
    for row in 0..<512 {
      for column in 0..<64 {
        book.setValue(
          .number(1), at: CellPlace(sheet: 0, cell: GridCell(row: row, column: column)))
      }
    }
    let sum = Array(repeating: "SUM(A1:BL512)", count: 60).joined(separator: "+")
    let place = CellPlace(sheet: 0, cell: GridCell(row: 600, column: 70))
    book.setFormula(try Formula(sum, .ooxml, at: place.cell), at: place)
    book.recalculate()
    #expect(book.value(at: place) == .number(60 * 512 * 64))
    #expect(throws: FormulaError.limit) {
      book.store.budget = 512 * 64 - 1
      try book.store.forEachFilled(
        sheet: 0, range: GridRange(GridCell(row: 0, column: 0), GridCell(row: 511, column: 63))
      ) { (_, _, _) throws(FormulaError) in }
    }
  }
}

/// Makes odd formulas and tries all that can be done with them.
enum FormulaFuzz {
  static let notations: [Notation] = [.ooxml, .ooxml, .openFormula, .r1c1]

  private static let seeds = [
    "SUM(A1:B2,1)*-2^3%", "IF(A1>0,\"a\",#N/A)", "'My ''x'''!$A$1:B$2 C:C", "{1,2;\"x\",TRUE}+A1#",
    "SUM([.A1:.B2];1)", "[$'a b'.A1:$Sheet3.B2]![.C1]~[.D:.D]", "{1;2|3;#DIV/0!}", "R1C[-2]+RC",
    "[1]Sheet1!A1+Jan:Dec!B2", "T[[#This Row],[a]:[b]]", "_xlfn.LET(_xlpm.a,1,_xlpm.a+A1)",
    "CHOOSE(2,A1,B1)", "IFERROR(1/0,A1:A3)", "INDEX(A1:C3,2,2):C3", "-(-(1))", "1E308*10",
    "_xlfn.SWITCH(A1,1,2,3)", "SUM(S:T!A1)", "OFFSET(A1,1,1)", "INDIRECT(\"A\"&1)",
    "IF(A9)", "_xlfn.IFS(A9,1,A9)", "SUM(A1:INDIRECT(\"H\"&ROW()))",
  ]
  private static let pieces = [
    "(", ")", ",", ";", "[", "]", "{", "}", "'", "\"", "!", "$", ":", ".", "#", "#REF!", "%", "-",
    "A1", "XFD1048576", "$A$0", "1E999", "SUM(", "IF(", "[.", " ", "~", "|", "@", "R[", "C", "é",
    "\u{0}", "\u{1F600}", "[1]", "TRUE", "#N/A", "1:1", "_xlfn.", "99999999999", "S!", "&", "^",
  ]

  /// A seed with a few changes, or pieces alone.
  static func text(_ random: inout some RandomNumberGenerator) -> String {
    var scalars = Array((seeds.randomElement(using: &random) ?? "").unicodeScalars)
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where place < scalars.count: scalars.remove(at: place)
      case 1:
        let other = Array((seeds.randomElement(using: &random) ?? "").unicodeScalars)
        scalars.insert(contentsOf: other.prefix(place), at: place)
      default:
        scalars.insert(
          contentsOf: Array((pieces.randomElement(using: &random) ?? "").unicodeScalars), at: place)
      }
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }

  /// Reads a formula and does all that can be done with it; whether it could be read.
  static func tries(
    _ text: String, _ notation: Notation, _ random: inout some RandomNumberGenerator
  ) throws -> Bool {
    let base = GridCell(row: Int.random(in: 0..<20, using: &random), column: 7)
    guard let formula = try? Formula(text, notation, at: base) else { return false }
    #expect(formula.text == text)
    #expect(formula.rewritten { _, _ in nil } == text)
    for other in [Notation.ooxml, .openFormula, .r1c1] {
      let translation = formula.translated(to: other)
      // A name, or numbers with a colon, may look like a reference in the other notation; a
      // deleted reference becomes an error value. What a call of another book's function has
      // before its name is kept as it stands.
      let isOdd = formula.tokens.contains {
        $0.kind == .name || $0.kind == .structured
          || ($0.kind == .function && formula.source(of: $0).contains("!"))
          || ($0.kind == .infix && $0.detail == Int32(FormulaOperator.range.rawValue))
      }
      guard translation.problems.isEmpty, !isOdd,
        !formula.references.contains(where: \.isDeleted)
      else { continue }
      // What was translated can be read, unless the translation made it too long or deep.
      let again = try? Formula(translation.text, other, at: base)
      #expect(
        again?.references.count == formula.references.count,
        "\(text.debugDescription) as \(translation.text.debugDescription)")
    }
    let count = Int.random(in: 1..<2_000_000, using: &random)
    for change in [
      StructureChange.insertRows(at: 1, count: count, sheet: "S"),
      .deleteColumns(at: 0, count: count, sheet: "S"), .renameSheet("S", to: "a'b"),
      .deleteSheet("S", order: ["S", "T"]),
    ] {
      let shifted = formula.shifted(by: change, inSheet: "S")
      #expect(shifted.nodes.count == formula.nodes.count)
    }
    _ = formula.moved(to: GridCell(row: 1_048_575, column: 16_383))
    let book = Calculator(sheets: ["S", "T"])
    for row in 0..<3 { book.fill("A\(row + 1)", 0, .number(Double(row))) }
    book.setFormula(formula, at: CellPlace(sheet: 0, cell: base))
    book.setFormula(
      formula, at: CellPlace(sheet: 1, cell: GridCell(row: 3, column: 3)),
      arrayRange: GridRange(GridCell(row: 3, column: 3), GridCell(row: 4, column: 4)))
    book.recalculate()
    book.fill("A1", 0, .text("x"))
    book.recalculate()
    return true
  }
}
