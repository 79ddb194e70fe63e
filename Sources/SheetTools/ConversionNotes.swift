/// What a conversion could not keep, and how often.
public struct ConversionNotes: Sendable {
  /// Something that the other format cannot hold.
  public enum Kind: String, Sendable, CaseIterable {
    /// A formula that the other dialect cannot say: its last value stands in its place.
    case formula = "convert.formula"
    /// A date before the first one of XLSX: it became text.
    case earlyDate = "convert.early-date"
    /// A name that XLSX or ODF cannot have.
    case name = "convert.name"
    /// A sheet that had to be renamed.
    case sheetName = "convert.sheet-name"
    /// A validation that the other format cannot hold.
    case validation = "convert.validation"
    /// A rule of a conditional format that the other dialect cannot say.
    case condition = "convert.condition"
    /// A sheet that was left out, because the format holds one table only.
    case sheet = "convert.sheet"
  }

  /// How often each was met.
  public private(set) var counts: [Kind: Int] = [:]

  /// Whether all was kept.
  public var isEmpty: Bool { counts.isEmpty }

  mutating func note(_ kind: Kind, _ count: Int = 1) {
    guard count > 0 else { return }
    counts[kind, default: 0] += count
  }
}
