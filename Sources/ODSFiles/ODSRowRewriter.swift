internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Rewrites cells of one row element, in the document's own prefixes.
struct ODSRowRewriter {
  private let index: ODSSheetIndex
  let row: ODSSheetIndex.Row
  private let faces: ODSNumberFormats
  /// Stands at the row's start event.
  let scanner: XMLScanner
  let cells: [ODSSheetIndex.Cell]
  private let rowStyle: String?

  init(_ index: ODSSheetIndex, _ row: ODSSheetIndex.Row, _ faces: ODSNumberFormats) throws {
    self.index = index
    self.row = row
    self.faces = faces
    scanner = try index.scanner(at: row)
    cells = try index.cells(of: row)
    rowStyle = try scanner.attribute(.table, "default-cell-style-name")
  }

  /// The row's bytes with changes made, standing for `count` rows.
  func row(_ changes: [Int: CellChange], clearsOthers: Bool, count: Int) throws -> [UInt8] {
    let cells = try splices(changes, clearsOthers: clearsOthers)
    let repeats = scanner.repeatSplices("number-rows-repeated", count)
    return scanner.bytes.spliced(cells + repeats, in: row.range)
  }

  /// The splices that change cells by column; the others can lose what they hold.
  func splices(_ changes: [Int: CellChange], clearsOthers: Bool) throws -> [XMLSplice] {
    var splices: [XMLSplice] = []
    for (column, change) in changes {
      try change.value?.check(at: CellAddress(row: row.first, column: column))
    }
    var left = changes.sorted { $0.key < $1.key }[...]
    for cell in cells {
      let edited = left.prefix { $0.key < cell.columns.upperBound }
      left = left.dropFirst(edited.count)
      if cell.isCovered, let first = edited.first(where: { !$0.value.isLook }) {
        let address = CellAddress(row: row.first, column: first.key)
        throw EditError.coveredCell(at: Origin(cell: address.a1))
      }
      let isCleared = clearsOthers && cell.hasContent && !cell.isCovered
      guard !edited.isEmpty || isCleared else { continue }
      splices.append(
        XMLSplice(range: cell.range, bytes: try split(cell, edited, clearsOthers: clearsOthers)))
    }
    let end = cells.last?.columns.upperBound ?? 0
    let beyond = left.filter { $0.value.leavesMark }
    if !beyond.isEmpty { splices.append(appending(beyond, after: end)) }
    return splices
  }

  // MARK: - Cells that are there

  /// A run of cells, with some of them edited.
  private func split(
    _ cell: ODSSheetIndex.Cell, _ edited: ArraySlice<(key: Int, value: CellChange)>,
    clearsOthers: Bool
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var next = cell.column
    func rest(upTo column: Int) throws {
      guard column > next else { return }
      bytes +=
        clearsOthers
        ? try rewritten(cell, CellChange(.value(.empty)), count: column - next)
        : try repeated(cell, count: column - next)
    }
    for (column, change) in edited {
      try rest(upTo: column)
      bytes += try rewritten(cell, change, count: 1)
      next = column + 1
    }
    try rest(upTo: cell.columns.upperBound)
    return bytes
  }

  /// The cell's own bytes, standing for `count` columns.
  func repeated(_ cell: ODSSheetIndex.Cell, count: Int) throws -> [UInt8] {
    var scanner = scanner.resumed(at: cell.range.lowerBound)
    _ = try scanner.next()
    return scanner.bytes.spliced(
      scanner.repeatSplices("number-columns-repeated", count), in: cell.range)
  }

  /// The cell with a change: its other attributes, comment and drawings stay.
  func rewritten(
    _ cell: ODSSheetIndex.Cell, _ change: CellChange, count: Int
  ) throws -> [UInt8] {
    var scanner = scanner.resumed(at: cell.range.lowerBound)
    _ = try scanner.next()
    let name = scanner.writtenName
    let face = face(change.style ?? cell.style, column: cell.column)
    var change = change
    if change.style != nil, change.content == nil, let value = try scanner.value(shownAs: face) {
      change.content = cell.hasFormula ? .cached(value) : .value(value)
    }
    let written = ODSWrittenCell(change, shownAs: face)
    let names = ODSPrefixes(scanner)
    var output = XMLOutput()
    output.raw(Self.startTag(scanner, count: count, change))
    output.attributes(written, names)
    let mark = output.bytes.count
    output.raw(">")
    let content = output.bytes.count
    if let comment = change.comment { output.comment(comment, names) }
    try scanner.eachChild { scanner in
      let isShown = scanner.isElement(.text, "p") || scanner.isElement(.text, "h")
      let isComment = scanner.isElement(.office, "annotation")
      let start = scanner.range.lowerBound
      try scanner.skipElement()
      let leaves = isShown && change.content != nil || isComment && change.comment != nil
      if !leaves { output.raw(scanner.bytes[start..<scanner.range.upperBound]) }
    }
    output.paragraphs(written.paragraphs, prefix: names.text)
    if output.bytes.count == content { return output.bytes[..<mark] + Array("/>".utf8) }
    output.raw("</" + name + ">")
    return output.bytes
  }

  /// The start tag without what the change replaces, and without what closes it.
  private static func startTag(
    _ scanner: XMLScanner, count: Int, _ change: CellChange
  ) -> [UInt8] {
    let office: [StaticString] = [
      "value-type", "value", "date-value", "time-value", "boolean-value", "string-value",
      "currency",
    ]
    let formula: [StaticString] = [
      "formula", "number-matrix-columns-spanned", "number-matrix-rows-spanned",
    ]
    var spans: [Range<Int>?] = []
    if change.content != nil {
      spans = office.map { scanner.attributeSpan(.office, $0) }
      spans.append(scanner.attributeSpan(.calcext, "value-type"))
    }
    if change.hasFormula != nil { spans += formula.map { scanner.attributeSpan(.table, $0) } }
    if change.style != nil { spans.append(scanner.attributeSpan(.table, "style-name")) }
    var splices = spans.compactMap { $0 }.map {
      XMLSplice(range: scanner.withSpaceBefore($0), bytes: [])
    }
    splices += scanner.repeatSplices("number-columns-repeated", count)
    var end = scanner.range.upperBound - (scanner.isEmptyElement ? 2 : 1)
    while [0x20, 0x09, 0x0A, 0x0D].contains(scanner.bytes[end - 1]) { end -= 1 }
    return scanner.bytes.spliced(splices, in: scanner.range.lowerBound..<end)
  }

  private func face(_ style: String?, column: Int) -> ODSNumberFace {
    faces.face(ofStyle: style ?? rowStyle ?? index.columnStyle(column))
  }

  // MARK: - Cells and rows that are not there yet

  /// Adds cells behind the last one of the row.
  private func appending(
    _ changes: [(key: Int, value: CellChange)], after end: Int
  ) -> XMLSplice {
    let bytes = newCells(changes, after: end, rowStyle: rowStyle)
    if let last = cells.last {
      return XMLSplice(range: last.range.upperBound..<last.range.upperBound, bytes: bytes)
    }
    guard scanner.isEmptyElement else {
      return XMLSplice(range: scanner.range.upperBound..<scanner.range.upperBound, bytes: bytes)
    }
    let close = scanner.range.upperBound - 2..<scanner.range.upperBound
    return XMLSplice(
      range: close,
      bytes: [UInt8(ascii: ">")] + bytes + Array("</\(scanner.writtenName)>".utf8))
  }

  private func newCells(
    _ changes: [(key: Int, value: CellChange)], after end: Int, rowStyle: String?
  ) -> [UInt8] {
    let names = ODSPrefixes(scanner)
    let name = scanner.prefix + "table-cell"
    var output = XMLOutput()
    var next = end
    for (column, change) in changes {
      if column > next {
        output.raw("<" + name)
        output.tableAttributes([("number-columns-repeated", String(column - next))], names)
        output.raw("/>")
      }
      let style = change.style ?? rowStyle ?? index.columnStyle(column)
      let written = ODSWrittenCell(change, shownAs: faces.face(ofStyle: style))
      output.raw("<" + name)
      output.attributes(written, names)
      output.raw(">")
      if let comment = change.comment { output.comment(comment, names) }
      output.paragraphs(written.paragraphs, prefix: names.text)
      output.raw("</" + name + ">")
      next = column + 1
    }
    return output.bytes
  }

  /// Rows below the last one of the sheet, which is this row; they take its row style.
  func newRows(_ rows: [Int: [Int: CellChange]], after end: Int) throws -> [UInt8] {
    let style = try scanner.attribute(.table, "style-name")
    let names = ODSPrefixes(scanner)
    let name = scanner.writtenName
    var output = XMLOutput()
    var next = end
    func start(_ count: Int) {
      var attributes: [(String, String)] = []
      if let style { attributes.append(("style-name", style)) }
      if count > 1 { attributes.append(("number-rows-repeated", String(count))) }
      output.raw("<" + name)
      output.tableAttributes(attributes, names)
      output.raw(">")
    }
    for (row, changes) in rows.sorted(by: { $0.key < $1.key }) {
      let filled = changes.filter { $0.value.leavesMark }.sorted { $0.key < $1.key }
      guard !filled.isEmpty else { continue }
      for (column, change) in filled {
        try change.value?.check(at: CellAddress(row: row, column: column))
      }
      if row > next {
        start(row - next)
        output.raw("<\(scanner.prefix)table-cell/></\(name)>")
      }
      start(1)
      output.raw(newCells(filled, after: 0, rowStyle: nil))
      output.raw("</" + name + ">")
      next = row + 1
    }
    return output.bytes
  }
}
