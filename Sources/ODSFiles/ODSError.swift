public import Diagnostics

/// What can be wrong with an ODS workbook, or with what is asked of it.
public enum ODSError: Diagnosable {
  /// The file is no ODS workbook; `reason` says what was found.
  case notASpreadsheet(file: String, reason: Words)
  /// The workbook is protected by a password.
  case encrypted(file: String, part: String)
  /// A count, such as a repeat or a span, is none that a sheet can have.
  case count(attribute: String, text: String, at: Origin)
  /// A limit is passed: rows, columns, characters.
  case limit(String, max: Int, at: Origin)
  /// There is no sheet of this name.
  case noSuchSheet(at: Origin)
  /// There is no such row or cell in the sheet.
  case noSuchCell(at: Origin)
  /// The cell lies under a merged block whose first cell is another.
  case coveredCell(at: Origin)
  /// Something stands below the rows to replace.
  case rowsBelow(at: Origin)
  /// Two edits want the same rows, or the rows belong to different groups.
  case editsOverlap(at: Origin)
  /// The workbook is signed; an edit would make the signature void.
  case signed(file: String)
  /// content.xml has a document type or is not UTF-8, so that its bytes cannot be kept.
  case notPlain(file: String)
  /// The file is not the one that was opened: someone saved it since.
  case changed(file: String)

  /// The stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("ods." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .notASpreadsheet(let file, _), .signed(let file), .changed(let file): Origin(file: file)
    case .encrypted(let file, let part): Origin(file: file, part: part)
    case .notPlain(let file): Origin(file: file, part: ODSPart.content)
    case .count(_, _, let origin), .limit(_, _, let origin), .noSuchSheet(let origin),
      .noSuchCell(let origin), .coveredCell(let origin), .rowsBelow(let origin),
      .editsOverlap(let origin):
      origin
    }
  }

  private var words: (code: String, message: Words, hint: Words?) {
    switch self {
    case .notASpreadsheet(_, let reason): Told.notASpreadsheet(reason)
    case .encrypted: Told.encrypted
    case .count(let attribute, let text, _): Told.count(attribute, String(text.prefix(20)))
    case .limit(let limit, let max, _): Told.limit(limit, max)
    case .noSuchSheet: Told.noSuchSheet
    case .noSuchCell: Told.noSuchCell
    case .coveredCell: Told.coveredCell
    case .rowsBelow: Told.rowsBelow
    case .editsOverlap: Told.editsOverlap
    case .signed: Told.signed
    case .notPlain: Told.notPlain
    case .changed: Told.changed
    }
  }
}

/// The words of each error: code, message, hint.
private enum Told {
  typealias Text = (String, Words, Words?)

  static let encrypted: Text = (
    "encrypted",
    Words(vi: "tệp được đặt mật khẩu", en: "the file is protected by a password"),
    Words(
      vi: "mở bằng LibreOffice, lưu lại không mật khẩu",
      en: "open it in LibreOffice and save it without a password")
  )

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

  static let noSuchSheet: Text = (
    "no-such-sheet", Words(vi: "không có trang tính này", en: "there is no such sheet"),
    Words(vi: "kiểm tra lại tên trang", en: "check the sheet's name")
  )

  static let noSuchCell: Text = (
    "no-such-cell",
    Words(vi: "không có dòng hoặc ô này trong trang", en: "the sheet has no such row or cell"),
    nil
  )

  static let coveredCell: Text = (
    "covered-cell",
    Words(vi: "ô này bị một ô gộp che", en: "this cell is covered by a merged one"),
    Words(vi: "ghi vào ô đầu của khối gộp", en: "write to the first cell of the merged block")
  )

  static let rowsBelow: Text = (
    "rows-below",
    Words(
      vi: "bên dưới các dòng mẫu còn nội dung", en: "something stands below the rows to replace"),
    Words(
      vi: "chuyển phần đó lên trên hoặc sang trang khác",
      en: "move it above them or to another sheet")
  )

  static let editsOverlap: Text = (
    "edits-overlap",
    Words(
      vi: "hai lần sửa chạm cùng một dòng, hoặc các dòng thuộc các nhóm khác nhau",
      en: "two edits touch the same rows, or the rows are of different groups"),
    Words(vi: "tách thành hai lần sửa", en: "make the edits one after the other")
  )

  static let signed: Text = (
    "signed",
    Words(
      vi: "tệp có chữ ký số; sửa tệp sẽ làm chữ ký mất hiệu lực",
      en: "the file is signed; an edit would make the signature void"),
    Words(
      vi: "dùng bản chưa ký, điền xong rồi ký lại",
      en: "take the unsigned file, and sign it after the edit")
  )

  static let notPlain: Text = (
    "not-plain",
    Words(
      vi: "phần này không phải UTF-8 hoặc có DOCTYPE, nên không sửa tại chỗ được",
      en: "this part is not UTF-8 or has a document type: it cannot be edited in place"),
    Words(vi: "mở và lưu lại bằng LibreOffice", en: "open it in LibreOffice and save it again")
  )

  static let changed: Text = (
    "changed",
    Words(vi: "tệp đã bị thay đổi trong khi sửa", en: "the file was changed during the edit"),
    Words(vi: "chạy lại lệnh", en: "run the command again")
  )
}
