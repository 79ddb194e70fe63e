import Diagnostics
import Sheets
import XMLStreams

/// The edits of one sheet, and the changes to its bytes that come of them.
struct XLSXSheetEdit {
  private struct Block {
    var prototypes: ClosedRange<Int>
    var rows: [RowCopy]

    /// The rows that leave: the prototypes, and empty ones in the way of the new rows.
    var replaced: ClosedRange<Int> {
      prototypes.lowerBound...max(prototypes.upperBound, prototypes.lowerBound + rows.count - 1)
    }
  }

  /// Where the cells are; found again once more of the part is in memory.
  var index: XLSXSheetIndex
  private let uses1904Epoch: Bool
  private var changes: [Int: [Int: CellChange]] = [:]
  private var block: Block?
  /// Whether a cell gains, changes or loses a formula.
  private(set) var changesFormulas = false

  init(_ index: XLSXSheetIndex, uses1904Epoch: Bool) {
    self.index = index
    self.uses1904Epoch = uses1904Epoch
  }

  /// Whether nothing was changed yet.
  var isEmpty: Bool { changes.isEmpty && block == nil }

  mutating func change(
    _ cell: CellAddress, _ change: CellChange, _ formats: XLSXAddedFormats
  ) throws {
    guard (0..<CellAddress.rowsMax).contains(cell.row),
      (0..<CellAddress.columnsMax).contains(cell.column)
    else { throw EditError.noSuchCell(at: Origin()) }
    if let block, cell.row >= block.prototypes.lowerBound {
      throw EditError.editsOverlap(at: Origin())
    }
    if !change.isLook, index.merges.contains(where: { $0.contains(cell) && $0.first != cell }) {
      throw EditError.coveredCell(at: Origin())
    }
    let old = index.row(cell.row)?.cells.first { $0.column == cell.column }
    if let hasFormula = change.hasFormula {
      if index.arrays.contains(where: { $0.contains(cell) }) {
        throw EditError.arrayFormula(at: Origin())
      }
      if old?.formula != nil || hasFormula { changesFormulas = true }
    }
    if let value = change.value {
      try check(value, at: cell, style: change.style ?? index.style(cell), formats)
    }
    changes[cell.row, default: [:]][cell.column, default: CellChange()].merge(change)
  }

  mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, with rows: [RowCopy], _ formats: XLSXAddedFormats
  ) throws {
    let end = prototypes.lowerBound + rows.count
    guard prototypes.lowerBound >= 0, max(end - 1, prototypes.upperBound) < CellAddress.rowsMax,
      rows.allSatisfy({ (0..<prototypes.count).contains($0.prototype) })
    else { throw EditError.noSuchCell(at: Origin()) }
    guard block == nil, changes.keys.allSatisfy({ $0 < prototypes.lowerBound }) else {
      throw EditError.editsOverlap(at: Origin())
    }
    try checkNothingBelow(prototypes)
    for (number, row) in rows.enumerated() {
      try check(row, of: prototypes.lowerBound + row.prototype, formats)
      for (column, value) in row.values {
        let cell = CellAddress(row: prototypes.lowerBound + number, column: column)
        let prototype = index.row(prototypes.lowerBound + row.prototype)
        let style = prototype?.cells.first { $0.column == column }?.style
        try check(value, at: cell, style: style, formats)
      }
    }
    block = Block(prototypes: prototypes, rows: rows)
  }

  private func checkNothingBelow(_ prototypes: ClosedRange<Int>) throws {
    for row in index.rows where row.index > prototypes.upperBound {
      if row.cells.contains(where: \.hasContent) {
        throw EditError.rowsBelow(at: Origin(line: row.index + 1))
      }
    }
    for mention in index.mentioned where mention.last.row >= prototypes.lowerBound {
      throw EditError.rowsBelow(at: Origin(cell: mention.a1))
    }
    for merge in index.merges where merge.last.row >= prototypes.lowerBound {
      guard prototypes.contains(merge.first.row) else {
        throw EditError.rowsBelow(at: Origin(cell: merge.a1))
      }
      // A block over several rows cannot be copied with one of them.
      guard merge.first.row == merge.last.row else {
        throw EditError.coveredCell(at: Origin(cell: merge.a1))
      }
    }
  }

  private func check(
    _ copy: RowCopy, of prototype: Int, _ formats: XLSXAddedFormats
  ) throws {
    for merge in index.merges where merge.first.row == prototype {
      let covered = copy.values.keys.first {
        merge.columns.contains($0) && $0 != merge.first.column
      }
      if let covered {
        let cell = CellAddress(row: prototype, column: covered)
        throw EditError.coveredCell(at: Origin(cell: cell.a1))
      }
    }
  }

  private func check(
    _ value: CellValue, at cell: CellAddress, style: String?, _ formats: XLSXAddedFormats
  ) throws {
    try value.check(at: cell)
    if case .date(let date) = value, !XLSXValues.hasSerial(date, uses1904Epoch: uses1904Epoch) {
      throw XLSXError.earlyDate(at: Origin(cell: cell.a1))
    }
    try formats.check(value, style: style)
  }

  // MARK: - The part that comes of it

  /// All changes to this part's bytes; formats that its cells need are added to `formats`.
  func splices(_ formats: inout XLSXAddedFormats) -> [XMLSplice] {
    let splices = index.wrapped(rowSplices(&formats))
    return splices + [dimension(), block.flatMap(merges), block.flatMap(breaks)].compactMap { $0 }
  }

  /// The bytes of the whole part with these changes.
  func spliced(_ splices: [XMLSplice]) -> [UInt8] {
    index.bytes.spliced(splices, in: 0..<index.bytes.count)
  }

  /// The changes to rows, from top to bottom.
  private func rowSplices(_ formats: inout XLSXAddedFormats) -> [XMLSplice] {
    var splices: [XMLSplice] = []
    for (row, cells) in changes.sorted(by: { $0.key < $1.key }) {
      let rewriter = XLSXRowRewriter(index, row, uses1904Epoch: uses1904Epoch)
      for splice in rewriter.splices(cells, &formats) { splices.join(splice) }
    }
    guard let block else { return splices }
    let old = index.rows.filter { block.replaced.contains($0.index) }
    let place = index.place(ofRow: block.prototypes.lowerBound)
    let range = (old.first?.range.lowerBound ?? place)..<(old.last?.range.upperBound ?? place)
    var bytes: [UInt8] = []
    for (offset, copy) in block.rows.enumerated() {
      let prototype = block.prototypes.lowerBound + copy.prototype
      let rewriter = XLSXRowRewriter(index, prototype, uses1904Epoch: uses1904Epoch)
      bytes += rewriter.copy(
        copy.values.mapValues { CellChange(.value($0)) },
        asRow: block.prototypes.lowerBound + offset, &formats)
    }
    splices.join(XMLSplice(range: range, bytes: bytes))
    return splices
  }

  /// The merged blocks once the prototypes' own have been copied with them.
  private func merges(_ block: Block) -> XMLSplice? {
    guard let range = index.mergesRange else { return nil }
    let first = block.prototypes.lowerBound
    let kept = index.merges.filter { !block.prototypes.contains($0.first.row) }
    let copied = block.rows.enumerated().flatMap { offset, copy in
      index.merges.filter { $0.first.row == first + copy.prototype }
        .map { $0.movedDown(by: offset - copy.prototype) }
    }
    let all = kept + copied
    guard all != index.merges else { return nil }
    var output = XMLOutput()
    if !all.isEmpty {
      output.element(index.prefix + "mergeCells", ["count": String(all.count)]) { output in
        for merge in all { output.element(index.prefix + "mergeCell", ["ref": merge.a1]) }
      }
    }
    return XMLSplice(range: range, bytes: output.bytes)
  }

  /// The page breaks once the prototypes' own have been copied with them.
  private func breaks(_ block: Block) -> XMLSplice? {
    guard let range = index.breaksRange else { return nil }
    let first = block.prototypes.lowerBound
    let kept = index.pageStarts.filter { !block.replaced.contains($0) }
    let copied = block.rows.enumerated().compactMap { offset, copy in
      index.pageStarts.contains(first + copy.prototype) ? first + offset : nil
    }
    let all = (kept + copied).sorted()
    guard all != index.pageStarts else { return nil }
    var output = XMLOutput()
    XLSXPage.writeBreaks(all, prefix: index.prefix, to: &output)
    return XMLSplice(range: range, bytes: output.bytes)
  }

  /// The used block, where the edits go beyond what the part says of it.
  private func dimension() -> XMLSplice? {
    guard let range = index.dimension,
      let old = CellRange(a1: String(decoding: index.bytes[range], as: UTF8.self))
    else { return nil }
    var (first, last) = (old.first, old.last)
    func include(_ row: Int, _ columns: some Collection<Int>) {
      guard let low = columns.min(), let high = columns.max() else { return }
      first = CellAddress(row: min(first.row, row), column: min(first.column, low))
      last = CellAddress(row: max(last.row, row), column: max(last.column, high))
    }
    for (row, cells) in changes { include(row, cells.keys) }
    if let block {
      for (offset, copy) in block.rows.enumerated() {
        include(block.prototypes.lowerBound + offset, copy.values.keys)
      }
    }
    let new = CellRange(first, last)
    return new == old ? nil : XMLSplice(range: range, bytes: Array(new.a1.utf8))
  }
}
