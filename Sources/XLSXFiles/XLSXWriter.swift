import Diagnostics
public import Sheets
import XMLStreams
import ZipArchives

/// Writes an XLSX workbook, transitional, the same bytes for the same content.
///
/// Text stands in the cells themselves, so that a row is final once it is written, and memory does
/// not grow with the sheet.
///
/// - Shape: at most 1 048 576 rows × 16 384 columns, 32 767 characters a cell, no day before 1900.
/// - Source: ECMA-376 part 1 §18.2, §18.3; the order of a worksheet's children is §18.3.1.99's.
public struct XLSXWriter: WorkbookWriter, ~Copyable {
  private let draft: WorkbookDraft
  private let path: String
  private let zip: ZipWriter
  private let parts: XLSXWrittenParts
  private var styles: XLSXStyles
  private var place = 0
  private var sheet: XLSXWrittenSheet
  /// Whether a formula came without its value, in the sheets that are ended.
  public private(set) var needsCalculation = false

  /// Starts a workbook.
  ///
  /// - Parameters:
  ///   - draft: All but the rows.
  ///   - path: A file that does not exist yet.
  /// - Throws: `DraftError` when the draft makes no workbook, `ZipError` when the file cannot be
  ///   made.
  public init(_ draft: WorkbookDraft, toNewFile path: String) throws {
    let draft = try placing(Origin(file: path)) {
      try draft.check()
      for sheet in draft.sheets { try XLSXWrittenRules.check(sheet) }
      return try draft.mappingFormulas { formula, cell, sheet throws(DraftError) in
        try XLSXWrittenFormulas.expression(formula, at: cell, sheet: sheet)
      }
    }
    let parts = XLSXWrittenParts(draft)
    zip = try Self.start(path, parts, draft.properties)
    self.draft = draft
    self.path = path
    self.parts = parts
    styles = XLSXStyles(draft)
    sheet = Self.begin(0, draft, zip)
  }

  /// The content types come first, as in packages of other programs.
  private static func start(
    _ path: String, _ parts: XLSXWrittenParts, _ properties: DocumentProperties
  ) throws(ZipError) -> ZipWriter {
    let zip = try ZipWriter(newFile: path)
    try zip.add("[Content_Types].xml", parts.contentTypes())
    try zip.add("_rels/.rels", parts.packageRelations())
    for (name, bytes) in XLSXWrittenProperties.parts(properties) { try zip.add(name, bytes) }
    return zip
  }

  private static func begin(
    _ place: Int, _ draft: WorkbookDraft, _ zip: borrowing ZipWriter
  ) -> XLSXWrittenSheet {
    let setup = draft.sheets[place]
    return XLSXWrittenSheet(
      setup,
      head: XLSXWrittenView.head(
        setup, isFirst: place == draft.firstVisible,
        digitPixels: XLSXWidths.digitPixels(of: draft.styles[0].font)),
      styleCount: draft.styles.count, stream: zip.begin(XLSXNames.worksheetPart(place)))
  }

  // MARK: - Rows and cells

  /// Leaves rows as they usually are.
  public mutating func skipRows(_ count: Int) throws {
    try checkPlace()
    do { try sheet.skipRows(count) } catch { throw placed(error) }
  }

  /// Begins the next row.
  public mutating func beginRow(_ format: RowFormat) throws {
    try checkPlace()
    do { try sheet.beginRow(format) } catch { throw placed(error) }
  }

  /// Leaves cells of the row empty.
  public mutating func skipCells(_ count: Int) throws {
    do { try sheet.skipCells(count) } catch { throw placed(error) }
  }

  /// Adds a cell that holds a number.
  public mutating func add(_ number: Double, style: Int) throws {
    do { try sheet.add(number, style: style, &styles) } catch { throw placed(error) }
  }

  /// Adds a cell that holds text.
  public mutating func add(_ text: UTF8Span, style: Int) throws {
    do { try sheet.add(text, style: style, &styles) } catch { throw placed(error) }
  }

  /// Adds a cell of any kind.
  public mutating func add(_ cell: CellDraft) throws {
    if case .date(let date) = cell.value, !XLSXValues.hasSerial(date, uses1904Epoch: false) {
      throw placed(XLSXError.earlyDate(at: Origin(cell: sheet.place.a1)))
    }
    do { try sheet.add(cell, &styles) } catch { throw placed(error) }
  }

  /// Ends the row.
  public mutating func endRow() throws {
    try sheet.endRow()
  }

  private func placed(_ error: any Diagnosable) -> PlacedError {
    PlacedError(error, within: Origin(file: path, sheet: draft.sheets[place].name))
  }

  private func checkPlace() throws(DraftError) {
    guard place < draft.sheets.count else { throw .sheetCount(at: Origin(file: path)) }
  }

  // MARK: - The ends

  /// Ends the sheet that is being written; rows after it belong to the next one.
  public mutating func endSheet() throws {
    try checkPlace()
    var related = XLSXWrittenRelations()
    let tail = tail(&related)
    try sheet.finish(tail: tail)
    needsCalculation = needsCalculation || sheet.needsCalculation
    for (name, bytes) in parts.sheetParts(place, related) { try zip.add(name, bytes) }
    place += 1
    if place < draft.sheets.count { sheet = Self.begin(place, draft, zip) }
  }

  /// What stands behind the rows, in the order of §18.3.1.99.
  private func tail(_ related: inout XLSXWrittenRelations) -> XMLOutput {
    let setup = draft.sheets[place]
    var output = XMLOutput()
    if let protection = setup.protection { XLSXWrittenView.write(protection, to: &output) }
    if let filter = setup.autoFilter { output.element("autoFilter", ["ref": filter.a1]) }
    if !setup.merges.isEmpty {
      output.element("mergeCells", ["count": String(setup.merges.count)]) { output in
        for merge in setup.merges { output.element("mergeCell", ["ref": merge.a1]) }
      }
    }
    XLSXWrittenConditions.write(setup.conditionalFormats, styles, to: &output)
    XLSXWrittenRules.write(setup.validations, to: &output)
    XLSXWrittenLinks.write(setup.hyperlinks, &related, to: &output)
    XLSXPage.write(setup.page, to: &output)
    XLSXPage.writeBreaks(sheet.pageStarts, prefix: "", to: &output)
    XLSXPage.writeColumnBreaks(setup.columns, to: &output)
    if parts.hasDrawing(place) {
      let id = related.add("drawing", "../drawings/drawing\(place + 1).xml")
      output.element("drawing", ["r:id": id])
    }
    if !setup.comments.isEmpty {
      let id = related.add("vmlDrawing", "../drawings/vmlDrawing\(place + 1).vml")
      _ = related.add("comments", "../comments\(place + 1).xml")
      output.element("legacyDrawing", ["r:id": id])
    }
    output.raw("</worksheet>")
    return output
  }

  /// Ends the workbook after its last sheet and writes the file whole.
  public consuming func finish() throws {
    guard place == draft.sheets.count else {
      throw DraftError.sheetCount(at: Origin(file: path))
    }
    try zip.add("xl/workbook.xml", parts.workbook(needsCalculation: needsCalculation))
    try zip.add("xl/_rels/workbook.xml.rels", parts.workbookRelations())
    try zip.add("xl/styles.xml", styles.part())
    for (name, bytes) in parts.media() { try zip.add(name, bytes) }
    try zip.finish()
  }
}

extension WorkbookDraft {
  /// The sheet that is shown when the workbook is opened.
  var firstVisible: Int { sheets.firstIndex { $0.visibility == .visible } ?? 0 }
}
