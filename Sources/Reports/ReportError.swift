public import Diagnostics

/// What can be wrong with a template.
public enum ReportError: Diagnosable {
  /// There is no manifest beside the template.
  case manifestMissing(template: String, manifest: String)
  /// A table of a manifest has another number of columns than the program fills.
  case manifestColumns(manifest: String, table: String, expected: Int)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
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
