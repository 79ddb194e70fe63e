internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

extension ODSReader {
  /// Reads all but the rows.
  ///
  /// Left out are images, charts, validations, conditional formats and page styles; of cell
  /// styles, what stands in content.xml is read without number formats.
  ///
  /// - Returns: The sheets with what hangs on them, the names, the styles, the properties.
  /// - Throws: ``ODSError``, or the container's or the XML's error, with the sheet in its origin.
  public func readDraft() throws -> WorkbookDraft {
    var cells = try source.cells()
    cells.keepsStyles = true
    var draft = WorkbookDraft(sheets: [])
    let views = source.views()
    while true {
      var info: SheetInfo?
      try source.placing(nil, &cells) { info = try $0.nextSheet() }
      guard let info else { break }
      var sheet = SheetDraft(name: info.name)
      sheet.visibility = info.isVisible ? .visible : .hidden
      try source.visit(info, &cells) { _ in true }
      cells.details.fill(&sheet)
      if let view = views[info.name] { sheet.view = view }
      draft.sheets.append(sheet)
    }
    try source.check(cells)
    draft.namedRanges = cells.namedRanges
    draft.styles = cells.styles.cells
    draft.properties = source.properties()
    return draft
  }

  /// Reads one sheet with the formats of its rows, the styles of its cells and the formulas.
  public func readStyledRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    var cells = try source.cells()
    cells.keepsStyles = true
    for _ in 0...sheet {
      guard try cells.nextSheet() != nil else { return }
    }
    while true {
      var hasRow = false
      try source.placing(sheets[sheet].name, &cells) { hasRow = try $0.next() }
      guard hasRow else { return }
      let row = SheetRow(
        index: cells.row.index, repeated: cells.row.repeated, cells: cells.styledCells,
        format: cells.format)
      guard try body(row) else { return }
    }
  }
}

/// What hangs on a sheet beside its rows, collected while its cells go by.
struct ODSDetails {
  var columns: [ColumnFormat] = []
  var merges: [CellRange] = []
  var comments: [CellComment] = []
  var hyperlinks: [Hyperlink] = []
  var repeatedRows: ClosedRange<Int>?
  var repeatedColumns: ClosedRange<Int>?
  var printArea: CellRange?

  func fill(_ sheet: inout SheetDraft) {
    sheet.columns = columns
    sheet.merges = merges
    sheet.comments = comments
    sheet.hyperlinks = hyperlinks
    sheet.repeatedRows = repeatedRows
    sheet.repeatedColumns = repeatedColumns
    sheet.printArea = printArea
  }

  /// Takes a note (ODF 1.3 part 3 §14.1 office:annotation).
  mutating func addComment(_ element: XMLElement, at cell: CellAddress) {
    func all(_ element: XMLElement) -> String {
      element.text + element.children.map(all).joined()
    }
    var comment = CellComment(
      cell, text: element.all("p").map(all).joined(separator: "\n"),
      author: element.child("creator")?.text ?? "")
    comment.isShown = element.flag("display")
    comments.append(comment)
  }

  /// Takes a link (ODF 1.3 part 3 §6.1.8 text:a).
  mutating func addLink(_ target: String, at cell: CellAddress) {
    let range = CellRange(cell)
    guard target.hasPrefix("#") else {
      hyperlinks.append(Hyperlink(range, to: .uri(target)))
      return
    }
    let place = String(target.dropFirst())
    // The second corner may come without the point that begins it.
    let colon = place.lastIndex(of: ":").map(place.index(after:))
    var whole = place
    if let colon, colon < place.endIndex, !place[colon...].contains(".") {
      whole.insert(".", at: colon)
    }
    hyperlinks.append(
      Hyperlink(range, to: ODSAddress.parse(whole).map { .cells($0) } ?? .name(place)))
  }
}

extension XMLElement {
  /// A truth value that an attribute holds; false where there is none.
  func flag(_ name: String) -> Bool { attribute(name) == "true" }
}
