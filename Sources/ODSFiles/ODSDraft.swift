internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

extension ODSReader {
  /// Reads all but the rows, which means to go through them once.
  ///
  /// - Parameter loadsImages: Whether the bytes of pictures are wanted.
  /// - Returns: The sheets with what hangs on them, the names, the styles, the properties.
  /// - Throws: ``ODSError``, or the container's or the XML's error, with the sheet in its origin.
  public func readDraft(loadsImages: Bool) throws -> WorkbookDraft {
    var cells = try source.styledCells()
    cells.keepsCells = false
    var draft = WorkbookDraft(sheets: [])
    var drawings = ODSReadDrawings(source, loadsImages: loadsImages)
    while true {
      var info: SheetInfo?
      try source.placing(nil, &cells) { info = try $0.nextSheet() }
      guard let info else { break }
      var sheet = SheetDraft(name: info.name)
      sheet.visibility = info.isVisible ? .visible : .hidden
      try source.visit(info, &cells) { _ in true }
      cells.details.fill(&sheet, cells.styles, rules: cells.rules)
      for (kind, count) in cells.details.leftOut { draft.leaveOut(kind, count) }
      try drawings.add(cells.details.drawings, to: &sheet)
      draft.sheets.append(sheet)
    }
    try source.check(cells)
    let views = try source.views(cells.settings)
    for place in draft.sheets.indices {
      let name = draft.sheets[place].name
      if let view = views[name] { draft.sheets[place].view = view }
      draft.sheets[place].autoFilter = cells.filters[name]
    }
    draft.namedRanges = cells.namedRanges
    draft.styles = cells.styles.cells
    draft.properties = try source.properties(cells.meta)
    draft.locksStructure = cells.locksStructure
    draft.leaveOut(.pivotTable, cells.pivotTables)
    draft.leaveOut(.macros, source.hasMacros ? 1 : 0)
    for (kind, count) in drawings.leftOut { draft.leaveOut(kind, count) }
    return draft
  }

  /// Reads one sheet with the formats of its rows, the styles of its cells and the formulas.
  public func readStyledRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    try readStyledRows(ofSheet: sheet, isQuick: true, body)
  }

  /// The same, by events alone when not `isQuick`.
  package func readStyledRows(
    ofSheet sheet: Int, isQuick: Bool, _ body: (SheetRow) throws -> Bool
  ) throws {
    var cells = try source.styledCells()
    cells.isQuick = isQuick
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

extension ODSSource {
  /// content.xml from its beginning, with styles and all that hangs on cells.
  fileprivate func styledCells() throws -> ODSCells {
    var cells = try cells()
    cells.keepsStyles = true
    for list in try tree(ODSPart.styles)?.children ?? [] {
      cells.styles.read(list, isContent: false)
    }
    return cells
  }
}
