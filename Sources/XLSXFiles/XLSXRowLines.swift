import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Writes rows that come into a sheet; the rest of the sheet has made room for them already.
struct XLSXRowLines {
  private let index: XLSXSheetIndex

  init(_ index: XLSXSheetIndex) {
    self.index = index
  }

  /// Empty rows from row `at` on; they look like the row above.
  func insert(at: Int, count: Int) -> [XMLSplice] {
    guard at > 0, let model = index.row(at - 1) else { return [] }
    let own = [" hidden=", " collapsed=", " outlineLevel="]
    let attributes = model.attributeList.filter { text in !own.contains { text.hasPrefix($0) } }
      .joined()
    let styled = model.cells.filter { $0.style != nil }
    guard !attributes.isEmpty || !styled.isEmpty else { return [] }
    var output = XMLOutput()
    for row in at..<at + count {
      output.raw("<\(index.prefix)row r=\"\(row + 1)\"\(attributes)>")
      for cell in styled {
        output.raw("<\(index.prefix)c")
        output.attribute("r", CellAddress(row: row, column: cell.column).a1)
        output.attribute("s", cell.style ?? "")
        output.raw("/>")
      }
      output.raw("</\(index.prefix)row>")
    }
    let place = index.place(ofRow: at)
    return [XMLSplice(range: place..<place, bytes: output.bytes)]
  }

  /// Copies of rows below them; what is relative in formulas moves along.
  ///
  /// Shared formulas are told apart already.
  func insertCopies(of rows: Range<Int>, times: Int) throws -> [XMLSplice] {
    for array in index.arrays where array.rows.overlaps(rows) {
      guard rows.contains(array.first.row), rows.contains(array.last.row) else {
        throw EditError.arrayFormula(at: Origin(cell: array.first.a1))
      }
    }
    let sources = rows.compactMap(index.row)
    guard !sources.isEmpty else { return [] }
    var bytes: [UInt8] = []
    for time in 1...times {
      for source in sources {
        bytes += try copy(source, to: source.index + time * rows.count)
      }
    }
    let place = index.place(ofRow: rows.upperBound)
    return [XMLSplice(range: place..<place, bytes: bytes)]
  }

  private func copy(_ source: XLSXSheetIndex.SheetLine, to target: Int) throws -> [UInt8] {
    var references = XLSXReferences(index.bytes, .renameSheet("", to: ""), sheet: "")
    var scanner = index.scanner(at: source)
    _ = try scanner.next()
    references.put("r", String(target + 1), scanner)
    var place = 0
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      guard event == .start else { continue }
      if scanner.isElement(XLSXNames.main, "c"), place < source.cells.count {
        let cell = CellAddress(row: target, column: source.cells[place].column)
        references.put("r", cell.a1, scanner)
        place += 1
      } else if scanner.isElement(XLSXNames.main, "f") {
        let column = source.cells[place - 1].column
        if let block = try scanner.attribute("ref") {
          guard try scanner.attribute("t") == "array", let range = CellRange(a1: block) else {
            throw EditError.arrayFormula(
              at: Origin(cell: CellAddress(row: source.index, column: column).a1))
          }
          references.put("ref", range.moved(down: target - source.index, right: 0).a1, scanner)
        }
        try references.followText(&scanner) { text in
          let base = GridCell(row: source.index, column: column)
          return try Formula(text, .ooxml, at: base)
            .moved(to: GridCell(row: target, column: column)).text
        }
      }
    }
    return index.bytes.spliced(references.splices, in: source.range)
  }
}

extension XLSXReferences {
  /// Gives the element of the last start event an attribute, or another value of it.
  mutating func put(_ name: StaticString, _ value: String, _ scanner: XMLScanner) {
    if scanner.attributeRange(nil, name) == nil {
      insert(name.description, value, scanner)
    } else {
      replace(scanner, name, with: value)
    }
  }
}
