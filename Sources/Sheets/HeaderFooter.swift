/// What stands above or below each page.
public struct HeaderFooter: Hashable, Sendable {
  /// A piece of it.
  public enum Piece: Hashable, Sendable {
    /// Words; `\n` between lines.
    case text(String)
    /// The page's number.
    case page
    /// The number of pages.
    case pages
    /// The sheet's name.
    case sheet
    /// The file's name.
    case file
    /// The day of printing.
    case date
    /// The time of printing.
    case time
  }

  /// At the left edge.
  public var left: [Piece]
  /// In the middle.
  public var center: [Piece]
  /// At the right edge.
  public var right: [Piece]

  /// Makes a header or footer; without pieces, there is none.
  public init(left: [Piece] = [], center: [Piece] = [], right: [Piece] = []) {
    self.left = left
    self.center = center
    self.right = right
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { left.isEmpty && center.isEmpty && right.isEmpty }

  /// The page's number in the middle.
  public static let pageNumber = HeaderFooter(center: [.page])
}
