internal import Sheets
internal import XMLStreams

// What hangs on rows and cells, kept while they go by.
extension ODSCells {
  mutating func readFormat() throws {
    let visibility = try stream.attribute(ODSSpace.table, "visibility") ?? "visible"
    format = styles.row(
      try stream.attribute(ODSSpace.table, "style-name"), isHidden: visibility != "visible")
    rowStyle = try stream.attribute(ODSSpace.table, "default-cell-style-name").map {
      styles.cell($0)
    }
  }

  /// Counts the row among those that are repeated on each page, where it is one.
  mutating func repeatHeader() {
    guard isInHeader, nextRow + rowRepeats <= CellAddress.rowsMax else { return }
    let first = details.repeatedRows?.lowerBound ?? nextRow
    details.repeatedRows = first...nextRow + rowRepeats - 1
  }

  /// Looks at a start tag that is no row's: columns, what is repeated on each page, what hangs on
  /// the sheet.
  ///
  /// - Returns: Whether nothing is left to do but to go on.
  mutating func readBeside() throws -> Bool {
    isInHeader = isInHeader || stream.isElement(ODSSpace.table, "table-header-rows")
    if stream.isElement(ODSSpace.table, "table-column") {
      try readColumns()
      return true
    }
    if stream.isElement(ODSSpace.table, "shapes") || stream.isElement(ODSSpace.office, "forms") {
      details.addDrawing(try stream.element(), at: CellAddress(row: 0, column: 0))
      return true
    }
    if stream.isElement(ODSSpace.calcext, "conditional-formats") {
      details.conditions = try stream.element()
      return true
    }
    if stream.localName == "table-protection" {
      details.setAllowed(try stream.element())
      return true
    }
    let isHeader = stream.isElement(ODSSpace.table, "table-header-columns")
    isInHeaderColumns = isInHeaderColumns || isHeader
    return isHeader || stream.isElement(ODSSpace.table, "table-columns")
      || stream.isElement(ODSSpace.table, "table-column-group")
  }

  private mutating func readColumns() throws {
    let count = try stream.count(ODSSpace.table, "number-columns-repeated")
    guard nextColumn < CellAddress.columnsMax else { return }
    let columns = nextColumn...min(nextColumn + count, CellAddress.columnsMax) - 1
    nextColumn = columns.upperBound + 1
    let visibility = try stream.attribute(ODSSpace.table, "visibility") ?? "visible"
    let column = styles.column(
      columns, try stream.attribute(ODSSpace.table, "style-name"),
      isHidden: visibility != "visible",
      cells: try stream.attribute(ODSSpace.table, "default-cell-style-name"))
    if column.startsPage, columns.count <= 1024 {
      // Each column of the run has the style, and so the break.
      for place in columns {
        var single = column
        single.columns = place...place
        details.columns.append(single)
      }
    } else {
      details.columns.append(column)
    }
    if isInHeaderColumns {
      let first = details.repeatedColumns?.lowerBound ?? columns.lowerBound
      details.repeatedColumns = first...columns.upperBound
    }
  }

  /// Reads the cell of the last start event with all that hangs on it.
  mutating func readKeptCell(_ repeated: Int, _ columns: Int, _ rows: Int) throws {
    var cell = ODSKeptCell(repeated: repeated, columns: columns, rows: rows)
    cell.style = try stream.attribute(ODSSpace.table, "style-name").map { styles.cell($0) }
    cell.formula = try ODSReadFormulas.formula(
      stream, at: CellAddress(row: nextRow, column: column))
    cell.validation = try stream.attribute(ODSSpace.table, "content-validation-name")
    var record = CellRecord(column: 0, kind: .text)
    let hasValue = try ODSValues.read(&stream, into: &record, text: &text) {
      cell.beside.append($0)
    }
    if hasValue {
      record.column = Int32(truncatingIfNeeded: column)
      record.repeated = Int32(truncatingIfNeeded: repeated)
      try add(record)
    }
    let value = hasValue ? row.lastValue : nil
    // ODF has no error values: one that was typed is a formula of its name alone.
    if let value, cell.formula.map({ value == .error($0.expression.text) }) == true {
      cell.formula = nil
    }
    keep(cell, value: value)
    column += repeated
  }

  /// Keeps a cell that was taken byte by byte, on which nothing hangs but its style.
  mutating func keepPlain(_ head: borrowing ODSCellHead, hasValue: Bool) {
    guard column < CellAddress.columnsMax, nextRow < CellAddress.rowsMax else { return }
    let end = min(column + Int(head.record.repeated), CellAddress.columnsMax)
    let style = head.style.map { place(ofStyle: $0) }
    if keepsCells, hasValue || style != nil {
      keepStyles(style, nil, value: hasValue ? row.lastValue : nil, upTo: end)
    }
    keepConditions(of: style, upTo: end)
  }

  private mutating func keepConditions(of style: Int?, upTo end: Int) {
    guard let style = style ?? rowStyle, styles.maps(style) != nil else { return }
    details.addMapped(style, columns: column...end - 1)
  }

  /// The place of a style; cells side by side mostly have the same.
  private mutating func place(ofStyle name: UnsafeBufferPointer<UInt8>) -> Int {
    if !lastStyle.name.elementsEqual(name) {
      lastStyle = (Array(name), styles.cell(String(decoding: name, as: UTF8.self)))
    }
    return lastStyle.place
  }

  /// Keeps the cell of the last start event with its style, and what hangs on it.
  mutating func keep(_ cell: ODSKeptCell, value: CellValue?) {
    guard column < CellAddress.columnsMax, nextRow < CellAddress.rowsMax else { return }
    let end = min(column + cell.repeated, CellAddress.columnsMax)
    if keepsCells, value != nil || cell.formula != nil || cell.style != nil {
      keepStyles(cell.style, cell.formula, value: value, upTo: end)
    }
    let place = CellAddress(row: nextRow, column: column)
    let last = CellAddress(row: nextRow + cell.rows - 1, column: column + cell.columns - 1)
    let isMerge =
      (cell.rows > 1 || cell.columns > 1) && last.row < CellAddress.rowsMax
      && last.column < CellAddress.columnsMax
    if isMerge { details.merges.append(CellRange(place, last)) }
    for element in cell.beside {
      if element.name == "annotation" {
        details.addComment(element, at: place)
      } else {
        details.addDrawing(element, at: place)
      }
    }
    if let validation = cell.validation {
      details.addValidated(validation, columns: column...end - 1)
    }
    keepConditions(of: cell.style, upTo: end)
    guard !text.links.isEmpty else { return }
    // Paragraphs that lead to one place are one link.
    var known: [ODSText.Link] = []
    for link in text.links where !known.contains(link) {
      known.append(link)
      details.addLink(
        link, at: CellRange(place, CellAddress(row: nextRow, column: end - 1)))
    }
  }

  /// A cell without a style has that of its row, else that of its column: a run is cut where the
  /// columns differ.
  private mutating func keepStyles(
    _ own: Int?, _ formula: CellFormula?, value: CellValue?, upTo end: Int
  ) {
    // A style alone that goes on to the sheet's end only pads.
    let isBlank = value == nil && formula == nil
    guard !(isBlank && end >= CellAddress.columnsMax) else { return }
    var start = column
    while start < end {
      var stop = end
      let usual = columnStyle(start, upTo: &stop)
      let style = own ?? rowStyle ?? usual
      if !isBlank && (own ?? rowStyle) != nil { stop = end }
      if !isBlank || style != usual {
        styledCells.append(
          SheetCell(
            column: start, repeated: stop - start, value: value ?? .empty, style: style,
            formula: formula))
      }
      start = stop
    }
  }

  /// The style of cells of a column of which nothing is said, and where that ends.
  private func columnStyle(_ column: Int, upTo end: inout Int) -> Int {
    let place = details.columns.partitioned { $0.columns.upperBound >= column }
    guard place < details.columns.count else { return 0 }
    end = min(end, details.columns[place].columns.upperBound + 1)
    return details.columns[place].style ?? 0
  }

  /// Looks at an end tag: what is repeated on each page ends with its group.
  mutating func endGroup() {
    if stream.isElement(ODSSpace.table, "table-header-rows") { isInHeader = false }
    if stream.isElement(ODSSpace.table, "table-header-columns") { isInHeaderColumns = false }
  }

  /// Ends the row that was read.
  mutating func endKeptRow() {
    guard nextRow < CellAddress.rowsMax else { return }
    details.endRow(nextRow, repeated: min(rowRepeats, CellAddress.rowsMax - nextRow))
  }
}

/// What a cell has beside its value.
struct ODSKeptCell {
  var repeated = 1
  var columns = 1
  var rows = 1
  /// Its own style; nil where it has none.
  var style: Int?
  var formula: CellFormula?
  var validation: String?
  /// Its note and its drawings.
  var beside: [XMLElement] = []
}

extension Array {
  /// The first place where something is true that stays true from there on.
  fileprivate func partitioned(_ isTrue: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isTrue(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

// What stands before and behind the sheets.
extension ODSCells {
  /// Looks at a start tag that is no sheet's.
  ///
  /// - Returns: Whether it was one of these.
  mutating func readList() throws -> Bool {
    if stream.isElement(ODSSpace.table, "content-validations") {
      rules = ODSReadRules.entries(try stream.element()).map { (name: $0.0, entry: $0.1) }
    } else if stream.isElement(ODSSpace.table, "database-ranges") {
      for range in try stream.element().all("database-range")
      where range.flag("display-filter-buttons") {
        guard let target = range.attribute("target-range-address").flatMap(ODSAddress.parse) else {
          continue
        }
        filters[target.sheet] = filters[target.sheet] ?? target.range
      }
    } else if stream.isElement(ODSSpace.table, "data-pilot-tables") {
      pivotTables += try stream.element().all("data-pilot-table").count
    } else if stream.isElement(ODSSpace.office, "meta") {
      meta = try stream.element()
    } else if stream.isElement(ODSSpace.office, "settings") {
      settings = try stream.element()
    } else if stream.isElement(ODSSpace.office, "font-face-decls")
      || stream.isElement(ODSSpace.office, "styles")
      || stream.isElement(ODSSpace.office, "master-styles")
    {
      styles.read(try stream.element(), isContent: true)
    } else {
      return false
    }
    return true
  }

  /// Reads the names of the last start event: `table:named-expressions`.
  mutating func readNames() throws {
    let depth = stream.depth
    while let event = try stream.next() {
      if event == .end && stream.depth == depth { return }
      guard event == .start, let name = try stream.attribute(ODSSpace.table, "name") else {
        continue
      }
      let address = try stream.attribute(ODSSpace.table, "cell-range-address")
      let written = try stream.attribute(ODSSpace.table, "base-cell-address")
      let base = written.flatMap(ODSAddress.parse)
      let target = address.flatMap { ODSAddress.parse($0, base: base?.sheet) }
      var named = NamedRange(name: name, target: target, scope: isInTable ? sheetName : nil)
      let expression = try stream.attribute(ODSSpace.table, "expression") ?? address
      if target == nil, let expression {
        named.formula = ODSReadFormulas.named(expression, base: base?.range.first)
      }
      namedRanges.append(named)
    }
  }
}
