public import Diagnostics

/// What can be wrong with a template.
public enum ReportError: Diagnosable {
  /// A named range that the manifest lists is not in the template, or stands for no cells.
  case fieldMissing(template: String, name: String)
  /// A named range is there more than once.
  case fieldDoubled(template: String, name: String)
  /// A named range has another shape than its field.
  case fieldShape(template: String, name: String, expected: String)
  /// There is no manifest beside the template.
  case manifestMissing(template: String, manifest: String)
  /// A table of a manifest has another number of columns than the program fills.
  case manifestColumns(manifest: String, table: String, expected: Int)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .fieldMissing(let template, let name):
      Diagnostic(
        "report.field-missing",
        Words(
          vi: "biểu mẫu thiếu vùng có tên \"\(name)\"",
          en: "the template has no named range \"\(name)\""),
        at: Origin(file: template),
        hint: Words(
          vi: "trong LibreOffice: Trang tính > Vùng có tên và biểu thức > Quản lý, thêm tên này",
          en: "in LibreOffice: Sheet > Named Ranges and Expressions > Manage, add the name"))
    case .fieldDoubled(let template, let name):
      Diagnostic(
        "report.field-doubled",
        Words(
          vi: "biểu mẫu có hai vùng cùng tên \"\(name)\"",
          en: "the template has two named ranges \"\(name)\""),
        at: Origin(file: template),
        hint: Words(vi: "chỉ giữ một", en: "keep one of them"))
    case .fieldShape(let template, let name, let expected):
      Diagnostic(
        "report.field-shape",
        Words(
          vi: "vùng \"\(name)\" phải là \(expected)", en: "\"\(name)\" must be \(expected)"),
        at: Origin(file: template),
        hint: Words(
          vi: "lấy lại biểu mẫu gốc, hoặc đặt lại vùng này",
          en: "take the original template, or set the range again"))
    case .manifestMissing(let template, let manifest):
      Diagnostic(
        "report.manifest-missing",
        Words(
          vi: "không có tệp mô tả \(manifest) bên cạnh biểu mẫu",
          en: "there is no manifest \(manifest) beside the template"),
        at: Origin(file: template),
        hint: Words(
          vi: "chép tệp .yaml của biểu mẫu gốc sang và sửa lại",
          en: "copy the .yaml of the original form and change it"))
    case .manifestColumns(let manifest, let table, let expected):
      Diagnostic(
        "report.manifest-columns",
        Words(
          vi: "\"\(table)\" phải có \(expected) cột",
          en: "\"\(table)\" must have \(expected) columns"),
        at: Origin(file: manifest),
        hint: Words(
          vi: "lấy lại các cột từ tệp mô tả gốc", en: "take the columns from the original manifest")
      )
    }
  }
}
