import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Moves a block of cells within its sheet.
extension XLSXEditedDocument {
  mutating func move(_ block: SheetRange, to landing: CellRange) throws {
    let part = try worksheet(block.sheet)
    let (before, check) = try (index(part), MoveCheck(block.range, to: landing))
    try check.check(merges: before.merges, arrays: before.arrays)
    try check.check(filled: before.filledCells(in: landing) + notedCells(part))
    try follow(
      .moveBlock(
        GridRange(block.range), sheet: block.sheet, to: GridCell(landing.first),
        toSheet: block.sheet))
    try splice(XLSXBlockMove(index(part), check).splices(), in: part)
  }

  /// The cells of a sheet that have notes.
  private func notedCells(_ part: String) throws -> [CellAddress] {
    var cells: [CellAddress] = []
    for notes in try relationships(of: part).entries where notes.type == "comments" {
      var scanner = try XMLScanner(plainBytes(notes.part))
      while let event = try scanner.next() {
        guard event == .start, scanner.localName == "comment",
          let cell = try scanner.attribute("ref").flatMap({ CellAddress(a1: $0) })
        else { continue }
        cells.append(cell)
      }
    }
    return cells
  }
}

/// The cells of a block that moves: their elements go to other rows, with other references.
private struct XLSXBlockMove {
  private typealias Element = (column: Int, bytes: [UInt8])

  private let index: XLSXSheetIndex
  private let check: MoveCheck

  init(_ index: XLSXSheetIndex, _ check: MoveCheck) {
    self.index = index
    self.check = check
  }

  /// All changes to the part's bytes; what speaks of the cells has followed already.
  func splices() throws -> [XMLSplice] {
    var moved: [Int: [Element]] = [:]
    for row in index.rows where check.block.rows.contains(row.index) {
      let elements = try elements(of: row)
      guard !elements.isEmpty else { continue }
      moved[row.index - check.block.first.row + check.landing.first.row] = elements
    }
    let rows = Set(moved.keys).union(
      index.rows.map(\.index).filter {
        check.block.rows.contains($0) || check.landing.rows.contains($0)
      })
    var splices: [XMLSplice] = []
    for row in rows.sorted() {
      if let splice = splice(row, adding: moved[row] ?? []) { splices.join(splice) }
    }
    return splices + [dimension(moved)].compactMap { $0 }
  }

  /// The cells of a row that move, as they are written where they come to.
  private func elements(of row: XLSXSheetIndex.SheetLine) throws -> [Element] {
    var scanner = index.scanner(at: row)
    _ = try scanner.next()
    var elements: [Element] = []
    var place = 0
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      guard event == .start, scanner.isElement(XLSXNames.main, "c"), place < row.cells.count
      else { continue }
      let cell = row.cells[place]
      place += 1
      guard check.block.columns.contains(cell.column) else { continue }
      let target = check.moved(CellAddress(row: row.index, column: cell.column))
      var references = XLSXReferences(index.bytes, .renameSheet("", to: ""), sheet: "")
      references.put("r", target.a1, scanner)
      elements.append(
        (target.column, index.bytes.spliced(references.splices, in: cell.range)))
    }
    return elements
  }

  /// A row without the cells that leave and with those that come; nil where it stays.
  private func splice(_ row: Int, adding new: [Element]) -> XMLSplice? {
    guard let line = index.row(row) else {
      let place = index.place(ofRow: row)
      let tag = "<\(index.prefix)row r=\"\(row + 1)\">"
      let bytes = tag.utf8 + new.flatMap(\.bytes) + "</\(index.prefix)row>".utf8
      return XMLSplice(range: place..<place, bytes: bytes)
    }
    let kept = line.cells.filter { cell in
      let address = CellAddress(row: row, column: cell.column)
      return !check.block.contains(address) && !check.landing.contains(address)
    }
    guard kept.count < line.cells.count || !new.isEmpty else { return nil }
    let all = kept.map { ($0.column, Array(index.bytes[$0.range])) } + new
    let cells = all.sorted { $0.0 < $1.0 }.flatMap { $0.1 }
    guard line.range == line.tag else {
      let end = line.cells.last?.range.upperBound ?? line.tag.upperBound
      return XMLSplice(range: line.tag.upperBound..<end, bytes: cells)
    }
    let close = line.tag.upperBound - 2..<line.tag.upperBound
    return XMLSplice(
      range: close, bytes: [UInt8(ascii: ">")] + cells + "</\(index.prefix)row>".utf8)
  }

  /// The used block, where cells come to lie outside of it.
  private func dimension(_ moved: [Int: [Element]]) -> XMLSplice? {
    guard let range = index.dimension,
      let old = CellRange(a1: String(decoding: index.bytes[range], as: UTF8.self))
    else { return nil }
    var new = old
    for (row, elements) in moved {
      for element in elements {
        let cell = CellAddress(row: row, column: element.column)
        new.first.row = min(new.first.row, cell.row)
        new.first.column = min(new.first.column, cell.column)
        new.last.row = max(new.last.row, cell.row)
        new.last.column = max(new.last.column, cell.column)
      }
    }
    return new == old ? nil : XMLSplice(range: range, bytes: Array(new.a1.utf8))
  }
}
