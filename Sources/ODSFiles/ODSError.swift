public import Diagnostics

/// What can be wrong with an ODS workbook, or with what is asked of it.
public enum ODSError: Diagnosable {
  /// The file is no ODS workbook; `reason` says what was found.
  case notASpreadsheet(file: String, reason: Words)
  /// The workbook is protected by a password; `scheme` names the cipher.
  case encrypted(file: String, part: String, scheme: String)
  /// A count, such as a repeat or a span, is none that a sheet can have.
  case count(attribute: String, text: String, at: Origin)
  /// A limit is passed: rows, columns, characters.
  case limit(String, max: Int, at: Origin)

  /// The stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("ods." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .notASpreadsheet(let file, _): Origin(file: file)
    case .encrypted(let file, let part, _): Origin(file: file, part: part)
    case .count(_, _, let origin), .limit(_, _, let origin):
      origin
    }
  }

  private var words: (code: String, message: Words, hint: Words?) {
    switch self {
    case .notASpreadsheet(_, let reason): Told.notASpreadsheet(reason)
    case .encrypted(_, _, let scheme): Told.encrypted(scheme)
    case .count(let attribute, let text, _): Told.count(attribute, String(text.prefix(20)))
    case .limit(let limit, let max, _): Told.limit(limit, max)
    }
  }
}

/// The words of each error: code, message, hint.
private enum Told {
  typealias Text = (String, Words, Words?)

  static func encrypted(_ scheme: String) -> Text {
    (
      "encrypted",
      Words(
        vi: "tệp được đặt mật khẩu (\(scheme))",
        en: "the file is protected by a password (\(scheme))"),
      Words(
        vi: "mở bằng LibreOffice, lưu lại không mật khẩu",
        en: "open it in LibreOffice and save it without a password")
    )
  }

  static func notASpreadsheet(_ reason: Words) -> Text {
    (
      "not-a-spreadsheet",
      Words(
        vi: "không phải bảng tính ODS: \(reason.vi)", en: "not an ODS workbook: \(reason.en)"),
      Words(
        vi: "kiểm tra lại tệp; nếu cần, mở và lưu lại dạng ODS bằng LibreOffice",
        en: "check the file; if need be, open it in LibreOffice and save it as ODS")
    )
  }

  private static let damaged = Words(
    vi: "tệp hỏng hoặc cố ý phá hoại; mở và lưu lại bằng LibreOffice",
    en: "the file is damaged or made to do harm; open and save it in LibreOffice")

  static func count(_ attribute: String, _ text: String) -> Text {
    (
      "count",
      Words(
        vi: "\(attribute) = \"\(text)\" không dùng được", en: "\(attribute) = \"\(text)\" cannot be"
      ),
      damaged
    )
  }

  static func limit(_ limit: String, _ max: Int) -> Text {
    (
      "limit",
      Words(vi: "vượt giới hạn \(limit) = \(max)", en: "over the limit \(limit) = \(max)"),
      damaged
    )
  }
}
