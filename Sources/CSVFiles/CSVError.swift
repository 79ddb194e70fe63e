public import Diagnostics

/// What can be wrong with a text file of records.
public enum CSVError: Diagnosable {
  /// The bytes are neither UTF-8 nor UTF-16.
  case notUnicode(file: String?, line: Int, byteOffset: Int)
  /// A quoted field begins on this line and never ends.
  case unclosedQuote(file: String?, line: Int)
  /// A quoted field is followed by something else than a delimiter or the end of the line.
  case textAfterQuote(file: String?, line: Int)
  /// A field has more bytes than the limit.
  case fieldTooLong(file: String?, line: Int, bytesMax: Int)
  /// A record has more bytes than the limit.
  case recordTooLong(file: String?, line: Int, bytesMax: Int)
  /// A record has more fields than the limit.
  case tooManyFields(file: String?, line: Int, fieldsMax: Int)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .notUnicode(let file, let line, let byteOffset):
      Diagnostic(
        "csv.not-unicode",
        Words(
          vi: "văn bản không ở mã UTF-8 hay UTF-16 (byte thứ \(byteOffset + 1))",
          en: "the text is neither UTF-8 nor UTF-16 (byte \(byteOffset + 1))"),
        at: Origin(file: file, line: line, byteOffset: byteOffset),
        hint: Words(
          vi: "lưu lại tệp với mã UTF-8 (trong Excel: CSV UTF-8)",
          en: "save the file as UTF-8 (in Excel: CSV UTF-8)"))
    case .unclosedQuote(let file, let line):
      Diagnostic(
        "csv.unclosed-quote",
        Words(vi: "dấu nháy mở ở dòng này không được đóng", en: "a quote opened here never closes"),
        at: Origin(file: file, line: line),
        hint: Words(
          vi: "thêm dấu nháy đóng; dấu nháy trong nội dung phải viết hai lần",
          en: "close the quote; a quote inside a field is written twice"))
    case .textAfterQuote(let file, let line):
      Diagnostic(
        "csv.text-after-quote",
        Words(
          vi: "có chữ ngay sau dấu nháy đóng", en: "there is text right after a closing quote"),
        at: Origin(file: file, line: line),
        hint: Words(
          vi: "dấu nháy trong nội dung phải viết hai lần",
          en: "a quote inside a field is written twice"))
    case .fieldTooLong(let file, let line, let bytesMax):
      Self.limit(
        "csv.field-too-long", Words(vi: "một ô dài hơn", en: "a field is longer than"),
        bytesMax, "byte", file, line)
    case .recordTooLong(let file, let line, let bytesMax):
      Self.limit(
        "csv.record-too-long", Words(vi: "một dòng dài hơn", en: "a record is longer than"),
        bytesMax, "byte", file, line)
    case .tooManyFields(let file, let line, let fieldsMax):
      Self.limit(
        "csv.too-many-fields", Words(vi: "một dòng có hơn", en: "a record has more than"),
        fieldsMax, "ô", file, line)
    }
  }

  private static func limit(
    _ code: String, _ words: Words, _ limit: Int, _ unit: String, _ file: String?, _ line: Int
  ) -> Diagnostic {
    Diagnostic(
      code,
      Words(
        vi: "\(words.vi) \(limit) \(unit)",
        en: "\(words.en) \(limit) \(unit == "ô" ? "fields" : "bytes")"),
      at: Origin(file: file, line: line),
      hint: Words(
        vi: "kiểm tra dấu nháy và dấu phân cách quanh dòng này",
        en: "check quotes and delimiters around this line"))
  }
}
