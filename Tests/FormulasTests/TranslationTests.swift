import Diagnostics
import Testing

@testable import Formulas

/// The same formula in both dialects.
@Suite struct TranslationTests {
  @Test(arguments: [
    ("SUM(A1:A3,1)", "SUM([.A1:.A3];1)"), ("Sheet1!$A$1", "[$Sheet1.$A$1]"),
    ("'My sheet'!A1:B2", "[$'My sheet'.A1:.B2]"), ("A1 B1:C3", "[.A1]![.B1:.C3]"),
    ("SUM((A1,B1))", "SUM(([.A1]~[.B1]))"), ("IF(A1>0,,\"a,b\")", "IF([.A1]>0;;\"a,b\")"),
    ("{1,2;3,TRUE}", "{1;2|3;TRUE}"), ("TRUE", "TRUE()"), ("A:B", "[.A:.B]"), ("1:3", "[.1:.3]"),
    ("Jan:Mar!B2", "[$Jan.B2:$Mar.B2]"), ("#REF!", "#REF!"), ("Sheet1!#REF!", "[$Sheet1.#REF!]"),
    ("1 + 2 * (3 )", "1 + 2 * (3 )"), ("x_1*Sheet2!y", "x_1*$Sheet2.y"), ("50%^2", "50%^2"),
    ("A1:INDEX(B1:B9,2)", "[.A1]:INDEX([.B1:.B9];2)"), ("#REF!A1", "[#REF!.A1]"),
  ])
  func goesBothWays(_ ooxml: String, _ openFormula: String) throws {
    let there = try Formula(ooxml, .ooxml).translated(to: .openFormula)
    #expect(there.text == openFormula)
    #expect(there.problems.isEmpty)
    let back = try Formula(openFormula, .openFormula).translated(to: .ooxml)
    #expect(back.text == (ooxml == "TRUE" ? "TRUE()" : ooxml))
    #expect(back.problems.isEmpty)
  }

  @Test func putsUnionsAmongArgumentsInParentheses() throws {
    let formula = try Formula("SUM([.A1]~[.B1]~[.C1];2)", .openFormula)
    #expect(formula.translated(to: .ooxml).text == "SUM((A1,B1,C1),2)")
  }

  @Test(arguments: [
    ("_xlfn.STDEV.S", "COM.MICROSOFT.STDEV.S"), ("NORMSDIST", "LEGACY.NORMSDIST"),
    ("CEILING", "COM.MICROSOFT.CEILING"), ("_xlfn.IFNA", "IFNA"), ("_xlfn.F.DIST", "FDIST"),
    ("FDIST", "LEGACY.FDIST"), ("_xlfn._xlws.SORT", "COM.MICROSOFT.SORT"), ("SUM", "SUM"),
    ("_xlfn.ORG.LIBREOFFICE.REGEX", "ORG.LIBREOFFICE.REGEX"), ("MyMacro", "MyMacro"),
  ])
  func knowsWhatFunctionsAreCalled(_ ooxml: String, _ openFormula: String) {
    #expect(FunctionNames.openFormula(of: ooxml) == openFormula)
    #expect(FunctionNames.ooxml(of: openFormula) == ooxml)
  }

  @Test func tellsWhatCannotBeSaid() throws {
    let formula = try Formula("SUM(T[a])+A1#+[1]S!B2+#SPILL!", .ooxml)
    let translation = formula.translated(to: .openFormula)
    #expect(
      translation.problems == [
        .untranslatable(.structuredReference, at: 4), .untranslatable(.spill, at: 12),
        .untranslatable(.externalBook, at: 14), .untranslatable(.error, at: 22),
      ])
    #expect(translation.problems.allSatisfy { $0.diagnostic.severity == .warning })
  }

  @Test func knowsBooksAndTables() throws {
    let table = Reference(
      shape: .range, first: .init(row: 1, column: 0), last: .init(row: 4, column: 0))
    let context = TranslationContext(
      books: ["1": "file:///tmp/a.xlsx"],
      structuredReference: { text, _ in text == "T[a]" ? table : nil })
    let formula = try Formula("SUM(T[a],[1]S!B2)", .ooxml)
    let text = formula.translated(to: .openFormula, context: context).text
    #expect(text == "SUM([.A2:.A5];['file:///tmp/a.xlsx'#$S.B2])")
    let back = try Formula(text, .openFormula).translated(to: .ooxml, context: context).text
    #expect(back == "SUM(A2:A5,[1]S!B2)")
  }

  @Test(arguments: ["SUM( A1 ,B2 )", "\"\u{1F600}\"&A1", "'a''b'!A1 + 1", "$A:$A  A1:B2", "A1 "])
  func keepsTheText(_ text: String) throws {
    let formula = try Formula(text, .ooxml)
    #expect(formula.text == text)
    #expect(formula.rewritten { _, _ in nil } == text)
    #expect(formula.translated(to: .ooxml).text == text)
  }
}
