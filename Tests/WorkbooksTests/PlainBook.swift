import Sheets
import TestSupport
import Workbooks

/// A workbook in memory, and what edits do to it in the plainest way.
struct PlainBook {
  struct Sheet: Equatable {
    var name: String
    var cells: [CellAddress: CellValue] = [:]
    var notes: [CellAddress: String] = [:]
    var merges: Set<CellRange> = []
  }

  var sheets: [Sheet]
  var names: [String: SheetRange] = [:]

  /// What a written model holds.
  init(_ model: WorkbookModel) {
    sheets = zip(model.draft.sheets, model.rows).map { draft, rows in
      var sheet = Sheet(name: draft.name, merges: Set(draft.merges))
      for (row, line) in rows.enumerated() {
        for (column, cell) in line.cells.enumerated() where cell.value != .empty {
          sheet.cells[CellAddress(row: row, column: column)] = cell.value.toMilliseconds
        }
      }
      return sheet
    }
  }

  /// What a file holds, by our own reader.
  init(path: String) throws {
    let loaded = try LoadedWorkbook(path: path)
    let draft = try Workbook.open(path).readDraft()
    sheets = draft.sheets.map { draft in
      var sheet = Sheet(name: draft.name, merges: Set(draft.merges))
      for (a1, value) in loaded.cellsToMilliseconds[draft.name] ?? [:] {
        if let cell = CellAddress(a1: a1) { sheet.cells[cell] = value }
      }
      for comment in draft.comments { sheet.notes[comment.cell] = comment.text }
      return sheet
    }
    for name in draft.namedRanges { names[name.name] = name.target }
  }

  /// The first difference to another workbook; nil where there is none.
  func difference(to other: PlainBook) -> String? {
    if sheets.map(\.name) != other.sheets.map(\.name) {
      return "sheets \(sheets.map(\.name)), not \(other.sheets.map(\.name))"
    }
    for (one, two) in zip(sheets, other.sheets) where one != two {
      for cell in Set(one.cells.keys).union(two.cells.keys).sorted()
      where one.cells[cell] != two.cells[cell] {
        let (was, should) = (one.cells[cell], two.cells[cell])
        return "\(one.name)!\(cell.a1): \(was ?? .empty), not \(should ?? .empty)"
      }
      if one.notes != two.notes { return "\(one.name): notes \(one.notes), not \(two.notes)" }
      let (was, should) = (one.merges.map(\.a1).sorted(), two.merges.map(\.a1).sorted())
      if was != should { return "\(one.name): merges \(was), not \(should)" }
    }
    return names == other.names ? nil : "names \(names), not \(other.names)"
  }

  private func place(_ sheet: String) -> Int? { sheets.firstIndex { $0.name == sheet } }

  // MARK: - Edits

  /// Does what an edit does that was not refused.
  mutating func apply(_ edit: WorkbookEdit) {
    switch edit {
    case .value(let value, let cell):
      guard let place = place(cell.sheet) else { return }
      sheets[place].cells[cell.cell] = value == .empty ? nil : value.toMilliseconds
    case .comment(let text, let cell):
      guard let place = place(cell.sheet) else { return }
      sheets[place].notes[cell.cell] = text.isEmpty ? nil : text
    case .clear(let block):
      guard let place = place(block.sheet) else { return }
      sheets[place].cells = sheets[place].cells.filter { !block.range.contains($0.key) }
    case .insert(let lines): insert(lines)
    case .delete(let lines): delete(lines)
    case .copyRows(let lines, let times): copyRows(lines, times)
    case .move(let block, let cell): move(block, to: cell)
    case .addSheet, .renameSheet, .copySheet, .deleteSheet, .moveSheet: applyToSheets(edit)
    case .defineName(let name, let block): names[name] = block
    case .removeName(let name): names[name] = nil
    default: break
    }
  }

  private mutating func applyToSheets(_ edit: WorkbookEdit) {
    switch edit {
    case .addSheet(let name, let place): sheets.insert(Sheet(name: name), at: place)
    case .renameSheet(let old, let new):
      if let place = place(old) { sheets[place].name = new }
      for (name, block) in names where block.sheet == old { names[name]?.sheet = new }
    case .copySheet(let old, let new):
      guard let place = place(old) else { return }
      var copy = sheets[place]
      copy.name = new
      sheets.insert(copy, at: place + 1)
    case .deleteSheet(let name): sheets.removeAll { $0.name == name }
    case .moveSheet(let name, let target):
      guard let place = place(name) else { return }
      let sheet = sheets.remove(at: place)
      sheets.insert(sheet, at: target)
    default: break
    }
  }

  private mutating func insert(_ lines: SheetLines) {
    follow(lines.sheet) { block in
      var block = block
      if block.first[lines.axis] >= lines.first { block.first[lines.axis] += lines.count }
      if block.last[lines.axis] >= lines.first { block.last[lines.axis] += lines.count }
      return block
    }
  }

  private mutating func delete(_ lines: SheetLines) {
    follow(lines.sheet) { block in
      let span = block.first[lines.axis]...block.last[lines.axis]
      let left = span.filter { !lines.range.contains($0) }
        .map { $0 < lines.first ? $0 : $0 - lines.count }
      guard let first = left.first, let last = left.last else { return nil }
      var block = block
      (block.first[lines.axis], block.last[lines.axis]) = (first, last)
      return block
    }
  }

  private mutating func copyRows(_ lines: SheetLines, _ times: Int) {
    let rows = lines.range
    insert(
      SheetLines(
        sheet: lines.sheet, axis: .rows, first: rows.upperBound, count: rows.count * times))
    guard let place = place(lines.sheet) else { return }
    for time in 1...times {
      for (cell, value) in sheets[place].cells where rows.contains(cell.row) {
        let copy = CellAddress(row: cell.row + time * rows.count, column: cell.column)
        sheets[place].cells[copy] = value
      }
      for merge in sheets[place].merges where rows.contains(merge.first.row) {
        sheets[place].merges.insert(merge.movedDown(by: time * rows.count))
      }
    }
  }

  private mutating func move(_ block: SheetRange, to cell: CellAddress) {
    let (down, right) = (
      cell.row - block.range.first.row, cell.column - block.range.first.column
    )
    follow(block.sheet) { other in
      guard block.range.contains(other.first), block.range.contains(other.last) else {
        return other
      }
      return other.moved(down: down, right: right)
    }
  }

  /// Lets all that stands on a sheet, and the names for it, follow.
  private mutating func follow(_ sheet: String, _ follow: (CellRange) -> CellRange?) {
    guard let place = place(sheet) else { return }
    func moved<Value>(_ all: [CellAddress: Value]) -> [CellAddress: Value] {
      Dictionary(
        uniqueKeysWithValues: all.compactMap { cell, value in
          follow(CellRange(cell)).map { ($0.first, value) }
        })
    }
    sheets[place].cells = moved(sheets[place].cells)
    sheets[place].notes = moved(sheets[place].notes)
    sheets[place].merges = Set(
      sheets[place].merges.compactMap(follow).filter { $0.first != $0.last })
    for (name, block) in names where block.sheet == sheet {
      names[name] = follow(block.range).map { SheetRange(sheet: sheet, range: $0) }
    }
  }
}
