internal import CSVFiles

/// How a file is to be read where its content alone does not say it.
public struct ImportOptions: Sendable {
  /// The id of a layout; nil to recognise it by content.
  public var layout: String?
  /// Which lines of a statement are payments.
  public var side: PaymentSide
  /// The encoding of text, by any of its names; nil to find it by content.
  public var encoding: String?
  /// The order of day and month; nil to find it by content.
  public var dates: DateOrder?
  /// Whether a statement whose balances do not add up is taken all the same.
  public var acceptsUnbalanced = false
  /// Called after each row with how many were read of the file, on the thread that reads it.
  public var progress: (@Sendable (Int) -> Void)?

  /// Makes options; unless told otherwise all is found by content, and credits are payments.
  public init(layout: String? = nil, side: PaymentSide = .collector) {
    self.layout = layout
    self.side = side
  }

  /// The encoding that was asked for.
  func textEncoding() throws(ImportError) -> TextEncoding? {
    guard let encoding else { return nil }
    guard let known = TextEncoding.named(encoding) else {
      throw .encodingUnknown(
        name: encoding, known: TextEncoding.allCases.map(\.rawValue))
    }
    return known
  }
}
