/// How money reached EVN, as far as is known.
public enum Channel: Hashable, Sendable {
  /// A channel of the table that ships, or that the user added.
  case known(name: String, isCashless: Bool)
  /// No word for it, or one that the table does not know.
  case unknown(word: String?)

  /// True for cashless, false for cash, nil for unknown.
  public var isCashless: Bool? {
    switch self {
    case .known(_, let isCashless): isCashless
    case .unknown: nil
    }
  }
}
