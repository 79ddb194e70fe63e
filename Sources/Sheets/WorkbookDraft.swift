/// What a writer must know of a workbook before its first row.
///
/// Rows follow one by one, so that a writer never holds a sheet in memory.
public struct WorkbookDraft: Hashable, Sendable {
  /// The sheets in the order of their tabs.
  public var sheets: [SheetDraft]
  /// Names for blocks of cells, each with a target.
  public var namedRanges: [NamedRange] = []
  /// The styles that rows refer to by their place in this list.
  public var styles: [CellStyle]
  /// The document's properties.
  public var properties = DocumentProperties()

  /// Makes a draft.
  public init(sheets: [SheetDraft], styles: [CellStyle] = [CellStyle()]) {
    self.sheets = sheets
    self.styles = styles
  }
}

/// The document's properties.
///
/// The times are fixed so that the same content gives the same bytes.
public struct DocumentProperties: Hashable, Sendable {
  /// The title; empty for none.
  public var title = ""
  /// When it was made, ISO 8601 in UTC.
  public var created = "2024-01-01T00:00:00Z"

  /// Makes properties without a title.
  public init() {}
}

/// One sheet before its rows.
public struct SheetDraft: Hashable, Sendable {
  /// The name on its tab: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at either end.
  public var name: String
  /// Widths of the first columns in millimetres; the others keep the default.
  public var columnWidthsMM: [Double] = []
  /// Merged blocks, none overlapping another.
  public var merges: [CellRange] = []
  /// How it prints.
  public var page = PageSetup()
  /// Rows printed again on top of each page, from 0.
  public var repeatedRows: ClosedRange<Int>?
  /// What is printed; nil for all that is used.
  public var printArea: CellRange?

  /// Makes a sheet with a name.
  public init(name: String) {
    self.name = name
  }
}

/// How a sheet prints, on A4.
public struct PageSetup: Hashable, Sendable {
  /// Whether the long side lies across.
  public var isLandscape = false
  /// The empty edge.
  public var margins = MarginsMM(top: 20, bottom: 20, left: 30, right: 15)
  /// Whether the sheet is scaled so that all columns fit on one page's width.
  public var fitsWidth = false
  /// Whether pages are numbered at the top centre, the first page left without.
  public var numbersPagesAfterFirst = false

  /// Portrait A4 with the margins of Nghị định 30/2020/NĐ-CP, annex I.
  public init() {}
}

/// The empty edge of a page.
public struct MarginsMM: Hashable, Sendable {
  /// Above, in millimetres.
  public var top: Double
  /// Below, in millimetres.
  public var bottom: Double
  /// On the left, in millimetres.
  public var left: Double
  /// On the right, in millimetres.
  public var right: Double

  /// Makes margins from four widths in millimetres.
  public init(top: Double, bottom: Double, left: Double, right: Double) {
    self.top = top
    self.bottom = bottom
    self.left = left
    self.right = right
  }
}

/// One row to write.
public struct RowDraft: Hashable, Sendable {
  /// The height in points; nil for as high as the text needs.
  public var heightPoints: Double?
  /// Whether it starts a new page.
  public var startsPage = false
  /// The cells from the first column on.
  public var cells: [CellDraft]

  /// Makes a row of cells.
  public init(_ cells: [CellDraft] = [], heightPoints: Double? = nil) {
    self.cells = cells
    self.heightPoints = heightPoints
  }
}

/// One cell to write.
public struct CellDraft: Hashable, Sendable {
  /// What it holds.
  public var value: CellValue
  /// Its style: a place in ``WorkbookDraft/styles``.
  public var style: Int

  /// Makes a cell.
  public init(_ value: CellValue = .empty, style: Int = 0) {
    self.value = value
    self.style = style
  }
}
