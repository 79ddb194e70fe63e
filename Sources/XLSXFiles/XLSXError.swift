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
  /// There is no sheet of this name.
  case noSuchSheet(at: Origin)
  /// There is no such row or cell in the largest sheet.
  case noSuchCell(at: Origin)
  /// The cell lies under a merged block whose first cell is another.
  case coveredCell(at: Origin)
  /// The cell holds a formula that others depend on, or that a list of the workbook names.
  case formulaCell(at: Origin)
  /// Excel has no dates before 1900, or before 1904 where days count from there.
  case earlyDate(at: Origin)
  /// Something stands below the rows to replace, or speaks of them.
  case rowsBelow(at: Origin)
  /// Two edits want the same rows.
  case editsOverlap(at: Origin)
  /// The workbook is signed; an edit would make the signature void.
  case signed(file: String)
  /// A part has a document type or is not UTF-8, so that its bytes cannot be kept.
  case notPlain(part: String)
  /// The file is not the one that was opened: someone saved it since.
  case changed(file: String)

  /// The stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic("xlsx." + code, message, at: origin, hint: hint)
  }

  private var origin: Origin {
    switch self {
    case .notASpreadsheet(let file, _), .signed(let file), .changed(let file): Origin(file: file)
    case .partMissing(let part), .notPlain(let part): Origin(part: part)
    case .reference(_, let origin), .value(let origin), .sharedString(_, let origin),
      .noSuchSheet(let origin), .noSuchCell(let origin), .coveredCell(let origin),
      .formulaCell(let origin), .earlyDate(let origin), .rowsBelow(let origin),
      .editsOverlap(let origin):
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
    case .noSuchSheet: Told.noSuchSheet
    case .noSuchCell: Told.noSuchCell
    case .coveredCell: Told.coveredCell
    case .formulaCell: Told.formulaCell
    case .earlyDate: Told.earlyDate
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

  static let noSuchSheet: Text = (
    "no-such-sheet", Words(vi: "không có trang này", en: "there is no such sheet"), nil
  )

  static let noSuchCell: Text = (
    "no-such-cell",
    Words(vi: "không có ô hoặc dòng này", en: "there is no such cell or row"), nil
  )

  static let coveredCell: Text = (
    "covered-cell",
    Words(
      vi: "ô nằm trong khối gộp, không phải ô đầu",
      en: "the cell is covered by a merged block"),
    Words(vi: "ghi vào ô đầu của khối gộp", en: "use the first cell of the block")
  )

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

  static let rowsBelow: Text = (
    "rows-below",
    Words(
      vi: "còn nội dung bên dưới các dòng mẫu", en: "something stands below the prototype rows"),
    Words(vi: "chuyển phần đó lên trên các dòng mẫu", en: "move it above the prototype rows")
  )

  static let editsOverlap: Text = (
    "edits-overlap",
    Words(vi: "hai chỗ sửa chồng lên nhau", en: "two edits want the same rows"), nil
  )

  static let signed: Text = (
    "signed",
    Words(
      vi: "tệp đã ký số; sửa sẽ làm mất hiệu lực chữ ký",
      en: "the file is signed; an edit would make the signature void"),
    Words(vi: "dùng bản chưa ký", en: "use an unsigned copy")
  )

  static let notPlain: Text = (
    "not-plain",
    Words(
      vi: "phần này không ở dạng UTF-8 đơn giản, không sửa tại chỗ được",
      en: "this part is not plain UTF-8 and cannot be edited in place"),
    saveAgain
  )

  static let changed: Text = (
    "changed",
    Words(
      vi: "tệp đã bị thay đổi sau khi mở", en: "the file was changed after it was opened"),
    Words(vi: "chạy lại", en: "run again")
  )
}
