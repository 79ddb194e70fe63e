/// A workbook without its rows: what a writer must know first, what a reader tells beside them.
///
/// Rows follow one by one, so that neither holds a sheet in memory.
public struct WorkbookDraft: Hashable, Sendable {
  /// The sheets in the order of their tabs.
  public var sheets: [SheetDraft]
  /// Names for blocks of cells or for formulas.
  public var namedRanges: [NamedRange] = []
  /// The styles that rows refer to by their place in this list; the first is that of cells of
  /// which nothing is said.
  public var styles: [CellStyle]
  /// The document's properties.
  public var properties = DocumentProperties()
  /// Whether sheets can be neither added, removed, moved nor renamed.
  public var locksStructure = false
  /// What a reader met that a draft cannot say, and how often; writers pass it over.
  public var leftOut: [LeftOut: Int] = [:]

  /// Makes a draft.
  public init(sheets: [SheetDraft], styles: [CellStyle] = [CellStyle()]) {
    self.sheets = sheets
    self.styles = styles
  }
}
