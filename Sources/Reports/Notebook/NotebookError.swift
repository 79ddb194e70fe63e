public import Diagnostics

/// What can be wrong with a notebook.
public enum NotebookError: Diagnosable {
  /// A sheet has no row with the words of its columns.
  case headerMissing(sheet: String, columns: [String])
  /// A cell that a row needs is empty.
  case cellEmpty(column: String, at: Origin)
  /// A cell is not what its column is for.
  case cellUnreadable(column: String, at: Origin)
  /// A document's file is not there, or lies outside the workspace.
  case fileMissing(name: String, at: Origin)
  /// A document names a criterion that the form does not have.
  case unknownCriterion(at: Origin)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .headerMissing(let sheet, let columns):
      Diagnostic(
        "notebook.header-missing",
        Words(
          vi: "không tìm thấy dòng tiêu đề (\(columns.joined(separator: ", ")))",
          en: "there is no header row (\(columns.joined(separator: ", ")))"),
        at: Origin(sheet: sheet),
        hint: Words(
          vi: "lấy lại trang này từ Templates/so-tay", en: "take the sheet from Templates/so-tay"))
    case .cellEmpty(let column, let origin):
      Diagnostic(
        "notebook.cell-empty",
        Words(vi: "thiếu \"\(column)\"", en: "\"\(column)\" is missing"), at: origin,
        hint: Words(
          vi: "điền ô này; dòng này không được tính", en: "fill it in; the row is left out"),
        severity: .warning)
    case .cellUnreadable(let column, let origin):
      Diagnostic(
        "notebook.cell-unreadable",
        Words(vi: "\"\(column)\" không đọc được", en: "\"\(column)\" cannot be read"), at: origin,
        hint: Words(
          vi: "ngày viết như 12/09/2024, số là số nguyên, có hay không thì ghi: có, chưa",
          en: "a day is written 12/09/2024, a number is whole, yes or no is có or chưa"),
        severity: .warning)
    case .fileMissing(let name, let origin):
      Diagnostic(
        "notebook.file-missing",
        Words(vi: "không có tệp \"\(name)\"", en: "there is no file \"\(name)\""), at: origin,
        hint: Words(
          vi: "chép tệp vào thư mục của phường, ghi đường dẫn từ đó",
          en: "put it into the workspace and name it from there"), severity: .warning)
    case .unknownCriterion(let origin):
      Diagnostic(
        "notebook.unknown-criterion",
        Words(vi: "biểu mẫu không có chỉ tiêu này", en: "the form has no such criterion"),
        at: origin,
        hint: Words(vi: "ghi số thứ tự của chỉ tiêu", en: "write the criterion's number"),
        severity: .warning)
    }
  }
}
