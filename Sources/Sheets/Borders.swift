/// The lines around a cell.
public struct Borders: Hashable, Sendable {
  /// On the left; nil for no line, as on the other sides.
  public var left: BorderLine?
  /// On the right.
  public var right: BorderLine?
  /// Above.
  public var top: BorderLine?
  /// Below.
  public var bottom: BorderLine?

  /// Makes borders of up to four lines.
  public init(
    left: BorderLine? = nil, right: BorderLine? = nil, top: BorderLine? = nil,
    bottom: BorderLine? = nil
  ) {
    self.left = left
    self.right = right
    self.top = top
    self.bottom = bottom
  }

  /// The same line on every side.
  public init(_ line: BorderLine) {
    self.init(left: line, right: line, top: line, bottom: line)
  }

  /// No line.
  public static let none = Borders()
  /// Thin black lines on every side.
  public static let all = Borders(.thin)
  /// A thin black line above.
  public static let top = Borders(top: .thin)
  /// A thin black line below.
  public static let bottom = Borders(bottom: .thin)
}

/// One line of a cell's borders.
public struct BorderLine: Hashable, Sendable {
  /// How it is drawn.
  ///
  /// - Source: ECMA-376 part 1 §18.18.3 ST_BorderStyle, whose commonest values these are.
  public enum Style: String, Hashable, Sendable, CaseIterable {
    /// The thinnest line of all.
    case hair
    /// A thin line.
    case thin
    /// A line of middle width.
    case medium
    /// A thick line.
    case thick
    /// Two thin lines.
    case double
    /// Dots.
    case dotted
    /// Dashes.
    case dashed
  }

  /// How it is drawn.
  public var style: Style
  /// Its colour.
  public var color: Color

  /// Makes a line.
  public init(_ style: Style, color: Color = .black) {
    self.style = style
    self.color = color
  }

  /// A thin black line.
  public static let thin = BorderLine(.thin)
}
