public import Diagnostics

/// What can go wrong between us and the disk.
public enum StorageError: Diagnosable {
  /// The file is not there.
  case missing(file: String)
  /// The system refused; `reason` is its own word for it.
  case refused(file: String, action: Action, reason: String)
  /// The file is larger than what we hold in memory.
  case tooLarge(file: String, bytes: Int, bytesMax: Int)

  /// What was tried.
  public enum Action: Sendable {
    /// Reading a file.
    case read
    /// Making, writing or moving a file or folder.
    case write
    /// Listing a folder.
    case list
    /// Removing a file.
    case remove
  }

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    switch self {
    case .missing(let file):
      Diagnostic(
        "storage.missing", Words(vi: "không có tệp này", en: "there is no such file"),
        at: Origin(file: file),
        hint: Words(vi: "kiểm tra lại đường dẫn", en: "check the path"))
    case .refused(let file, let action, let reason):
      Diagnostic(
        "storage.refused", action.words(reason: reason), at: Origin(file: file),
        hint: Words(
          vi: "kiểm tra quyền truy cập và chỗ trống trên đĩa",
          en: "check permissions and free space"))
    case .tooLarge(let file, let bytes, let bytesMax):
      Diagnostic(
        "storage.too-large",
        Words(
          vi: "tệp lớn \(bytes) byte, giới hạn là \(bytesMax)",
          en: "the file has \(bytes) bytes, the limit is \(bytesMax)"),
        at: Origin(file: file),
        hint: Words(vi: "tách tệp thành nhiều phần", en: "split the file"))
    }
  }
}

extension StorageError.Action {
  fileprivate func words(reason: String) -> Words {
    switch self {
    case .read: Words(vi: "không đọc được (\(reason))", en: "cannot be read (\(reason))")
    case .write: Words(vi: "không ghi được (\(reason))", en: "cannot be written (\(reason))")
    case .list: Words(vi: "không liệt kê được (\(reason))", en: "cannot be listed (\(reason))")
    case .remove: Words(vi: "không xoá được (\(reason))", en: "cannot be removed (\(reason))")
    }
  }
}
