/// How cells look while something is true of them.
///
/// - Source: ECMA-376 part 1 §18.3.1.18 conditionalFormatting, §18.3.1.10 cfRule; in ODF the
///   extension of LibreOffice, `calcext:conditional-formats`, and `style:map` where it suffices.
public struct ConditionalFormat: Hashable, Sendable {
  /// The cells.
  public var ranges: [CellRange]
  /// The rules; the first that holds wins.
  public var rules: [ConditionalRule]

  /// Makes a format.
  public init(_ ranges: [CellRange], _ rules: [ConditionalRule]) {
    self.ranges = ranges
    self.rules = rules
  }

  /// The cell that relative references of its expressions count from: the first of its ranges.
  public var base: CellAddress? { ranges.first?.first }
}

/// One rule of a conditional format.
public struct ConditionalRule: Hashable, Sendable {
  /// When it holds, or what it draws.
  public enum Condition: Hashable, Sendable {
    /// The value compares so.
    case compare(Comparison)
    /// An expression is true. Relative references count from ``ConditionalFormat/base``.
    case formula(FormulaText)
    /// The text holds a text.
    case contains(String)
    /// The text does not hold a text.
    case notContains(String)
    /// The text begins with a text.
    case begins(with: String)
    /// The text ends with a text.
    case ends(with: String)
    /// The value is there more than once.
    case duplicate
    /// The value is there once.
    case unique
    /// The value is among the greatest or the least, so many or so many percent.
    case top(Int, isPercent: Bool, isBottom: Bool)
    /// The value is above the average, or below it.
    case average(isAbove: Bool)
    /// The cell is an error, or none.
    case error(Bool)
    /// Colours between those of two or three points, from the least value to the greatest.
    case colorScale([ColorPoint])
    /// A bar as long as the value.
    case dataBar(Color)
  }

  /// A point of a colour scale.
  public struct ColorPoint: Hashable, Sendable {
    /// Where it lies.
    public enum Place: Hashable, Sendable {
      /// At the least value.
      case minimum
      /// At the greatest value.
      case maximum
      /// At a number.
      case number(Double)
      /// At so many percent between the least and the greatest value.
      case percent(Double)
      /// Where so many percent of the values lie below.
      case percentile(Double)
    }

    /// Where it lies.
    public var place: Place
    /// Its colour.
    public var color: Color

    /// Makes a point.
    public init(_ place: Place, _ color: Color) {
      self.place = place
      self.color = color
    }
  }

  /// When it holds, or what it draws.
  public var condition: Condition
  /// What changes while it holds; without effect on colour scales and bars.
  public var look: ConditionalLook

  /// Makes a rule.
  public init(_ condition: Condition, _ look: ConditionalLook = ConditionalLook()) {
    self.condition = condition
    self.look = look
  }
}

/// What a rule changes; nil for what stays as the cell's own style has it.
public struct ConditionalLook: Hashable, Sendable {
  /// Whether the text is bold.
  public var isBold: Bool?
  /// Whether the text is italic.
  public var isItalic: Bool?
  /// The line below the text.
  public var underline: Underline?
  /// The text's colour.
  public var textColor: Color?
  /// The colour behind the text.
  public var fill: Color?
  /// The lines around the cell.
  public var borders: Borders?

  /// Changes nothing.
  public init() {}

  /// Changes what the closure sets.
  public init(_ change: (inout ConditionalLook) -> Void) {
    change(&self)
  }
}
