internal import Diagnostics

/// What stands in a sheet, as far as a block that moves may not cut or cover it.
public struct MoveCheck {
  /// The cells that move.
  public let block: CellRange
  /// Where they come to.
  public let landing: CellRange

  /// Takes a move within a sheet.
  public init(_ block: CellRange, to landing: CellRange) {
    self.block = block
    self.landing = landing
  }

  /// Whether a block neither moves whole nor stays as it is.
  public func cuts(_ other: CellRange) -> Bool {
    let isInside = block.contains(other.first) && block.contains(other.last)
    return landing.overlaps(other) || block.overlaps(other) && !isInside
  }

  /// Proves that no merged block and no array is cut or covered.
  ///
  /// - Throws: `EditError` with the block.
  public func check(merges: [CellRange], arrays: [CellRange]) throws(EditError) {
    if let merge = merges.first(where: cuts) {
      throw .cannotFollow(
        Words(vi: "cắt ngang một ô gộp", en: "a merged block would be cut"),
        at: Origin(cell: merge.a1))
    }
    if let array = arrays.first(where: cuts) {
      throw .arrayFormula(at: Origin(cell: array.first.a1))
    }
  }

  /// Proves that a range which holds together (a table, a filter, a link) is not cut or covered.
  ///
  /// - Throws: `EditError.cannotFollow` with the range.
  public func check(whole range: CellRange) throws(EditError) {
    guard cuts(range) else { return }
    throw .cannotFollow(
      Words(
        vi: "cắt ngang một bảng, vùng lọc hoặc liên kết",
        en: "a table, a filtered range or a link would be cut"), at: Origin(cell: range.a1))
  }

  /// Proves that nothing stands where the cells come to.
  ///
  /// - Parameter cells: Cells that hold something.
  /// - Throws: `EditError.occupied` with the first of them.
  public func check(filled cells: [CellAddress]) throws(EditError) {
    guard let cell = cells.filter(landing.contains).min() else { return }
    throw .occupied(at: Origin(cell: cell.a1))
  }

  /// Where a cell of the block comes to.
  public func moved(_ cell: CellAddress) -> CellAddress {
    CellAddress(
      row: cell.row + landing.first.row - block.first.row,
      column: cell.column + landing.first.column - block.first.column)
  }
}
