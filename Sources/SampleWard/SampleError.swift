public import Diagnostics

/// Why a sample was not written.
public enum SampleError: Diagnosable {
  /// Something that the sample would overwrite is there already.
  case exists(path: String)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .exists(let path):
      Diagnostic(
        "sample.exists",
        Words(
          vi: "đã có sẵn, dữ liệu mẫu không ghi đè",
          en: "is there already, and the sample overwrites nothing"),
        at: Origin(file: path),
        hint: Words(
          vi: "chọn một thư mục mới cho dữ liệu mẫu", en: "choose a new folder for the sample"))
    }
  }
}
