import Sheets
import XMLStreams

/// The edits of one sheet part, and the part that comes of them.
struct XLSXSheetEdit {
  private struct Replacement {
    var prototypes: ClosedRange<Int>
    var rows: [RowCopy]
  }

  private let index: XLSXSheetIndex
  private let sheet: String
  private let uses1904Epoch: Bool
  private let hasCalculationChain: Bool
  private var values: [Int: [Int: CellValue]] = [:]
  private var replacement: Replacement?

  init(
    _ index: XLSXSheetIndex, sheet: String, uses1904Epoch: Bool, hasCalculationChain: Bool
  ) {
    self.index = index
    self.sheet = sheet
    self.uses1904Epoch = uses1904Epoch
    self.hasCalculationChain = hasCalculationChain
  }

  mutating func set(_ value: CellValue, at cell: CellAddress) throws(XLSXError) {
    guard (0..<CellAddress.rowsMax).contains(cell.row),
      (0..<CellAddress.columnsMax).contains(cell.column)
    else { throw .reference(cell.a1, part: sheet) }
    if index.merges.contains(where: { $0.contains(cell) && $0.first != cell }) {
      throw .mergedCell(sheet: sheet, cell: cell.a1)
    }
    let old = index.row(cell.row)?.cells.first { $0.column == cell.column }
    if let formula = old?.formula, !formula.isEmpty || hasCalculationChain {
      throw .formulaCell(sheet: sheet, cell: cell.a1)
    }
    values[cell.row, default: [:]][cell.column] = value
  }

  mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, with rows: [RowCopy]
  ) throws(XLSXError) {
    let end = prototypes.lowerBound + rows.count
    for row in index.rows where row.index > prototypes.upperBound {
      if row.index < end || row.cells.contains(where: \.hasContent) {
        throw .rowsBelow(sheet: sheet, row: row.index)
      }
    }
    for block in index.merges + index.mentioned {
      let isInside = prototypes.contains(block.first.row) && prototypes.contains(block.last.row)
      let isMention = !index.merges.contains(block)
      if block.last.row >= prototypes.lowerBound && (isMention || !isInside) {
        throw .rowsBelow(sheet: sheet, row: block.last.row)
      }
    }
    guard end <= CellAddress.rowsMax else { throw .reference(String(end), part: sheet) }
    replacement = Replacement(prototypes: prototypes, rows: rows)
  }

  // MARK: - The part that comes of it

  /// The part's bytes after the edits.
  func result() -> [UInt8] {
    var splices = [(range: index.data, bytes: data())]
    if let dimension = dimension() { splices.append(dimension) }
    if let merges = replacement.flatMap(merges) { splices.append(merges) }
    if let breaks = replacement.flatMap(breaks) { splices.append(breaks) }
    var output = XMLOutput()
    var position = 0
    for splice in splices.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      output.raw(index.bytes[position..<splice.range.lowerBound])
      output.raw(splice.bytes)
      position = splice.range.upperBound
    }
    output.raw(index.bytes[position...])
    return output.bytes
  }

  /// The `sheetData` element: rows that no edit touches keep their bytes.
  private func data() -> [UInt8] {
    let isEmptyElement = index.dataContent.lowerBound == index.data.lowerBound
    var output = XMLOutput()
    var position = isEmptyElement ? index.data.upperBound : index.data.lowerBound
    if isEmptyElement { output.raw("<\(index.prefix)sheetData>") }
    var rows = values.keys.filter { !(replacement?.prototypes.contains($0) ?? false) }
    if let replacement { rows.append(replacement.prototypes.lowerBound) }
    for row in rows.sorted() {
      let isReplaced = replacement?.prototypes.lowerBound == row
      let last = isReplaced ? replacement?.prototypes.upperBound ?? row : row
      if !isEmptyElement {
        let start = index.place(ofRow: row)
        output.raw(index.bytes[position..<start])
        position = index.rows.last { (row...last).contains($0.index) }?.range.upperBound ?? start
      }
      if let replacement, isReplaced {
        copies(replacement, to: &output)
      } else {
        edited(row, to: &output)
      }
    }
    output.raw(index.bytes[position..<index.data.upperBound])
    if isEmptyElement { output.raw("</\(index.prefix)sheetData>") }
    return output.bytes
  }

  /// A row with its new values: cells that no edit touches keep their bytes.
  private func edited(_ row: Int, to output: inout XMLOutput) {
    let cells = (values[row] ?? [:]).sorted { $0.key < $1.key }
    guard let line = index.row(row), line.range != line.tag else {
      let attributes = index.row(row)?.attributes ?? ""
      write(row: row, attributes: attributes, to: &output) { output in
        for (column, value) in cells { write(value, row, column, nil, to: &output) }
      }
      return
    }
    var position = line.range.lowerBound
    for (column, value) in cells {
      let next = line.cells.first { $0.column >= column }
      let old = next?.column == column ? next : nil
      let start = next?.range.lowerBound ?? line.cells.last?.range.upperBound ?? line.tag.upperBound
      output.raw(index.bytes[position..<start])
      write(value, row, column, old?.style, to: &output)
      position = old?.range.upperBound ?? start
    }
    output.raw(index.bytes[position..<line.range.upperBound])
  }

  private func copies(_ replacement: Replacement, to output: inout XMLOutput) {
    for (offset, copy) in replacement.rows.enumerated() {
      let row = replacement.prototypes.lowerBound + offset
      let prototype = index.row(replacement.prototypes.lowerBound + copy.prototype)
      let styles = Dictionary(
        (prototype?.cells ?? []).map { ($0.column, $0.style) }, uniquingKeysWith: { $1 })
      let columns = Set(styles.keys).union(copy.values.keys).sorted()
      write(row: row, attributes: prototype?.attributes ?? "", to: &output) { output in
        for column in columns {
          let value = copy.values[column] ?? .empty
          write(value, row, column, styles[column] ?? nil, to: &output)
        }
      }
    }
  }

  /// The merged blocks once the prototypes' own have been copied with them.
  private func merges(_ replacement: Replacement) -> (range: Range<Int>, bytes: [UInt8])? {
    guard let range = index.mergesRange else { return nil }
    let first = replacement.prototypes.lowerBound
    let kept = index.merges.filter { !replacement.prototypes.contains($0.first.row) }
    let copied = replacement.rows.enumerated().flatMap { offset, copy in
      index.merges.filter { $0.first.row == first + copy.prototype && $0.last.row == $0.first.row }
        .map { $0.movedDown(by: offset - copy.prototype) }
    }
    guard kept + copied != index.merges else { return nil }
    var output = XMLOutput()
    let all = kept + copied
    if !all.isEmpty {
      output.element(index.prefix + "mergeCells", ["count": String(all.count)]) { output in
        for merge in all { output.element(index.prefix + "mergeCell", ["ref": merge.a1]) }
      }
    }
    return (range, output.bytes)
  }

  /// The page breaks once the prototypes' own have been copied with them.
  private func breaks(_ replacement: Replacement) -> (range: Range<Int>, bytes: [UInt8])? {
    guard let range = index.breaksRange else { return nil }
    let first = replacement.prototypes.lowerBound
    let kept = index.pageStarts.filter { !replacement.prototypes.contains($0) }
    let copied = replacement.rows.enumerated().compactMap { offset, copy in
      index.pageStarts.contains(first + copy.prototype) ? first + offset : nil
    }
    guard kept + copied != index.pageStarts else { return nil }
    var output = XMLOutput()
    XLSXPage.writeBreaks(kept + copied, prefix: index.prefix, to: &output)
    return (range, output.bytes)
  }

  /// The used block, where the edits go beyond what the part says of it.
  private func dimension() -> (range: Range<Int>, bytes: [UInt8])? {
    guard let range = index.dimension,
      let old = CellRange(a1: String(decoding: index.bytes[range], as: UTF8.self))
    else { return nil }
    var last = old.last
    var first = old.first
    func include(_ row: Int, _ columns: some Collection<Int>) {
      guard let low = columns.min(), let high = columns.max() else { return }
      first = CellAddress(row: min(first.row, row), column: min(first.column, low))
      last = CellAddress(row: max(last.row, row), column: max(last.column, high))
    }
    for (row, cells) in values { include(row, cells.keys) }
    if let replacement {
      for (offset, copy) in replacement.rows.enumerated() {
        include(replacement.prototypes.lowerBound + offset, copy.values.keys)
      }
    }
    let new = CellRange(first, last)
    return new == old ? nil : (range, Array(new.a1.utf8))
  }

  private func write(
    row: Int, attributes: String, to output: inout XMLOutput, _ cells: (inout XMLOutput) -> Void
  ) {
    output.raw("<\(index.prefix)row r=\"\(row + 1)\"" + attributes + ">")
    cells(&output)
    output.raw("</\(index.prefix)row>")
  }

  private func write(
    _ value: CellValue, _ row: Int, _ column: Int, _ style: String?, to output: inout XMLOutput
  ) {
    XLSXValues.write(
      value, at: CellAddress(row: row, column: column), style: style, prefix: index.prefix,
      uses1904Epoch: uses1904Epoch, to: &output)
  }
}
