import Foundation
import Sheets
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Conditional formats of an ODS: the maps of ODF itself beside LibreOffice's own list.
@Suite struct StyleMapTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let rules: [ConditionalRule.Condition] = [
    .compare(Comparison(.greaterThan, FormulaText(7, .openFormula))),
    .compare(
      Comparison(.between, FormulaText(1, .openFormula), FormulaText(3, .openFormula))),
    .formula(FormulaText("[.$B2]=\"x\"", .openFormula)), .contains("\"điện\""), .duplicate,
  ]

  /// Rows 1 to 6 hold values; the format reaches further down and one column to the right.
  private func write() throws -> String {
    var sheet = SheetDraft(name: "Số 'liệu' 8")
    let format = ConditionalFormat(
      [CellRange(a1: "A2:B40")].compactMap { $0 },
      Self.rules.map { ConditionalRule($0, ConditionalLook { $0.isBold = true }) })
    let scale = ConditionalFormat(
      [CellRange(a1: "A2:A9")].compactMap { $0 },
      [ConditionalRule(.colorScale([.init(.minimum, .white), .init(.maximum, .black)]))])
    sheet.conditionalFormats = [format, scale]
    var draft = WorkbookDraft(sheets: [sheet])
    draft.styles = [
      CellStyle(), CellStyle { $0.numberFormat = .fixed(decimals: 1, grouped: false) },
    ]
    let rows = (0..<6).map { row in
      RowDraft([CellDraft(.number(Double(row) * 2), style: row % 2)])
    }
    let path = folder.file("maps.ods")
    try Workbook.write(draft, rows: [rows], to: path)
    return path
  }

  private func content(_ path: String) throws -> String {
    String(decoding: try ZipArchive(path: path).read("content.xml"), as: UTF8.self)
  }

  @Test func mapsStylesOfCellsInTheRangesAlone() throws {
    let text = try content(write())
    #expect(text.components(separatedBy: "<style:map ").count - 1 == Self.rules.count * 2)
    #expect(text.contains("style:condition=\"cell-content()&gt;7\""))
    #expect(text.contains("style:base-cell-address=\"'Số ''liệu'' 8'.A2\""))
    let rows = text.components(separatedBy: "<table:table-row ").dropFirst()
    let mapped = rows.map { $0.contains("table:style-name=\"cf1_") }
    #expect(mapped == [false, true, true, true, true, true, true])
    #expect(rows.last?.contains("table:number-rows-repeated=\"34\"") == true)
    #expect(
      try LoadedWorkbook(path: folder.file("maps.ods")).value("Số 'liệu' 8", "A6") == .number(10))
  }

  /// LibreOffice shows each rule once, and without its own list still those that ODF knows.
  @Test(.needs(.libreOffice)) func libreOfficeTakesEachRuleOnce() throws {
    let path = try write()
    #expect(try rules(path) == Self.rules.count + 1)
    let text = try content(path)
    let list = try #require(
      text.firstMatch(of: /<calcext:conditional-formats>.*<\/calcext:conditional-formats>/))
    let without = text.replacingCharacters(in: list.range, with: "")
    try ZipArchive.replace(["content.xml": Array(without.utf8)], in: path)
    #expect(try rules(path) >= Self.rules.count)
  }

  /// How many rules LibreOffice saves.
  private func rules(_ path: String) throws -> Int {
    let saved = try LibreOffice.convert(path, to: "xlsx", into: folder.file("saved"))
    let part = try ZipArchive(path: #require(saved.first)).read("xl/worksheets/sheet1.xml")
    return String(decoding: part, as: UTF8.self).components(separatedBy: "<cfRule ").count - 1
  }
}
