/// A change of a workbook that references have to follow.
///
/// - Units: rows and columns count from 0. Sheets are told by name; case makes no difference.
public enum StructureChange: Hashable, Sendable {
  /// New rows before row `at`.
  case insertRows(at: Int, count: Int, sheet: String)
  /// Rows from `at` on are gone.
  case deleteRows(at: Int, count: Int, sheet: String)
  /// New columns before column `at`.
  case insertColumns(at: Int, count: Int, sheet: String)
  /// Columns from `at` on are gone.
  case deleteColumns(at: Int, count: Int, sheet: String)
  /// A block was moved so that its upper left cell is `to`, perhaps in another sheet.
  case moveBlock(GridRange, sheet: String, to: GridCell, toSheet: String)
  /// A sheet has another name.
  case renameSheet(String, to: String)
  /// A sheet is gone; `order` is the order of the sheets before, for references through several.
  case deleteSheet(String, order: [String])

  /// Where a block of a sheet is after the change, for merged cells, named ranges, filters.
  ///
  /// - Returns: The block, nil when nothing of it is left. A block that was moved to another sheet
  ///   keeps its place here; ``applied(to:inSheet:)`` tells the sheet.
  public func applied(to range: GridRange, onSheet sheet: String) -> GridRange? {
    switch self {
    case .insertRows(let at, let count, let changed) where changed.isSheet(sheet):
      guard
        let rows = Self.inserted(
          range.first.row...range.last.row, at: at, count: count, limit: GridRange.rowsMax)
      else { return nil }
      return range.with(rows: rows)
    case .deleteRows(let at, let count, let changed) where changed.isSheet(sheet):
      return Self.deleted(
        range.first.row...range.last.row, at: at, count: count, limit: GridRange.rowsMax
      ).map(range.with(rows:))
    case .insertColumns(let at, let count, let changed) where changed.isSheet(sheet):
      return Self.inserted(
        range.first.column...range.last.column, at: at, count: count, limit: GridRange.columnsMax
      ).map(range.with(columns:))
    case .deleteColumns(let at, let count, let changed) where changed.isSheet(sheet):
      return Self.deleted(
        range.first.column...range.last.column, at: at, count: count, limit: GridRange.columnsMax
      ).map(range.with(columns:))
    case .moveBlock(let block, let from, let to, let toSheet):
      return moved(range, onSheet: sheet, block: block, from: from, to: to, toSheet: toSheet)
    case .deleteSheet(let gone, _): return gone.isSheet(sheet) ? nil : range
    default: return range
    }
  }

  private func moved(
    _ range: GridRange, onSheet sheet: String, block: GridRange, from: String, to: GridCell,
    toSheet: String
  ) -> GridRange? {
    let rows = to.row - block.first.row
    let columns = to.column - block.first.column
    if from.isSheet(sheet), block.contains(range.first), block.contains(range.last) {
      let all = GridRange(
        GridCell(row: 0, column: 0),
        GridCell(row: GridRange.rowsMax - 1, column: GridRange.columnsMax - 1))
      let target = GridRange(range.first.offset(rows, columns), range.last.offset(rows, columns))
      return all.contains(target.first) && all.contains(target.last) ? target : nil
    }
    // What the moved block lands on is gone.
    let landing = GridRange(
      block.first.offset(rows, columns), block.last.offset(rows, columns))
    if toSheet.isSheet(sheet), landing.contains(range.first), landing.contains(range.last) {
      return nil
    }
    return range
  }

  /// Rows or columns after an insertion: what is pushed off the sheet is cut, nil when all is.
  private static func inserted(
    _ span: ClosedRange<Int>, at: Int, count: Int, limit: Int
  ) -> ClosedRange<Int>? {
    // Whole columns and rows stay whole.
    if span == 0...limit - 1 || count <= 0 { return span }
    let step = min(count, limit)
    let low = span.lowerBound >= at ? span.lowerBound + step : span.lowerBound
    let high = span.upperBound >= at ? span.upperBound + step : span.upperBound
    return low < limit ? low...min(high, limit - 1) : nil
  }

  /// Rows or columns after a deletion; nil when all of them are gone.
  private static func deleted(
    _ span: ClosedRange<Int>, at: Int, count: Int, limit: Int
  ) -> ClosedRange<Int>? {
    if span == 0...limit - 1 || count <= 0 { return span }
    let end = at + min(count, limit)
    func place(_ old: Int) -> Int { old < at ? old : max(at, old - (end - at)) }
    let low = place(span.lowerBound)
    let high = span.upperBound < end ? min(span.upperBound, at - 1) : place(span.upperBound)
    return low <= high ? low...high : nil
  }

  /// Where a reference points after the change.
  ///
  /// - Parameters:
  ///   - reference: The reference.
  ///   - sheet: The sheet of the formula.
  /// - Returns: The reference, with deleted corners when what it meant is gone.
  public func applied(to reference: Reference, inSheet sheet: String) -> Reference {
    guard reference.scope?.book == nil, !reference.isDeleted else { return reference }
    switch self {
    case .renameSheet(let old, let new): return reference.renaming(old, to: new)
    case .deleteSheet(let gone, let order):
      return reference.deleting(gone, order: order, inSheet: sheet)
    default: break
    }
    // References through several sheets stay when one of them changes, as in Excel.
    guard reference.scope?.lastSheet == nil, let range = reference.range else { return reference }
    let own = reference.scope.map(\.sheet) ?? sheet
    var copy = reference
    guard let after = applied(to: range, onSheet: own) else {
      copy.first = .gone
      copy.last = .gone
      return copy
    }
    copy.place(at: after, from: range)
    if case .moveBlock(let block, let from, _, let toSheet) = self, from.isSheet(own),
      block.contains(range.first), block.contains(range.last), !toSheet.isSheet(own)
    {
      copy.scope = ReferenceScope(sheet: toSheet)
    }
    return copy
  }
}

extension Reference {
  /// Puts the corners where `after` is, each where it was: the first corner need not be the upper
  /// left one.
  fileprivate mutating func place(at after: GridRange, from before: GridRange) {
    func put(_ corner: inout Corner) {
      corner.row = Int32(
        Int(corner.row) == before.first.row ? after.first.row : after.last.row)
      corner.column = Int32(
        Int(corner.column) == before.first.column ? after.first.column : after.last.column)
    }
    guard after != before else { return }
    put(&first)
    put(&last)
    if shape == .cell { last = first }
    // A corner that shares its row with the other must not take the other's new row.
    if before.first.row == before.last.row, after.rowCount > 1 {
      (first.row, last.row) = (Int32(after.first.row), Int32(after.last.row))
    }
    if before.first.column == before.last.column, after.columnCount > 1 {
      (first.column, last.column) = (Int32(after.first.column), Int32(after.last.column))
    }
  }

  fileprivate func renaming(_ old: String, to new: String) -> Reference {
    guard let scope else { return self }
    let sheet = scope.sheet.isSheet(old) ? new : scope.sheet
    let lastSheet = scope.lastSheet.map { $0.isSheet(old) ? new : $0 }
    guard sheet != scope.sheet || lastSheet != scope.lastSheet else { return self }
    var copy = self
    copy.scope = ReferenceScope(
      sheet: sheet, lastSheet: lastSheet, isAbsolute: scope.isAbsolute)
    return copy
  }

  fileprivate func deleting(_ gone: String, order: [String], inSheet own: String) -> Reference {
    guard let scope else {
      guard own.isSheet(gone) else { return self }
      return withScope(.deleted)
    }
    guard let lastSheet = scope.lastSheet else {
      return scope.sheet.isSheet(gone) ? withScope(.deleted) : self
    }
    guard scope.sheet.isSheet(gone) || lastSheet.isSheet(gone),
      let low = order.firstIndex(where: { $0.isSheet(scope.sheet) }),
      let high = order.firstIndex(where: { $0.isSheet(lastSheet) })
    else { return self }
    guard low != high else { return withScope(.deleted) }
    let step = low < high ? 1 : -1
    let sheet = scope.sheet.isSheet(gone) ? order[low + step] : scope.sheet
    let end = lastSheet.isSheet(gone) ? order[high - step] : lastSheet
    return withScope(
      ReferenceScope(
        sheet: sheet, lastSheet: end.isSheet(sheet) ? nil : end, isAbsolute: scope.isAbsolute))
  }

  private func withScope(_ scope: ReferenceScope) -> Reference {
    var copy = self
    copy.scope = scope
    return copy
  }
}

extension GridRange {
  fileprivate func with(rows: ClosedRange<Int>) -> GridRange {
    var copy = self
    copy.first.row = rows.lowerBound
    copy.last.row = rows.upperBound
    return copy
  }

  fileprivate func with(columns: ClosedRange<Int>) -> GridRange {
    var copy = self
    copy.first.column = columns.lowerBound
    copy.last.column = columns.upperBound
    return copy
  }
}

extension GridCell {
  fileprivate func offset(_ rows: Int, _ columns: Int) -> GridCell {
    GridCell(row: row + rows, column: column + columns)
  }
}

extension String {
  /// Whether two names mean one sheet: case makes no difference.
  func isSheet(_ other: String) -> Bool {
    self == other || lowercased() == other.lowercased()
  }
}
