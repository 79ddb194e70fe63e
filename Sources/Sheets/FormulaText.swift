/// The language that a formula is written in.
public enum FormulaDialect: String, Hashable, Sendable, CaseIterable {
  /// That of ODF: `SUM([.A1:.A3];1)`.
  case openFormula
  /// That of OOXML: `SUM(A1:A3,1)`.
  case ooxml
}

/// An expression as a file stores it, without the `=` or the namespace before it.
public struct FormulaText: Hashable, Sendable {
  /// The expression, for example `SUM(A1:A3)`.
  public var text: String
  /// Its language.
  public var dialect: FormulaDialect

  /// Makes an expression.
  public init(_ text: String, _ dialect: FormulaDialect) {
    self.text = text
    self.dialect = dialect
  }

  /// A whole number, which both dialects write the same way.
  public init(_ number: Int, _ dialect: FormulaDialect) {
    self.init(String(number), dialect)
  }
}

/// A cell's formula; the value beside it is what was computed last.
public struct CellFormula: Hashable, Sendable {
  /// The expression.
  public var expression: FormulaText
  /// The block that an array formula fills, whose first cell holds it; nil for other formulas.
  public var arrayRange: CellRange?

  /// Makes a formula.
  public init(_ expression: FormulaText, arrayRange: CellRange? = nil) {
    self.expression = expression
    self.arrayRange = arrayRange
  }

  /// Makes a formula of a text and its dialect.
  public init(_ text: String, _ dialect: FormulaDialect) {
    self.init(FormulaText(text, dialect))
  }
}
