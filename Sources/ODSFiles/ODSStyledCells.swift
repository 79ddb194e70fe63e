internal import Sheets
internal import XMLStreams

// What hangs on rows and cells, kept while they go by.
extension ODSCells {
  mutating func readFormat() throws {
    let visibility = try stream.attribute(ODSSpace.table, "visibility") ?? "visible"
    format = styles.row(
      try stream.attribute(ODSSpace.table, "style-name"), isHidden: visibility != "visible")
    if isInHeader, nextRow + rowRepeats <= CellAddress.rowsMax {
      let first = details.repeatedRows?.lowerBound ?? nextRow
      details.repeatedRows = first...nextRow + rowRepeats - 1
    }
  }

  /// Looks at a start tag that is no row's: columns, and what is repeated on each page.
  ///
  /// - Returns: Whether it is one to go into.
  mutating func readGroup() throws -> Bool {
    isInHeader = isInHeader || stream.isElement(ODSSpace.table, "table-header-rows")
    if stream.isElement(ODSSpace.table, "table-column") {
      let count = try stream.count(ODSSpace.table, "number-columns-repeated")
      guard nextColumn + count <= CellAddress.columnsMax else { return true }
      let columns = nextColumn...nextColumn + count - 1
      nextColumn += count
      let visibility = try stream.attribute(ODSSpace.table, "visibility") ?? "visible"
      let style = try stream.attribute(ODSSpace.table, "style-name")
      details.columns.append(
        ColumnFormat(
          columns, widthMM: styles.width(style), isHidden: visibility != "visible"))
      if isInHeaderColumns {
        let first = details.repeatedColumns?.lowerBound ?? columns.lowerBound
        details.repeatedColumns = first...columns.upperBound
      }
      return true
    }
    let isHeader = stream.isElement(ODSSpace.table, "table-header-columns")
    isInHeaderColumns = isInHeaderColumns || isHeader
    return isHeader || stream.isElement(ODSSpace.table, "table-columns")
      || stream.isElement(ODSSpace.table, "table-column-group")
  }

  /// Keeps what hangs on the cell.
  mutating func keep(_ comment: XMLElement?, columns: Int, rows: Int) {
    let cell = CellAddress(row: nextRow, column: column)
    let last = CellAddress(row: nextRow + rows - 1, column: column + columns - 1)
    let isMerge =
      (rows > 1 || columns > 1) && last.row < CellAddress.rowsMax
      && last.column < CellAddress.columnsMax
    if isMerge { details.merges.append(CellRange(cell, last)) }
    if let comment { details.addComment(comment, at: cell) }
    for link in text.links { details.addLink(link, at: cell) }
  }

  /// Looks at an end tag: what is repeated on each page ends with its group.
  mutating func endGroup() {
    if stream.isElement(ODSSpace.table, "table-header-rows") { isInHeader = false }
    if stream.isElement(ODSSpace.table, "table-header-columns") { isInHeaderColumns = false }
  }
}
