import Foundation
import Records
import SampleWard
import Sheets
import Storage
import TestSupport
import Testing

/// A filled form is its template with other values in the marked cells, and with nothing else.
@Suite struct FilledFormTests {
  /// The parts that hold the two sheets.
  private static let changed = [
    "ods": ["content.xml"],
    "xlsx": ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"],
  ]

  @Test(arguments: FilledForm.all) func otherPartsKeepTheirDigests(_ form: FilledForm) throws {
    let before = try FilledForm.parts(of: form.template).mapValues { SHA256Digest(of: $0).hex }
    let after = try FilledForm.parts(of: form.path).mapValues { SHA256Digest(of: $0).hex }
    #expect(Set(before.keys) == Set(after.keys))
    let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
    #expect(changed == Self.changed[form.kind])
  }

  /// The truth of every figure, put where the template's names say.
  @Test(arguments: FilledForm.all) func onlyFieldsHoldOtherValues(_ form: FilledForm) throws {
    let before = try #require(try FilledForm.cells(of: form.template)["Báo cáo"])
    let after = try #require(try FilledForm.cells(of: form.path)["Báo cáo"])
    let fields = try form.fields
    #expect(fields.count == 2 + 16 * 3)
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    #expect(changed.isSubset(of: Set(fields.values)))
    for number in 1...16 {
      let name = "ct" + (number < 10 ? "0" : "") + String(number)
      for (suffix, column) in [("_truoc", ReportColumn.before), ("_sau", .after)] {
        let figure = try #require(FilledForm.ward.truth.criterion(number, column))
        let cell = try #require(fields[name + suffix])
        #expect(after[cell] == .number(Double(figure.numerator) / Double(figure.denominator)))
      }
    }
    let unit = try #require(fields["don_vi"])
    #expect(after[unit] == .text("Tên đơn vị : UBND phường Đông Hải"))
    let date = try #require(fields["dia_danh_ngay"])
    #expect(after[date] == .text("Đông Hải, ngày      tháng      năm 2024"))
    let evidence = try #require(fields["ct15_minh_chung"])
    #expect(after[evidence] == .text("Phụ lục 15; định nghĩa household-cashless/all-paid"))
  }

  /// Outside the filled cells' own elements, the sheet keeps every byte.
  @Test func theSheetOfTheXLSXKeepsItsBytes() throws {
    let form = FilledForm.all[1]
    let part = "xl/worksheets/sheet1.xml"
    let fields = Set(try form.fields.values.map(\.a1))
    var texts: [String] = []
    var filled = 0
    for path in [form.template, try form.path] {
      var text = String(decoding: try FilledForm.parts(of: path)[part] ?? [], as: UTF8.self)
      for match in text.matches(of: /<c r="([A-Z]+[0-9]+)"[^>]*?(?:\/>|>.*?<\/c>)/).reversed()
      where fields.contains(String(match.1)) {
        text.replaceSubrange(match.range, with: "<filled \(match.1)/>")
        filled += 1
      }
      texts.append(text)
    }
    #expect(filled == 2 * fields.count)
    #expect(texts[0] == texts[1])
  }

  /// Rows without a field keep every byte; in the others, the cells without one do.
  @Test func theSheetOfTheODSKeepsItsBytes() throws {
    let form = FilledForm.all[0]
    let fields = Set(try form.fields.values)
    let before = try ODSRows(template: form.template)
    let after = try ODSRows(template: form.path)
    #expect(before.outside == after.outside)
    #expect(before.tail == after.tail)
    #expect(before.rows.count == after.rows.count)
    var changed = 0
    for (index, rows) in zip(before.rows, after.rows).enumerated() {
      let columns = Set(fields.filter { $0.row == index }.map(\.column))
      if columns.isEmpty {
        #expect(rows.0 == rows.1)
      } else {
        #expect(
          ODSRows.cells(of: rows.0, without: columns) == ODSRows.cells(of: rows.1, without: columns)
        )
        changed += rows.0 == rows.1 ? 0 : 1
      }
    }
    #expect(changed == 18)
  }

  /// A percentage is a number whose cell keeps the template's percent format.
  @Test func percentagesAreNumbersWithAPercentFormat() throws {
    let figure = try #require(FilledForm.ward.truth.criterion(15, .after))
    let share = String(Double(figure.numerator) / Double(figure.denominator))
    let ods = try FilledForm.parts(of: FilledForm.all[0].path)
    let content = String(decoding: ods["content.xml"] ?? [], as: UTF8.self)
    #expect(content.contains("office:value-type=\"percentage\" office:value=\"\(share)\""))
    let xlsx = try FilledForm.parts(of: FilledForm.all[1].path)
    let sheet = String(decoding: xlsx["xl/worksheets/sheet1.xml"] ?? [], as: UTF8.self)
    let cell = try #require(try FilledForm.all[1].fields["ct15_sau"])
    let found = try #require(
      sheet.firstMatch(of: try Regex("<c r=\"\(cell.a1)\" s=\"([0-9]+)\"><v>([^<]*)</v></c>")))
    #expect(found.output[2].substring.map(String.init) == share)
    let style = try #require(found.output[1].substring.flatMap { Int($0) })
    let styles = String(decoding: xlsx["xl/styles.xml"] ?? [], as: UTF8.self)
    let list = try #require(styles.firstMatch(of: /<cellXfs.*?<\/cellXfs>/)).output
    let formats = list.matches(of: /<xf numFmtId="([0-9]+)"/).map(\.1)
    try #require(style < formats.count)
    let format = formats[style]
    // A decimal comma, as in Vietnam: 42A is the locale.
    #expect(styles.contains("<numFmt numFmtId=\"\(format)\" formatCode=\"[$-42A]0.00%\"/>"))
  }
}

/// The rows of the first sheet of an ODS as its XML has them.
struct ODSRows {
  /// All before the first row of the first sheet, and between its rows.
  let outside: [String]
  /// The rows, as the XML has them.
  let rows: [String]
  /// The head of the second sheet, and all behind its rows.
  let tail: [String]

  init(template path: String) throws {
    let content = String(
      decoding: try FilledForm.parts(of: path)["content.xml"] ?? [], as: UTF8.self)
    let end = try #require(content.range(of: "</table:table>"))
    let sheet = String(content[..<end.lowerBound])
    var outside: [String] = []
    var rows: [String] = []
    var rest = sheet.startIndex
    for match in sheet.matches(of: /<table:table-row\b.*?<\/table:table-row>/) {
      outside.append(String(sheet[rest..<match.range.lowerBound]))
      rows.append(String(match.output))
      rest = match.range.upperBound
    }
    self.outside = outside + [String(sheet[rest...])]
    self.rows = rows
    let second = content[end.upperBound...]
    // Two rows stand above the block that the annex replaces.
    let heads = second.ranges(of: "<table:table-row")
    try #require(heads.count > 2)
    let close = try #require(second.range(of: "</table:table>"))
    tail = [String(second[..<heads[2].lowerBound]), String(second[close.lowerBound...])]
  }

  /// The row's own tag and its cells, one a column, but for some columns.
  static func cells(of row: String, without columns: Set<Int>) -> [String] {
    var cells = [String(row.prefix { $0 != ">" })]
    var column = 0
    let pattern =
      /<table:(?:covered-)?table-cell\b(?:[^>]*?\/>|.*?<\/table:(?:covered-)?table-cell>)/
    for match in row.matches(of: pattern) {
      var text = String(match.output)
      var count = 1
      if let repeated = text.firstMatch(of: /\stable:number-columns-repeated="([0-9]+)"/) {
        count = Int(repeated.1) ?? 1
        text.removeSubrange(repeated.range)
      }
      for _ in 0..<count {
        if !columns.contains(column) { cells.append("\(column) \(text)") }
        column += 1
      }
    }
    return cells
  }
}
