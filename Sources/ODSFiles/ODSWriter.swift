internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

/// Writes an ODS workbook, the same bytes for the same content.
///
/// Rows are turned into XML as they come; the container is written at the end.
///
/// - Shape: at most 1 048 576 rows × 16 384 columns.
/// - Source: ODF 1.3 part 3; part 2 for the container.
public struct ODSWriter: WorkbookWriter, ~Copyable {
  private let draft: WorkbookDraft
  private let path: String
  private let page: ODSPage
  private var styles: ODSStyles
  private var tables = XMLOutput()
  private var place = 0
  private var sheet = ODSSheetBody()

  /// Starts a workbook.
  ///
  /// - Parameters:
  ///   - draft: What is known before the first row.
  ///   - path: A file that does not exist yet.
  /// - Throws: `DraftError` when the draft makes no workbook.
  public init(_ draft: WorkbookDraft, toNewFile path: String) throws {
    try placing(Origin(file: path)) { try draft.check() }
    self.draft = draft
    self.path = path
    page = ODSPage(draft.sheets)
    styles = ODSStyles(draft.styles)
    sheet = ODSSheetBody(draft.sheets[0])
  }

  /// Adds a row to the sheet that is being written.
  public mutating func append(_ row: RowDraft) throws {
    guard place < draft.sheets.count else {
      throw DraftError.sheetCount(at: Origin(file: path))
    }
    try placing(Origin(file: path, sheet: draft.sheets[place].name)) {
      try sheet.append(row, of: draft, styles: &styles)
    }
  }

  /// Ends the sheet that is being written; rows after it belong to the next one.
  public mutating func endSheet() throws {
    guard place < draft.sheets.count else {
      throw DraftError.sheetCount(at: Origin(file: path))
    }
    let current = draft.sheets[place]
    sheet.finish(to: &tables, master: page.master(of: current), styles: &styles)
    place += 1
    if place < draft.sheets.count { sheet = ODSSheetBody(draft.sheets[place]) }
  }

  /// Ends the workbook after its last sheet and writes the file whole.
  public consuming func finish() throws {
    guard place == draft.sheets.count else {
      throw DraftError.sheetCount(at: Origin(file: path))
    }
    let content = content()
    let parts = [ODSPart.content, ODSPart.styles, ODSPart.meta]
    let container = try ZipWriter(newFile: path)
    // ODF 1.3 part 2: `mimetype` comes first and is stored, so that its bytes stand at offset 38.
    try container.add(ODSPart.mimetype, Array(ODSPart.mediaType.utf8), isStored: true)
    try container.add(ODSPart.content, content)
    try container.add(ODSPart.styles, page.part(fonts: styles))
    try container.add(ODSPart.meta, ODSDocument.meta(draft.properties))
    try container.add(ODSPart.manifest, ODSDocument.manifest(parts))
    try container.finish()
  }

  private func content() -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-content" + ODSDocument.namespaces + ">")
    styles.writeFonts(to: &output)
    styles.writeAutomatic(to: &output)
    output.raw("<office:body><office:spreadsheet>")
    output.raw(tables.bytes)
    let names = draft.namedRanges.compactMap { range in range.target.map { (range.name, $0) } }
    if !names.isEmpty {
      output.element("table:named-expressions") { output in
        for (name, target) in names {
          output.element(
            "table:named-range",
            [
              "table:name": name,
              "table:base-cell-address": ODSAddress.print(target.range.first, sheet: target.sheet),
              "table:cell-range-address": ODSAddress.print(target),
            ])
        }
      }
    }
    output.raw("</office:spreadsheet></office:body></office:document-content>")
    return output.bytes
  }
}

/// The rows of the sheet that is being written.
private struct ODSSheetBody {
  private let draft: SheetDraft
  private var rows = XMLOutput()
  private var row = 0
  private var columns = 1
  private var isInHeader = false
  /// Merged blocks that begin further down, the next one last.
  private var comingMerges: [CellRange]
  /// Merged blocks that reach the row that is written.
  private var merges: [CellRange] = []

  init(_ draft: SheetDraft = SheetDraft(name: "")) {
    self.draft = draft
    comingMerges = draft.merges.sorted { $0.first > $1.first }
  }

  mutating func append(
    _ draftRow: RowDraft, of workbook: WorkbookDraft, styles: inout ODSStyles
  ) throws {
    enterRow()
    try workbook.check(draftRow, at: row, merges: merges)
    write(draftRow, styles: &styles)
  }

  private mutating func write(_ draftRow: RowDraft, styles: inout ODSStyles) {
    if draft.repeatedRows?.lowerBound == row {
      rows.raw("<table:table-header-rows>")
      isInHeader = true
    }
    let style = styles.row(
      heightPoints: draftRow.heightPoints, startsPage: draftRow.startsPage)
    rows.raw("<table:table-row table:style-name=\"\(style)\">")
    let mergedColumns = merges.map { $0.last.column + 1 }.max() ?? 0
    let width = max(draftRow.cells.count, mergedColumns)
    columns = max(columns, width)
    var column = 0
    while column < width { column += writeCell(column, draftRow.cells, &styles) }
    if width == 0 { rows.raw("<table:table-cell/>") }
    rows.raw("</table:table-row>")
    if draft.repeatedRows?.upperBound == row { endHeader() }
    row += 1
  }

  private mutating func enterRow() {
    merges.removeAll { $0.last.row < row }
    while let next = comingMerges.last, next.first.row <= row {
      merges.append(next)
      comingMerges.removeLast()
    }
  }

  private mutating func endHeader() {
    if isInHeader { rows.raw("</table:table-header-rows>") }
    isInHeader = false
  }

  /// Writes the cell at `column`, or the run of equal empty ones that begins there.
  ///
  /// - Returns: How many columns were written.
  private mutating func writeCell(
    _ column: Int, _ cells: [CellDraft], _ styles: inout ODSStyles
  ) -> Int {
    let address = CellAddress(row: row, column: column)
    let cell = column < cells.count ? cells[column] : nil
    if let merge = merges.first(where: { $0.contains(address) }) {
      writeMerged(cell, merge, address, &styles)
      return 1
    }
    guard let cell else {
      rows.raw("<table:table-cell/>")
      return 1
    }
    var run = 1
    if cell.value == .empty {
      while column + run < cells.count, cells[column + run] == cell,
        !isMerged(CellAddress(row: row, column: column + run))
      {
        run += 1
      }
    }
    rows.raw("<table:table-cell")
    rows.attribute("table:style-name", styles.cell(cell.style, for: cell.value))
    if run > 1 { rows.attribute("table:number-columns-repeated", String(run)) }
    rows.cellContent(
      ODSWrittenValue(cell.value, shownAs: styles.face(cell.style)), "table:table-cell")
    return run
  }

  /// The first cell of a block carries its spans; the others are covered, with their own lines.
  private mutating func writeMerged(
    _ cell: CellDraft?, _ merge: CellRange, _ address: CellAddress, _ styles: inout ODSStyles
  ) {
    let isFirst = merge.first == address
    let name = isFirst ? "table:table-cell" : "table:covered-table-cell"
    rows.raw("<" + name)
    if let cell {
      rows.attribute("table:style-name", styles.cell(cell.style, for: cell.value))
    }
    if isFirst {
      rows.attribute("table:number-columns-spanned", String(merge.columns.count))
      rows.attribute("table:number-rows-spanned", String(merge.rows.count))
    }
    let value = ODSWrittenValue(
      cell?.value ?? .empty, shownAs: cell.map { styles.face($0.style) } ?? ODSNumberFace())
    rows.cellContent(value, name)
  }

  private func isMerged(_ address: CellAddress) -> Bool {
    merges.contains { $0.contains(address) }
  }

  /// Ends the rows and writes the whole sheet.
  mutating func finish(
    to output: inout XMLOutput, master: Int, styles: inout ODSStyles
  ) {
    let mergedRows = draft.merges.map { $0.last.row + 1 }.max() ?? 0
    while row < max(mergedRows, 1) {
      enterRow()
      write(RowDraft(), styles: &styles)
    }
    endHeader()
    output.raw("<table:table")
    output.attribute("table:name", draft.name)
    output.attribute("table:style-name", styles.sheet(master: master))
    if let area = draft.printArea {
      output.attribute(
        "table:print-ranges", ODSAddress.print(SheetRange(sheet: draft.name, range: area)))
    }
    output.raw(">")
    writeColumns(to: &output, styles: &styles)
    output.raw(rows.bytes)
    output.raw("</table:table>")
  }

  private func writeColumns(to output: inout XMLOutput, styles: inout ODSStyles) {
    var widths: [Double?] = draft.columnWidthsMM
    while widths.count < columns { widths.append(nil) }
    var column = 0
    while column < widths.count {
      let run = widths[column...].prefix { $0 == widths[column] }.count
      output.raw("<table:table-column")
      output.attribute("table:style-name", styles.column(widthMM: widths[column]))
      if run > 1 { output.attribute("table:number-columns-repeated", String(run)) }
      output.attribute("table:default-cell-style-name", "Default")
      output.raw("/>")
      column += run
    }
  }
}

extension XMLOutput {
  /// Writes the rest of a cell after its name and its own attributes.
  fileprivate mutating func cellContent(_ value: ODSWrittenValue, _ name: String) {
    if let formula = value.formula { attribute("table:formula", "of:" + formula) }
    for (name, text) in value.attributes { attribute("office:" + name, text) }
    guard !value.paragraphs.isEmpty else { return raw("/>") }
    raw(">")
    paragraphs(value.paragraphs)
    raw("</" + name + ">")
  }
}
