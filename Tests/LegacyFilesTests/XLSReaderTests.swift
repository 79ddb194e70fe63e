import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing

@testable import LegacyFiles

/// Workbooks that LibreOffice has saved as Excel 97.
@Suite(.needs(.libreOffice))
struct XLSReaderTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    let source = try folder.write(text: Self.xml2003, to: "ke.xml")
    let filter = "xls:MS Excel 97"
    path = try #require(try LibreOffice.convert(source, to: filter, into: folder.path).first)
  }

  /// The same workbook as XML Spreadsheet 2003: text, numbers, dates, a time, a formula.
  private static let xml2003 = {
    let head = ["Mã", "Tên", "Số tiền", "Ngày", "Công thức"].map(text).joined()
    let rows = (0..<300).map { row in
      let long = row == 150 ? String(repeating: "dài ", count: 3000) : "Nguyễn Thị \(row)"
      return "<Row>" + text("PA07AB\(1_000_000 + row)") + text(long)
        + "<Cell><Data ss:Type=\"Number\">\(row * 1000).5</Data></Cell>"
        + "<Cell ss:StyleID=\"day\"><Data ss:Type=\"DateTime\">2024-08-\(10 + row % 20)"
        + "T00:00:00.000</Data></Cell>"
        + "<Cell ss:Formula=\"=RC[-2]*2\"><Data ss:Type=\"Number\">\(row * 2000 + 1)</Data></Cell>"
        + "</Row>"
    }
    return """
      <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
       xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Styles><Style ss:ID="day"><NumberFormat ss:Format="dd/mm/yyyy"/></Style></Styles>
      <Worksheet ss:Name="Sao kê"><Table><Row>\(head)</Row>\(rows.joined())</Table></Worksheet>
      <Worksheet ss:Name="Hai"><Table><Row>\(text("x"))</Row></Table></Worksheet></Workbook>
      """
  }()

  private static func text(_ text: String) -> String {
    "<Cell><Data ss:Type=\"String\">\(text)</Data></Cell>"
  }

  @Test func readsWhatLibreOfficeWrote() throws {
    let reader = try LegacyFile.open(path, as: .xls)
    #expect(reader.sheets.map(\.name) == ["Sao kê", "Hai"])
    var rows: [SheetRow] = []
    try reader.readRows(ofSheet: 0) { row in
      rows.append(row)
      return true
    }
    #expect(rows.count == 301)
    #expect(rows[0].cells.map(\.value).prefix(2) == [.text("Mã"), .text("Tên")])
    let day = try #require(DateTime(year: 2024, month: 8, day: 17))
    #expect(
      rows[8].cells.map(\.value) == [
        .text("PA07AB1000007"), .text("Nguyễn Thị 7"), .number(7000.5), .date(day),
        .number(14_001),
      ])
    // Longer than a record: it goes on in the next one.
    #expect(rows[151].cells[1].value == .text(String(repeating: "dài ", count: 3000)))
  }

  @Test func cutsAreRefusedOrRead() throws {
    let bytes = try FileBytes.read(path)
    for cut in stride(from: 0, to: bytes.count, by: 509) {
      let file = try folder.write(bytes.prefix(cut), to: "cut.xls")
      _ = try? LegacyFile.open(file, as: .xls).readRows(ofSheet: 0) { _ in true }
    }
  }

  @Test func damageIsRefusedOrRead() throws {
    let bytes = try FileBytes.read(path)
    var generator = SeededGenerator.announced()
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        damaged[place] = UInt8.random(in: 0...255, using: &generator)
      }
      let file = try folder.write(damaged, to: "damaged.xls")
      _ = try? LegacyFile.open(file, as: .xls).readRows(ofSheet: 0) { _ in true }
    }
  }
}
