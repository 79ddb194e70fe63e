import Testing

@testable import Formulas

/// What values depend on besides the cells: the clock, the chance, the program, the epoch, limits.
@Suite struct SettingsTests {
  private func told(_ formula: String, _ settings: EvaluationSettings) throws -> String {
    let book = Calculator(sheets: ["S"], settings: settings)
    book.fill("A1", 0, .boolean(true))
    book.fill("A2", 0, .text(""))
    book.fill("A3", 0, .text("1,000"))
    book.fill("A4", 0, .number(2))
    try book.formula("B1", formula)
    book.recalculate()
    return book.told("B1")
  }

  @Test func takesTheMomentItIsGiven() throws {
    let settings = EvaluationSettings(now: 45_507.75)
    #expect(try told("NOW()", settings) == "45507.75")
    #expect(try told("TODAY()", settings) == "45507")
    #expect(try told("TEXT(NOW(),\"yyyy-mm-dd hh:mm\")", settings) == "2024-08-03 18:00")
  }

  @Test func chanceComesFromTheSeedAndTheCell() throws {
    func values(_ seed: UInt64, _ names: [String]) throws -> [String: String] {
      let book = Calculator(sheets: ["S"], settings: EvaluationSettings(seed: seed))
      for name in names { try book.formula(name, "RAND()&RANDBETWEEN(1,1000000)") }
      book.recalculate()
      let first = names.map(book.told)
      book.recalculate()
      #expect(names.map(book.told) == first)
      return Dictionary(uniqueKeysWithValues: zip(names, first))
    }
    let names = ["A1", "A2", "B1", "C9"]
    let values = [
      try values(1, names), try values(1, names.reversed()), try values(2, names),
    ]
    // Not the order but the cell counts.
    #expect(values[0] == values[1])
    #expect(Set(values[0].values).count == 4)
    #expect(names.allSatisfy { values[0][$0] != values[2][$0] })
  }

  @Test(arguments: [
    // A truth value in a cell counts in LibreOffice alone.
    ("SUM(A1,A4)", "2", "3"), ("SUM(A1:A4)", "2", "3"), ("COUNT(A1:A4)", "1", "2"),
    ("TYPE(A1)", "4", "1"),
    // Text that is a number to people.
    ("A3+1", "1001", "#VALUE!"), ("A2+1", "#VALUE!", "#VALUE!"),
    // LibreOffice's own errors.
    ("SMALL(A4,2)", "#NUM!", "#VALUE!"), ("LOG(-1)", "#NUM!", "Err:502"),
    ("ABS()", "#VALUE!", "Err:511"), ("B1", "0", "Err:522"), ("VALUE(\"x\")", "#VALUE!", "Err:502"),
    ("RANK(3,A4:A4)", "#N/A", "#VALUE!"),
    // 29 February 1900 never was.
    ("DATE(1900,3,1)-DATE(1900,2,28)", "2", "1"), ("DATE(1900,1,1)", "1", "2"),
    ("DATE(2024,8,3)", "45507", "45507"),
  ])
  func followsTheProgram(_ formula: String, _ excel: String, _ libreOffice: String) throws {
    #expect(try told(formula, EvaluationSettings(flavour: .excel)) == excel)
    #expect(try told(formula, EvaluationSettings(flavour: .libreOffice)) == libreOffice)
  }

  @Test func everyDifferenceCanBeSwitchedAlone() throws {
    var settings = EvaluationSettings(flavour: .libreOffice)
    settings.flavour.emptyTextIsZero = true
    #expect(try told("A2+1", settings) == "1")
    settings.flavour.booleansAreNumbers = false
    #expect(try told("SUM(A1:A4)", settings) == "2")
    settings.flavour.convertsLocalText = true
    #expect(try told("A3+1", settings) == "1001")
    settings.flavour.cycleIsZero = true
    #expect(try told("B1", settings) == "0")
    settings.epoch = .january1904
    #expect(try told("DATE(2024,8,3)", settings) == "44045")
    settings.isCaseSensitive = true
    #expect(try told("\"a\"=\"A\"", settings) == "FALSE")
  }

  @Test(arguments: [(Flavour.excel, "5"), (.libreOffice, "Err:523")])
  func endsIterationAtItsRounds(_ flavour: Flavour, _ expected: String) throws {
    var settings = EvaluationSettings(flavour: flavour)
    settings.iteration = .init(roundsMax: 5, changeMin: 0.001)
    // A counter never comes to rest.
    #expect(try told("B1+1", settings) == expected)
  }

  @Test func iteratesTwoCyclesEachForItself() throws {
    var settings = EvaluationSettings()
    settings.iteration = .init(roundsMax: 100, changeMin: 1e-9)
    let book = Calculator(sheets: ["S"], settings: settings)
    try book.formula("A1", "B1/2+1")
    try book.formula("B1", "A1")
    try book.formula("C1", "D1/4+A1")
    try book.formula("D1", "C1+1")
    book.recalculate()
    #expect(book.cycles.count == 2)
    guard case .number(let one) = book.value(at: "A1"), case .number(let two) = book.value(at: "C1")
    else {
      Issue.record("no numbers")
      return
    }
    #expect(abs(one - 2) < 1e-6 && abs(two - 3) < 1e-6)
  }

  @Test func limitsDepthLengthAndArguments() throws {
    let deep = { (levels: Int) in
      String(repeating: "ABS(", count: levels) + "1" + String(repeating: ")", count: levels)
    }
    #expect(try told(deep(Formula.depthMax), EvaluationSettings()) == "1")
    #expect(throws: FormulasError.self) { try Formula(deep(Formula.depthMax + 1), .ooxml) }
    let long = Array(repeating: "1", count: Formula.bytesMax / 2).joined(separator: "+")
    #expect(try told(long, EvaluationSettings()) == "\(Formula.bytesMax / 2)")
    #expect(throws: FormulasError.tooLong) { try Formula(long + "+1", .ooxml) }
    let signs = String(repeating: "-", count: Formula.bytesMax - 1) + "1"
    #expect(try told(signs, EvaluationSettings()) == "-1")
    let many = { (count: Int) in
      "SUM(" + Array(repeating: "1", count: count).joined(separator: ",") + ")"
    }
    #expect(try told(many(255), EvaluationSettings()) == "255")
    #expect(throws: FormulasError.self) { try Formula(many(256), .ooxml) }
  }
}
