/// A note on a cell.
///
/// - Source: ECMA-376 part 1 §18.7.3 comment; ODF 1.3 part 3 `office:annotation`.
public struct CellComment: Hashable, Sendable {
  /// The cell.
  public var cell: CellAddress
  /// Who wrote it; empty where nobody says.
  public var author: String
  /// The text, with `\n` between lines.
  public var text: String
  /// Whether it is shown all the time.
  public var isShown = false

  /// Makes a note.
  public init(_ cell: CellAddress, text: String, author: String = "") {
    self.cell = cell
    self.author = author
    self.text = text
  }
}
