import Indicators
import Records
import Sheets
import TestSupport
import Testing
import Workbooks

@testable import Reports

/// The annexes beside the form.
@Suite struct AnnexBookTests {
  /// The texts of a sheet's cells, row by row.
  private func rows(_ content: ReportContent, kind: String) throws -> [[Int: String]] {
    let folder = try TemporaryFolder()
    let words = try AnnexBookManifest(path: PackageRoot.file("Templates/phu-luc.yaml"))
    let form = try FormScratch.manifest.get()
    let path = folder.file("phu-luc." + kind)
    try AnnexBook(words, form: form, content: AnnexBook.Content(report: content))
      .write(to: path, kind: kind)
    var rows: [[Int: String]] = []
    try Workbook.open(path).readRows(ofSheet: 0) { row in
      var texts: [Int: String] = [:]
      for cell in row.cells {
        switch cell.value {
        case .text(let text): texts[cell.column] = text
        case .number(let number): texts[cell.column] = String(number)
        default: break
        }
      }
      rows.append(texts)
      return true
    }
    return rows
  }

  @Test(arguments: ["ods", "xlsx"])
  func partsOfAFigureStandBelowIt(kind: String) throws {
    func rate(_ numerator: Int, _ denominator: Int) throws -> Rate {
      try #require(Rate(numerator: numerator, denominator: denominator, target: 70))
    }
    var content = ReportContent(definition: .householdCashlessAllPaid)
    let key = ReportContent.FigureKey(10, .after)
    content.figures[key] = try rate(85, 120)
    content.figures[ReportContent.FigureKey(11, .after)] = try rate(1, 2)
    content.parts[key] = [
      SubjectRate(subject: "doanh nghiệp", rate: try rate(10, 20)),
      SubjectRate(subject: "người dân", rate: try rate(75, 100)),
    ]
    let rows = try rows(content, kind: kind)
    let place = try #require(rows.firstIndex { $0[0] == "10.0" })
    #expect(rows[place][6] == "85/120")
    #expect(
      rows[place + 1] == [1: "– doanh nghiệp", 5: "0.5", 6: "10/20", 7: "chưa đạt"])
    #expect(rows[place + 2] == [1: "– người dân", 5: "0.75", 6: "75/100", 7: "đạt"])
    #expect(rows[place + 3][0] == "11.0")
    #expect(rows[place + 4][0] == "12.0")
  }
}
