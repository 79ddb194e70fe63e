import Foundation
import Sheets
import TestSupport
import Workbooks

/// A workbook in memory: what is written, and what must be read.
struct WorkbookModel {
  var draft: WorkbookDraft
  var rows: [[RowDraft]]

  /// Writes it into a folder.
  ///
  /// - Returns: The path.
  func write(_ format: Workbook.Format, in folder: TemporaryFolder) throws -> String {
    let path = folder.file("\(UUID().uuidString).\(format.rawValue)")
    try Workbook.write(draft, rows: rows, to: path)
    return path
  }

  /// The values by sheet and address.
  var cells: [String: [String: CellValue]] {
    var sheets: [String: [String: CellValue]] = [:]
    for (place, sheet) in draft.sheets.enumerated() {
      var cells: [String: CellValue] = [:]
      for (index, row) in rows[place].enumerated() {
        for (column, cell) in row.cells.enumerated() where cell.value != .empty {
          cells[CellAddress(row: index, column: column).a1] = cell.value.toMilliseconds
        }
      }
      sheets[sheet.name] = cells
    }
    return sheets
  }

  /// The styles that all models share, one of each number format.
  static let styles: [CellStyle] = [
    CellStyle(),
    CellStyle {
      $0.font.isBold = true
      $0.horizontal = .center
      $0.borders = .all
    },
    CellStyle { $0.numberFormat = .percent(decimals: 2) },
    CellStyle { $0.numberFormat = .fixed(decimals: 0, grouped: true) },
    CellStyle {
      $0.numberFormat = .date
      $0.wrapsText = true
    },
    CellStyle { $0.numberFormat = .text },
  ]

  /// A small report: a title over merged cells, a head, twenty rows, and a second sheet.
  static func report() -> WorkbookModel {
    var report = SheetDraft(name: "Báo cáo 'tháng' 8")
    report.columnWidthsMM = [80, 40, 40]
    report.merges = ["A1:C1", "A5:A6"].compactMap { CellRange(a1: $0) }
    report.page.isLandscape = true
    report.page.fitsWidth = true
    report.page.numbersPagesAfterFirst = true
    report.repeatedRows = 1...1
    report.printArea = CellRange(a1: "A1:C22")
    var draft = WorkbookDraft(sheets: [report, SheetDraft(name: "Phụ lục 15")], styles: styles)
    draft.properties.title = "Báo cáo 3 KHÔNG"
    draft.namedRanges = [("don_vi", 0, "A1"), ("ct15_truoc", 0, "B3"), ("bang", 1, "A1:C2")].map {
      NamedRange(
        name: $0.0,
        target: CellRange(a1: $0.2).map { [draft, place = $0.1] range in
          SheetRange(sheet: draft.sheets[place].name, range: range)
        })
    }
    let head = ["Tiêu chí", "Trước", "Sau"].map { CellDraft(.text($0), style: 1) }
    var rows = [
      RowDraft([CellDraft(.text("BÁO CÁO"), style: 1)], heightPoints: 30), RowDraft(head),
    ]
    for row in 2..<22 {
      let name = CellDraft(row == 5 ? .empty : .text("Tiêu chí \(row)"), style: 1)
      rows.append(
        RowDraft([name, CellDraft(.number(0.6123), style: 2), CellDraft(.number(12), style: 3)]))
    }
    let day = DateTime(year: 2024, month: 8, day: 3).map { CellValue.date($0) } ?? .empty
    let annex = [
      RowDraft([CellDraft(day, style: 4), CellDraft(.text("0071234")), CellDraft(.boolean(true))]),
      RowDraft([CellDraft(.number(1_234_567.5), style: 3), CellDraft(.error("#N/A"))]),
      RowDraft([CellDraft(.duration(seconds: 130_500)), CellDraft(day), CellDraft(.text(""))]),
    ]
    return WorkbookModel(draft: draft, rows: [rows, annex])
  }

  /// Any small workbook.
  static func random(_ chance: inout SeededGenerator) -> WorkbookModel {
    let names = ["A", "Trang 2", "it's", "Số liệu (tháng 8)", "=1+1"].shuffled(using: &chance)
    let sheets = names.prefix(Int.random(in: 1...3, using: &chance)).map { SheetDraft(name: $0) }
    var model = WorkbookModel(draft: WorkbookDraft(sheets: sheets, styles: styles), rows: [])
    for _ in sheets {
      var rows: [RowDraft] = []
      for _ in 0..<Int.random(in: 0...12, using: &chance) {
        let cells = (0..<Int.random(in: 0...9, using: &chance)).map { _ in
          CellDraft(
            CellValue.random(&chance), style: Int.random(in: 0..<styles.count, using: &chance))
        }
        var row = RowDraft(cells)
        row.startsPage = Int.random(in: 0...5, using: &chance) == 0
        if Bool.random(using: &chance) { row.heightPoints = 20 }
        rows.append(row)
      }
      model.rows.append(rows)
    }
    return model
  }
}

extension CellValue {
  /// Any value that both formats can hold.
  static func random(_ chance: inout SeededGenerator) -> CellValue {
    switch Int.random(in: 0...11, using: &chance) {
    case 0, 1: return .empty
    case 2, 3, 4: return .text(randomText(&chance))
    case 5: return .number(Double(Int.random(in: -1_000_000...1_000_000, using: &chance)) / 100)
    case 6:
      let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &chance))
      return .number(number.isFinite ? number : 0)
    case 7: return .boolean(Bool.random(using: &chance))
    case 8: return .error(["#N/A", "#DIV/0!", "#REF!"].randomElement(using: &chance) ?? "#N/A")
    case 9:
      let seconds = Double(Int.random(in: -200_000_000...200_000_000, using: &chance)) / 1000
      return .duration(seconds: seconds)
    default:
      // From 1900-01-01 on.
      let day = Int.random(in: -25_567...80_000, using: &chance)
      let time = Bool.random(using: &chance) ? Int.random(in: 0..<86_400_000, using: &chance) : 0
      return DateTime(daysSince1970: day, secondOfDay: Double(time) / 1000).map { .date($0) }
        ?? .empty
    }
  }

  private static func randomText(_ chance: inout SeededGenerator) -> String {
    let pieces = [
      "a", "ộ", " ", "  ", "\t", "\n", "<", "&", "]]>", "\"", "'", "_x000D_", "_", "=A1", "0071",
      "😀", "e\u{301}", "#N/A", ";", "x000D_",
    ]
    return (0..<Int.random(in: 0...8, using: &chance)).compactMap { _ in
      pieces.randomElement(using: &chance)
    }.joined()
  }

  /// The value with seconds rounded to milliseconds, the finest that XLSX holds.
  var toMilliseconds: CellValue {
    func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
    switch self {
    case .duration(let seconds): return .duration(seconds: rounded(seconds))
    case .date(var date):
      date.secondOfDay = rounded(date.secondOfDay)
      return .date(date)
    default: return self
    }
  }
}

extension LoadedWorkbook {
  /// ``cells`` with seconds rounded to milliseconds.
  var cellsToMilliseconds: [String: [String: CellValue]] {
    cells.mapValues { $0.mapValues(\.toMilliseconds) }
  }
}
