internal import Diagnostics
internal import Formulas
internal import Sheets
internal import XMLStreams
internal import ZipArchives

/// Edits that move cells, or change what hangs on sheets: made at once, part by part.
extension ODSEditedDocument: EditedDocument {
  // MARK: - Rows and columns

  mutating func insert(_ lines: SheetLines) throws {
    let index = try index(lines.sheet)
    let last = lines.axis == .rows ? index.lastRow : try index.lastColumn()
    guard last < 0 || last + lines.count < lines.axis.linesMax else {
      throw EditError.sheetFull(at: Origin())
    }
    switch lines.axis {
    case .rows:
      try follow(.insertRows(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(
        ODSRowLines(self.index(lines.sheet)).insert(at: lines.first, count: lines.count))
    case .columns:
      try follow(.insertColumns(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(
        ODSColumnLines(self.index(lines.sheet)).insert(at: lines.first, count: lines.count))
    }
  }

  mutating func delete(_ lines: SheetLines) throws {
    switch lines.axis {
    case .rows:
      try follow(.deleteRows(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(ODSRowLines(index(lines.sheet)).delete(lines.range))
    case .columns:
      try follow(.deleteColumns(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(ODSColumnLines(index(lines.sheet)).delete(lines.range))
    }
  }

  mutating func copyRows(_ lines: SheetLines, times: Int) throws {
    let (end, count) = (lines.range.upperBound, lines.count * times)
    try follow(.insertRows(at: end, count: count, sheet: lines.sheet))
    let index = try index(lines.sheet)
    guard index.lastRow + count < CellAddress.rowsMax else {
      throw EditError.sheetFull(at: Origin())
    }
    try splice(
      ODSRowLines(index).insertCopies(of: lines.range, times: times) { source, row, target in
        try Self.copy(source, of: index, row: row, to: target)
      })
    try splice(goingOn(lines, times: times))
  }

  /// The splices that let conditional formats of rows hold for their copies too.
  private func goingOn(_ lines: SheetLines, times: Int) throws -> [XMLSplice] {
    var splices: [XMLSplice] = []
    let sheet = lines.sheet
    var scanner = tables[try self.sheet(sheet)].start
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      guard event == .start, scanner.isElement(.calcext, "conditional-format"),
        let text = try scanner.attribute(.calcext, "target-range-address"),
        let range = scanner.attributeRange(.calcext, "target-range-address")
      else { continue }
      let blocks = ODSReferences.items(text).flatMap { address in
        guard let block = ODSAddress.parse(address, base: sheet),
          let copied = lines.copied(block.range, times: times)
        else { return [address] }
        return copied.map { ODSAddress.print(SheetRange(sheet: block.sheet, range: $0)) }
      }
      let new = blocks.joined(separator: " ")
      if new != text {
        splices.append(XMLSplice(range: range, bytes: scanner.valueBytes(new, at: range)))
      }
    }
    return splices
  }

  /// A row's bytes for another place: what is relative in its formulas moves along.
  private static func copy(
    _ source: ODSSheetIndex.Row, of index: ODSSheetIndex, row: Int, to target: Int
  ) throws -> [UInt8] {
    var scanner = try index.scanner(at: source)
    var splices = scanner.repeatSplices("number-rows-repeated", 1)
    var column = 0
    try scanner.eachChild { scanner in
      let count = scanner.isCell ? try scanner.count(.table, "number-columns-repeated") : 0
      if let range = scanner.attributeRange(.table, "formula"),
        let text = try scanner.attribute(.table, "formula"),
        let split = Notation.split(attribute: text)
      {
        let base = GridCell(row: row, column: column)
        let formula = try Formula(String(split.expression), split.notation, at: base)
        let moved = formula.moved(to: GridCell(row: target, column: column))
        let head = text[..<split.expression.startIndex]
        splices.append(
          XMLSplice(range: range, bytes: scanner.valueBytes(head + moved.text, at: range)))
      }
      column += count
      try scanner.eachChild { scanner in
        let start = scanner.range.lowerBound
        let isShown = scanner.isElement(.text, "p") || scanner.isElement(.text, "h")
        try scanner.skipElement()
        guard !isShown else { return }
        splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
      }
    }
    return scanner.bytes.spliced(splices, in: source.range)
  }

  /// Lets all references of the workbook follow a change.
  mutating func follow(_ change: StructureChange) throws {
    try splice(ODSReferences.splices(content, change))
    for part in memberNames where part.hasSuffix("/content.xml") {
      guard let bytes = try bytes(part) else { continue }
      guard XMLPart.isPlain(bytes) else { throw EditError.notPlain(at: Origin(part: part)) }
      let splices = try placing(Origin(part: part)) {
        try ODSReferences.splices(bytes, change)
      }
      if !splices.isEmpty { put(bytes.spliced(splices, in: 0..<bytes.count), as: part) }
    }
  }

  /// Where the rows of a sheet stand now.
  func index(_ sheet: String) throws -> ODSSheetIndex {
    try ODSSheetIndex(tables[self.sheet(sheet)].start)
  }
}

extension ODSSheetIndex {
  /// The last row that holds something; -1 where none does.
  var lastRow: Int {
    let merged = merges.map(\.last.row).max() ?? -1
    return max(merged, rows.last { $0.hasContent }.map { $0.rows.upperBound - 1 } ?? -1)
  }

  /// The last column that holds something; -1 where none does.
  func lastColumn() throws -> Int {
    var last = merges.map(\.last.column).max() ?? -1
    for row in rows where row.hasContent {
      let column = try cells(of: row).last { $0.hasContent }.map { $0.columns.upperBound - 1 }
      last = max(last, column ?? -1)
    }
    return last
  }
}
