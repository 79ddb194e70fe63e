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

  /// The changes that put values, by column, into the row; its other cells keep their bytes.
  func splices(
    _ values: [Int: CellValue], _ formats: inout XLSXAddedFormats
  ) -> [XMLSplice] {
    guard let line else {
      let place = index.place(ofRow: row)
      return [XMLSplice(range: place..<place, bytes: copy(values, asRow: row, &formats))]
    }
    guard line.range != line.tag else {
      return [XMLSplice(range: line.range, bytes: copy(values, asRow: row, &formats))]
    }
    var splices: [XMLSplice] = []
    for (column, value) in values.sorted(by: { $0.key < $1.key }) {
      let next = line.cells.first { $0.column >= column }
      let old = next?.column == column ? next : nil
      if old == nil && value == .empty { continue }
      let start = next?.range.lowerBound ?? line.cells.last?.range.upperBound ?? line.tag.upperBound
      splices.join(
        XMLSplice(
          range: old?.range ?? start..<start,
          bytes: cell(value, row, column, old?.style, &formats)))
    }
    return splices
  }

  /// This row with other values, standing for the row of another index; its cells keep their
  /// styles.
  func copy(
    _ values: [Int: CellValue], asRow target: Int, _ formats: inout XLSXAddedFormats
  ) -> [UInt8] {
    let styles = Dictionary(
      (line?.cells ?? []).map { ($0.column, $0.style) }, uniquingKeysWith: { $1 })
    var output = XMLOutput()
    output.raw("<\(index.prefix)row r=\"\(target + 1)\"" + (line?.attributes ?? "") + ">")
    for column in Set(styles.keys).union(values.keys).sorted() {
      let value = values[column] ?? .empty
      output.raw(cell(value, target, column, styles[column] ?? nil, &formats))
    }
    output.raw("</\(index.prefix)row>")
    return output.bytes
  }

  private func cell(
    _ value: CellValue, _ row: Int, _ column: Int, _ style: String?,
    _ formats: inout XLSXAddedFormats
  ) -> [UInt8] {
    var output = XMLOutput()
    XLSXValues.write(
      value, at: CellAddress(row: row, column: column), style: formats.style(style, for: value),
      prefix: index.prefix, uses1904Epoch: uses1904Epoch, to: &output)
    return output.bytes
  }
}
