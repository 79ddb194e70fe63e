import Sheets
import TestSupport
import Testing
import Workbooks

/// The values that formulas are given when they are written without.
@Suite struct MissingValuesTests {
  private static func draft(_ rows: [[CellDraft]]) -> (WorkbookDraft, [[RowDraft]]) {
    (WorkbookDraft(sheets: [SheetDraft(name: "S")]), [rows.map { RowDraft($0) }])
  }

  private static func formula(_ text: String, _ value: CellValue = .empty) -> CellDraft {
    CellDraft(value, formula: CellFormula(text, .ooxml))
  }

  private static func values(of path: String) throws -> [String: CellValue] {
    var values: [String: CellValue] = [:]
    try Workbook.open(path).readRows(ofSheet: 0) { row in
      for cell in row.cells {
        values[CellAddress(row: row.index, column: cell.column).a1] = cell.value
      }
      return true
    }
    return values
  }

  @Test(arguments: ["ods", "xlsx"]) func areComputedAndStored(_ format: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a." + format
    let (draft, rows) = Self.draft([
      [CellDraft(.number(2)), CellDraft(.text("x")), Self.formula("A1*21")],
      [Self.formula("B1&\"<y>\""), Self.formula("A1>1"), Self.formula("1/0")],
      [Self.formula("C1+1", .number(7)), Self.formula("A3+C1")],
      [Self.formula("SUM(D1:D9)"), Self.formula("IF(A1=2,\"\",1)")],
    ])
    try Workbook.write(draft, rows: rows, to: path)
    let values = try Self.values(of: path)
    #expect(values["C1"] == .number(42))
    #expect(values["A2"] == .text("x<y>"))
    #expect(values["B2"] == .boolean(true))
    #expect(values["C2"] == .error("#DIV/0!"))
    // What came with a value keeps it; what leans on it sees what its formula gives.
    #expect(values["A3"] == .number(7))
    #expect(values["B3"] == .number(85))
    #expect(values["A4"] == .number(0))
    let formulas = try Workbook.formulas(of: path).sheets[0].formulas
    #expect(formulas.count == 8)
  }

  @Test(arguments: ["ods", "xlsx"]) func areLeftOutWhereNobodyKnows(_ format: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a." + format
    let (draft, rows) = Self.draft([
      [Self.formula("NOW()"), Self.formula("A1+1"), Self.formula("SUM(B1,1)")],
      [Self.formula("NOSUCH(1)"), Self.formula("IFERROR(A2,5)"), Self.formula("1+1")],
    ])
    try Workbook.write(draft, rows: rows, to: path)
    let values = try Self.values(of: path).filter { $0.value != .empty }
    #expect(values == ["C2": .number(2)])
  }

  @Test(arguments: ["ods", "xlsx"]) func fillBlocksOfArrayFormulas(_ format: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a." + format
    let block = CellRange(CellAddress(row: 0, column: 1), CellAddress(row: 1, column: 1))
    var first = Self.formula("A1:A2*10")
    first.formula?.arrayRange = block
    let (draft, rows) = Self.draft([
      [CellDraft(.number(1)), first], [CellDraft(.number(2)), CellDraft(.number(20))],
    ])
    try Workbook.write(draft, rows: rows, to: path)
    let values = try Self.values(of: path)
    #expect(values["B1"] == .number(10))
    #expect(values["B2"] == .number(20))
  }

  @Test(.needs(.libreOffice), arguments: ["ods", "xlsx"])
  func areWhatLibreOfficeComputes(_ format: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a." + format
    let texts = [
      "A1*2", "SUM(A1:A3)", "ROUND(A1/3,4)", "TEXT(A1,\"0.00\")", "IF(A1>1,\"a\",\"b\")",
      "COUNTIF(A1:A3,\">1\")", "A1&\"-\"&A2", "VLOOKUP(3,A1:A3,1,FALSE)", "DATE(2024,8,3)",
      "UPPER(\"đồng\")",
    ]
    let (draft, rows) = Self.draft(
      texts.enumerated().map { row, text in
        [CellDraft(.number(Double(row + 1))), Self.formula(text)]
      })
    try Workbook.write(draft, rows: rows, to: path)
    try LibreOffice.recalculate(path, to: format, into: folder.path + "/theirs")
    let (ours, theirs) = (
      try Self.values(of: path), try Self.values(of: folder.path + "/theirs/a." + format)
    )
    for row in 1...texts.count {
      #expect(Self.plain(ours["B\(row)"]) == Self.plain(theirs["B\(row)"]), "\(texts[row - 1])")
    }
  }

  /// LibreOffice gives a date the format of a date; its number is the same.
  private static func plain(_ value: CellValue?) -> CellValue? {
    guard case .date(let date) = value else { return value }
    return .number(Double(date.daysSince1970 + 25_569))
  }
}
