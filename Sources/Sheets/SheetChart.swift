/// A chart on a sheet.
///
/// - Source: ECMA-376 part 1 §21.2 DrawingML charts; ODF 1.3 part 3 §11 chart content.
public struct SheetChart: Hashable, Sendable {
  /// How it is drawn.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Bars that stand.
    case column
    /// Bars that lie.
    case bar
    /// Lines from point to point.
    case line
    /// Slices of one circle, of the first series.
    case pie
  }

  /// The numbers that are drawn in one colour.
  public struct Series: Hashable, Sendable {
    /// The cell that holds its name; nil for none.
    public var name: SheetCellAddress?
    /// Its numbers: one row or one column.
    public var values: SheetRange
    /// Its colour; nil for the program's own.
    public var color: Color?

    /// Makes a series.
    public init(_ values: SheetRange, name: SheetCellAddress? = nil) {
      self.values = values
      self.name = name
    }
  }

  /// How it is drawn.
  public var kind: Kind
  /// The words above it; empty for none.
  public var title = ""
  /// What is drawn.
  public var series: [Series]
  /// The words along the axis, one for each number; nil for 1, 2, 3.
  public var categories: SheetRange?
  /// The words beside the axis of categories; empty for none.
  public var categoryTitle = ""
  /// The words beside the axis of values; empty for none.
  public var valueTitle = ""
  /// Whether bars of one category stand on one another.
  public var isStacked = false
  /// Whether the names of the series are shown on the right.
  public var hasLegend = true
  /// Where it stands.
  public var anchor: DrawingAnchor

  /// Makes a chart.
  public init(_ kind: Kind, _ series: [Series], at anchor: DrawingAnchor) {
    self.kind = kind
    self.series = series
    self.anchor = anchor
  }
}
