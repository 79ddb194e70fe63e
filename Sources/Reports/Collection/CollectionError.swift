public import Diagnostics

/// What stops the reading of collection forms.
public enum CollectionError: Diagnosable {
  /// A manifest lacks a key, and so does its base.
  case manifestKey(manifest: String, key: String)
  /// A manifest has two items of one key.
  case itemTwice(manifest: String, key: String)
  /// A sum does not fit 64 bits.
  case sumTooLarge(key: String)
  /// There is no form to read.
  case noForms(folder: String)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .manifestKey(let manifest, let key):
      Diagnostic(
        "collect.manifest-key",
        Words(vi: "tệp mô tả thiếu khoá \"\(key)\"", en: "no key \"\(key)\""),
        at: Origin(file: manifest),
        hint: Words(vi: "thêm khoá này, hoặc dùng base", en: "add it, or name a base"))
    case .itemTwice(let manifest, let key):
      Diagnostic(
        "collect.item-twice",
        Words(vi: "hai mục cùng khoá \"\(key)\"", en: "two items \"\(key)\""),
        at: Origin(file: manifest),
        hint: Words(vi: "đổi một khoá", en: "rename one of them"))
    case .sumTooLarge(let key):
      Diagnostic(
        "collect.sum-too-large",
        Words(vi: "\(key): tổng quá lớn", en: "\(key): the sum is too large"))
    case .noForms(let folder):
      Diagnostic(
        "collect.no-forms",
        Words(vi: "không có phiếu .ods hoặc .xlsx nào", en: "there is no .ods or .xlsx form"),
        at: Origin(file: folder),
        hint: Words(vi: "chép các phiếu vào thư mục này", en: "put the forms into this folder"))
    }
  }
}
