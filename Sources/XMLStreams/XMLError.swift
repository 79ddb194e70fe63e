public import Diagnostics

/// What can be wrong with an XML part.
public enum XMLError: Diagnosable {
  /// It is not well-formed; `reason` says what was expected.
  case malformed(reason: String, byteOffset: Int)
  /// It declares entities, which a spreadsheet has no need of.
  case entities
  /// A limit is passed; see ``XMLLimits``.
  case limit(String, max: Int, byteOffset: Int)
  /// It is not UTF-8, and libxml2 cannot read it either.
  case encoding(reason: String)

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    switch self {
    case .malformed(let reason, let offset):
      Diagnostic(
        "xml.malformed",
        Words(vi: "XML không hợp lệ: \(reason)", en: "the XML is not well-formed: \(reason)"),
        at: Origin(byteOffset: offset),
        hint: Words(
          vi: "tệp hỏng; mở và lưu lại bằng LibreOffice",
          en: "the file is damaged; open and save it in LibreOffice"))
    case .entities:
      Diagnostic(
        "xml.entities",
        Words(vi: "XML khai báo thực thể, bị từ chối", en: "the XML declares entities: refused"),
        hint: Words(
          vi: "tệp này có thể là tệp phá hoại", en: "this file may be made to do harm"))
    case .limit(let limit, let max, let offset):
      Diagnostic(
        "xml.limit",
        Words(vi: "XML vượt giới hạn \(limit) = \(max)", en: "over the limit \(limit) = \(max)"),
        at: Origin(byteOffset: offset),
        hint: Words(
          vi: "tệp này có thể là tệp phá hoại", en: "this file may be made to do harm"))
    case .encoding(let reason):
      Diagnostic(
        "xml.encoding",
        Words(vi: "không đọc được bảng mã: \(reason)", en: "unreadable encoding: \(reason)"))
    }
  }
}

/// What an XML part may ask of us before we refuse it.
public enum XMLLimits {
  /// The most elements inside each other.
  public static let depthMax = 256
  /// The most attributes of one element.
  public static let attributesMax = 1024
  /// The most bytes of a part that is held as a tree.
  public static let treeBytesMax = 64 << 20
  /// The most bytes of a part that goes through libxml2 because of its encoding or document type.
  public static let convertedBytesMax = 32 << 20
  /// The most bytes of one tag of a part that is read piece by piece.
  public static let tokenBytesMax = 32 << 20
}
