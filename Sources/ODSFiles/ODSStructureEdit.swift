internal import Diagnostics
internal import Formulas
internal import Sheets
internal import XMLStreams
internal import ZipArchives

/// Edits that move cells, or change what hangs on sheets: made at once, part by part.
extension ODSEditedDocument {
  /// Makes one such edit.
  mutating func make(_ edit: WorkbookEdit) throws {
    switch edit {
    case .insert(let lines): try insert(lines)
    case .delete(let lines): try delete(lines)
    case .copyRow(let row, let times, let sheet): try copyRow(row, times: times, sheet)
    case .addSheet(let name, let place): try addSheet(name, at: place)
    case .renameSheet(let old, let new): try renameSheet(old, to: new)
    case .copySheet(let old, let new): try copySheet(old, to: new)
    case .deleteSheet(let name): try deleteSheet(name)
    case .moveSheet(let name, let place): try moveSheet(name, to: place)
    case .defineName(let name, let block): try defineName(name, block)
    case .removeName(let name): try removeName(name)
    case .columnWidth(let mm, let lines):
      try check(lines)
      try setWidth(mm, lines)
    case .rowHeight(let points, let lines):
      try check(lines)
      try setHeight(points, lines)
    case .title(let title): try setTitle(title)
    case .image(let member, let bytes): try setImage(member, bytes)
    default:
      throw EditError.unsupported(Words(vi: "lệnh này", en: "this edit"), at: Origin())
    }
  }

  // MARK: - Rows and columns

  private mutating func insert(_ lines: SheetLines) throws {
    try check(lines)
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

  private mutating func delete(_ lines: SheetLines) throws {
    try check(lines)
    switch lines.axis {
    case .rows:
      try follow(.deleteRows(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(ODSRowLines(index(lines.sheet)).delete(lines.range))
    case .columns:
      try follow(.deleteColumns(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(ODSColumnLines(index(lines.sheet)).delete(lines.range))
    }
  }

  private mutating func copyRow(_ row: Int, times: Int, _ sheet: String) throws {
    let lines = SheetLines(sheet: sheet, axis: .rows, first: row + 1, count: times)
    try check(lines)
    try follow(.insertRows(at: row + 1, count: times, sheet: sheet))
    let index = try index(sheet)
    guard index.lastRow + times < CellAddress.rowsMax else {
      throw EditError.sheetFull(at: Origin())
    }
    try splice(
      ODSRowLines(index).insertCopies(of: row, times: times) { source, target in
        try Self.copy(source, of: index, row: row, to: target)
      })
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
      try scanner.skipElement()
    }
    return scanner.bytes.spliced(splices, in: source.range)
  }

  /// Lets all references of the workbook follow a change.
  mutating func follow(_ change: StructureChange) throws {
    try splice(ODSReferences.splices(content, change))
    for part in try chartParts() {
      guard let bytes = try bytes(part) else { continue }
      guard XMLPart.isPlain(bytes) else { throw EditError.notPlain(at: Origin(part: part)) }
      let splices = try placing(Origin(part: part)) {
        try ODSReferences.splices(bytes, change)
      }
      if !splices.isEmpty { put(bytes.spliced(splices, in: 0..<bytes.count), as: part) }
    }
  }

  /// The parts of charts and other objects in the workbook.
  private func chartParts() throws -> [String] {
    guard !package.isFlat else { return [] }
    return try ZipArchive(path: package.path).members.map(\.name).filter {
      $0.hasSuffix("/content.xml")
    }
  }

  private func check(_ lines: SheetLines) throws {
    guard lines.isInSheet, lines.count <= ODSSheetIndex.cellsMax else {
      throw EditError.noSuchCell(at: Origin())
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
