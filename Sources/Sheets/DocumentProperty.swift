internal import Diagnostics

/// One of the document's properties, as an edit names it.
public enum DocumentProperty: Hashable, Sendable {
  /// The title.
  case title
  /// What it is about.
  case subject
  /// Who made it.
  case creator
  /// Who changed it last.
  case editor
  /// Words to find it by, commas between them.
  case keywords
  /// What it says, or what is to be known of it.
  case description
  /// Its language, as in `vi-VN`.
  case language
  /// When it was made, ISO 8601.
  case created
  /// When it was changed last, ISO 8601.
  case modified
  /// One that no standard names; it becomes a text.
  case custom(String)

  /// Those that have a name.
  public static let named: [(name: String, property: DocumentProperty)] = [
    ("title", .title), ("subject", .subject), ("creator", .creator), ("editor", .editor),
    ("keywords", .keywords), ("description", .description), ("language", .language),
    ("created", .created), ("modified", .modified),
  ]

  /// The property of a name; any other name is one that no standard names.
  public init(_ name: String) {
    self = Self.named.first { $0.name == name }?.property ?? .custom(name)
  }

  /// - Source: XML Schema part 2 §3.3.3 language.
  private static var languages: Regex<Substring> { /[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*/ }

  /// The most bytes of a property.
  static let bytesMax = 65_536

  /// The text as the property may hold it.
  ///
  /// - Throws: `EditError` for a moment that is none, no name, or a text that is too long.
  func checked(_ text: String) throws(EditError) -> String {
    var isFine = text.utf8.count <= Self.bytesMax
    switch self {
    case .language: isFine = text.isEmpty || text.wholeMatch(of: Self.languages) != nil
    case .created, .modified: isFine = text.isEmpty || DateTime(iso: text) != nil
    case .custom(let name): isFine = isFine && !name.isEmpty && name.utf8.count <= 255
    default: break
    }
    guard isFine else {
      throw .unsupported(
        Words(vi: "giá trị của thuộc tính", en: "the value of the property"), at: Origin())
    }
    return text
  }

  /// The words to find a document by, one by one.
  public static func words(_ text: String) -> [String] {
    text.split(separator: ",").map { word in
      String(word.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }.filter { !$0.isEmpty }
  }
}
