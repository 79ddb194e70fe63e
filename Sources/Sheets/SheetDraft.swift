/// A sheet without its rows: what a writer must know first, what a reader tells beside them.
public struct SheetDraft: Hashable, Sendable {
  /// The name on its tab: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at either end.
  public var name: String
  /// Whether its tab is shown.
  public var visibility = Visibility.visible
  /// The colour of its tab; nil for the program's own.
  public var tabColor: Color?
  /// Columns that are not as usual, from left to right, none twice.
  public var columns: [ColumnFormat] = []
  /// Merged blocks, none overlapping another.
  public var merges: [CellRange] = []
  /// What stays in sight while the rest is scrolled, and how the sheet is shown.
  public var view = SheetView()
  /// How it prints.
  public var page = PageSetup()
  /// Rows printed again on top of each page, from 0.
  public var repeatedRows: ClosedRange<Int>?
  /// Columns printed again on the left of each page, from 0.
  public var repeatedColumns: ClosedRange<Int>?
  /// What is printed; nil for all that is used.
  public var printArea: CellRange?
  /// The block whose head carries filter buttons.
  public var autoFilter: CellRange?
  /// Cells that lead somewhere.
  public var hyperlinks: [Hyperlink] = []
  /// Notes, at most one a cell.
  public var comments: [CellComment] = []
  /// What may be typed where.
  public var validations: [DataValidation] = []
  /// How cells look while something is true of them.
  public var conditionalFormats: [ConditionalFormat] = []
  /// Pictures.
  public var images: [SheetImage] = []
  /// Charts.
  public var charts: [SheetChart] = []
  /// Whether and how it is protected.
  public var protection: SheetProtection?

  /// Makes a sheet with a name.
  public init(name: String) {
    self.name = name
  }

  /// Whether a sheet's tab is shown.
  public enum Visibility: String, Hashable, Sendable, CaseIterable {
    /// It is.
    case visible
    /// It is not, until somebody wants it.
    case hidden
    /// It is not, and only a macro can show it; ODF takes it for ``hidden``.
    case veryHidden
  }

  /// Widths of the first columns in millimetres, for sheets where nothing else is said of columns.
  public var columnWidthsMM: [Double] {
    get { columns.flatMap { column in column.columns.map { _ in column.widthMM ?? 0 } } }
    set {
      columns = newValue.enumerated().map { place, width in
        ColumnFormat(place...place, widthMM: width)
      }
    }
  }
}

/// Neighbouring columns that are alike.
public struct ColumnFormat: Hashable, Sendable {
  /// Which, from 0.
  public var columns: ClosedRange<Int>
  /// The width of each in millimetres; nil for the usual one.
  public var widthMM: Double?
  /// Whether they are hidden.
  public var isHidden: Bool
  /// The style of cells that have none of their own; nil for the first one.
  public var style: Int?
  /// Whether the first of them starts a new page.
  public var startsPage = false

  /// Makes columns.
  public init(
    _ columns: ClosedRange<Int>, widthMM: Double? = nil, isHidden: Bool = false, style: Int? = nil
  ) {
    self.columns = columns
    self.widthMM = widthMM
    self.isHidden = isHidden
    self.style = style
  }
}

extension ColumnFormat {
  /// Whether there is nothing to say of the columns.
  public var isUsual: Bool { widthMM == nil && !isHidden && style == nil && !startsPage }
}

extension [ColumnFormat] {
  /// Has a page start at a column, whose run is cut there, or which gets a run of its own.
  public mutating func startPage(at column: Int) {
    let place = firstIndex { $0.columns.upperBound >= column } ?? count
    guard place < count, self[place].columns.contains(column) else {
      var format = ColumnFormat(column...column)
      format.startsPage = true
      return insert(format, at: place)
    }
    let run = self[place]
    var rest = run
    rest.columns = column...run.columns.upperBound
    rest.startsPage = true
    if run.columns.lowerBound == column {
      self[place] = rest
    } else {
      self[place].columns = run.columns.lowerBound...column - 1
      insert(rest, at: place + 1)
    }
  }

  /// The runs with neighbours put together that are alike.
  public var joined: [ColumnFormat] {
    reduce(into: []) { runs, next in
      guard var last = runs.last, last.columns.upperBound + 1 == next.columns.lowerBound,
        !next.startsPage
      else { return runs.append(next) }
      let columns = last.columns.lowerBound...next.columns.upperBound
      last.columns = next.columns
      last.startsPage = false
      guard last == next else { return runs.append(next) }
      runs[runs.count - 1].columns = columns
    }
  }
}

/// How a sheet is shown on the screen.
public struct SheetView: Hashable, Sendable {
  /// How many rows stay in sight.
  public var frozenRows = 0
  /// How many columns stay in sight.
  public var frozenColumns = 0
  /// Whether lines between cells are shown.
  public var showsGrid = true
  /// How large, 10 to 400 percent.
  public var zoomPercent = 100

  /// The usual view.
  public init() {}
}
