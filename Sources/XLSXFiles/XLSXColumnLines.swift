import Sheets
import XMLStreams

/// Writes cells of columns that come into a sheet; the rest of the sheet has made room for them
/// already.
struct XLSXColumnLines {
  private let index: XLSXSheetIndex

  init(_ index: XLSXSheetIndex) {
    self.index = index
  }

  /// Empty cells from column `at` on; they look like the cells on their left.
  func insert(at: Int, count: Int) -> [XMLSplice] {
    guard at > 0 else { return [] }
    return index.rows.compactMap { row in
      guard let left = row.cells.first(where: { $0.column == at - 1 }), let style = left.style
      else { return nil }
      var output = XMLOutput()
      for column in at..<at + count {
        output.raw("<\(index.prefix)c")
        output.attribute("r", CellAddress(row: row.index, column: column).a1)
        output.attribute("s", style)
        output.raw("/>")
      }
      return XMLSplice(range: left.range.upperBound..<left.range.upperBound, bytes: output.bytes)
    }
  }
}
