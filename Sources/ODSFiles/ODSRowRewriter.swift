internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Rewrites cells of one row element, in the document's own prefixes.
struct ODSRowRewriter {
  private let index: ODSSheetIndex
  private let row: ODSSheetIndex.Row
  private let faces: ODSNumberFormats
  /// Stands at the row's start event.
  private let scanner: XMLScanner
  private let cells: [ODSSheetIndex.Cell]
  private let rowStyle: String?

  init(_ index: ODSSheetIndex, _ row: ODSSheetIndex.Row, _ faces: ODSNumberFormats) throws {
    self.index = index
    self.row = row
    self.faces = faces
    scanner = try index.scanner(at: row)
    cells = try index.cells(of: row)
    rowStyle = try scanner.attribute(.table, "default-cell-style-name")
  }

  /// The row's bytes with values put in, standing for `count` rows.
  func row(_ values: [Int: CellValue], clearsOthers: Bool, count: Int) throws -> [UInt8] {
    let cells = try splices(values, clearsOthers: clearsOthers)
    let repeats = scanner.repeatSplices("number-rows-repeated", count)
    return scanner.bytes.spliced(cells + repeats, in: row.range)
  }

  /// The changes that put values, by column, into the row's cells; others can lose what they hold.
  func splices(_ values: [Int: CellValue], clearsOthers: Bool) throws -> [XMLSplice] {
    var splices: [XMLSplice] = []
    for (column, value) in values {
      try value.check(at: CellAddress(row: row.first, column: column))
    }
    for cell in cells {
      let edited = values.filter { cell.columns.contains($0.key) }.sorted { $0.key < $1.key }
      if let first = edited.first, cell.isCovered {
        let address = CellAddress(row: row.first, column: first.key)
        throw EditError.coveredCell(at: Origin(cell: address.a1))
      }
      let isCleared = clearsOthers && cell.hasContent && !cell.isCovered
      guard !edited.isEmpty || isCleared else { continue }
      splices.append(
        XMLSplice(range: cell.range, bytes: try split(cell, edited, clearsOthers: clearsOthers)))
    }
    let end = cells.last?.columns.upperBound ?? 0
    let beyond = values.filter { $0.key >= end && $0.value != .empty }
    if !beyond.isEmpty { splices.append(appending(beyond, after: end)) }
    return splices
  }

  // MARK: - Cells that are there

  /// A run of cells, with some of them edited.
  private func split(
    _ cell: ODSSheetIndex.Cell, _ edited: [(key: Int, value: CellValue)], clearsOthers: Bool
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var next = cell.column
    func rest(upTo column: Int) throws {
      guard column > next else { return }
      bytes +=
        clearsOthers
        ? try rewritten(cell, .empty, count: column - next)
        : try repeated(cell, count: column - next)
    }
    for (column, value) in edited {
      try rest(upTo: column)
      bytes += try rewritten(cell, value, count: 1)
      next = column + 1
    }
    try rest(upTo: cell.columns.upperBound)
    return bytes
  }

  /// The cell's own bytes, standing for `count` columns.
  private func repeated(_ cell: ODSSheetIndex.Cell, count: Int) throws -> [UInt8] {
    var scanner = scanner.resumed(at: cell.range.lowerBound)
    _ = try scanner.next()
    return scanner.bytes.spliced(
      scanner.repeatSplices("number-columns-repeated", count), in: cell.range)
  }

  /// The cell with another value: its other attributes, comment and drawings stay.
  private func rewritten(
    _ cell: ODSSheetIndex.Cell, _ value: CellValue, count: Int
  ) throws -> [UInt8] {
    var scanner = scanner.resumed(at: cell.range.lowerBound)
    _ = try scanner.next()
    let name = scanner.writtenName
    let written = ODSWrittenValue(value, shownAs: face(cell.style, column: cell.column))
    let names = ODSPrefixes(scanner)
    var output = XMLOutput()
    output.raw(Self.startTag(scanner, count: count))
    output.valueAttributes(written, names)
    let mark = output.bytes.count
    output.raw(">")
    let content = output.bytes.count
    try scanner.eachChild { scanner in
      let isShown = scanner.isElement(.text, "p") || scanner.isElement(.text, "h")
      let start = scanner.range.lowerBound
      try scanner.skipElement()
      if !isShown { output.raw(scanner.bytes[start..<scanner.range.upperBound]) }
    }
    output.paragraphs(written.paragraphs, prefix: names.text)
    if output.bytes.count == content { return output.bytes[..<mark] + Array("/>".utf8) }
    output.raw("</" + name + ">")
    return output.bytes
  }

  /// The start tag without its value, formula and repeat, and without what closes it.
  private static func startTag(_ scanner: XMLScanner, count: Int) -> [UInt8] {
    let office: [StaticString] = [
      "value-type", "value", "date-value", "time-value", "boolean-value", "string-value",
      "currency",
    ]
    let table: [StaticString] = [
      "formula", "number-matrix-columns-spanned", "number-matrix-rows-spanned",
    ]
    let spans =
      office.compactMap { scanner.attributeSpan(.office, $0) }
      + table.compactMap { scanner.attributeSpan(.table, $0) }
      + [scanner.attributeSpan(.calcext, "value-type")].compactMap { $0 }
    var splices = spans.map { XMLSplice(range: scanner.withSpaceBefore($0), bytes: []) }
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
  private func appending(_ values: [Int: CellValue], after end: Int) -> XMLSplice {
    let bytes = newCells(values, after: end, rowStyle: rowStyle)
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
    _ values: [Int: CellValue], after end: Int, rowStyle: String?
  ) -> [UInt8] {
    let names = ODSPrefixes(scanner)
    let name = scanner.prefix + "table-cell"
    var output = XMLOutput()
    var next = end
    for (column, value) in values.sorted(by: { $0.key < $1.key }) {
      if column > next {
        output.raw("<" + name)
        output.tableAttributes([("number-columns-repeated", String(column - next))], names)
        output.raw("/>")
      }
      let style = rowStyle ?? index.columnStyle(column)
      let written = ODSWrittenValue(value, shownAs: faces.face(ofStyle: style))
      output.raw("<" + name)
      output.valueAttributes(written, names)
      output.raw(">")
      output.paragraphs(written.paragraphs, prefix: names.text)
      output.raw("</" + name + ">")
      next = column + 1
    }
    return output.bytes
  }

  /// Rows below the last one of the sheet, which is this row; they take its row style.
  func newRows(_ rows: [Int: [Int: CellValue]], after end: Int) throws -> [UInt8] {
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
    for (row, values) in rows.sorted(by: { $0.key < $1.key }) {
      let filled = values.filter { $0.value != .empty }
      guard !filled.isEmpty else { continue }
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

/// The prefixes, with their colons, by which a document names what we write.
private struct ODSPrefixes {
  let office: String
  let table: String
  let text: String
  let formula: String
  /// Declarations of the prefixes that the document has not.
  let declarations: String
  /// Whether the document has all prefixes that values without a formula need.
  let isComplete: Bool

  init(_ scanner: XMLScanner) {
    var declarations = ""
    func prefix(
      _ namespace: XMLNamespace, _ name: String, version: String = "1.0"
    ) -> String {
      if let prefix = scanner.attributePrefix(of: namespace) { return prefix }
      let uri = "urn:oasis:names:tc:opendocument:xmlns:\(name):\(version)"
      declarations += " xmlns:odf-\(name)=\"\(uri)\""
      return "odf-\(name):"
    }
    office = prefix(.office, "office")
    table = prefix(.table, "table")
    text = prefix(.text, "text")
    isComplete = declarations.isEmpty
    formula = prefix(.formula, "of", version: "1.2")
    self.declarations = declarations
  }
}

extension XMLOutput {
  /// Writes the attributes of a value, with the declarations they need.
  fileprivate mutating func valueAttributes(_ value: ODSWrittenValue, _ names: ODSPrefixes) {
    guard !value.attributes.isEmpty else { return }
    if value.formula != nil || !names.isComplete { raw(names.declarations) }
    if let formula = value.formula { attribute(names.table + "formula", names.formula + formula) }
    for (name, text) in value.attributes { attribute(names.office + name, text) }
  }

  /// Writes attributes of the table namespace on an element that has no other declarations.
  fileprivate mutating func tableAttributes(
    _ attributes: [(name: String, value: String)], _ names: ODSPrefixes
  ) {
    if !attributes.isEmpty && names.table == "odf-table:" {
      raw(" xmlns:odf-table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"")
    }
    for (name, value) in attributes { attribute(names.table + name, value) }
  }
}
