internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Links of single cells: in ODF they lie around the text that a cell shows.
///
/// - Source: ODF 1.3 part 3 §6.1.8 text:a.
extension ODSEditedDocument {
  /// Gives a cell of text a link, or takes it away.
  mutating func setLink(_ link: CellLink?, at cell: SheetCellAddress) throws {
    try isolate(cell)
    guard var scanner = try scanner(at: cell) else {
      if link == nil { return }
      throw Self.noText
    }
    if let link {
      let isText = try scanner.attribute(.office, "value-type") == "string"
      guard isText, scanner.attributeRange(.table, "formula") == nil else { throw Self.noText }
      try declare(["xlink"])
      guard let again = try self.scanner(at: cell) else { return }
      scanner = again
      try splice(Self.splices(scanner, link))
    } else {
      try splice(Self.splices(scanner, nil))
    }
  }

  private static var noText: EditError {
    .unsupported(
      Words(
        vi: "trong ODS chỉ ô chữ mới mang liên kết được",
        en: "in ODS only a cell of text can carry a link"), at: Origin())
  }

  /// Makes the cell's element stand for this cell alone.
  private mutating func isolate(_ cell: SheetCellAddress) throws {
    var edit = try ODSSheetEdit(index(cell.sheet))
    try edit.change(cell.cell, CellChange())
    try splice(edit.splices(faces: faces))
  }

  /// The scanner at the start event of a cell's element; nil where it has none.
  private func scanner(at cell: SheetCellAddress) throws -> XMLScanner? {
    let index = try index(cell.sheet)
    guard let place = index.place(of: cell.cell.row),
      let found = try index.cells(of: index.rows[place]).first(where: {
        $0.columns.contains(cell.cell.column)
      })
    else { return nil }
    guard !found.isCovered else { throw EditError.coveredCell(at: Origin()) }
    var scanner = try index.scanner(at: index.rows[place]).resumed(at: found.range.lowerBound)
    _ = try scanner.next()
    return scanner
  }

  /// Takes the links out of a cell's paragraphs, and puts one around each.
  private static func splices(_ start: XMLScanner, _ link: CellLink?) throws -> [XMLSplice] {
    var splices: [XMLSplice] = []
    var scanner = start
    let names = ODSPrefixes(start)
    try scanner.eachChild { scanner in
      guard scanner.isElement(.text, "p") || scanner.isElement(.text, "h"),
        !scanner.isEmptyElement
      else { return try scanner.skipElement() }
      let (depth, inside) = (scanner.depth, scanner.range.upperBound)
      if let link {
        var output = XMLOutput()
        ODSWrittenLinks.begin(link, prefix: names.text, office: names.office, to: &output)
        splices.append(XMLSplice(range: inside..<inside, bytes: output.bytes))
      }
      while let event = try scanner.next() {
        if event == .end && scanner.depth == depth { break }
        if event != .text, scanner.isElement(.text, "a") {
          // An empty element ends where it starts.
          if splices.last?.range != scanner.range {
            splices.append(XMLSplice(range: scanner.range, bytes: []))
          }
        }
      }
      guard link != nil else { return }
      let end = scanner.range.lowerBound
      splices.append(
        XMLSplice(range: end..<end, bytes: Array("</\(names.text)a>".utf8)))
    }
    return splices
  }
}
