public import Diagnostics

/// Why a workbook cannot be edited as asked, whatever its format.
public enum EditError: Diagnosable {
  /// There is no sheet of this name.
  case noSuchSheet(at: Origin)
  /// There is no such row or cell in the sheet.
  case noSuchCell(at: Origin)
  /// The cell lies under a merged block whose first cell is another.
  case coveredCell(at: Origin)
  /// Something stands below the rows to replace, or speaks of them.
  case rowsBelow(at: Origin)
  /// Two edits want the same rows, or the rows belong to different groups.
  case editsOverlap(at: Origin)
  /// The workbook is signed; an edit would make the signature void.
  case signed(at: Origin)
  /// The part has a document type or is not UTF-8, so that its bytes cannot be kept.
  case notPlain(at: Origin)
  /// The cell is part of an array formula, which changes whole or not at all.
  case arrayFormula(at: Origin)
  /// A reference cannot follow the edit: what holds it, and where.
  case cannotFollow(Words, at: Origin)
  /// Something stands where cells would come to.
  case occupied(at: Origin)
  /// What stands last would leave the sheet.
  case sheetFull(at: Origin)
  /// The format, or this edit, has no way to do what is asked.
  case unsupported(Words, at: Origin)
  /// A sheet, a name or an image of this name is there already, or is none.
  case badName(String, at: Origin)
  /// The file is not the one that was opened: someone saved it since.
  case changed(at: Origin)

  /// An edit would touch rows of a large part that were not read for it: nothing is written.
  public static func leftOut(at origin: Origin) -> EditError {
    .unsupported(
      Words(vi: "sửa những dòng chưa được đọc vào", en: "editing rows that were not read"),
      at: origin)
  }

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("edit." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .noSuchSheet(let origin), .noSuchCell(let origin), .coveredCell(let origin),
      .rowsBelow(let origin), .editsOverlap(let origin), .signed(let origin),
      .notPlain(let origin), .changed(let origin), .arrayFormula(let origin),
      .sheetFull(let origin), .occupied(let origin), .cannotFollow(_, let origin),
      .unsupported(_, let origin),
      .badName(_, let origin):
      origin
    }
  }

  private var words: (code: String, message: Words, hint: Words?) {
    switch self {
    case .noSuchSheet: Told.noSuchSheet
    case .noSuchCell: Told.noSuchCell
    case .coveredCell: Told.coveredCell
    case .rowsBelow: Told.rowsBelow
    case .editsOverlap: Told.editsOverlap
    case .signed: Told.signed
    case .notPlain: Told.notPlain
    case .changed: Told.changed
    case .arrayFormula: Told.arrayFormula
    case .sheetFull: Told.sheetFull
    case .occupied: Told.occupied
    case .cannotFollow(let reason, _): Told.cannotFollow(reason)
    case .unsupported(let reason, _): Told.unsupported(reason)
    case .badName(let name, _): Told.badName(name)
    }
  }
}

/// The words of each error: code, message, hint.
private enum Told {
  typealias Text = (String, Words, Words?)

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

  static let arrayFormula: Text = (
    "array-formula",
    Words(
      vi: "ô này thuộc một công thức mảng", en: "this cell is part of an array formula"),
    Words(
      vi: "sửa cả mảng trong LibreOffice hoặc Excel",
      en: "change the whole array in LibreOffice or Excel")
  )

  static let occupied: Text = (
    "occupied",
    Words(vi: "chỗ đến đã có nội dung", en: "something stands where the block would go"),
    Words(vi: "chọn chỗ trống, hoặc xóa ô đó trước", en: "choose an empty place, or clear it first")
  )

  static let sheetFull: Text = (
    "sheet-full",
    Words(
      vi: "phần cuối trang sẽ bị đẩy ra ngoài", en: "what stands last would leave the sheet"), nil
  )

  static func cannotFollow(_ reason: Words) -> Text {
    (
      "cannot-follow",
      Words(
        vi: "tham chiếu không theo được lần sửa này: \(reason.vi)",
        en: "a reference cannot follow this edit: \(reason.en)"), nil
    )
  }

  static func unsupported(_ reason: Words) -> Text {
    (
      "unsupported", Words(vi: "không sửa được: \(reason.vi)", en: "not possible: \(reason.en)"),
      nil
    )
  }

  static func badName(_ name: String) -> Text {
    (
      "bad-name",
      Words(
        vi: "tên “\(name)” không dùng được hoặc đã có",
        en: "the name “\(name)” cannot be used or is there already"), nil
    )
  }
}
