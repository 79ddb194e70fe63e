public import Sheets

/// One difference between two workbooks.
public struct WorkbookChange: Hashable, Sendable {
  /// What differs.
  public enum Kind: String, Sendable, CaseIterable {
    /// What a cell shows.
    case value
    /// Its formula.
    case formula
    /// Its looks.
    case style
    /// The note on it.
    case comment
    /// Rows that the first workbook lacks.
    case rowInserted = "row-inserted"
    /// Rows that the second workbook lacks.
    case rowDeleted = "row-deleted"
    /// A row that stands elsewhere.
    case rowMoved = "row-moved"
    /// Columns that the first workbook lacks.
    case columnInserted = "column-inserted"
    /// Columns that the second workbook lacks.
    case columnDeleted = "column-deleted"
    /// The width of a column.
    case columnWidth = "column-width"
    /// A merged block.
    case merge
    /// A picture.
    case image
    /// A sheet that the first workbook lacks.
    case sheetAdded = "sheet-added"
    /// A sheet that the second workbook lacks.
    case sheetRemoved = "sheet-removed"
    /// A sheet's name.
    case sheetRenamed = "sheet-renamed"
    /// A sheet's place among the tabs.
    case sheetMoved = "sheet-moved"
    /// What a name stands for.
    case name
  }

  /// One side of a difference.
  public enum Side: Hashable, Sendable {
    /// Nothing.
    case none
    /// A cell's value.
    case value(CellValue)
    /// A formula, a note, a name: any other text.
    case text(String)

    /// Takes what a cell shows; an empty value is nothing.
    public init(_ value: CellValue?) {
      switch value {
      case nil, .empty?, .text("")?: self = .none
      case let value?: self = .value(value)
      }
    }

    /// Takes a text; an empty one is nothing.
    public init(text: String?) {
      self = text.map { $0.isEmpty ? .none : .text($0) } ?? .none
    }
  }

  /// The sheet's name, in the second workbook where both have it.
  public var sheet: String
  /// The cell or block, in the second workbook where both have it; nil for a whole sheet or a name.
  public var range: CellRange?
  /// What differs.
  public var kind: Kind
  /// What the first workbook has.
  public var before: Side
  /// What the second one has.
  public var after: Side

  /// Makes a difference.
  public init(
    _ kind: Kind, sheet: String, range: CellRange? = nil, before: Side = .none,
    after: Side = .none
  ) {
    self.kind = kind
    self.sheet = sheet
    self.range = range
    self.before = before
    self.after = after
  }
}
