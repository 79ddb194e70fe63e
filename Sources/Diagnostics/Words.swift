/// The language of text for people.
public enum Language: String, Sendable, CaseIterable {
  /// Vietnamese, the default.
  case vietnamese = "vi"
  /// English, on request.
  case english = "en"
}

/// One text for people, in both languages.
public struct Words: Hashable, Sendable {
  /// The Vietnamese text.
  public var vi: String
  /// The English text.
  public var en: String

  /// Pairs a Vietnamese text with its English counterpart.
  public init(vi: String, en: String) {
    self.vi = vi
    self.en = en
  }

  /// The text in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .vietnamese: vi
    case .english: en
    }
  }
}
