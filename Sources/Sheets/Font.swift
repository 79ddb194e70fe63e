/// A typeface.
public struct Font: Hashable, Sendable {
  /// The family, for example `Times New Roman`.
  public var name = "Times New Roman"
  /// The size in points.
  public var sizePoints = 13.0
  /// Whether it is bold.
  public var isBold = false
  /// Whether it is italic.
  public var isItalic = false
  /// The line below it.
  public var underline = Underline.none
  /// Whether a line runs through it.
  public var isStruckThrough = false
  /// Its colour; nil for the program's own, which is black on paper.
  public var color: Color?

  /// Makes a typeface.
  public init() {}
}

/// A line below text.
public enum Underline: String, Hashable, Sendable, CaseIterable {
  /// No line.
  case none
  /// One line.
  case single
  /// Two lines.
  case double
}
