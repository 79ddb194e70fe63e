/// A block of cells that moves within its sheet, and what that does to blocks and rules.
public struct BlockMove: Hashable, Sendable {
  /// The cells that move.
  public let block: GridRange
  /// Where they come to.
  public let landing: GridRange
  /// The sheet's name.
  public let sheet: String

  /// How blocks lie to the cells that move and to those they come to.
  public enum Hold: Sendable {
    /// All of them move.
    case inside
    /// None of them moves or is covered.
    case outside
    /// A part of them moves, or something comes to lie on them.
    case cut
  }

  /// How blocks of the sheet lie to the move.
  public func hold(of ranges: [GridRange]) -> Hold {
    if !ranges.isEmpty, ranges.allSatisfy(block.contains) { return .inside }
    let isTouched = ranges.contains {
      $0.intersection(block) != nil || $0.intersection(landing) != nil
    }
    return isTouched ? .cut : .outside
  }

  /// Where the cells of blocks are afterwards; what others come to lie on is theirs no longer.
  public func pieces(of ranges: [GridRange]) -> [GridRange] {
    ranges.flatMap { range -> [GridRange] in
      let left = range.subtracting(block).flatMap { $0.subtracting(landing) }
      guard let moved = range.intersection(block) else { return left }
      return left + [moved.moved(from: block.first, to: landing.first)]
    }
  }

  /// Whether a rule (a validation, a conditional format) says the same of each cell afterwards.
  ///
  /// A rule is written for one cell; what is relative in it counts from each of its cells.
  ///
  /// - Parameters:
  ///   - references: The references of its formulas.
  ///   - base: The cell that it is written for.
  ///   - ranges: The cells that it is for, in the sheet `sheet`.
  ///   - sheet: Their sheet.
  /// - Returns: False where references would have to do different things for different cells.
  public func keeps(
    _ references: [Reference], base: GridCell, ranges: [GridRange], inSheet sheet: String
  ) -> Bool {
    let hold = sheet.isSheet(self.sheet) ? hold(of: ranges) : .outside
    return references.allSatisfy { reference in
      guard let own = reference.range, let swept = reference.swept(from: base, over: ranges)
      else { return true }
      if hold == .cut { return swept == own }
      // A base among the cells that stay, or the other way round, would shift the rest.
      let movesBase = sheet.isSheet(self.sheet) && block.contains(base)
      if swept != own, movesBase != (hold == .inside) { return false }
      guard (reference.scope?.sheet ?? sheet).isSheet(self.sheet) else { return true }
      if block.contains(swept) || block.intersection(swept) == nil { return true }
      return hold == .outside && !block.contains(own)
    }
  }
}

extension StructureChange {
  /// The block that moves within its sheet; nil for any other change.
  public var blockMove: BlockMove? {
    guard case .moveBlock(let block, let sheet, let to, let toSheet) = self,
      sheet.isSheet(toSheet)
    else { return nil }
    return BlockMove(
      block: block, landing: block.moved(from: block.first, to: to), sheet: sheet)
  }
}

extension Reference {
  /// All cells that the reference means for one of many cells; nil where it is gone.
  ///
  /// - Parameters:
  ///   - base: The cell that it is written for.
  ///   - ranges: The cells that it is for.
  /// - Returns: The smallest block that holds them.
  public func swept(from base: GridCell, over ranges: [GridRange]) -> GridRange? {
    guard var swept = range else { return nil }
    for range in ranges {
      for corner in [range.first, range.last] {
        let moved = moved(rows: corner.row - base.row, columns: corner.column - base.column)
        if let range = moved.range { swept = swept.union(range) }
      }
    }
    return swept
  }
}

extension GridRange {
  /// Whether another block lies in it.
  public func contains(_ other: GridRange) -> Bool {
    contains(other.first) && contains(other.last)
  }

  /// What is left of the block without another: up to four blocks, from top to bottom.
  public func subtracting(_ other: GridRange) -> [GridRange] {
    guard let common = intersection(other) else { return [self] }
    var left: [GridRange] = []
    func add(_ rows: Range<Int>, _ columns: Range<Int>) {
      guard !rows.isEmpty, !columns.isEmpty else { return }
      left.append(
        GridRange(
          GridCell(row: rows.lowerBound, column: columns.lowerBound),
          GridCell(row: rows.upperBound - 1, column: columns.upperBound - 1)))
    }
    let columns = first.column..<last.column + 1
    add(first.row..<common.first.row, columns)
    let rows = common.first.row..<common.last.row + 1
    add(rows, first.column..<common.first.column)
    add(rows, common.last.column + 1..<last.column + 1)
    add(common.last.row + 1..<last.row + 1, columns)
    return left
  }

  /// The block moved as far as one cell is from another.
  public func moved(from old: GridCell, to new: GridCell) -> GridRange {
    let (rows, columns) = (new.row - old.row, new.column - old.column)
    return GridRange(
      GridCell(row: first.row + rows, column: first.column + columns),
      GridCell(row: last.row + rows, column: last.column + columns))
  }
}
