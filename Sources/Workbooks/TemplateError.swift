public import Diagnostics

/// What can be wrong with the named ranges of a template.
public enum TemplateError: Diagnosable {
  /// A named range that the manifest lists is not in the template, or stands for no cells.
  case fieldMissing(template: String, name: String)
  /// A named range is there more than once.
  case fieldDoubled(template: String, name: String)
  /// A named range has another shape than its field.
  case fieldShape(template: String, name: String, expected: Words)
  /// A named range stands elsewhere than the manifest says.
  case fieldMoved(template: String, name: String, found: String, expected: String)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .fieldMissing(let template, let name):
      Diagnostic(
        "template.field-missing",
        Words(
          vi: "biểu mẫu thiếu vùng có tên \"\(name)\"",
          en: "the template has no named range \"\(name)\""),
        at: Origin(file: template),
        hint: Words(
          vi: "trong LibreOffice: Trang tính > Vùng có tên và biểu thức > Quản lý, thêm tên này",
          en: "in LibreOffice: Sheet > Named Ranges and Expressions > Manage, add the name"))
    case .fieldDoubled(let template, let name):
      Diagnostic(
        "template.field-doubled",
        Words(
          vi: "biểu mẫu có hai vùng cùng tên \"\(name)\"",
          en: "the template has two named ranges \"\(name)\""),
        at: Origin(file: template),
        hint: Words(vi: "chỉ giữ một", en: "keep one of them"))
    case .fieldShape(let template, let name, let expected):
      Diagnostic(
        "template.field-shape",
        Words(
          vi: "vùng \"\(name)\" phải là \(expected[.vietnamese])",
          en: "\"\(name)\" must be \(expected[.english])"),
        at: Origin(file: template),
        hint: Words(
          vi: "lấy lại biểu mẫu gốc, hoặc đặt lại vùng này",
          en: "take the original template, or set the range again"))
    case .fieldMoved(let template, let name, let found, let expected):
      Diagnostic(
        "template.field-moved",
        Words(
          vi: "vùng \"\(name)\" nằm ở \(found), bản kê ghi \(expected)",
          en: "\"\(name)\" stands at \(found), the manifest says \(expected)"),
        at: Origin(file: template),
        hint: Words(
          vi: "đặt lại vùng này, hoặc sửa hay bỏ mục at trong bản kê",
          en: "set the range again, or correct or drop `at` in the manifest"))
    }
  }
}
