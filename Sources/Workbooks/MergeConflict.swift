public import Sheets

/// A cell that both versions changed, each in its way.
public struct MergeConflict: Hashable, Sendable {
  /// What stands in the way.
  public enum Reason: String, Sendable {
    /// Both changed what the cell holds.
    case bothChanged = "both-changed"
    /// Both changed the note on the cell.
    case bothNoted = "both-noted"
    /// Both changed the same thing of how the cell looks.
    case bothStyled = "both-styled"
    /// One changed a cell of a row that the other took out.
    case rowGone = "row-gone"
    /// The user's file does not allow the change: the cell is covered or part of an array.
    case refused
  }

  /// The sheet's name in the user's file.
  public var sheet: String
  /// The cell, in the merged file where its row is there.
  public var cell: CellAddress
  /// What stands in the way.
  public var reason: Reason
  /// What the cell held at first.
  public var base: WorkbookChange.Side
  /// What the other version has.
  public var ours: WorkbookChange.Side
  /// What the user's file has, and keeps.
  public var theirs: WorkbookChange.Side
}
