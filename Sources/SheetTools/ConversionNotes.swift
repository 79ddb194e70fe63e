internal import Sheets

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
    /// A value of a cell that a merged block covers, which nobody sees.
    case covered = "convert.covered"
    /// A merged block that overlaps another.
    case merge = "convert.merge"
    /// A text that XLSX cannot hold whole: it was cut.
    case longText = "convert.long-text"
    /// A link that is too long for Excel.
    case link = "convert.link"
    /// A picture of another kind than PNG, JPEG, GIF, BMP and TIFF, or a linked one.
    case image = "convert.image"
    /// A chart of another kind than columns, bars, lines and slices.
    case chart = "convert.chart"
    /// A drawn shape, a form control, an object of another program.
    case shape = "convert.shape"
    /// A header or footer of its own on first or even pages.
    case headerFooter = "convert.header-footer"
    /// A pivot table: its cells are kept as values.
    case pivotTable = "convert.pivot-table"
    /// A table with a name: its cells are kept.
    case table = "convert.table"
    /// Macros, which are never written.
    case macros = "convert.macros"
    /// A sheet that was left out, because the format holds one table only.
    case sheet = "convert.sheet"
  }

  /// How often each was met.
  public private(set) var counts: [Kind: Int] = [:]

  /// Whether all was kept.
  public var isEmpty: Bool { counts.isEmpty }

  /// Takes over what a reader passed over.
  mutating func note(_ leftOut: [LeftOut: Int]) {
    for (kind, count) in leftOut { note(Kind(kind), count) }
  }

  mutating func note(_ kind: Kind, _ count: Int = 1) {
    guard count > 0 else { return }
    counts[kind, default: 0] += count
  }
}

extension ConversionNotes.Kind {
  /// What it means for a conversion that a reader left something out.
  init(_ kind: LeftOut) {
    self =
      switch kind {
      case .image: .image
      case .chart: .chart
      case .shape: .shape
      case .condition: .condition
      case .validation: .validation
      case .name: .name
      case .headerFooter: .headerFooter
      case .pivotTable: .pivotTable
      case .table: .table
      case .macros: .macros
      }
  }
}
