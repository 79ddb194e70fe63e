internal import Diagnostics
public import Sheets
internal import XMLStreams

extension XLSXReader {
  /// Reads all but the rows.
  ///
  /// - Parameter loadsImages: Whether the bytes of pictures are wanted.
  /// - Returns: The sheets with what hangs on them, the names, the styles, the properties.
  /// - Throws: ``XLSXError``, or the container's or the XML's error, with the sheet in its origin.
  public func readDraft(loadsImages: Bool) throws -> WorkbookDraft {
    let styles = try placing(Origin(file: package.path)) { try package.readStyles() }
    var draft = WorkbookDraft(sheets: [], styles: styles.cells)
    draft.namedRanges = namedRanges
    draft.leaveOut(.name, package.lostNames)
    draft.leaveOut(.macros, package.hasMacros ? 1 : 0)
    draft.properties = try package.properties()
    draft.locksStructure =
      package.workbook.child("workbookProtection")?.flag("lockStructure") ?? false
    var drawings = XLSXReadDrawings(package, styles.colors, loadsImages: loadsImages)
    for (place, sheet) in package.sheets.enumerated() {
      var sheetDraft = SheetDraft(name: sheet.info.name)
      sheetDraft.visibility = package.visibility(place)
      package.addPrintNames(to: &sheetDraft, place)
      if sheet.isWorksheet {
        try placing(Origin(file: package.path, part: sheet.part, sheet: sheet.info.name)) {
          let details = try details(of: sheet, styles)
          setPageStarts(details.pageStarts, ofSheet: place)
          let lost = try details.fill(&sheetDraft, looks: styles.looks, styles.colors)
          for (kind, count) in lost { draft.leaveOut(kind, count) }
          sheetDraft.comments = try package.comments(of: sheet.part)
          try drawings.add(
            to: &sheetDraft, of: sheet.part, details.grid(sheetDraft.columns))
        }
      }
      draft.sheets.append(sheetDraft)
    }
    for (kind, count) in drawings.leftOut { draft.leaveOut(kind, count) }
    return draft
  }

  private func details(
    of sheet: XLSXPackage.Sheet, _ styles: XLSXReadStyles
  ) throws -> XLSXReadSheet {
    try XLSXReadSheet(
      package, sheet, digitPixels: XLSXWidths.digitPixels(of: styles.cells[0].font),
      styleCount: styles.cells.count)
  }

  /// Reads one sheet with the formats of its rows, the styles of its cells and the formulas.
  ///
  /// Where pages start stands behind the rows: unless ``readDraft(loadsImages:)`` came before, the
  /// part is gone through twice.
  public func readStyledRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    try readStyledRows(ofSheet: sheet, isQuick: true, body)
  }

  /// The same, by events alone when not `isQuick`.
  package func readStyledRows(
    ofSheet sheet: Int, isQuick: Bool, _ body: (SheetRow) throws -> Bool
  ) throws {
    let worksheet = package.sheets[sheet]
    guard worksheet.isWorksheet else { return }
    try placing(Origin(file: package.path, part: worksheet.part, sheet: worksheet.info.name)) {
      var breaks = try pageStarts(ofSheet: sheet) {
        try XLSXReadSheet(package, worksheet, digitPixels: 7, styleCount: 0).pageStarts
      }[...]
      var cells = try cells(of: worksheet, isQuick: isQuick)
      cells.keepsStyles = true
      while try cells.next() {
        while let start = breaks.first, start < cells.row.index {
          breaks.removeFirst()
          guard try body(SheetRow(startingPageAt: start)) else { return }
        }
        var row = SheetRow(
          index: cells.row.index, cells: cells.styledCells, format: cells.format)
        if breaks.first == row.index {
          breaks.removeFirst()
          row.format.startsPage = true
        }
        guard try body(row) else { return }
      }
      for start in breaks {
        guard try body(SheetRow(startingPageAt: start)) else { return }
      }
    }
  }
}

extension SheetRow {
  /// A row without cells that starts a page.
  fileprivate init(startingPageAt index: Int) {
    self.init(index: index, format: RowFormat(startsPage: true))
  }
}

/// The widths of columns, which XLSX counts in digits of the workbook's first font.
///
/// - Source: ECMA-376 part 1 §18.3.1.13 col.
enum XLSXWidths {
  /// How many pixels of 1/96 inch one digit is wide.
  ///
  /// Times New Roman's digits are half an em, as LibreOffice counts them to the last fraction.
  /// Other fonts are told by the widths of their digits, rounded as Excel does.
  static func digitPixels(of font: Font) -> Double {
    let em = font.sizePoints / 72 * 96
    if font.name.hasPrefix("Times") || font.name.hasPrefix("Liberation Serif") {
      return max(1, em / 2)
    }
    let isNarrow = ["Calibri", "Carlito", "Aptos"].contains { font.name.hasPrefix($0) }
    return max(1, (em * (isNarrow ? 0.507 : 0.556)).rounded())
  }
}
