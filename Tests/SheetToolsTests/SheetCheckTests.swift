import Diagnostics
import Sheets
import TestSupport
import Testing
import Workbooks

@testable import SheetTools

/// What `sheet check` finds, and what it leaves alone.
@Suite struct SheetCheckTests {
  @Test(arguments: ["ods", "xlsx"])
  func findsWhatIsWrong(named name: String) throws {
    let folder = try TemporaryFolder()
    let path = try FormulaFiles.make(
      [
        [
          .number("2"), .formula("A1*2", "[.A1]*2", "4"), .formula("A1*3", "[.A1]*3", "7"),
          .text("1.250.000"), .text("0123"), .text("PA07"), .text("12"),
        ],
        [
          .formula("A2+1", "[.A2]+1", "0"), .formula("#REF!+1", "[.#REF!]+1", "#REF!", "e"),
          .formula("1/0", "1/0", "#DIV/0!", "e"), .formula("RAND()", "RAND()", "0.3"),
          .formula("NOSUCH(1)", "NOSUCH(1)", "#NAME?", "e"), .formula("1+", "1+", "5"),
          .formula("Gone!A1", "[$Gone.A1]", "#REF!", "e"),
        ],
      ], as: name, in: folder)
    let check = try SheetCheck(path: path)
    let told = check.findings.map { finding -> String in
      let diagnostic = finding.diagnostic
      return (diagnostic.origin.cell ?? "") + " " + diagnostic.code.dropFirst("sheet.check.".count)
    }
    let expected = [
      "C1 stale", "D1 number-as-text", "G1 number-as-text", "A2 cycle", "B2 error",
      "B2 dead-reference", "C2 error", "E2 error", "F2 unreadable", "G2 error",
      "G2 dead-reference",
    ]
    #expect(told == expected)
    #expect(check.formulaCount == 9)
    #expect(check.uncheckedCount == 2)
    let hidden = CheckDocument(check, file: path, showsValues: false)
    #expect(hidden.findings.allSatisfy { $0.values == nil })
    let shown = CheckDocument(check, file: path, showsValues: true)
    #expect(shown.findings.contains { $0.values == "1.250.000" })
    #expect(shown.findings.contains { $0.values == "7 ≠ 6" })
  }

  @Test(arguments: ["ods", "xlsx"])
  func findsNothingInWhatIsRight(named name: String) throws {
    let folder = try TemporaryFolder()
    let path = try FormulaFiles.make(
      [
        [.number("2"), .formula("A1*2", "[.A1]*2", "4")],
        [.text("chữ"), .formula("SUM(A1:B1)", "SUM([.A1:.B1])", "6")],
      ], as: name, in: folder)
    #expect(try SheetCheck(path: path).findings.isEmpty)
  }

  @Test func findsNothingStaleInTheFormsThatShip() throws {
    for name in ["bao-cao-3-khong.ods", "bao-cao-3-khong.xlsx"] {
      let codes = try SheetCheck(path: PackageRoot.file("Templates/" + name)).findings
        .map(\.diagnostic.code)
      #expect(Set(codes).subtracting(["sheet.check.number-as-text"]).isEmpty)
    }
  }

  @Test func readsSharedAndArrayFormulasNamesAndIteration() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/shared.xlsx"
    try FormulaFiles.write(
      sheet: """
        <row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*rate</f>\
        <v>10</v></c><c r="C1"><f t="array" ref="C1:C3">A1:A3*2</f><v>2</v></c>\
        <c r="D1"><f>100-D1/9</f><v>90</v></c></row>\
        <row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>20</v></c>\
        <c r="C2"><v>4</v></c></row>\
        <row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>31</v></c>\
        <c r="C3"><v>6</v></c></row>
        """,
      workbook: """
        <definedNames><definedName name="rate">5*2</definedName>\
        <definedName name="dead">#REF!</definedName></definedNames>\
        <calcPr iterate="1" iterateCount="200" iterateDelta="1E-12"/>
        """, to: path)
    let formulas = try Workbook.formulas(of: path)
    #expect(formulas.sheets[0].formulas.count == 5)
    #expect(formulas.sheets[0].hiddenRows == [1...1])
    #expect(formulas.rules.iterationsMax == 200)
    let check = try SheetCheck(path: path)
    #expect(
      check.findings.map(\.diagnostic.code)
        == ["sheet.check.dead-reference", "sheet.check.stale"])
    #expect(check.findings.last?.diagnostic.origin.cell == "B3")
  }
}
