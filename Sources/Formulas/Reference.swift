/// A reference to cells as a formula writes it: one cell, a block, whole columns or whole rows.
public struct Reference: Hashable, Sendable {
  /// What the text names.
  public enum Shape: UInt8, Hashable, Sendable {
    /// One cell: `A1`.
    case cell
    /// Two corners: `A1:B2`.
    case range
    /// Whole columns: `A:B`.
    case columns
    /// Whole rows: `1:2`.
    case rows
  }

  /// One corner.
  public struct Corner: Hashable, Sendable {
    /// The row from 0; ``deleted`` where it was deleted.
    public var row: Int32
    /// The column from 0; ``deleted`` where it was deleted.
    public var column: Int32
    /// Whether the row has a `$`.
    public var isRowAbsolute: Bool
    /// Whether the column has a `$`.
    public var isColumnAbsolute: Bool

    /// The row or column of a corner that is no longer there.
    public static let deleted: Int32 = -1

    /// Whether its row or its column was deleted.
    public var isDeleted: Bool { row < 0 || column < 0 }

    /// Makes a corner.
    public init(
      row: Int32, column: Int32, isRowAbsolute: Bool = false, isColumnAbsolute: Bool = false
    ) {
      self.row = row
      self.column = column
      self.isRowAbsolute = isRowAbsolute
      self.isColumnAbsolute = isColumnAbsolute
    }

    /// A corner that is no longer there.
    public static let gone = Corner(row: deleted, column: deleted)
  }

  /// What the text names.
  public var shape: Shape
  /// The first corner; whole columns and rows have the sheet's edges in the other direction.
  public var first: Corner
  /// The second corner; that of a cell is the first one again.
  public var last: Corner
  /// The sheets and the book; nil for the sheet of the formula.
  public var scope: ReferenceScope?

  /// Makes a reference.
  public init(shape: Shape, first: Corner, last: Corner, scope: ReferenceScope? = nil) {
    self.shape = shape
    self.first = first
    self.last = last
    self.scope = scope
  }

  /// Whether it refers to nothing: a corner, the sheet or the book is gone.
  public var isDeleted: Bool {
    first.isDeleted || last.isDeleted || (scope?.isDeleted ?? false)
  }

  /// The cells that it names; nil when they are gone.
  public var range: GridRange? {
    guard !first.isDeleted, !last.isDeleted else { return nil }
    return GridRange(
      GridCell(row: Int(first.row), column: Int(first.column)),
      GridCell(row: Int(last.row), column: Int(last.column)))
  }

  /// The reference of a formula that was copied: what has no `$` moves along.
  ///
  /// - Returns: The reference, deleted where it would leave the sheet.
  public func moved(rows: Int, columns: Int) -> Reference {
    func move(_ corner: Corner) -> Corner {
      var moved = corner
      if !corner.isRowAbsolute, shape != .columns, corner.row >= 0 {
        let row = Int(corner.row) + rows
        moved.row = row >= 0 && row < GridRange.rowsMax ? Int32(row) : Corner.deleted
      }
      if !corner.isColumnAbsolute, shape != .rows, corner.column >= 0 {
        let column = Int(corner.column) + columns
        moved.column =
          column >= 0 && column < GridRange.columnsMax ? Int32(column) : Corner.deleted
      }
      return moved
    }
    var copy = self
    copy.first = move(first)
    copy.last = move(last)
    return copy
  }
}

/// The sheets, and the book, that a reference names.
public final class ReferenceScope: Hashable, Sendable {
  /// The book: the number of OOXML's list (`1` of `[1]Sheet1!A1`), a path or an address; nil for
  /// the formula's own.
  public let book: String?
  /// The sheet; "" for a reference to a deleted sheet, or for a name of the whole book.
  public let sheet: String
  /// The last sheet of a reference through several; nil for one sheet.
  public let lastSheet: String?
  /// Whether OpenFormula writes a `$` before the sheet.
  public let isAbsolute: Bool
  /// Whether the sheet was deleted.
  public let isDeleted: Bool

  /// Makes a scope.
  public init(
    book: String? = nil, sheet: String, lastSheet: String? = nil, isAbsolute: Bool = true,
    isDeleted: Bool = false
  ) {
    self.book = book
    self.sheet = sheet
    self.lastSheet = lastSheet
    self.isAbsolute = isAbsolute
    self.isDeleted = isDeleted
  }

  /// A sheet that was deleted.
  public static let deleted = ReferenceScope(sheet: "", isDeleted: true)

  /// Whether both name the same.
  public static func == (left: ReferenceScope, right: ReferenceScope) -> Bool {
    left === right
      || (left.book == right.book && left.sheet == right.sheet
        && left.lastSheet == right.lastSheet && left.isDeleted == right.isDeleted)
  }

  /// Hashes what is compared.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(book)
    hasher.combine(sheet)
    hasher.combine(lastSheet)
  }
}
