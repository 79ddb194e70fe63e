/// How a cell looks.
///
/// Equal styles are written once.
public struct CellStyle: Hashable, Sendable {
  /// The typeface.
  public var font = Font()
  /// The colour behind the text; nil for none.
  public var fill: Color?
  /// Where the text stands from left to right.
  public var horizontal = HorizontalAlignment.general
  /// Where the text stands from top to bottom.
  public var vertical = VerticalAlignment.middle
  /// Whether long text breaks into lines.
  public var wrapsText = false
  /// Whether text is made smaller until it fits; not together with ``wrapsText``.
  public var shrinksToFit = false
  /// How far text stands from its edge, in steps of about three spaces; 0 to 250.
  public var indent = 0
  /// The angle by which text rises, -90 to 90 degrees.
  public var rotationDegrees = 0
  /// The lines around the cell.
  public var borders = Borders.none
  /// How numbers are shown.
  public var numberFormat = NumberFormat.general
  /// Whether the cell cannot be changed once its sheet is protected.
  public var isLocked = true
  /// Whether its formula is not shown once its sheet is protected.
  public var hidesFormula = false

  /// The plain style.
  public init() {}

  /// The plain style with changes.
  public init(_ change: (inout CellStyle) -> Void) {
    change(&self)
  }
}

/// Where text stands from left to right.
public enum HorizontalAlignment: String, Hashable, Sendable, CaseIterable {
  /// Text left, numbers right.
  case general
  /// At the left edge.
  case left
  /// In the middle.
  case center
  /// At the right edge.
  case right
  /// At both edges.
  case justify
  /// Repeated until the cell is full.
  case fill
}

/// Where text stands from top to bottom.
public enum VerticalAlignment: String, Hashable, Sendable, CaseIterable {
  /// At the upper edge.
  case top
  /// In the middle.
  case middle
  /// At the lower edge.
  case bottom
}
