public import Diagnostics

/// What can be wrong with a file before its format is known.
public enum WorkbookError: Diagnosable {
  /// An OLE compound file: a workbook with a password, or an .xls that cannot be read, or edited.
  case compoundFile(String)
  /// An XLSX with a password; `scheme` names how it is encrypted.
  case encrypted(String, scheme: String)
  /// The extension names no format that we write.
  case unknownExtension(String)
  /// The workbook has more cells than are held in memory at once.
  case tooManyCells(max: Int, at: Origin)
  /// A sheet is larger than what may be held in memory.
  case limit(String, max: Int, at: Origin)
  /// An edit would change a cell or a part that it was not expected to.
  case unexpectedChange(at: Origin)

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    switch self {
    case .compoundFile(let file):
      Diagnostic(
        "workbook.compound-file",
        Words(
          vi: "tệp được đặt mật khẩu, hoặc là tệp .xls bị hỏng hay sai đuôi",
          en: "the file is protected by a password, or an .xls that is damaged or misnamed"),
        at: Origin(file: file),
        hint: Words(
          vi: "mở bằng LibreOffice, lưu lại dạng .xlsx hoặc .ods không mật khẩu",
          en: "open it in LibreOffice and save it as .xlsx or .ods without a password"))
    case .encrypted(let file, let scheme):
      Diagnostic(
        "workbook.encrypted",
        Words(
          vi: "tệp được đặt mật khẩu (\(scheme))",
          en: "the file is protected by a password (\(scheme))"),
        at: Origin(file: file),
        hint: Words(
          vi: "mở bằng LibreOffice, lưu lại không mật khẩu",
          en: "open it in LibreOffice and save it without a password"))
    case .tooManyCells(let max, let origin):
      Diagnostic(
        "workbook.too-many-cells",
        Words(
          vi: "quá \(max) ô trong một lần so sánh", en: "more than \(max) cells to compare"),
        at: origin)
    case .limit(let limit, let max, let origin):
      Diagnostic(
        "workbook.limit",
        Words(
          vi: "trang tính vượt giới hạn \(limit) = \(max)",
          en: "the sheet passes the limit \(limit) = \(max)"),
        at: origin,
        hint: Words(
          vi: "đọc từng dòng thay vì nạp cả trang", en: "read it row by row, not as a whole"))
    case .unexpectedChange(let origin):
      Diagnostic(
        "workbook.unexpected-change",
        Words(
          vi: "lần sửa này sẽ đổi cả ô ngoài vùng cho phép",
          en: "the edit would change a cell outside what was expected"),
        at: origin,
        hint: Words(
          vi: "thêm ô đó vào --expect-only nếu đúng ý", en: "name it with --expect-only if meant"))
    case .unknownExtension(let file):
      Diagnostic(
        "workbook.unknown-extension",
        Words(
          vi: "không rõ định dạng cần ghi theo đuôi tệp", en: "the extension names no format"),
        at: Origin(file: file), hint: Words(vi: "dùng .ods hoặc .xlsx", en: "use .ods or .xlsx"))
    }
  }
}
