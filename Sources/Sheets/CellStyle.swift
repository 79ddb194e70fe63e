/// How a cell looks.
///
/// Equal styles are written once.
public struct CellStyle: Hashable, Sendable {
  /// The typeface.
  public var font = Font()
  /// Where the text stands from left to right.
  public var horizontal = HorizontalAlignment.general
  /// Where the text stands from top to bottom.
  public var vertical = VerticalAlignment.middle
  /// Whether long text breaks into lines.
  public var wrapsText = false
  /// The lines around the cell.
  public var borders = Borders.none
  /// How numbers are shown.
  public var numberFormat = NumberFormat.general

  /// The plain style.
  public init() {}

  /// The plain style with changes.
  public init(_ change: (inout CellStyle) -> Void) {
    change(&self)
  }
}

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

  /// Makes a typeface.
  public init() {}
}

/// Where text stands from left to right.
public enum HorizontalAlignment: String, Hashable, Sendable {
  /// Text left, numbers right.
  case general
  /// At the left edge.
  case left
  /// In the middle.
  case center
  /// At the right edge.
  case right
}

/// Where text stands from top to bottom.
public enum VerticalAlignment: String, Hashable, Sendable {
  /// At the upper edge.
  case top
  /// In the middle.
  case middle
  /// At the lower edge.
  case bottom
}

/// The sides of a cell that carry a thin black line.
public struct Borders: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The left side.
  public static let left = Borders(rawValue: 1)
  /// The right side.
  public static let right = Borders(rawValue: 2)
  /// The upper side.
  public static let top = Borders(rawValue: 4)
  /// The lower side.
  public static let bottom = Borders(rawValue: 8)
  /// No side.
  public static let none: Borders = []
  /// Every side.
  public static let all: Borders = [.left, .right, .top, .bottom]
}

/// How a number is shown: with a decimal comma and a point between thousands, as in Vietnamese,
/// wherever the program that opens the workbook heeds a format's language.
public enum NumberFormat: Hashable, Sendable {
  /// As it comes.
  case general
  /// As text, whatever is typed.
  case text
  /// With decimals, and thousands grouped on request.
  case fixed(decimals: Int, grouped: Bool)
  /// Times a hundred with a percent sign.
  case percent(decimals: Int)
  /// Day, month and year, for example 03/08/2024.
  case date
}
