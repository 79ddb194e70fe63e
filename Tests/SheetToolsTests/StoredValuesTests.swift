import Diagnostics
import Storage
import TestSupport
import Testing
import Workbooks

@testable import SheetTools

/// Values that Excel and other programs stored beside formulas in XLSX, held against ours.
@Suite struct StoredValuesTests {
  /// Cells whose stored values are not what Excel computes, or that we compute otherwise, and why.
  private static let excepted: [(prefix: String, reason: String)] = [
    ("XlsxWriter__dynamic_array01.xlsx", "the library that wrote it stores 0 for any value"),
    ("readxl__dates-leap-year-1900", "days before March 1900 are calendar days here"),
    ("test_files__formula_stress_test.xlsx Engineering!B2", "Excel's Bessel functions: 8 digits"),
    ("test_files__formula_stress_test.xlsx Engineering!B3", "Excel's Bessel functions: 8 digits"),
    ("test_files__formula_stress_test.xlsx Engineering!B4", "Excel's Bessel functions: 8 digits"),
    ("test_files__formula_stress_test.xlsx Engineering!B5", "Excel's Bessel functions: 8 digits"),
    ("test_files__formula_stress_test.xlsx Engineering!B39", "an imaginary part that is noise"),
    ("test_files__formula_stress_test.xlsx Finance!B11", "Excel ends XIRR's iteration early"),
    ("test_files__formula_stress_test.xlsx Finance!B12", "Excel ends XIRR's iteration early"),
    ("test_files__formula_stress_test.xlsx Text!B20", "CHAR by the code page of a Macintosh"),
    ("test_files__formula_stress_test.xlsx Text!B21", "CODE by the code page of a Macintosh"),
    ("test_files__formula_stress_test.xlsx Text!C38", "XLSX escapes control characters"),
    ("test_files__metadata_2019.xlsx Sheet1!C13", "Excel 2019 has no UNIQUE"),
    ("tidyxl__examples-gnumeric.xlsx Sheet1!A25", "Gnumeric kept a text beside a dead reference"),
  ]

  @Test(.needs(.sharedFolder)) func collectedWorkbooksAgree() throws {
    let folder = try SharedFolder.file("corpus/xlsx")
    var (files, formulas, unchecked, exceptions) = (0, 0, 0, 0)
    var stale: [String] = []
    for name in try Folder.files(folder).sorted() where !name.hasSuffix(".tsv") {
      guard let check = try? SheetCheck(path: folder + "/" + name), check.formulaCount > 0 else {
        continue
      }
      files += 1
      formulas += check.formulaCount
      unchecked += check.uncheckedCount
      for case .stale(let stored, let computed, let origin) in check.findings {
        let place = "\(name) \(origin.sheet ?? "")!\(origin.cell ?? "")"
        if Self.excepted.contains(where: { place.hasPrefix($0.prefix) }) {
          exceptions += 1
        } else {
          stale.append("\(place): \(stored) ≠ \(computed)")
        }
      }
    }
    print(
      "xlsx: \(files) files, \(formulas) formulas, \(unchecked) not compared,",
      "\(exceptions) excepted, \(stale.count) differ")
    #expect(files > 20 && formulas > 700)
    #expect(stale.isEmpty, "\(stale.prefix(60).joined(separator: "\n"))")
  }
}
