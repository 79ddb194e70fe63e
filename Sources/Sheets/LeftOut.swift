/// Something that a workbook holds and a draft cannot say.
///
/// Readers count what they pass over, so that nothing is lost without a word.
public enum LeftOut: String, Hashable, Sendable, CaseIterable {
  /// A picture of another kind than ``SheetImage/Kind``, one that is linked, or one past a limit.
  case image
  /// A chart of another kind, or one whose numbers stand in no cells.
  case chart
  /// A drawn shape, a text box, a form control, an object of another program.
  case shape
  /// A rule of a conditional format that ``ConditionalRule`` does not know, such as icons.
  case condition
  /// A validation that cannot be told.
  case validation
  /// A name that cannot be told.
  case name
  /// A header or footer of its own on first or even pages.
  case headerFooter = "header-footer"
  /// A pivot table; its cells stay as values.
  case pivotTable = "pivot-table"
  /// A table with a name of its own; its cells stay.
  case table
  /// Macros.
  case macros
}

extension WorkbookDraft {
  /// Counts something that is left out.
  public mutating func leaveOut(_ kind: LeftOut, _ count: Int = 1) {
    if count > 0 { leftOut[kind, default: 0] += count }
  }
}
