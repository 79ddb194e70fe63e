internal import Diagnostics
internal import Records

extension WorkflowError {
  /// What can be wrong with `units.yaml`.
  var unitsDiagnostic: Diagnostic {
    switch self {
    case .noCustomerCode(let file, let entry):
      Diagnostic(
        "units.customer-code",
        Words(
          vi: "mục meters thứ \(entry) không có mã khách hàng hợp lệ",
          en: "entry \(entry) of meters has no customer code"),
        at: Origin(file: file),
        hint: Words(
          vi: "mã gồm chữ cái và chữ số, ví dụ PA07DH0000001",
          en: "a code is letters and digits, such as PA07DH0000001"))
    case .unitEnded(let file, let id, let day, let successors):
      Diagnostic(
        "units.ended",
        Words(
          vi:
            "đến ngày \(day) đơn vị \(id) đã được thay bằng \(successors.joined(separator: ", "))",
          en: "by \(day) the unit \(id) had been replaced by "
            + successors.joined(separator: ", ")),
        at: Origin(file: file),
        hint: Words(
          vi: "sửa unit hoặc report.date trong bakhong.yaml; số liệu vẫn tính cho \(id)",
          en: "mend unit or report.date in bakhong.yaml; the figures are still those of \(id)"),
        severity: .warning)
    case .units(let file, let fault):
      Diagnostic(
        "units.impossible", fault.words, at: Origin(file: file),
        hint: Words(
          vi: "sửa các ngày from và until, hoặc id", en: "mend the days from and until, or the id"))
    default: Diagnostic("units.impossible", Words(vi: "đơn vị không hợp lệ", en: "no such units"))
    }
  }
}

extension UnitHistory.Fault {
  fileprivate var words: Words {
    switch self {
    case .twice(let id):
      Words(vi: "có hai đơn vị cùng id \(id)", en: "two units have the id \(id)")
    case .overlapping(let id):
      Words(
        vi: "đơn vị \(id) có hai tên, mã, loại hoặc cấp trên trong cùng một ngày",
        en: "the unit \(id) has two names, codes, kinds or parents on one day")
    case .sharedCode(let code):
      Words(
        vi: "hai đơn vị có cùng mã \(code) trong cùng một ngày",
        en: "two units have the code \(code) on one day")
    case .unknown(let id):
      Words(vi: "không có đơn vị nào có id \(id)", en: "no unit has the id \(id)")
    case .circular(let id):
      Words(
        vi: "đơn vị \(id) thuộc về hoặc kế tiếp chính nó",
        en: "the unit \(id) belongs to itself or comes after itself")
    }
  }
}
