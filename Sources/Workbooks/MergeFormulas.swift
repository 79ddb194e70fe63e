import Formulas
import Sheets

/// Formulas of the other version as the merged file has to say them.
struct MergeFormulas {
  /// Where the sheets' cells are, by the sheets' names in the other version, in small letters.
  var sheets: [String: MergePlaces] = [:]

  /// A formula; nil where it is part of an array, or speaks of what the merged file lacks.
  func formula(_ own: CellFormula, inSheet sheet: String) -> FormulaText? {
    guard own.arrayRange == nil else { return nil }
    guard let formula = Formula(own) else { return own.expression }
    let placed = formula.placing { place($0, inSheet: sheet) }
    guard !placed.text.contains("#REF!") || own.expression.text.contains("#REF!") else {
      return nil
    }
    return FormulaText(placed.text, own.expression.dialect)
  }

  private func place(_ reference: Reference, inSheet sheet: String) -> Reference {
    guard reference.scope?.book == nil, !reference.isDeleted else { return reference }
    let name = reference.scope.map(\.sheet) ?? sheet
    guard let places = sheets[name.lowercased()] else { return reference }
    var moved = reference
    moved.first = place(reference.first, reference.shape, places)
    moved.last = place(reference.last, reference.shape, places)
    if let scope = reference.scope, scope.lastSheet == nil, scope.sheet != places.sheet {
      moved.scope = ReferenceScope(sheet: places.sheet, isAbsolute: scope.isAbsolute)
    }
    return moved
  }

  private func place(
    _ corner: Reference.Corner, _ shape: Reference.Shape, _ places: MergePlaces
  ) -> Reference.Corner {
    var moved = corner
    if shape != .columns { moved.row = place(corner.row, places.rows, CellAddress.rowsMax) }
    if shape != .rows {
      moved.column = place(corner.column, places.columns, CellAddress.columnsMax)
    }
    return moved
  }

  private func place(_ line: Int32, _ lines: MergeLines, _ limit: Int) -> Int32 {
    // The end of the sheet stays its end.
    if Int(line) == limit - 1 { return line }
    guard let place = lines.place(ofOurs: Int(line)), place < limit else {
      return Reference.Corner.deleted
    }
    return Int32(place)
  }
}
