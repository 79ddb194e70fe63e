import Diagnostics
import Formulas
import Sheets
import XMLStreams
import ZipArchives

/// Edits that move cells, or change what hangs on sheets: made at once, part by part.
extension XLSXEditedDocument {
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

  private mutating func delete(_ lines: SheetLines) throws {
    try check(lines)
    _ = try worksheet(lines.sheet)
    switch lines.axis {
    case .rows:
      try follow(.deleteRows(at: lines.first, count: lines.count, sheet: lines.sheet))
    case .columns:
      try follow(.deleteColumns(at: lines.first, count: lines.count, sheet: lines.sheet))
    }
  }

  private mutating func copyRow(_ row: Int, times: Int, _ sheet: String) throws {
    try check(SheetLines(sheet: sheet, axis: .rows, first: row + 1, count: times))
    let part = try worksheet(sheet)
    let before = try index(part)
    guard before.last(.rows) + times < CellAddress.rowsMax else {
      throw EditError.sheetFull(at: Origin())
    }
    let merges = before.merges.filter { $0.rows.contains(row) }
    if let tall = merges.first(where: { $0.rows.count > 1 }) {
      throw EditError.coveredCell(at: Origin(cell: tall.a1))
    }
    try follow(.insertRows(at: row + 1, count: times, sheet: sheet))
    let lines = try XLSXRowLines(index(part))
    try splice(lines.insertCopies(of: row, times: times), in: part)
    let copies = (1...times).flatMap { offset in
      merges.map { $0.moved(down: offset, right: 0) }
    }
    if !copies.isEmpty {
      let index = try index(part)
      try splice(index.mergeSplices(index.merges + copies), in: part)
    }
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
    let charts = package.archive.members.map(\.name).filter {
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

  private func check(_ lines: SheetLines) throws {
    guard lines.isInSheet, lines.count <= XLSXSheetIndex.linesMax else {
      throw EditError.noSuchCell(at: Origin())
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
