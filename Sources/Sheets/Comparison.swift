/// What a value is held against, by validations and conditional formats.
public struct Comparison: Hashable, Sendable {
  /// How.
  ///
  /// - Source: ECMA-376 part 1 §18.18.20 ST_DataValidationOperator.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Within both bounds, which count as within.
    case between
    /// Outside of both bounds.
    case notBetween
    /// The same.
    case equal
    /// Another.
    case notEqual
    /// Greater.
    case greaterThan
    /// Less.
    case lessThan
    /// Greater or the same.
    case greaterThanOrEqual
    /// Less or the same.
    case lessThanOrEqual

    /// Whether there is a second bound.
    public var hasTwoBounds: Bool { self == .between || self == .notBetween }
  }

  /// How.
  public var kind: Kind
  /// The bound, or the lower one of two.
  public var first: FormulaText
  /// The upper bound; nil unless ``Kind/hasTwoBounds``.
  public var second: FormulaText?

  /// Makes a comparison.
  public init(_ kind: Kind, _ first: FormulaText, _ second: FormulaText? = nil) {
    self.kind = kind
    self.first = first
    self.second = second
  }
}
