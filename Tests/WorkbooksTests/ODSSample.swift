import Diagnostics
import Foundation
import ODSFiles
import Sheets
import Storage
import Testing
import ZipArchives

/// The cell of this address.
func at(_ sheet: String, _ a1: String) throws -> SheetCellAddress {
  SheetCellAddress(sheet: sheet, cell: try #require(CellAddress(a1: a1)))
}

/// The path of an edited copy.
func edit(_ path: String, _ change: (inout ODSEditor) throws -> Void) throws -> String {
  var editor = try ODSEditor(path: path)
  try change(&editor)
  let copy = newPath()
  try editor.write(toNewFile: copy)
  return copy
}

/// The code of the error that `work` throws; `none` where it throws none.
func code(_ work: () throws -> Void) -> String {
  do {
    try work()
    return "none"
  } catch let error as any Diagnosable {
    return error.diagnostic.code
  } catch {
    return "\(error)"
  }
}

/// A path in a temporary folder where nothing is yet.
func newPath(_ suffix: String = ".ods") -> String {
  scratch + "/" + UUID().uuidString + suffix
}

/// The folder of all those paths, removed when the tests end.
private let scratch: String = {
  let folder = NSTemporaryDirectory() + "/bakhong-ods-\(getpid())"
  atexit { try? FileManager.default.removeItem(atPath: scratch) }
  try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  return folder
}()

/// Workbooks to test with.
enum ODSSample {
  static let date = DateTime(year: 2024, month: 8, day: 3)
  static let values: [CellValue] = [
    .text(" hai  dấu cách\tvà tab \ndòng hai\n\nba "), .number(-0.1), .number(1e20), .boolean(true),
    .boolean(false), .empty, .duration(seconds: 130_500), .duration(seconds: -0.25),
    .error("#N/A"), .text("0071234"), .text("=cmd|x"), .text(""), .text("<&\"'>"),
    DateTime(year: 1999, month: 12, day: 31, secondOfDay: 86_399.5).map { .date($0) } ?? .empty,
  ]

  static var draft: WorkbookDraft {
    var report = SheetDraft(name: "Báo cáo")
    report.columnWidthsMM = [80, 40, 40, 40, 60]
    report.merges = ["A1:E1", "A6:A7"].compactMap { CellRange(a1: $0) }
    report.page.isLandscape = true
    report.page.fitsWidth = true
    report.page.numbersPagesAfterFirst = true
    report.repeatedRows = 1...1
    report.printArea = CellRange(a1: "A1:E120")
    var draft = WorkbookDraft(sheets: [report, SheetDraft(name: "Phụ lục 15")])
    draft.styles = styles
    draft.properties.title = "Báo cáo 3 KHÔNG"
    draft.namedRanges = ["B3", "B4:C5"].enumerated().map { place, a1 in
      NamedRange(
        name: "vung_\(place)",
        target: CellRange(a1: a1).map { SheetRange(sheet: "Báo cáo", range: $0) })
    }
    return draft
  }

  private static var styles: [CellStyle] {
    [
      CellStyle(),
      CellStyle {
        $0.font.isBold = true
        $0.horizontal = .center
        $0.borders = .all
      },
      CellStyle {
        $0.wrapsText = true
        $0.borders = .all
      },
      CellStyle {
        $0.numberFormat = .percent(decimals: 2)
        $0.borders = .all
      },
      CellStyle {
        $0.numberFormat = .fixed(decimals: 0, grouped: true)
        $0.borders = .all
      },
      CellStyle {
        $0.numberFormat = .date
        $0.borders = .all
      },
    ]
  }

  /// Writes the sample and returns its path.
  static func write() throws -> String {
    let path = newPath()
    var writer = try ODSWriter(draft, toNewFile: path)
    try writer.append(RowDraft([CellDraft(.text("BÁO CÁO"), style: 1)], heightPoints: 30))
    let head = ["Tiêu chí", "Trước", "Sau", "Ngày", "Hồ sơ"]
    try writer.append(RowDraft(head.map { CellDraft(.text($0), style: 1) }))
    let long = "Tỷ lệ hộ gia đình thanh toán tiền điện không dùng tiền mặt trên tổng số hộ"
    for row in 2..<120 {
      let isCovered = row == 6
      try writer.append(
        RowDraft([
          CellDraft(isCovered ? .empty : .text(long), style: 2),
          CellDraft(.number(0.6123), style: 3), CellDraft(.number(1_234_567.5), style: 4),
          CellDraft(date.map { .date($0) } ?? .empty, style: 5), CellDraft(.empty, style: 2),
        ]))
    }
    try writer.endSheet()
    try writer.append(RowDraft(values.map { CellDraft($0) }))
    try writer.endSheet()
    try writer.finish()
    return path
  }

  /// A workbook of one sheet `S` with odd prefixes, made by hand.
  static func package(
    _ rows: String, kind: String = "application/vnd.oasis.opendocument.spreadsheet",
    doctype: String = "", extra: String? = nil
  ) throws -> String {
    let path = newPath()
    let odf = "urn:oasis:names:tc:opendocument:xmlns:"
    let content = """
      <?xml version="1.0" encoding="UTF-8"?>\(doctype)
      <o:document-content xmlns:o="\(odf)office:1.0" xmlns:t="\(odf)table:1.0" \
      xmlns:p="\(odf)text:1.0" o:version="1.3"><o:body><o:spreadsheet><t:table t:name="S">\
      <t:table-column/>\(rows)</t:table></o:spreadsheet></o:body></o:document-content>
      """
    let writer = try ZipWriter(newFile: path)
    try writer.add("mimetype", Array(kind.utf8), isStored: true)
    try writer.add("content.xml", Array(content.utf8))
    if let extra { try writer.add(extra, Array("<x/>".utf8)) }
    try writer.finish()
    return path
  }

  static func withoutTabs(_ value: CellValue) -> CellValue {
    guard case .text(let text) = value else { return value }
    return .text(text.filter { $0 != "\t" })
  }

  /// The single values by sheet and address.
  static func load(_ path: String) throws -> [String: [String: CellValue]] {
    try LoadedWorkbook(path: path).cells
  }

  static func content(_ path: String) throws -> String {
    String(decoding: try ZipArchive(path: path).read("content.xml"), as: UTF8.self)
  }
}
