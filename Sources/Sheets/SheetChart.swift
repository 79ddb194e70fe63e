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
    /// Its colour; nil for the next of ``SheetChart/colors``.
    public var color: Color?

    /// Makes a series.
    public init(_ values: SheetRange, name: SheetCellAddress? = nil) {
      self.values = values
      self.name = name
    }
  }

  /// The colours of series and slices without one of their own, in turn: LibreOffice's first.
  ///
  /// They are always written: a workbook without a theme has no colours for charts, and LibreOffice
  /// draws such series in none.
  public static let colors = [
    Color(red: 0, green: 69, blue: 134), Color(red: 255, green: 66, blue: 14),
    Color(red: 255, green: 211, blue: 32), Color(red: 87, green: 157, blue: 28),
    Color(red: 126, green: 0, blue: 33), Color(red: 131, green: 202, blue: 255),
    Color(red: 49, green: 64, blue: 4), Color(red: 174, green: 207, blue: 0),
  ]
  /// Slices of a pie that are coloured one by one, at most.
  public static let slicesMax = 64

  /// How it is drawn.
  public var kind: Kind
  /// The words above it; empty for none.
  public var title = ""
  /// What is drawn.
  public var series: [Series]

  /// The colour of the series or slice at a place.
  public func color(at place: Int) -> Color {
    let own = series.indices.contains(place) && kind != .pie ? series[place].color : nil
    return own ?? Self.colors[place % Self.colors.count]
  }

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
