/// One row to write.
public struct RowDraft: Hashable, Sendable {
  /// How it looks and prints.
  public var format: RowFormat
  /// The cells from the first column on.
  public var cells: [CellDraft]

  /// Makes a row of cells.
  public init(_ cells: [CellDraft] = [], heightPoints: Double? = nil) {
    self.cells = cells
    format = RowFormat(heightPoints: heightPoints)
  }

  /// The height in points; nil for as high as the text needs.
  public var heightPoints: Double? {
    get { format.heightPoints }
    set { format.heightPoints = newValue }
  }

  /// Whether it starts a new page.
  public var startsPage: Bool {
    get { format.startsPage }
    set { format.startsPage = newValue }
  }
}

/// How a row looks and prints.
public struct RowFormat: Hashable, Sendable {
  /// The height in points; nil for as high as the text needs.
  public var heightPoints: Double?
  /// Whether it is hidden.
  public var isHidden: Bool
  /// Whether it starts a new page.
  public var startsPage: Bool

  /// Makes a format; without arguments, the usual one.
  public init(heightPoints: Double? = nil, isHidden: Bool = false, startsPage: Bool = false) {
    self.heightPoints = heightPoints
    self.isHidden = isHidden
    self.startsPage = startsPage
  }
}

/// One cell to write.
public struct CellDraft: Hashable, Sendable {
  /// What it holds; beside a formula, what was computed: empty where nobody computed it.
  public var value: CellValue
  /// Its formula; one in the other format's dialect is translated when it is written.
  public var formula: CellFormula?
  /// Its style: a place in ``WorkbookDraft/styles``.
  public var style: Int

  /// Makes a cell.
  public init(_ value: CellValue = .empty, style: Int = 0, formula: CellFormula? = nil) {
    self.value = value
    self.style = style
    self.formula = formula
  }
}
