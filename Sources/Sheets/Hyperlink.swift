/// Where cells lead when they are clicked.
///
/// - Source: ECMA-376 part 1 §18.3.1.47 hyperlink; ODF 1.3 part 3 `text:a`.
public struct Hyperlink: Hashable, Sendable {
  /// Where to.
  public enum Target: Hashable, Sendable {
    /// A web page, a file, a mail address: anything that a URI names.
    case uri(String)
    /// Cells of this workbook.
    case cells(SheetRange)
    /// What a name of this workbook stands for.
    case name(String)
  }

  /// The cells that lead there.
  public var range: CellRange
  /// Where to.
  public var target: Target
  /// What is shown while the pointer rests on it; empty for nothing.
  public var tooltip = ""

  /// Makes a link.
  public init(_ range: CellRange, to target: Target) {
    self.range = range
    self.target = target
  }
}
