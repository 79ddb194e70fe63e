import Diagnostics
import Formulas
import Sheets
import XMLStreams
import ZipArchives

/// Edits that move cells, or change what hangs on sheets: made at once, part by part.
extension XLSXEditedDocument: EditedDocument {
  // MARK: - Rows and columns

  mutating func insert(_ lines: SheetLines) throws {
    let part = try worksheet(lines.sheet)
    let last = try index(part).last(lines.axis)
    guard last < 0 || last + lines.count < lines.axis.linesMax else {
      throw EditError.sheetFull(at: Origin())
    }
    switch lines.axis {
    case .rows:
      try follow(.insertRows(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(
        XLSXRowLines(index(part)).insert(at: lines.first, count: lines.count), in: part)
    case .columns:
      try follow(.insertColumns(at: lines.first, count: lines.count, sheet: lines.sheet))
      try splice(
        XLSXColumnLines(index(part)).insert(at: lines.first, count: lines.count), in: part)
    }
  }

  mutating func delete(_ lines: SheetLines) throws {
    _ = try worksheet(lines.sheet)
    switch lines.axis {
    case .rows:
      try follow(.deleteRows(at: lines.first, count: lines.count, sheet: lines.sheet))
    case .columns:
      try follow(.deleteColumns(at: lines.first, count: lines.count, sheet: lines.sheet))
    }
  }

  mutating func copyRows(_ lines: SheetLines, times: Int) throws {
    let (rows, count) = (lines.range, lines.count * times)
    let part = try worksheet(lines.sheet)
    let before = try index(part)
    guard before.last(.rows) + count < CellAddress.rowsMax else {
      throw EditError.sheetFull(at: Origin())
    }
    let merges = before.merges.filter { $0.rows.overlaps(rows) }
    let cut = merges.first { !rows.contains($0.first.row) || !rows.contains($0.last.row) }
    if let cut { throw EditError.coveredCell(at: Origin(cell: cut.a1)) }
    try follow(.insertRows(at: rows.upperBound, count: count, sheet: lines.sheet))
    try splice(XLSXRowLines(index(part)).insertCopies(of: rows, times: times), in: part)
    try splice(Self.goingOn(plainBytes(part), lines, times: times), in: part)
    let copies = (1...times).flatMap { time in
      merges.map { $0.moved(down: time * lines.count, right: 0) }
    }
    if !copies.isEmpty {
      let index = try index(part)
      try splice(index.mergeSplices(index.merges + copies), in: part)
    }
  }

  /// The splices that let rules and links of rows hold for their copies too.
  private static func goingOn(
    _ bytes: [UInt8], _ lines: SheetLines, times: Int
  ) throws -> [XMLSplice] {
    func longer(_ text: String) -> String? {
      let items = text.split(separator: " ").flatMap { item in
        guard let copied = CellRange(a1: item).flatMap({ lines.copied($0, times: times) })
        else { return [String(item)] }
        return copied.map(\.a1)
      }
      let new = items.joined(separator: " ")
      return new == text ? nil : new
    }
    var references = XLSXReferences(bytes, .renameSheet("", to: ""), sheet: "")
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      switch scanner.localName {
      case "conditionalFormatting", "dataValidation":
        if let new = try scanner.attribute("sqref").flatMap(longer) {
          references.replace(scanner, "sqref", with: new)
        }
      case "hyperlink":
        // Of one block each: a link that holds for several is told as often.
        guard let new = try scanner.attribute("ref").flatMap(longer),
          let range = scanner.attributeRange(nil, "ref")
        else { continue }
        let blocks = new.split(separator: " ").map(String.init)
        references.replace(scanner, "ref", with: blocks[0])
        let start = scanner.range.lowerBound
        try scanner.skipElement()
        let all = start..<scanner.range.upperBound
        let more = blocks.dropFirst().flatMap { block in
          bytes.spliced([XMLSplice(range: range, bytes: Array(block.utf8))], in: all)
        }
        references.insert(more, at: all.upperBound)
      case "sqref": try references.followText(&scanner) { longer($0) }
      default: continue
      }
    }
    return references.splices
  }

  /// Lets all references of the workbook follow a change.
  mutating func follow(_ change: StructureChange) throws {
    let moved = change.movedSheet
    for sheet in sheets where sheet.isWorksheet {
      let isMoved = moved.map { sheet.info.name.lowercased() == $0.lowercased() } ?? false
      try expandSharedFormulas(sheet.part, always: isMoved, change)
      let bytes = try plainBytes(sheet.part)
      let splices = try placing(Origin(part: sheet.part)) {
        try XLSXSheetReferences.splices(
          bytes, change, sheet: sheet.info.name, movesCells: isMoved)
      }
      try splice(splices, in: sheet.part)
      if isMoved { try followParts(of: sheet, change) }
    }
    try followWorkbook(change)
    try removeCalculationChain()
  }

  /// Gives every cell of a sheet's shared formulas its own.
  mutating func expandSharedFormulas(of sheet: String) throws {
    let part = try worksheet(sheet)
    try splice(XLSXSharedFormulas.expanded(index(part)), in: part)
  }

  /// Tells shared formulas apart where a change may do other things to each of them.
  private mutating func expandSharedFormulas(
    _ part: String, always: Bool, _ change: StructureChange
  ) throws {
    let bytes = try plainBytes(part)
    guard bytes.contains(Array("shared".utf8)) else { return }
    let index = try XLSXSheetIndex(bytes, part: part)
    guard always || index.hasFormulas else { return }
    try splice(XLSXSharedFormulas.expanded(index), in: part)
  }

  /// The parts that hang on a sheet: drawings, notes, tables.
  private mutating func followParts(
    of sheet: XLSXPackage.Sheet, _ change: StructureChange
  ) throws {
    for relation in try relationships(of: sheet.part).entries where !relation.isExternal {
      guard let bytes = try bytes(relation.part) else { continue }
      var references = XLSXReferences(bytes, change, sheet: sheet.info.name)
      switch relation.type {
      case "drawing": try references.followAnchors()
      case "comments": try references.followBlocks(in: ["comment"])
      case "threadedComment": try references.followBlocks(in: ["threadedComment"])
      case "vmlDrawing":
        put(try XLSXNotes.moved(bytes) { references.follow($0) }, as: relation.part)
        continue
      case "table": try checkTable(bytes, references)
      case "pivotTable": try checkPivot(bytes, references)
      default: continue
      }
      if relation.type == "table" {
        try references.followBlocks(in: ["table", "autoFilter", "sortState", "sortCondition"])
        try references.followFormulas(in: ["calculatedColumnFormula", "totalsRowFormula"])
      }
      if relation.type == "pivotTable" { try references.followBlocks(in: ["location"]) }
      try splice(references.splices, in: relation.part)
    }
  }

  /// A table may grow and shrink by rows below its head; its columns have names.
  private func checkTable(_ bytes: [UInt8], _ references: XLSXReferences) throws {
    var scanner = XMLScanner(bytes)
    guard try scanner.next() == .start, let text = try scanner.attribute("ref"),
      let block = CellRange(a1: text)
    else { return }
    try references.check(whole: block)
    let head = CellRange(
      block.first, CellAddress(row: block.first.row, column: block.last.column))
    guard let after = references.follow(block), after.columns.count == block.columns.count,
      references.follow(head) != nil, after.rows.count > 1
    else {
      throw EditError.cannotFollow(
        Words(vi: "cột hoặc đầu của một bảng nằm ở đó", en: "a table's columns or head are there"),
        at: Origin(cell: text))
    }
  }

  private func checkPivot(_ bytes: [UInt8], _ references: XLSXReferences) throws {
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "location",
        let text = try scanner.attribute("ref"), let block = CellRange(a1: text)
      else { continue }
      try references.check(whole: block)
      let after = references.follow(block)
      guard after?.rows.count == block.rows.count, after?.columns.count == block.columns.count
      else {
        throw EditError.cannotFollow(
          Words(vi: "bảng tổng hợp nằm ở đó", en: "a pivot table stands there"),
          at: Origin(cell: text))
      }
    }
  }

  /// What speaks of any sheet: names, charts, the sources of pivot tables.
  private mutating func followWorkbook(_ change: StructureChange) throws {
    try followNames(change)
    let charts = memberNames.filter {
      $0.contains("/charts/") && $0.hasSuffix(".xml") || $0.contains("pivotCacheDefinition")
    }
    for part in charts {
      guard let bytes = try bytes(part), XMLPart.isPlain(bytes) else { continue }
      var references = XLSXReferences(bytes, change, sheet: "")
      try placing(Origin(part: part)) { try references.followFormulas(in: ["f"]) }
      if part.contains("pivotCacheDefinition") {
        try references.followSources(change)
      }
      try splice(references.splices, in: part)
    }
  }

  /// The part of a sheet of cells.
  func worksheet(_ name: String) throws -> String {
    let sheet = sheets[try self.sheet(name)]
    guard sheet.isWorksheet else { throw EditError.noSuchCell(at: Origin()) }
    return sheet.part
  }

  /// Where the rows of a sheet stand now.
  func index(_ part: String) throws -> XLSXSheetIndex {
    try XLSXSheetIndex(plainBytes(part), part: part)
  }
}

extension XLSXReferences {
  /// The block that a pivot table is made from.
  fileprivate mutating func followSources(_ change: StructureChange) throws {
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "worksheetSource",
        let name = try scanner.attribute("sheet")
      else { continue }
      if case .renameSheet(let old, let new) = change {
        if name.lowercased() == old.lowercased() { replace(scanner, "sheet", with: new) }
        continue
      }
      guard let text = try scanner.attribute("ref"), let block = CellRange(a1: text) else {
        continue
      }
      if let move = change.blockMove, move.sheet.lowercased() == name.lowercased() {
        try move.check.check(whole: block)
      }
      let after = change.follow(SheetRange(sheet: name, range: block))?.range
      guard let after, after.columns.count == block.columns.count else {
        throw EditError.cannotFollow(
          Words(vi: "nguồn của bảng tổng hợp", en: "the source of a pivot table"),
          at: Origin(sheet: name, cell: text))
      }
      if after != block { replace(scanner, "ref", with: after.a1) }
    }
  }
}

extension StructureChange {
  /// The sheet whose cells get other places.
  var movedSheet: String? {
    switch self {
    case .insertRows(_, _, let sheet), .deleteRows(_, _, let sheet),
      .insertColumns(_, _, let sheet), .deleteColumns(_, _, let sheet),
      .moveBlock(_, let sheet, _, _):
      sheet
    case .renameSheet, .deleteSheet: nil
    }
  }
}

extension [UInt8] {
  /// Whether some bytes stand in these.
  func contains(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, count >= wanted.count else { return false }
    var place = 0
    while place + wanted.count <= count {
      if self[place] == first, self[place..<place + wanted.count].elementsEqual(wanted) {
        return true
      }
      place += 1
    }
    return false
  }
}
