import TestSupport
import Testing

@testable import Formulas

/// The order of computation where a formula's text does not say what it needs, or says too much.
@Suite struct OrderTests {
  @Test func asksForNothingBehindWhatIsMissing() throws {
    // While A1 is not computed it reads as blank, which would take the branch of C1.
    let book = Calculator(sheets: ["S"])
    try book.formula("X1", "IF(A1>0,B1,C1)")
    try book.formula("C1", "X1+1")
    try book.formula("A1", "D1+1")
    try book.formula("B1", "5*D1+7")
    try book.formula("D1", "SUM(E1:E9)+1")
    book.recalculate()
    #expect(book.cycles.isEmpty)
    #expect(book.told("X1") == "12")
    #expect(book.told("C1") == "13")
  }

  @Test func asksNoWrongCellByATextThatIsMissing() throws {
    let book = Calculator(sheets: ["S"])
    try book.formula("A1", "INDIRECT(\"B\"&B1+9)+OFFSET(C10,B1,0)")
    try book.formula("B9", "A1")
    try book.formula("C10", "A1")
    try book.formula("B1", "SUM(B2,1)")
    try book.formula("B10", "B1*2")
    try book.formula("C11", "B1*3")
    book.recalculate()
    #expect(book.cycles.isEmpty)
    #expect(book.told("A1") == "5")
  }

  @Test func tellsCyclesThroughTexts() throws {
    let book = Calculator(sheets: ["S"], settings: EvaluationSettings(flavour: .libreOffice))
    try book.formula("A1", "INDIRECT(\"B1\")")
    try book.formula("B1", "SUM(C1:INDIRECT(\"C\"&3))")
    try book.formula("C2", "A1+1")
    try book.formula("D1", "B1+1")
    book.recalculate()
    #expect(book.cycles.map(\.count) == [3])
    #expect(book.told("D1") == "Err:522")
  }

  /// Formulas that all find their cells by text, the first ones last.
  @Test func findsItsWayThroughTexts() throws {
    let book = Calculator(sheets: ["S"])
    let count = 2_000
    for row in 1...count {
      try book.formula("A\(row)", "INDIRECT(\"A\"&ROW()+1)+SUM(B\(row):INDIRECT(\"B\"&\(count)))")
      try book.formula("B\(row)", "IF(C\(row)>0,A\(row),1)")
    }
    book.recalculate()
    #expect(book.cycles.isEmpty)
    #expect(book.told("A1") == "\(count * (count + 1) / 2)")
    #expect(book.told("B1") == "1")
  }

  /// Each formula speaks of all that are before it; the last one is computed first.
  @Test func keepsNoListOfAllThatEachNeeds() throws {
    let book = Calculator(sheets: ["S"])
    let count = 3_000
    for row in stride(from: count, through: 2, by: -1) {
      try book.formula("A\(row)", "MAX(A$1:A\(row - 1))+1")
    }
    book.fill("A1", 0, .number(1))
    book.recalculate()
    #expect(book.told("A\(count)") == "\(count)")
  }

  @Test func endsABookThatWouldTakeForever() throws {
    let book = Calculator(sheets: ["S"])
    for row in 1...1_000 { book.fill("A\(row)", 0, .number(1)) }
    for row in 1...300 { try book.formula("B\(row)", "SUM(A1:A1000)") }
    book.recalculate(workMax: 100_000)
    #expect(book.told("B1") == "1000")
    #expect(book.value(at: "B300").error != nil)
    book.recalculate()
    #expect(book.told("B1") == "1000")
  }

  @Test func endsAnIterationThatWouldTakeForever() throws {
    var settings = EvaluationSettings()
    settings.iteration = .init(roundsMax: 32_767, changeMin: 0)
    let book = Calculator(sheets: ["S"], settings: settings)
    for row in 1...1_000 { try book.formula("A\(row)", "SUM(A1:A1000)+1") }
    book.recalculate(workMax: 10_000_000)
    #expect(book.cycles.map(\.count) == [1_000])
  }

  @Test func computesFirstWhatACycleNeeds() throws {
    var settings = EvaluationSettings()
    settings.iteration = .init(roundsMax: 100, changeMin: 1e-9)
    let book = Calculator(sheets: ["S"], settings: settings)
    try book.formula("A1", "IF(INDIRECT(\"D1\")>0,B1/2,C1)")
    try book.formula("B1", "A1+C1")
    try book.formula("C1", "INDIRECT(\"D1\")*4")
    try book.formula("D1", "E1+1")
    try book.formula("E1", "SUM(F1:F2)+1")
    book.recalculate()
    guard case .number(let value) = book.value(at: "A1") else {
      Issue.record("no number")
      return
    }
    #expect(abs(value - 8) < 1e-6)
    #expect(book.cycles.count == 1)
  }
}
