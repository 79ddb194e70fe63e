/// What may be typed into cells.
///
/// - Source: ECMA-376 part 1 §18.3.1.32 dataValidation; ODF 1.3 part 3 `table:content-validation`.
public struct DataValidation: Hashable, Sendable {
  /// What is allowed.
  public enum Rule: Hashable, Sendable {
    /// Anything: only a prompt is shown.
    case any
    /// One of these words.
    case list([String])
    /// One of the cells that an expression names.
    case listFrom(FormulaText)
    /// A whole number.
    case whole(Comparison)
    /// A number.
    case decimal(Comparison)
    /// A day, held against serial numbers or dates.
    case date(Comparison)
    /// A time of day.
    case time(Comparison)
    /// A text by its number of characters.
    case textLength(Comparison)
    /// What makes an expression true. Relative references count from ``DataValidation/base``.
    case custom(FormulaText)
  }

  /// What happens to a value that is not allowed.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// It is refused.
    case stop
    /// It is taken after a warning.
    case warning
    /// It is taken.
    case information
  }

  /// Words that are shown.
  public struct Message: Hashable, Sendable {
    /// The title, at most 32 characters.
    public var title: String
    /// The text, at most 255 characters.
    public var text: String

    /// Makes a message.
    public init(title: String = "", text: String = "") {
      self.title = title
      self.text = text
    }
  }

  /// The cells; none of them lies in the ranges of another validation.
  public var ranges: [CellRange]
  /// What is allowed.
  public var rule: Rule
  /// Whether the cell may be empty.
  public var allowsBlank = true
  /// Whether a list can be pulled down.
  public var showsList = true
  /// What is shown when the cell is chosen; nil for nothing.
  public var prompt: Message?
  /// What is shown when a value is not allowed; nil for the program's own words.
  public var error: Message?
  /// Whether a value that is not allowed is noticed at all.
  public var showsError = true
  /// What happens to a value that is not allowed.
  public var severity = Severity.stop

  /// Makes a validation.
  public init(_ ranges: [CellRange], _ rule: Rule) {
    self.ranges = ranges
    self.rule = rule
  }

  /// The cell that relative references of its expressions count from: the first of its ranges.
  public var base: CellAddress? { ranges.first?.first }
}
