public import Diagnostics

/// What can be wrong with a text file of records.
public enum CSVError: Diagnosable {
  /// A byte stands for nothing in the encoding that the text has.
  case undecodable(file: String?, encoding: TextEncoding, line: Int, byteOffset: Int)
  /// Several encodings read the text as well as each other, or none does; the best one first.
  case encodingUnclear(file: String?, candidates: [EncodingGuess])
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
    case .undecodable(let file, let encoding, let line, let byteOffset):
      Diagnostic(
        "csv.undecodable",
        Words(
          vi: "byte thứ \(byteOffset + 1) không đọc được theo mã \(encoding.rawValue)",
          en: "byte \(byteOffset + 1) means nothing in \(encoding.rawValue)"),
        at: Origin(file: file, line: line, byteOffset: byteOffset),
        hint: Words(
          vi: "lưu lại tệp với mã UTF-8 (trong Excel: CSV UTF-8), hoặc chọn mã bằng --encoding",
          en: "save the file as UTF-8 (in Excel: CSV UTF-8), or name its encoding by --encoding"))
    case .encodingUnclear(let file, let candidates): Self.unclear(file, candidates)
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

  private static func unclear(_ file: String?, _ candidates: [EncodingGuess]) -> Diagnostic {
    let names = candidates.prefix(3).map { guess in
      let hundredths = Int((guess.score * 100).rounded())
      return "\(guess.encoding.rawValue) (\(hundredths) %)"
    }.joined(separator: ", ")
    return Diagnostic(
      "csv.encoding-unclear",
      Words(
        vi: "không rõ tệp dùng bảng mã nào: \(names)",
        en: "the file's encoding is not clear: \(names)"),
      at: Origin(file: file),
      hint: Words(
        vi: "chọn bảng mã bằng --encoding, ví dụ --encoding tcvn3",
        en: "name the encoding by --encoding, for example --encoding tcvn3"))
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
