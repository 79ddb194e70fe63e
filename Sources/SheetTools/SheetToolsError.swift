public import Diagnostics

/// What can be wrong with what is asked of a workbook tool.
public enum SheetToolsError: Diagnosable {
  /// The file has no sheet of this name or number.
  case noSheet(file: String, name: String)
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
