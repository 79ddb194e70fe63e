internal import Storage
public import Workbooks

/// What an edit changed, as programs read it.
public struct ReceiptDocument: Encodable, Sendable {
  /// One part of the container.
  public struct Part: Encodable, Sendable {
    /// Its name; empty for a file that is no container.
    public var name: String
    /// Whether it is another part now.
    public var changed: Bool
    /// The SHA-256 of its bytes before; nil for a part that was added.
    public var before: String?
    /// The SHA-256 of its bytes afterwards; nil for a part that was removed.
    public var after: String?

    /// Writes nothing as null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(changed, forKey: .changed)
      try container.encode(before, forKey: .before)
      try container.encode(after, forKey: .after)
    }

    private enum CodingKeys: String, CodingKey {
      case name, changed, before, after
    }
  }

  /// The file that was edited.
  public var file: String
  /// The file that was written.
  public var output: String
  /// Every part.
  public var parts: [Part]
  /// The names of the parts that changed, came or left.
  public var changedParts: [String]
  /// The cells that changed.
  public var cells: [ChangeDocument]
  /// Whether a signature was taken away.
  public var droppedSignature: Bool

  private enum CodingKeys: String, CodingKey {
    case file, output, parts, cells
    case changedParts = "changed_parts"
    case droppedSignature = "dropped_signature"
  }

  /// Tells a receipt.
  ///
  /// - Parameters:
  ///   - receipt: What changed.
  ///   - file: The file that was edited.
  ///   - output: The file that was written.
  public init(_ receipt: EditReceipt, file: String, output: String) {
    self.file = file
    self.output = output
    parts = receipt.parts.map {
      Part(
        name: $0.name, changed: $0.isChanged, before: $0.before?.hex, after: $0.after?.hex)
    }
    changedParts = receipt.parts.filter(\.isChanged).map(\.name)
    cells = receipt.changes.map(ChangeDocument.init)
    droppedSignature = receipt.droppedSignature
  }
}
