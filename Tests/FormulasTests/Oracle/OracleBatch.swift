import Glibc
import Sheets
import Storage
import TestSupport
import Workbooks

@testable import Formulas

/// Formulas in workbooks that LibreOffice and we compute: the same files, each whole.
///
/// LibreOffice 7.4 hangs or aborts on some formulas. What it does not end is halved until the
/// formula is found, so that one costs its batch some time and no more.
struct OracleBatch {
  /// What LibreOffice gave; nil where it came to no end.
  private(set) var theirs: [FormulaValue?] = []
  /// What we gave, read from the file and computed through the dependency graph.
  private(set) var ours: [FormulaValue] = []

  // LibreOffice takes longer than in proportion for more.
  private static let size = 1_000

  /// Computes formulas in both programs.
  init(_ cases: [OracleCase]) throws {
    for start in stride(from: 0, to: cases.count, by: Self.size) {
      let part = Array(cases[start..<min(start + Self.size, cases.count)])
      try TemporaryFolder.with { folder in
        let file = folder.file("oracle.ods")
        try OracleWorkbook.write(part, to: file)
        ours += try Self.computed(file, part.count)
      }
      theirs += try Self.recalculated(part)
    }
  }

  private static func recalculated(_ cases: [OracleCase]) throws -> [FormulaValue?] {
    let values = try TemporaryFolder.with { folder -> [FormulaValue]? in
      let file = folder.file("oracle.ods")
      try OracleWorkbook.write(cases, to: file)
      let result = folder.file("out")
      let seconds = 15 + cases.count / 100
      guard
        (try? LibreOffice.recalculate(file, to: "fods", into: result, timeout: seconds)) != nil
      else { return nil }
      let bytes = try FileBytes.read(result + "/oracle.fods")
      let values = OracleWorkbook.values(in: String(decoding: bytes, as: UTF8.self))
      return values.count == cases.count ? values : nil
    }
    if let values { return values }
    guard cases.count > 1 else {
      print("oracle: LibreOffice does not end \(cases.map(\.formula))")
      fflush(nil)
      return [nil]
    }
    let half = cases.count / 2
    return try recalculated(Array(cases[..<half])) + recalculated(Array(cases[half...]))
  }

  /// Reads a workbook as every command does, computes it, and gives its first column.
  private static func computed(_ file: String, _ count: Int) throws -> [FormulaValue] {
    let book = WorkbookCalculator(try Workbook.formulas(of: file), flavour: .libreOffice)
    let reader = try Workbook.open(file)
    for sheet in reader.sheets.indices {
      try reader.readRows(ofSheet: sheet) { row in
        for cell in row.cells {
          let place = CellAddress(row: row.index, column: cell.column)
          book.setValue(cell.value, sheet: sheet, cell: place)
        }
        return true
      }
    }
    book.compute()
    return (0..<count).map { row in
      let value = book.value(sheet: 0, cell: CellAddress(row: row, column: 0))
      return FormulaValue(value, settings: book.settings)
    }
  }
}
