internal import Diagnostics
internal import Formulas

/// Formulas that nobody checked.
enum FormulaFuzz {
  static let seeds = [
    "SUM(A1:B2,1)*-2^3%", "IF(A1>0,\"a\",#N/A)", "'My ''x'''!$A$1:B$2 C:C",
    "{1,2;\"x\",TRUE}+A1#", "SUM([.A1:.B2];1)", "[$'a b'.A1:$Sheet3.B2]![.C1]~[.D:.D]",
    "{1;2|3;#DIV/0!}", "R1C[-2]+RC", "T[[#This Row],[a]:[b]]", "_xlfn.LET(_xlpm.a,1,_xlpm.a+A1)",
    "TEXT(45507,\"dd/mm/yyyy\")&REPT(\"x\",3)", "SUMPRODUCT((A1:A3>1)*B1:B3)",
    "VLOOKUP(2,A1:C3,2,FALSE)", "OFFSET(A1,1,1)+INDIRECT(\"A\"&1)", "PMT(0.1,12,-1000)",
    "IF(A9)", "_xlfn.IFS(A9,1,A9)", "SUM(A1:INDIRECT(\"H\"&ROW()))", "IF(A1>0,H4,H5/2)",
    "CHOOSE(A2,H5,A1:A3)", "_xlfn.SWITCH(A1,0,H6,1,2)", "COUNTIF(A:XFD,\"\")", "IFERROR(H5,1)",
  ].map { Array($0.utf8) }

  static func run(_ bytes: [UInt8]) {
    guard bytes.count < 4096, let text = String(validating: bytes, as: UTF8.self) else { return }
    for notation in [Notation.ooxml, .openFormula, .r1c1] {
      refusing { try tries(Formula(text, notation, at: GridCell(row: 3, column: 7))) }
    }
  }

  private static func tries(_ formula: Formula) {
    for other in [Notation.ooxml, .openFormula, .r1c1] { _ = formula.translated(to: other) }
    for change in [
      StructureChange.insertRows(at: 1, count: 9, sheet: "S"),
      .deleteColumns(at: 0, count: 1_000_000, sheet: "S"), .renameSheet("S", to: "a'b"),
      .deleteSheet("S", order: ["S", "T"]),
    ] {
      _ = formula.shifted(by: change, inSheet: "S")
    }
    _ = formula.moved(to: GridCell(row: 1_048_575, column: 16_383))
    let book = Calculator(sheets: ["S", "T"])
    for row in 0..<3 {
      book.setValue(
        .number(Double(row)), at: CellPlace(sheet: 0, cell: GridCell(row: row, column: 0)))
    }
    book.setFormula(formula, at: CellPlace(sheet: 0, cell: GridCell(row: 3, column: 7)))
    book.recalculate()
    iterate(formula)
  }

  /// The formula in a block of cells that may ask for each other, in a book that iterates.
  private static func iterate(_ formula: Formula) {
    var settings = EvaluationSettings(flavour: .libreOffice)
    settings.iteration = .init(roundsMax: 9)
    let book = Calculator(sheets: ["S", "T"], settings: settings)
    for row in 0..<3 {
      let place = CellPlace(sheet: 0, cell: GridCell(row: row + 3, column: 7))
      book.setValue(.text("x"), at: CellPlace(sheet: 1, cell: place.cell))
      book.setFormula(formula, at: place)
    }
    let array = GridRange(GridCell(row: 0, column: 0), GridCell(row: 1, column: 1))
    book.setFormula(formula, at: CellPlace(sheet: 0, cell: array.first), arrayRange: array)
    book.recalculate(workMax: 1 << 18)
    book.setValue(.number(1), at: CellPlace(sheet: 0, cell: GridCell(row: 4, column: 7)))
    book.recalculate(workMax: 1 << 18)
  }
}
