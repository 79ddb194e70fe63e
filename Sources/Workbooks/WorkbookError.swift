public import Diagnostics

/// What can be wrong with a file before its format is known.
public enum WorkbookError: Diagnosable {
  /// An OLE compound file: a workbook with a password, or an .xls that cannot be read, or edited.
  case compoundFile(String)
  /// The extension names no format that we write.
  case unknownExtension(String)

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
    case .unknownExtension(let file):
      Diagnostic(
        "workbook.unknown-extension",
        Words(
          vi: "không rõ định dạng cần ghi theo đuôi tệp", en: "the extension names no format"),
        at: Origin(file: file), hint: Words(vi: "dùng .ods hoặc .xlsx", en: "use .ods or .xlsx"))
    }
  }
}
