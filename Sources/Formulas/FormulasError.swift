public import Diagnostics

/// What can be wrong with a formula, or with saying it in another dialect.
///
/// - Units: `at` is the byte in the expression, from 0.
public enum FormulasError: Diagnosable, Hashable {
  /// There is no expression.
  case empty
  /// It has more bytes than ``Formula/bytesMax``.
  case tooLong
  /// Parentheses and calls are nested deeper than ``Formula/depthMax``.
  case tooDeep(at: Int)
  /// Something stands where it may not.
  case unexpected(at: Int)
  /// A quote, bracket, brace or parenthesis is not closed.
  case unclosed(at: Int)
  /// A reference lies beyond the largest sheet or cannot be read.
  case badReference(at: Int)
  /// A call has more arguments than ``FunctionDefinition/argumentsMax``.
  case tooManyArguments(at: Int)
  /// The other dialect has no such thing: a structured reference, a spill, a book.
  case untranslatable(Untranslatable, at: Int)

  /// What one dialect can say and the other cannot.
  public enum Untranslatable: String, Hashable, Sendable {
    /// A reference to a table's columns whose table is not known.
    case structuredReference
    /// `A1#`, the block that a formula fills.
    case spill
    /// A book that only has a number in the file.
    case externalBook
    /// A function that the other dialect does not have; its name is kept.
    case function
    /// An error value that the other dialect does not have.
    case error
  }

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty: Self.told("empty", nil, vi: "công thức trống", en: "the formula is empty")
    case .tooLong:
      Self.told(
        "too-long", nil, vi: "công thức dài quá \(Formula.bytesMax) byte",
        en: "the formula is longer than \(Formula.bytesMax) bytes")
    case .tooDeep(let at):
      Self.told(
        "too-deep", at, vi: "công thức lồng quá \(Formula.depthMax) tầng",
        en: "the formula is nested deeper than \(Formula.depthMax) levels")
    case .unexpected(let at):
      Self.told(
        "unexpected", at, vi: "công thức sai cú pháp ở ký hiệu này",
        en: "this sign cannot stand here in a formula")
    case .unclosed(let at):
      Self.told(
        "unclosed", at, vi: "dấu nháy hoặc ngoặc mở ở đây không được đóng",
        en: "a quote or bracket opened here never closes")
    case .badReference(let at):
      Self.told(
        "bad-reference", at, vi: "tham chiếu không đọc được hoặc ra ngoài trang",
        en: "the reference cannot be read or lies beyond the sheet")
    case .tooManyArguments(let at):
      Self.told(
        "too-many-arguments", at,
        vi: "hàm có hơn \(FunctionDefinition.argumentsMax) đối số",
        en: "the function has more than \(FunctionDefinition.argumentsMax) arguments")
    case .untranslatable(let what, let at): Self.told(what, at)
    }
  }

  private static func told(_ what: Untranslatable, _ at: Int) -> Diagnostic {
    let (vi, en) =
      switch what {
      case .structuredReference:
        (
          "tham chiếu theo tên cột của bảng không có trong định dạng kia",
          "the other format has no references to the columns of tables"
        )
      case .spill: ("định dạng kia không có tham chiếu A1#", "the other format has no A1#")
      case .externalBook:
        ("tệp ngoài mà công thức nhắc tới không rõ", "the book that is referred to is not known")
      case .function:
        (
          "định dạng kia không có hàm này; tên được giữ nguyên",
          "the other format lacks this function"
        )
      case .error: ("định dạng kia không có lỗi này", "the other format lacks this error value")
      }
    var diagnostic = told("untranslatable-" + what.code, at, vi: vi, en: en)
    diagnostic.severity = .warning
    return diagnostic
  }

  private static func told(_ code: String, _ at: Int?, vi: String, en: String) -> Diagnostic {
    Diagnostic("formula." + code, Words(vi: vi, en: en), at: Origin(byteOffset: at))
  }
}

extension FormulasError.Untranslatable {
  fileprivate var code: String {
    switch self {
    case .structuredReference: "structured-reference"
    case .spill: "spill"
    case .externalBook: "external-book"
    case .function: "function"
    case .error: "error"
    }
  }
}
