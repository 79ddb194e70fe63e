/// That locked cells of a sheet cannot be changed by accident.
///
/// A password keeps nobody out: it is a lock on a glass door.
///
/// - Source: ECMA-376 part 1 §18.3.1.85 sheetProtection; ODF 1.3 part 3 `table:protected`.
public struct SheetProtection: Hashable, Sendable {
  /// The password that takes it off; nil for none.
  ///
  /// One that a file had cannot be read from it.
  public var password: String?
  /// Whether locked cells can be chosen.
  public var allowsSelectingLocked = true
  /// Whether unlocked cells can be chosen.
  public var allowsSelectingUnlocked = true
  /// Whether the look of cells, columns and rows can be changed; XLSX only.
  public var allowsFormatting = false
  /// Whether rows and columns can be put in.
  public var allowsInserting = false
  /// Whether rows and columns can be taken out.
  public var allowsDeleting = false
  /// Whether rows can be sorted and filtered.
  public var allowsSorting = false

  /// Protection without a password.
  public init() {}
}
