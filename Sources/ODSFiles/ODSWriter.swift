internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

/// Writes an ODS workbook, the same bytes for the same content.
///
/// Rows are deflated as they come; their styles, which stand before them, are known last, so that
/// the content is put together at the end.
///
/// - Shape: at most 1 048 576 rows × 16 384 columns.
/// - Source: ODF 1.3 part 3; part 2 for the container.
public struct ODSWriter: WorkbookWriter, ~Copyable {
  private let draft: WorkbookDraft
  private let path: String
  private let page: ODSPage
  private let parts: ODSWrittenParts
  private let isFlat: Bool
  private let spool: ZipSpool
  private var styles: ODSStyles
  private var tables: [ZipSpool.Piece] = []
  /// Whether a formula came without its value, in the sheets that are ended.
  public private(set) var needsCalculation = false
  private var place = 0
  private var sheet: ODSWrittenSheet

  /// Starts a workbook.
  ///
  /// - Parameters:
  ///   - draft: What is known before the first row.
  ///   - path: A file that does not exist yet.
  ///   - isFlat: Whether it is one XML document, FODS, and no container.
  /// - Throws: `DraftError` when the draft makes no workbook.
  public init(_ draft: WorkbookDraft, toNewFile path: String, isFlat: Bool = false) throws {
    let draft = try placing(Origin(file: path)) {
      try draft.check()
      return try draft.mappingFormulas { formula, cell, sheet throws(DraftError) in
        try ODSWrittenFormulas.expression(formula, at: cell, sheet: sheet)
      }
    }
    self.draft = draft
    self.path = path
    page = ODSPage(draft.sheets)
    parts = ODSWrittenParts(draft, isFlat: isFlat)
    styles = ODSStyles(draft.styles)
    self.isFlat = isFlat
    spool = ZipSpool(for: path, deflates: !isFlat)
    sheet = Self.begin(0, draft, parts, spool)
  }

  private static func begin(
    _ place: Int, _ draft: WorkbookDraft, _ parts: ODSWrittenParts, _ spool: ZipSpool
  ) -> ODSWrittenSheet {
    let setup = draft.sheets[place]
    let marks = ODSCellMarks(
      setup, frames: ODSWrittenDrawings.frames(place, setup, parts),
      firstValidation: draft.sheets[..<place].reduce(0) { $0 + $1.validations.count })
    return ODSWrittenSheet(
      setup, marks, place: place, styleCount: draft.styles.count, spool: spool)
  }

  // MARK: - Rows and cells

  /// Leaves rows as they usually are.
  public mutating func skipRows(_ count: Int) throws {
    try checkPlace()
    try placing(Origin(file: path, sheet: draft.sheets[place].name)) {
      try sheet.skipRows(count, &styles)
    }
  }

  /// Begins the next row.
  public mutating func beginRow(_ format: RowFormat) throws {
    try checkPlace()
    do { try sheet.beginRow(format, &styles) } catch { throw placed(error) }
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
    do { try sheet.add(text, style: style) } catch { throw placed(error) }
  }

  /// Adds a cell of any kind.
  public mutating func add(_ cell: CellDraft) throws {
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
    let setup = draft.sheets[place]
    let rows = try sheet.finish(&styles)
    needsCalculation = needsCalculation || sheet.needsCalculation
    styles.add(sheet.mapped, of: setup)
    var head = XMLOutput()
    let look = ODSStyles.SheetLook(
      master: page.master(of: setup), isHidden: setup.visibility != .visible,
      tabColor: setup.tabColor)
    ODSWrittenView.writeHead(
      setup, columns: sheet.columns, style: styles.sheet(look), &styles, to: &head)
    var tail = XMLOutput()
    writeNames(
      draft.namedRanges.filter { $0.scope?.lowercased() == setup.name.lowercased() }, to: &tail)
    ODSWrittenConditions.write(setup, page, to: &tail)
    tail.raw("</table:table>")
    tables += [.bytes(head.bytes), rows, .bytes(tail.bytes)]
    place += 1
    if place < draft.sheets.count { sheet = Self.begin(place, draft, parts, spool) }
  }

  /// Ends the workbook after its last sheet and writes the file whole.
  public consuming func finish() throws {
    guard place == draft.sheets.count else {
      throw DraftError.sheetCount(at: Origin(file: path))
    }
    var tail = XMLOutput()
    writeNames(draft.namedRanges.filter { $0.scope == nil }, to: &tail)
    writeFilters(to: &tail)
    tail.raw("</office:spreadsheet></office:body>")
    tail.raw(isFlat ? "</office:document>" : "</office:document-content>")
    let content = [.bytes(isFlat ? flatHead() : head())] + tables + [.bytes(tail.bytes)]
    guard !isFlat else { return try spool.write(content) }
    let zip = try ZipWriter(newFile: path)
    // ODF 1.3 part 2: `mimetype` comes first and is stored, so that its bytes stand at offset 38.
    try zip.add(ODSPart.mimetype, Array(ODSPart.mediaType.utf8), isStored: true)
    try zip.add(ODSPart.content, content, from: spool)
    try zip.add(ODSPart.styles, page.part(fonts: styles))
    for (name, bytes) in parts.members() { try zip.add(name, bytes) }
    try zip.finish()
  }

  private func head() -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-content" + ODSDocument.namespaces + ">")
    styles.writeFonts(to: &output)
    output.element("office:automatic-styles") { styles.writeAutomatic(page, to: &$0) }
    writeBodyHead(to: &output)
    return output.bytes
  }

  /// All parts in one document.
  ///
  /// - Source: ODF 1.3 part 3 §3.1.2 office:document.
  private func flatHead() -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document" + ODSDocument.namespaces)
    output.attribute("office:mimetype", ODSPart.mediaType)
    output.raw(">")
    ODSWrittenProperties.write(draft.properties, to: &output)
    let first = draft.sheets.firstIndex { $0.visibility == .visible } ?? 0
    ODSWrittenView.writeSettings(draft, first: first, to: &output)
    styles.writeFonts(to: &output)
    page.writeStyles(to: &output)
    output.element("office:automatic-styles") { output in
      page.writeAutomatic(to: &output)
      styles.writeAutomatic(page, to: &output)
    }
    page.writeMasters(to: &output)
    writeBodyHead(to: &output)
    return output.bytes
  }

  private func writeBodyHead(to output: inout XMLOutput) {
    output.raw("<office:body><office:spreadsheet")
    if draft.locksStructure { output.attribute("table:structure-protected", "true") }
    output.raw(">")
    ODSWrittenRules.write(draft.sheets, to: &output)
  }

  private func writeNames(_ names: [NamedRange], to output: inout XMLOutput) {
    guard !names.isEmpty else { return }
    output.element("table:named-expressions") { output in
      for name in names {
        if let target = name.target {
          output.element(
            "table:named-range",
            [
              "table:name": name.name,
              "table:base-cell-address": ODSAddress.print(
                target.range.first, sheet: target.sheet),
              "table:cell-range-address": ODSAddress.print(target),
            ])
        } else if let formula = name.formula {
          let base = CellAddress(row: 0, column: 0)
          output.element(
            "table:named-expression",
            [
              "table:name": name.name,
              "table:base-cell-address": ODSAddress.print(
                base, sheet: name.scope ?? draft.sheets[0].name),
              "table:expression": "of:=" + formula.text,
            ])
        }
      }
    }
  }

  /// ODF 1.3 part 3 §9.4.15 table:database-range.
  private func writeFilters(to output: inout XMLOutput) {
    let filters = draft.sheets.enumerated().compactMap { place, sheet in
      sheet.autoFilter.map { (place, SheetRange(sheet: sheet.name, range: $0)) }
    }
    guard !filters.isEmpty else { return }
    output.element("table:database-ranges") { output in
      for (place, range) in filters {
        output.element(
          "table:database-range",
          [
            "table:name": "__Anonymous_Sheet_DB__\(place)",
            "table:target-range-address": ODSAddress.print(range),
            "table:display-filter-buttons": "true",
          ])
      }
    }
  }
}
