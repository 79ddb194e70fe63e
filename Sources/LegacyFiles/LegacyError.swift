public import Diagnostics

/// What can be wrong with a workbook of an older or a borrowed format.
public enum LegacyError: Diagnosable {
  /// A compound file without a workbook that can be read: one with a password, or a damaged one.
  case noWorkbook(String)
  /// The file is not what it says it is.
  case damaged(String, reason: String)
  /// The file passes a limit.
  case limit(String, name: String, max: Int)
  /// There is no table in the page.
  case noTable(String)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .noWorkbook(let file):
      Diagnostic(
        "legacy.no-workbook",
        Words(
          vi: "tệp được đặt mật khẩu, hoặc là tệp .xls bị hỏng",
          en: "the file is protected by a password, or a damaged .xls"),
        at: Origin(file: file),
        hint: Words(
          vi: "mở bằng LibreOffice hoặc Excel rồi lưu lại không mật khẩu",
          en: "open it in LibreOffice or Excel and save it without a password"))
    case .damaged(let file, let reason):
      Diagnostic(
        "legacy.damaged",
        Words(vi: "tệp bị hỏng: \(reason)", en: "the file is damaged: \(reason)"),
        at: Origin(file: file),
        hint: Words(vi: "tải hoặc xuất lại tệp", en: "download or export it again"))
    case .limit(let file, let name, let max):
      Diagnostic(
        "legacy.limit",
        Words(vi: "tệp vượt giới hạn \(name) = \(max)", en: "the file passes \(name) = \(max)"),
        at: Origin(file: file),
        hint: Words(vi: "chia tệp ra nhiều phần", en: "split the file into parts"))
    case .noTable(let file):
      Diagnostic(
        "legacy.no-table",
        Words(vi: "trang HTML không có bảng nào", en: "there is no table in the HTML page"),
        at: Origin(file: file),
        hint: Words(
          vi: "có thể đây là trang đăng nhập hoặc báo lỗi: xuất lại tệp từ ngân hàng",
          en: "it may be a page to sign in, or of an error: export the file again"))
    }
  }
}

/// How much of such a file is taken.
public enum LegacyLimits {
  /// Bytes of a file.
  public static let bytesMax = 1 << 26
  /// Rows of a sheet.
  public static let rowsMax = 1_048_576
  /// Columns of a sheet.
  public static let columnsMax = 16_384
  /// Sheets of a workbook.
  public static let sheetsMax = 1024
}
