public import Diagnostics

/// Why a draft, a row or a value makes no workbook, whatever its format.
public enum DraftError: Diagnosable {
  /// There is no sheet.
  case noSheet
  /// There is no cell style.
  case noStyle
  /// A sheet's name is empty, too long, or holds a character that none may hold.
  case sheetName(String)
  /// Two sheets have one name; case makes no difference.
  case sheetTwice(String)
  /// A named range points to no sheet of the workbook.
  case namedRange(String)
  /// A cell has a style that the draft does not list.
  case style(Int, at: Origin)
  /// A number is infinite or none at all.
  case notFinite(at: Origin)
  /// A cell that a merged block covers has a value.
  case coveredCell(at: Origin)
  /// A row comes after the last sheet, or the workbook ends before it.
  case sheetCount(at: Origin)
  /// A row or a cell lies beyond the largest sheet.
  case limit(String, max: Int, at: Origin)

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("draft." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .noSheet, .noStyle, .namedRange: Origin()
    case .sheetName(let sheet), .sheetTwice(let sheet): Origin(sheet: sheet)
    case .style(_, let origin), .notFinite(let origin), .coveredCell(let origin),
      .sheetCount(let origin), .limit(_, _, let origin):
      origin
    }
  }

  private var words: (code: String, message: Words, hint: Words?) {
    switch self {
    case .noSheet: ("no-sheet", Words(vi: "không có trang nào", en: "there is no sheet"), nil)
    case .noStyle: ("no-style", Words(vi: "không có kiểu ô", en: "there is no cell style"), nil)
    case .sheetName:
      (
        "sheet-name", Words(vi: "tên trang không dùng được", en: "not a sheet's name"),
        Words(
          vi: "dùng từ 1 đến 31 ký tự, không có []:*?/\\, không có dấu ' ở hai đầu",
          en: "use 1 to 31 characters, none of []:*?/\\ and no ' at either end")
      )
    case .sheetTwice:
      ("sheet-twice", Words(vi: "hai trang cùng tên", en: "two sheets have one name"), nil)
    case .namedRange(let name):
      (
        "named-range",
        Words(
          vi: "tên vùng \(name) không trỏ tới trang nào",
          en: "the named range \(name) points to no sheet"), nil
      )
    case .style(let style, _):
      (
        "style",
        Words(vi: "không có kiểu ô số \(style)", en: "there is no cell style \(style)"), nil
      )
    case .notFinite:
      ("not-finite", Words(vi: "số không hữu hạn", en: "the number is not finite"), nil)
    case .coveredCell:
      (
        "covered-cell", Words(vi: "ô bị khối gộp che có giá trị", en: "a covered cell has a value"),
        nil
      )
    case .sheetCount:
      (
        "sheet-count",
        Words(
          vi: "số trang ghi ra khác số trang đã khai báo",
          en: "the sheets written are not those of the draft"), nil
      )
    case .limit(let limit, let max, _):
      (
        "limit",
        Words(vi: "vượt giới hạn \(limit) = \(max)", en: "over the limit \(limit) = \(max)"),
        Words(vi: "tách thành nhiều trang", en: "split it into several sheets")
      )
    }
  }
}

extension WorkbookDraft {
  /// Proves that the draft makes a workbook, before a byte of it is written.
  ///
  /// - Throws: ``DraftError``.
  public func check() throws(DraftError) {
    guard !sheets.isEmpty else { throw .noSheet }
    guard !styles.isEmpty else { throw .noStyle }
    var names: Set<String> = []
    for sheet in sheets {
      let isFit =
        (1...31).contains(sheet.name.count)
        && !sheet.name.contains { "[]:*?/\\".contains($0) }
        && !sheet.name.hasPrefix("'") && !sheet.name.hasSuffix("'")
      guard isFit else { throw .sheetName(sheet.name) }
      guard names.insert(sheet.name.lowercased()).inserted else {
        throw .sheetTwice(sheet.name)
      }
    }
    for range in namedRanges {
      guard let target = range.target, names.contains(target.sheet.lowercased()) else {
        throw .namedRange(range.name)
      }
    }
  }

  /// Proves that a row can stand in a sheet.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - index: Its place, from 0.
  ///   - merges: The merged blocks that reach it.
  /// - Throws: ``DraftError`` with the cell in its origin.
  public func check(_ row: RowDraft, at index: Int, merges: [CellRange]) throws(DraftError) {
    guard index < CellAddress.rowsMax else {
      throw .limit("rowsMax", max: CellAddress.rowsMax, at: Origin(line: index + 1))
    }
    guard row.cells.count <= CellAddress.columnsMax else {
      throw .limit("columnsMax", max: CellAddress.columnsMax, at: Origin(line: index + 1))
    }
    for (column, cell) in row.cells.enumerated() {
      let address = CellAddress(row: index, column: column)
      guard styles.indices.contains(cell.style) else {
        throw .style(cell.style, at: Origin(cell: address.a1))
      }
      try cell.value.check(at: address)
      guard cell.value != .empty, !merges.isEmpty else { continue }
      if merges.contains(where: { $0.contains(address) && $0.first != address }) {
        throw .coveredCell(at: Origin(cell: address.a1))
      }
    }
  }
}

extension CellValue {
  /// Proves that a cell can hold the value.
  ///
  /// - Parameter cell: Where it goes.
  /// - Throws: ``DraftError/notFinite(at:)`` for infinite numbers and those that are none.
  public func check(at cell: CellAddress) throws(DraftError) {
    let number: Double
    switch self {
    case .number(let value): number = value
    case .duration(let seconds): number = seconds
    default: return
    }
    guard number.isFinite else { throw .notFinite(at: Origin(cell: cell.a1)) }
  }
}

extension DraftError {
  /// Proves that a text can be the name on a sheet's tab.
  public static func checkSheetName(_ name: String) throws(DraftError) {
    try WorkbookDraft(sheets: [SheetDraft(name: name)]).check()
  }
}

extension NamedRange {
  /// Whether a text can be a name: a letter or `_`, then letters, digits, `_` and `.`; no address.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_", text.utf8.count <= 255,
      CellAddress(a1: text) == nil
    else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }
}
