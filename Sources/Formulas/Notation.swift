/// A way to write formulas.
///
/// - Source: OpenFormula 1.3 §5; ECMA-376-1 §18.17.2.
public struct Notation: Hashable, Sendable {
  /// The language.
  public enum Dialect: Hashable, Sendable {
    /// That of OOXML: `SUM(Sheet1!A1:A3,1)`.
    case ooxml
    /// That of ODF: `SUM([Sheet1.A1:.A3];1)`.
    case openFormula
  }

  /// The language.
  public var dialect: Dialect
  /// Whether references are `R1C[-2]` and not `$A1`; OOXML only.
  public var isR1C1: Bool

  /// OOXML with A1 references, as XLSX stores formulas.
  public static let ooxml = Notation(dialect: .ooxml, isR1C1: false)
  /// OOXML with R1C1 references, as INDIRECT and old files have them.
  public static let r1c1 = Notation(dialect: .ooxml, isR1C1: true)
  /// OpenFormula, as ODS stores formulas.
  public static let openFormula = Notation(dialect: .openFormula, isR1C1: false)

  /// Takes the namespace and the `=` from an ODF attribute such as `of:=SUM([.A1:.A3])`.
  ///
  /// `of:` and `oooc:` are OpenFormula and its forerunner, `msoxl:` is OOXML; without a namespace
  /// it is OpenFormula.
  ///
  /// - Source: ODF 1.3-3 §19.650 `table:formula`.
  /// - Returns: The notation and the expression; nil for a namespace that is not known.
  public static func split(attribute: String) -> (notation: Notation, expression: Substring)? {
    for (prefix, notation) in namespaces where attribute.hasPrefix(prefix) {
      return (notation, attribute.dropFirst(prefix.count))
    }
    return nil
  }

  private static let namespaces: [(String, Notation)] = [
    ("of:=", .openFormula), ("oooc:=", .openFormula), ("msoxl:=", .ooxml), ("=", .openFormula),
  ]
}
