import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Links of single cells.
///
/// - Source: ECMA-376 part 1 §18.3.1.47 hyperlink, §18.3.1.48 hyperlinks.
extension XLSXEditedDocument {
  /// Gives a cell a link, or takes it away; of a link of several cells, the others keep theirs.
  mutating func setLink(_ link: CellLink?, at cell: SheetCellAddress) throws {
    let part = try worksheet(cell.sheet)
    let index = try index(part)
    if index.merges.contains(where: { $0.contains(cell.cell) && $0.first != cell.cell }) {
      throw EditError.coveredCell(at: Origin())
    }
    var relationships = try relationships(of: part)
    let old = try XLSXLinkList(index.bytes)
    if let link {
      let element = try Self.element(link, cell.cell, index.prefix, &relationships)
      try splice(old.without(cell.cell, adding: element, to: index), in: part)
    } else {
      try splice(old.without(cell.cell, adding: nil, to: index), in: part)
    }
    let used = try XLSXLinkList(plainBytes(part)).ids
    let gone = old.ids.subtracting(used)
    try relationships.remove { gone.contains($0.id) && $0.type == "hyperlink" }
    if link != nil || !gone.isEmpty { put(relationships.bytes, as: relationships.name) }
  }

  private static func element(
    _ link: CellLink, _ cell: CellAddress, _ prefix: String,
    _ relationships: inout XLSXRelationships
  ) throws -> [UInt8] {
    var output = XMLOutput()
    output.raw("<\(prefix)hyperlink")
    output.attribute("ref", cell.a1)
    switch link.target {
    case .uri(let uri):
      output.raw(" xmlns:r=\"\(XLSXNames.relationshipsURI)\"")
      let id = try relationships.add(type: "hyperlink", part: uri, isExternal: true)
      output.attribute("r:id", id)
    case .cells(let block):
      output.attribute("location", XLSXNames.quoted(block.sheet) + "!" + block.range.a1)
    case .name(let name): output.attribute("location", name)
    }
    if !link.tooltip.isEmpty { output.attribute("tooltip", link.tooltip) }
    output.raw("/>")
    return output.bytes
  }
}

/// The links of a sheet's part.
private struct XLSXLinkList {
  private struct Link {
    var range: Range<Int>
    var reference: Range<Int>
    var cells: CellRange
  }

  private let bytes: [UInt8]
  private var whole: Range<Int>?
  private var links: [Link] = []
  /// The relationships that they name.
  private(set) var ids: Set<String> = []

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      if event == .start, scanner.isElement(XLSXNames.main, "sheetData") {
        try scanner.skipElement()
      }
      guard event == .start, scanner.isElement(XLSXNames.main, "hyperlinks") else { continue }
      let start = scanner.range.lowerBound
      try scanner.eachChild { scanner in
        let first = scanner.range.lowerBound
        let id = scanner.attributeTexts.first { $0.name.hasSuffix(":id") }?.rawValue
        if let id { ids.insert(id) }
        let cells = try scanner.attribute("ref").flatMap { CellRange(a1: $0) }
        let reference = scanner.attributeRange(nil, "ref")
        try scanner.skipElement()
        guard let cells, let reference else { return }
        links.append(
          Link(range: first..<scanner.range.upperBound, reference: reference, cells: cells))
      }
      whole = start..<scanner.range.upperBound
    }
  }

  /// The splices that take a cell out of the links, and perhaps add a link.
  func without(
    _ cell: CellAddress, adding new: [UInt8]?, to index: XLSXSheetIndex
  ) -> [XMLSplice] {
    guard let whole, let last = links.last else {
      guard let new else { return [] }
      let (start, end) = ("<\(index.prefix)hyperlinks>", "</\(index.prefix)hyperlinks>")
      let place = whole ?? index.place(of: "hyperlinks")..<index.place(of: "hyperlinks")
      return [XMLSplice(range: place, bytes: start.utf8 + new + end.utf8)]
    }
    let touched = links.filter { $0.cells.contains(cell) }
    let leavesNone = new == nil && touched.count == links.count
    if leavesNone, touched.allSatisfy({ $0.cells.first == $0.cells.last }) {
      return [XMLSplice(range: whole, bytes: [])]
    }
    var splices = touched.map { link -> XMLSplice in
      let others = GridRange(link.cells).subtracting(GridRange(CellRange(cell)))
      let copies = others.flatMap { part in
        bytes.spliced(
          [XMLSplice(range: link.reference, bytes: Array(CellRange(part).a1.utf8))],
          in: link.range)
      }
      return XMLSplice(range: link.range, bytes: copies)
    }
    if let new {
      let end = last.range.upperBound
      splices.append(XMLSplice(range: end..<end, bytes: new))
    }
    return splices
  }
}
