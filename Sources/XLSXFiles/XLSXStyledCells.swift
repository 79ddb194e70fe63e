internal import Sheets
internal import XMLStreams

// What hangs on rows and cells, kept while they go by.
extension XLSXCells {
  /// - Source: ECMA-376 part 1 §18.3.1.73 row.
  mutating func readFormat() throws {
    let height = try stream.attribute(nil, "ht").flatMap { DecimalText.parse($0) }
    let isHidden = try ["1", "true"].contains(stream.attribute(nil, "hidden") ?? "")
    // A height that nobody asked for is what the program found the text to need.
    let isAsked = try ["1", "true"].contains(stream.attribute(nil, "customHeight") ?? "")
    format = RowFormat(
      heightPoints: height.flatMap { isAsked && $0 >= 0 && $0 <= 409.5 ? $0 : nil },
      isHidden: isHidden)
  }

  /// Keeps the cell that was read with its style and formula.
  mutating func keep(
    _ record: CellRecord, _ entry: XLSXReadFormulas.Entry, hasValue: Bool
  ) {
    let formula =
      record.hasFormula
      ? sharedFormulas.formula(entry, at: CellAddress(row: row.index, column: column)) : nil
    keep(style: record.style, formula, hasValue: hasValue)
  }

  /// Keeps the cell that was read; one that was taken byte by byte has no formula.
  mutating func keep(style: Int32, _ formula: CellFormula? = nil, hasValue: Bool) {
    let isStyle = style > 0 && Int(style) < context.formats.count
    guard hasValue || formula != nil || isStyle else { return }
    styledCells.append(
      SheetCell(
        column: column, repeated: 1, value: hasValue ? row.lastValue : .empty,
        style: isStyle ? Int(style) : 0, formula: formula))
  }
}
