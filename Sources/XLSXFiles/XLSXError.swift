public import Diagnostics

/// What can be wrong with an XLSX workbook, or with what is asked of it.
public enum XLSXError: Diagnosable {
  /// The container holds no workbook; `reason` says what was found.
  case notASpreadsheet(file: String, reason: Words)
  /// A part that another one names is missing.
  case partMissing(part: String)
  /// A cell's or row's reference is none, or goes backwards, or passes the largest sheet.
  case reference(String, at: Origin)
  /// What a cell holds is no value of its type.
  case value(at: Origin)
  /// A cell names a shared string that is not there.
  case sharedString(index: String, at: Origin)
  /// The cell holds a formula that others depend on, or that a list of the workbook names.
  case formulaCell(at: Origin)
  /// A limit is passed.
  case limit(String, max: Int, at: Origin)
  /// Excel has no dates before 1900, or before 1904 where days count from there.
  case earlyDate(at: Origin)

  /// The stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("xlsx." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .notASpreadsheet(let file, _): Origin(file: file)
    case .partMissing(let part): Origin(part: part)
    case .reference(_, let origin), .value(let origin), .sharedString(_, let origin),
      .formulaCell(let origin), .earlyDate(let origin), .limit(_, _, let origin):
      origin
    }
  }

  private var words: (code: String, message: Words, hint: Words?) {
    switch self {
    case .notASpreadsheet(_, let reason): Told.notASpreadsheet(reason)
    case .partMissing: Told.partMissing
    case .reference(let text, _): Told.reference(String(text.prefix(20)))
    case .value: Told.value
    case .sharedString(let index, _): Told.sharedString(String(index.prefix(20)))
    case .formulaCell: Told.formulaCell
    case .earlyDate: Told.earlyDate
    case .limit(let name, let max, _): Told.limit(name, max)
    }
  }
}

/// The words of each error: code, message, hint.
private enum Told {
  typealias Text = (String, Words, Words?)

  static let saveAgain = Words(
    vi: "mở và lưu lại tệp bằng LibreOffice", en: "open and save the file in LibreOffice")

  static func notASpreadsheet(_ reason: Words) -> Text {
    (
      "not-a-spreadsheet",
      Words(
        vi: "không phải bảng tính XLSX: \(reason.vi)", en: "not an XLSX workbook: \(reason.en)"),
      Words(vi: "cần tệp .xlsx hoặc .ods", en: "give an .xlsx or .ods file")
    )
  }

  static let partMissing: Text = (
    "part-missing", Words(vi: "thiếu phần này", en: "this part is missing"), saveAgain
  )

  static func reference(_ text: String) -> Text {
    (
      "reference",
      Words(
        vi: "địa chỉ ô hoặc dòng không hợp lệ: \(text)", en: "not a valid reference: \(text)"),
      saveAgain
    )
  }

  static let value: Text = (
    "value",
    Words(vi: "giá trị ô không đúng kiểu của nó", en: "the cell's value is not of its type"),
    saveAgain
  )

  static func sharedString(_ index: String) -> Text {
    (
      "shared-string",
      Words(vi: "không có chuỗi dùng chung số \(index)", en: "there is no shared string \(index)"),
      saveAgain
    )
  }

  static let formulaCell: Text = (
    "formula-cell",
    Words(
      vi: "ô có công thức dùng chung hoặc nằm trong danh sách tính toán",
      en: "the cell has a shared formula, or one on the list of calculations"),
    Words(vi: "xoá công thức trong ô rồi thử lại", en: "clear the formula first")
  )

  static let earlyDate: Text = (
    "early-date",
    Words(vi: "Excel không có ngày trước năm 1900", en: "Excel has no dates before 1900"),
    Words(vi: "ghi ngày này dưới dạng chữ", en: "write the date as text")
  )

  static func limit(_ name: String, _ max: Int) -> Text {
    (
      "limit", Words(vi: "vượt giới hạn \(name) = \(max)", en: "over the limit \(name) = \(max)"),
      Words(vi: "tệp này có thể là tệp phá hoại", en: "this file may be made to do harm")
    )
  }
}
