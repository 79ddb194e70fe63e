import Sheets
import XMLStreams

/// Rewrites cells of one row, in the part's own prefix.
struct XLSXRowRewriter {
  private let index: XLSXSheetIndex
  private let row: Int
  private let line: XLSXSheetIndex.SheetLine?
  private let uses1904Epoch: Bool

  init(_ index: XLSXSheetIndex, _ row: Int, uses1904Epoch: Bool) {
    self.index = index
    self.row = row
    self.uses1904Epoch = uses1904Epoch
    line = index.row(row)
  }

  /// The splices that change cells by column; the row's other cells keep their bytes.
  func splices(
    _ changes: [Int: CellChange], _ formats: inout XLSXAddedFormats
  ) -> [XMLSplice] {
    let made = changes.filter { $0.value.leavesMark }
    guard let line else {
      guard !made.isEmpty else { return [] }
      let place = index.place(ofRow: row)
      return [XMLSplice(range: place..<place, bytes: copy(made, asRow: row, &formats))]
    }
    guard line.range != line.tag else {
      guard !made.isEmpty else { return [] }
      return [XMLSplice(range: line.range, bytes: copy(made, asRow: row, &formats))]
    }
    var splices: [XMLSplice] = []
    for (column, change) in changes.sorted(by: { $0.key < $1.key }) {
      let next = line.cells.first { $0.column >= column }
      let old = next?.column == column ? next : nil
      if old == nil && !change.leavesMark { continue }
      let start = next?.range.lowerBound ?? line.cells.last?.range.upperBound ?? line.tag.upperBound
      if let old, change.content == nil {
        // Only the look changes: of the cell's bytes, its style.
        if let style = change.style { splices.join(restyled(old, style)) }
        continue
      }
      splices.join(
        XMLSplice(
          range: old?.range ?? start..<start,
          bytes: cell(change, row, column, old, &formats)))
    }
    return splices
  }

  /// This row with other values, standing for the row of another index; its cells keep their
  /// styles.
  func copy(
    _ changes: [Int: CellChange], asRow target: Int, _ formats: inout XLSXAddedFormats
  ) -> [UInt8] {
    let old = Dictionary(
      (line?.cells ?? []).map { ($0.column, $0) }, uniquingKeysWith: { $1 })
    var output = XMLOutput()
    output.raw("<\(index.prefix)row r=\"\(target + 1)\"" + (line?.attributes ?? "") + ">")
    for column in Set(old.keys).union(changes.keys).sorted() {
      var change = CellChange(.value(.empty))
      if let wanted = changes[column] { change.merge(wanted) }
      output.raw(cell(change, target, column, old[column], &formats))
    }
    output.raw("</\(index.prefix)row>")
    return output.bytes
  }

  /// The change of a cell's style alone.
  private func restyled(_ cell: XLSXSheetIndex.Cell, _ style: String) -> XMLSplice {
    var output = XMLOutput()
    output.attribute("s", style)
    return XMLSplice(range: cell.styleSpan, bytes: output.bytes)
  }

  private func cell(
    _ change: CellChange, _ row: Int, _ column: Int, _ old: XLSXSheetIndex.Cell?,
    _ formats: inout XLSXAddedFormats
  ) -> [UInt8] {
    let own = old.map(\.style) ?? index.style(CellAddress(row: self.row, column: column))
    let style = formats.style(change.style ?? own, for: change.value ?? .empty)
    return XLSXWrittenCell(
      change: change, address: CellAddress(row: row, column: column), style: style,
      formula: old?.formulaRange.map { Array(index.bytes[$0]) }, prefix: index.prefix,
      uses1904Epoch: uses1904Epoch
    ).bytes
  }
}
