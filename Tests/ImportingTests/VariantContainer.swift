import Foundation
import Sheets
import Storage
import TestSupport
import Workbooks

/// What kind of file a list is handed in as.
enum VariantContainer: CaseIterable {
  case text
  case xlsx, xlsxTyped, xlsxOfOldFonts, ods, odsTyped, html, xml2003

  /// Writes a list to a file; nil where the encoding cannot say what the list says.
  func write(
    _ lines: [[VariantCell]], encode: (String) -> [UInt8]?, delimiter: String, lineBreak: String,
    in folder: TemporaryFolder
  ) throws -> String? {
    switch self {
    case .text:
      let text = lines.map { line in
        line.map { Self.quoted($0.text, delimiter) }.joined(separator: delimiter)
      }.joined(separator: lineBreak)
      guard let bytes = encode(text) else { return nil }
      return try folder.write(bytes, to: "a.csv")
    case .html: return try folder.write(text: Self.page(lines), to: "a.xls")
    case .xml2003: return try folder.write(text: Self.spreadsheet(lines), to: "a.xml")
    case .xlsx, .ods:
      return try Self.workbook(lines, "a.\(self)", in: folder) { .text($0.text) }
    case .xlsxTyped, .odsTyped:
      let name = self == .xlsxTyped ? "a.xlsx" : "a.ods"
      return try Self.workbook(lines, name, in: folder) { $0.typed ?? .text($0.text) }
    case .xlsxOfOldFonts:
      // The letters of the Western encoding that have the bytes of TCVN3.
      let western = lines.map { $0.map { $0.text.isEmpty ? [] : LegacyText.tcvn3($0.text) } }
      guard western.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
      let cells = western.map { line in
        line.map { bytes in
          VariantCell(text: String(data: Data(bytes ?? []), encoding: .windowsCP1252) ?? "?")
        }
      }
      return try Self.workbook(cells, "a.xlsx", in: folder) { .text($0.text) }
    }
  }

  private static func quoted(_ text: String, _ delimiter: String) -> String {
    guard text.contains(delimiter) || text.contains("\"") else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  private static func workbook(
    _ lines: [[VariantCell]], _ name: String, in folder: TemporaryFolder,
    _ value: (VariantCell) -> CellValue
  ) throws -> String {
    let path = folder.file(name)
    let day = CellStyle { $0.numberFormat = .date }
    let draft = WorkbookDraft(
      sheets: [SheetDraft(name: "Bìa"), SheetDraft(name: "Dữ liệu")], styles: [CellStyle(), day])
    let rows = lines.map { line in
      RowDraft(
        line.map { cell in
          if cell.text.isEmpty { return CellDraft() }
          let value = value(cell)
          if case .date = value { return CellDraft(value, style: 1) }
          return CellDraft(value)
        })
    }
    try Workbook.write(draft, rows: [[], rows], to: path)
    return path
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
  }

  private static func page(_ lines: [[VariantCell]]) -> String {
    let rows = lines.map { line in
      "<tr>" + line.map { "<td>\(escaped($0.text))</td>" }.joined() + "</tr>"
    }
    return "<html><head><meta charset=\"utf-8\"></head><body><table>"
      + rows.joined(separator: "\n") + "</table></body></html>"
  }

  private static func spreadsheet(_ lines: [[VariantCell]]) -> String {
    let rows = lines.map { line in
      "<Row>"
        + line.map { cell in
          if case .number(let number) = cell.typed {
            return "<Cell><Data ss:Type=\"Number\">\(number)</Data></Cell>"
          }
          return "<Cell><Data ss:Type=\"String\">\(escaped(cell.text))</Data></Cell>"
        }.joined() + "</Row>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <?mso-application progid="Excel.Sheet"?>
      <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" \
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
      <Worksheet ss:Name="Dữ liệu"><Table>\(rows.joined(separator: "\n"))</Table></Worksheet>
      </Workbook>
      """
  }
}
