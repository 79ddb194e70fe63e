internal import Formulas
internal import Sheets
internal import Workbooks

/// The block of a list that was repeated.
struct ListBlock {
  /// The sheet's name.
  let sheet: String
  /// The rows of the first item, and of all items.
  let first: Range<Int>
  let all: Range<Int>

  /// - Parameters:
  ///   - block: The rows of the first item.
  ///   - count: How many items there are.
  init(_ block: SheetRange, count: Int) {
    sheet = block.sheet
    let (start, height) = (block.range.first.row, block.range.rows.count)
    first = start..<start + height
    all = start..<start + height * count
  }

  /// A formula whose blocks that are as high as the first item's rows reach over all items; nil
  /// where it has none.
  static func widened(
    _ stored: StoredFormula, sheet: String, _ lists: [ListBlock]
  ) -> FormulaText? {
    let notation = Notation(stored.expression.dialect)
    guard
      let formula = try? Formula(stored.expression.text, notation, at: GridCell(stored.base))
        .moved(to: GridCell(stored.cell))
    else { return nil }
    let wide = formula.placing { reference in
      guard reference.scope?.book == nil, reference.shape == .range, let range = reference.range
      else { return reference }
      let own = reference.scope.map(\.sheet) ?? sheet
      let list = lists.first {
        $0.sheet.lowercased() == own.lowercased()
          && $0.first == range.first.row..<range.last.row + 1
      }
      guard let list else { return reference }
      var wide = reference
      let end = Int32(list.all.upperBound - 1)
      if wide.first.row > wide.last.row { wide.first.row = end } else { wide.last.row = end }
      return wide
    }
    guard wide.text != formula.text else { return nil }
    return FormulaText(wide.text, stored.expression.dialect)
  }
}
