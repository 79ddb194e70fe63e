import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing

@testable import LegacyFiles

private func rows(_ reader: any WorkbookReader, sheet: Int = 0) throws -> [[CellValue]] {
  var rows: [[CellValue]] = []
  try reader.readRows(ofSheet: sheet) { row in
    while rows.count < row.index { rows.append([]) }
    var cells: [CellValue] = []
    for cell in row.cells {
      while cells.count < cell.column { cells.append(.empty) }
      cells.append(cell.value)
    }
    rows.append(cells)
    return true
  }
  return rows
}

private func open(_ text: String, _ format: LegacyFile.Format) throws -> any WorkbookReader {
  let folder = try TemporaryFolder()
  return try withExtendedLifetime(folder) {
    let path = try folder.write(text: text, to: "a.xls")
    let head = try FileBytes.head(of: path, count: LegacyFile.headBytes)
    #expect(LegacyFile.format(of: head) == format)
    return try LegacyFile.open(path, as: format)
  }
}

@Test func readsTheTablesOfAPage() throws {
  let page = """
    <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Sao kê</title>
    <style>td {color: red}</style></head><body><p>Số tài khoản: <b>0071001234567</b></p>
    <table><tr><th rowspan=2>Ngày<br>GD</th><th colspan="2">Số tiền</th></tr>
    <tr><th>Nợ</th><th>Có</th></tr>
    <tr><td>2024-08-03</td><td>&nbsp;</td><td> 1,250,300 </td></tr>
    <tr><td><table><tr><td>trong</td></tr></table></td></tr></table>
    """
  let reader = try open(page, .html)
  #expect(reader.sheets.map(\.name) == ["Sao kê"])
  #expect(
    try rows(reader) == [
      [.text("Số tài khoản: 0071001234567")], [.text("Ngày\nGD"), .text("Số tiền")],
      [.empty, .text("Nợ"), .text("Có")], [.text("2024-08-03"), .empty, .text("1,250,300")],
      [.text("trong")],
    ])
}

@Test func aPageWithoutTablesIsAnError() throws {
  let error = try #require(throws: LegacyError.self) {
    try open("<!DOCTYPE html><html><body>Đăng nhập lại</body></html>", .html)
  }
  #expect(error.diagnostic.code == "legacy.no-table")
}

@Test func readsXMLSpreadsheet2003() throws {
  let workbook = """
    <?xml version="1.0"?>
    <?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
     <Worksheet ss:Name="Sao k&#234;"><Table>
      <Row ss:Index="3"><Cell><Data ss:Type="String">Ngày</Data></Cell>
       <Cell ss:Index="4" ss:MergeAcross="1"><Data ss:Type="String">a &amp; b</Data></Cell>
       <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
      <Row><Cell><Data ss:Type="DateTime">2024-08-03T12:00:00.000</Data></Cell>
       <Cell><Data ss:Type="Number">1250300</Data></Cell></Row>
     </Table></Worksheet><Worksheet ss:Name="B"><Table/></Worksheet></Workbook>
    """
  let reader = try open(workbook, .xml2003)
  #expect(reader.sheets.map(\.name) == ["Sao kê", "B"])
  let noon = try #require(DateTime(year: 2024, month: 8, day: 3, secondOfDay: 43_200))
  #expect(
    try rows(reader) == [
      [], [], [.text("Ngày"), .empty, .empty, .text("a & b"), .empty, .boolean(true)],
      [.date(noon), .number(1_250_300)],
    ])
  #expect(try rows(reader, sheet: 1).isEmpty)
}

@Test(
  arguments: [
    ("<?xml version=\"1.0\"?><office:document/>", nil), ("a,b\n<table>", nil), ("", nil),
    ("  <TABLE><tr>", .html), ("\u{FEFF}<html>", .html),
  ] as [(String, LegacyFile.Format?)])
func formatsAreToldByContent(text: String, format: LegacyFile.Format?) {
  #expect(LegacyFile.format(of: Array(text.utf8)) == format)
}
