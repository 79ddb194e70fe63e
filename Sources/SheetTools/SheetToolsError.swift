public import Diagnostics

/// What can be wrong with what is asked of a workbook tool.
public enum SheetToolsError: Diagnosable {
  /// The file has no sheet of this name or number.
  case noSheet(file: String, name: String)
  /// A text assigns nothing to a cell.
  case assignment(String)
  /// A text that begins like an edit is none; with an example of what it could be.
  case edit(String, example: String)
  /// A text means no cell or block of the workbook.
  case target(String)
  /// A manifest says something that cannot be: a name twice, a cell that is none.
  case manifest(String, at: Origin)
  /// The data have no value that fits what the manifest lists.
  case value(name: String, at: Origin)
  /// The extension names no format that is written.
  case `extension`(String)
  /// A value stands for more cells than are listed one by one; see ``SheetLimits``.
  case limit(String, max: Int, at: Origin)

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    switch self {
    case .noSheet(let file, let name):
      Diagnostic(
        "sheet.none",
        Words(vi: "không có trang \"\(name)\"", en: "there is no sheet \"\(name)\""),
        at: Origin(file: file),
        hint: Words(
          vi: "xem tên các trang bằng bakhong sheet info",
          en: "bakhong sheet info lists the sheets"))
    case .assignment(let text):
      Diagnostic(
        "sheet.assignment",
        Words(vi: "\"\(text)\" không phải phép gán", en: "\"\(text)\" is no assignment"),
        hint: Words(
          vi: "viết như Sheet1!B3=0.75 hoặc ten_vung=chữ",
          en: "write it like Sheet1!B3=0.75 or name=text"))
    case .edit(let text, let example):
      Diagnostic(
        "sheet.edit",
        Words(vi: "\"\(text)\" không phải lệnh sửa", en: "\"\(text)\" is no edit"),
        hint: Words(vi: "viết như \(example)", en: "write it like \(example)"))
    case .target(let text):
      Diagnostic(
        "sheet.target",
        Words(
          vi: "\"\(text)\" không trỏ tới ô nào của tệp",
          en: "\"\(text)\" means no cell of the file"),
        hint: Words(
          vi: "nêu cả tên trang, như Sheet1!B3; xem trang và tên vùng bằng bakhong sheet info",
          en: "name the sheet too, like Sheet1!B3; bakhong sheet info lists sheets and names"))
    case .manifest(let what, let origin):
      Diagnostic(
        "sheet.manifest",
        Words(
          vi: "bản kê ghi sai hoặc ghi hai lần: \(what)",
          en: "the manifest is wrong, or says twice: \(what)"),
        at: origin,
        hint: Words(
          vi: "mỗi vùng tên chỉ ghi một lần; ô của danh sách ghi như A hoặc B2",
          en: "name each range once; write a list's cells like A or B2"))
    case .value(let name, let origin):
      Diagnostic(
        "sheet.value",
        Words(
          vi: "dữ liệu thiếu \(name), hoặc kiểu không hợp",
          en: "the data lack \(name), or it is of another type"), at: origin)
    case .extension(let file):
      Diagnostic(
        "sheet.extension",
        Words(
          vi: "không rõ định dạng cần ghi theo đuôi tệp", en: "the extension names no format"),
        at: Origin(file: file),
        hint: Words(
          vi: "dùng .ods, .fods, .xlsx, .csv hoặc .tsv",
          en: "use .ods, .fods, .xlsx, .csv or .tsv"))
    case .limit(let limit, let max, let origin):
      Diagnostic(
        "sheet.limit",
        Words(vi: "vượt giới hạn \(limit) = \(max)", en: "over the limit \(limit) = \(max)"),
        at: origin,
        hint: Words(
          vi: "tệp lặp một giá trị quá nhiều ô; xoá các ô thừa trong LibreOffice",
          en: "a value is repeated over too many cells; clear them in LibreOffice"))
    }
  }
}

/// How much is listed cell by cell.
public enum SheetLimits {
  /// Cells of one file that only repeat another one.
  public static let repeatedCellsMax = 1 << 24
}
