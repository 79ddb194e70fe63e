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
  /// A row, a cell, a text or a number passes what a file can hold.
  case limit(String, max: Int, at: Origin)
  /// Two things that exclude each other claim one place: merged blocks, notes, columns.
  case overlap(at: Origin)
  /// A name cannot be a name of formulas, or is there twice.
  case name(String)
  /// A formula is written in the other format's dialect.
  case formulaDialect(at: Origin)
  /// The words of a list cannot stand in an XLSX formula: one has a comma, or all are too long.
  case list(at: Origin)

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("draft." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .noSheet, .noStyle, .namedRange, .name: Origin()
    case .sheetName(let sheet), .sheetTwice(let sheet): Origin(sheet: sheet)
    case .style(_, let origin), .notFinite(let origin), .coveredCell(let origin),
      .sheetCount(let origin), .limit(_, _, let origin), .overlap(let origin),
      .formulaDialect(let origin), .list(let origin):
      origin
    }
  }

  private var words: Told.Text {
    switch self {
    case .noSheet: Told.noSheet
    case .noStyle: Told.noStyle
    case .sheetName: Told.sheetName
    case .sheetTwice: Told.sheetTwice
    case .namedRange(let name): Told.namedRange(name)
    case .style(let style, _): Told.style(style)
    case .notFinite: Told.notFinite
    case .coveredCell: Told.coveredCell
    case .sheetCount: Told.sheetCount
    case .limit(let limit, let max, _): Told.limit(limit, max)
    case .overlap: Told.overlap
    case .name(let name): Told.name(name)
    case .formulaDialect: Told.formulaDialect
    case .list: Told.list
    }
  }
}

/// The words of each error: code, message, hint.
private enum Told {
  typealias Text = (code: String, message: Words, hint: Words?)

  static let noSheet: Text = (
    "no-sheet", Words(vi: "không có trang nào", en: "there is no sheet"), nil
  )
  static let noStyle: Text = (
    "no-style", Words(vi: "không có kiểu ô", en: "there is no cell style"), nil
  )
  static let sheetName: Text = (
    "sheet-name", Words(vi: "tên trang không dùng được", en: "not a sheet's name"),
    Words(
      vi: "dùng từ 1 đến 31 ký tự, không có []:*?/\\, không có dấu ' ở hai đầu",
      en: "use 1 to 31 characters, none of []:*?/\\ and no ' at either end")
  )
  static let sheetTwice: Text = (
    "sheet-twice", Words(vi: "hai trang cùng tên", en: "two sheets have one name"), nil
  )
  static let notFinite: Text = (
    "not-finite", Words(vi: "số không hữu hạn", en: "the number is not finite"), nil
  )
  static let coveredCell: Text = (
    "covered-cell", Words(vi: "ô bị khối gộp che có giá trị", en: "a covered cell has a value"),
    nil
  )
  static let sheetCount: Text = (
    "sheet-count",
    Words(
      vi: "số trang ghi ra khác số trang đã khai báo",
      en: "the sheets written are not those of the draft"), nil
  )
  static let overlap: Text = (
    "overlap",
    Words(
      vi: "hai khối gộp, hai ghi chú hoặc hai định dạng cột chồng lên nhau",
      en: "two merged blocks, notes or column formats overlap"), nil
  )
  static let formulaDialect: Text = (
    "formula-dialect",
    Words(
      vi: "công thức viết theo cách của định dạng tệp kia",
      en: "the formula is written in the other format's dialect"),
    Words(
      vi: "dịch công thức trước khi ghi: OOXML cho XLSX, OpenFormula cho ODS",
      en: "translate it before writing: OOXML for XLSX, OpenFormula for ODS")
  )
  static let list: Text = (
    "list",
    Words(
      vi: "danh sách chọn có dấu phẩy hoặc dài quá 255 ký tự",
      en: "the list of choices has a comma or passes 255 characters"),
    Words(
      vi: "ghi các lựa chọn vào một vùng ô rồi trỏ tới vùng đó",
      en: "put the choices into cells and point to these")
  )

  static func namedRange(_ name: String) -> Text {
    (
      "named-range",
      Words(
        vi: "tên vùng \(name) không trỏ tới trang nào",
        en: "the named range \(name) points to no sheet"), nil
    )
  }

  static func style(_ style: Int) -> Text {
    (
      "style",
      Words(vi: "không có kiểu ô số \(style)", en: "there is no cell style \(style)"), nil
    )
  }

  static func limit(_ limit: String, _ max: Int) -> Text {
    (
      "limit",
      Words(vi: "vượt giới hạn \(limit) = \(max)", en: "over the limit \(limit) = \(max)"),
      limit.hasPrefix("characters")
        ? Words(vi: "rút ngắn nội dung", en: "shorten the text")
        : Words(vi: "tách thành nhiều trang", en: "split it into several sheets")
    )
  }

  static func name(_ name: String) -> Text {
    (
      "name",
      Words(
        vi: "tên vùng \(name) không dùng được hoặc trùng nhau",
        en: "the name \(name) cannot be used, or is there twice"),
      Words(
        vi: "bắt đầu bằng chữ cái, không có dấu cách, không giống địa chỉ ô",
        en: "begin with a letter, use no space, and nothing like a cell's address")
    )
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
