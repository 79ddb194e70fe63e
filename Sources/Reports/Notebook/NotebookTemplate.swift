internal import Sheets
internal import Workbooks

/// Draws the empty notebook from its manifest: what `make templates` writes.
public enum NotebookTemplate {
  /// Writes the notebook with the rows that its manifest begins with.
  ///
  /// - Parameters:
  ///   - manifest: The notebook.
  ///   - path: Where to; the extension names the format.
  /// - Throws: The writer's errors.
  public static func write(_ manifest: NotebookManifest, to path: String) throws {
    let looks = FormLooks(manifest.font)
    var styles = StyleList()
    _ = styles.place(of: looks.base)
    for table in manifest.tables.all where table.columns.isEmpty {
      throw ReportError.manifestColumns(manifest: "so-tay", table: table.sheet, expected: 1)
    }
    let sheets = manifest.tables.all.map { draw($0, looks, &styles) }
    var draft = WorkbookDraft(sheets: sheets.map(\.sheet), styles: styles.all)
    draft.properties.title = "Sổ tay"
    try Workbook.write(draft, rows: sheets.map(\.rows), to: path)
  }

  private static func draw(
    _ table: NotebookManifest.Table, _ looks: FormLooks, _ styles: inout StyleList
  ) -> FormCanvas {
    var sheet = SheetDraft(name: table.sheet)
    sheet.columnWidthsMM = table.columns.map(\.widthMM)
    sheet.page.isLandscape = true
    sheet.page.fitsWidth = true
    sheet.repeatedRows = 2...2
    sheet.view.frozenRows = 3
    let last = table.columns.count - 1
    var canvas = FormCanvas(sheet, columns: table.columns.count)
    canvas.add([(0, last, table.title, looks.title)], height: 22, styles: &styles)
    canvas.add([], height: 8, styles: &styles)
    canvas.add(
      table.columns.enumerated().map { ($0.offset, $0.offset, $0.element.title, looks.header) },
      height: 24, styles: &styles)
    let rows = table.rows ?? []
    for row in rows + Array(repeating: [:], count: 10) {
      let cells = table.columns.enumerated().map { place, column in
        (place, place, row[column.key] ?? "", looks.input(column.kind))
      }
      let lines = table.columns.map { column in
        TextHeight.lines(
          row[column.key] ?? "", widthMM: column.widthMM, sizePoints: looks.plain.font.sizePoints)
      }
      canvas.add(
        cells,
        height: TextHeight.points(
          lines: lines.max() ?? 1, sizePoints: looks.plain.font.sizePoints), styles: &styles)
      for (place, column) in table.columns.enumerated() where column.kind == .day {
        guard let text = row[column.key], let day = FormText.day(.text(text)) else { continue }
        canvas.change(place) { $0.value = day.cellValue }
      }
    }
    return canvas
  }
}
