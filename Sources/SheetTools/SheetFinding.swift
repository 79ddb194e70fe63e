public import Diagnostics

/// What `sheet check` finds in a workbook.
public enum SheetFinding: Diagnosable, Hashable {
  /// A cell shows an error.
  case error(String, at: Origin)
  /// A formula needs its own value; the cells of the cycle.
  case cycle([String], at: Origin)
  /// The value stored beside a formula is not what the formula gives.
  case stale(stored: String, computed: String, at: Origin)
  /// A formula or a name refers to nothing.
  case deadReference(at: Origin)
  /// A formula cannot be read.
  case unreadable(String, at: Origin)
  /// A text looks like a number, so sums pass it over.
  case numberAsText(String, at: Origin)

  /// What to tell; values are not part of it, see ``values``.
  public var diagnostic: Diagnostic {
    let (code, message, hint) = words
    return Diagnostic(
      "sheet.check." + code, message, at: origin, hint: hint, severity: .warning)
  }

  /// What the cell holds, shown only on demand.
  public var values: String? {
    switch self {
    case .stale(let stored, let computed, _): stored + " ≠ " + computed
    case .numberAsText(let text, _): text
    default: nil
    }
  }

  private var origin: Origin {
    switch self {
    case .error(_, let origin), .cycle(_, let origin), .stale(_, _, let origin),
      .deadReference(let origin), .unreadable(_, let origin), .numberAsText(_, let origin):
      origin
    }
  }

  private var words: (code: String, message: Words, hint: Words?) {
    switch self {
    case .error(let text, _):
      ("error", Words(vi: "ô báo lỗi \(text)", en: "the cell shows \(text)"), nil)
    case .cycle(let cells, _):
      (
        "cycle",
        Words(
          vi: "công thức cần chính kết quả của nó: \(cells.joined(separator: ", "))",
          en: "the formula needs its own value: \(cells.joined(separator: ", "))"), nil
      )
    case .stale:
      (
        "stale",
        Words(
          vi: "giá trị lưu trong ô khác với kết quả của công thức",
          en: "the stored value is not what the formula gives"),
        Words(
          vi: "mở tệp, tính lại (Ctrl+Shift+F9) rồi lưu",
          en: "open the file, recalculate (Ctrl+Shift+F9) and save")
      )
    case .deadReference:
      (
        "dead-reference",
        Words(vi: "tham chiếu tới chỗ không còn", en: "a reference to nothing"),
        Words(vi: "sửa lại tham chiếu #REF!", en: "correct the reference #REF!")
      )
    case .unreadable(let why, _):
      (
        "unreadable",
        Words(vi: "không đọc được công thức (\(why))", en: "the formula cannot be read (\(why))"),
        nil
      )
    case .numberAsText:
      (
        "number-as-text",
        Words(
          vi: "ô chứa chữ trông như số nên không được cộng",
          en: "the cell holds text that looks like a number; sums pass it over"),
        Words(vi: "đổi ô thành số", en: "make it a number")
      )
    }
  }
}
