import Sheets
import Workbooks

/// Draws the empty form from its manifest: what `make templates` writes.
///
/// - Source: Nghị định 30/2020/NĐ-CP, annex I, for the head, margins, fonts and page numbers.
public struct FormTemplate {
  /// Writes the empty form.
  ///
  /// - Parameters:
  ///   - manifest: The form.
  ///   - path: Where to; the extension names the format.
  /// - Throws: ``ReportError`` for columns that do not fit, or the writer's errors.
  public static func write(_ manifest: FormManifest, to path: String) throws {
    try check(manifest)
    var template = FormTemplate(manifest)
    template.head()
    template.table()
    try template.finish(path)
  }

  let manifest: FormManifest
  var styles = StyleList()
  private var canvas: FormCanvas

  private init(_ manifest: FormManifest) {
    self.manifest = manifest
    var sheet = SheetDraft(name: manifest.sheet)
    sheet.columnWidthsMM = manifest.page.columnsMM
    sheet.page = manifest.page.setup(isLandscape: manifest.page.landscape)
    canvas = FormCanvas(sheet, columns: manifest.page.columnsMM.count)
    _ = styles.place(of: style())
  }

  /// The form's own font, with changes.
  func style(_ change: (inout CellStyle) -> Void = { _ in }) -> CellStyle {
    CellStyle { style in
      style.font.name = manifest.font.name
      style.font.sizePoints = manifest.font.sizePoints
      change(&style)
    }
  }

  // MARK: - The head

  /// Columns A-B hold the unit, C-F quốc hiệu, tiêu ngữ, place and date; the rule under tiêu ngữ is
  /// the upper edge of a thin row.
  private mutating func head() {
    let unit = style { $0.horizontal = .left }
    let nation = style {
      $0.horizontal = .center
      $0.font.isBold = true
      $0.font.sizePoints -= 1
    }
    let motto = style {
      $0.horizontal = .center
      $0.font.isBold = true
    }
    let rule = style { $0.borders = .top }
    let date = style {
      $0.horizontal = .center
      $0.font.isItalic = true
    }
    let name = style {
      $0.horizontal = .center
      $0.font.isBold = true
      $0.font.sizePoints += 1
    }
    if let field = manifest.fields.unit { canvas.mark(field.name, column: 0) }
    add([(0, 1, manifest.head.unit, unit), (2, 5, manifest.head.nation, nation)], height: 18)
    add([(2, 5, manifest.head.motto, motto)], height: 19)
    add([(3, 3, "", rule), (4, 4, "", rule)], height: 6)
    if let field = manifest.fields.placeAndDate { canvas.mark(field.name, column: 2) }
    add([(2, 5, manifest.head.placeAndDate, date)], height: 20)
    add([], height: 10)
    add([(0, 5, manifest.head.name, name)], height: 20)
    add([(0, 5, manifest.title, name)], height: 20)
    add([], height: 10)
  }

  // MARK: - The table

  private mutating func table() {
    let heading = style {
      $0.horizontal = .center
      $0.font.isBold = true
      $0.wrapsText = true
      $0.borders = .all
    }
    let header = manifest.header
    let top = canvas.rows.count
    add(
      [
        (0, 0, header.number, heading), (1, 1, header.criterion, heading),
        (2, 2, header.target, heading), (3, 4, header.result, heading),
        (5, 5, header.evidence, heading),
      ], height: 19)
    add(
      [
        (0, 0, "", heading), (1, 1, "", heading), (2, 2, "", heading),
        (3, 3, header.before, heading), (4, 4, header.after, heading), (5, 5, "", heading),
      ], height: 36)
    for column in [0, 1, 2, 5] {
      canvas.merge(CellAddress(row: top, column: column), top + 1, column)
    }
    canvas.sheet.repeatedRows = top...top + 1
    for section in manifest.sections {
      let number = heading
      var title = heading
      title.horizontal = .left
      title.wrapsText = false
      add([(0, 0, section.number, number), (1, 5, section.title, title)], height: 20)
      for criterion in section.criteria { add(criterion) }
    }
  }

  /// A criterion's row is as high as its text and the room for its evidence need.
  private mutating func add(_ criterion: FormManifest.Criterion) {
    let centre = style {
      $0.horizontal = .center
      $0.wrapsText = true
      $0.borders = .all
    }
    var text = centre
    text.horizontal = .left
    let fields = manifest.fields
    let places: [(FormManifest.Field?, Int)] = [
      (fields.before, 3), (fields.after, 4), (fields.evidence, 5),
    ]
    for (field, column) in places {
      if let field { canvas.mark(field.name(of: criterion), column: column) }
    }
    add(
      [
        (0, 0, String(criterion.number), centre), (1, 1, criterion.text, text),
        (2, 2, criterion.target, centre), (3, 3, "", figure(fields.before, centre)),
        (4, 4, "", figure(fields.after, centre)), (5, 5, "", text),
      ], height: manifest.heightPoints(of: criterion))
  }

  private func figure(_ field: FormManifest.Field, _ base: CellStyle) -> CellStyle {
    var style = base
    style.wrapsText = false
    if field.type == .percent { style.numberFormat = .percent(decimals: field.decimals ?? 2) }
    return style
  }

  // MARK: - Rows

  private mutating func add(_ blocks: [FormCanvas.Block], height: Double? = nil) {
    canvas.add(blocks, height: height, styles: &styles)
  }

  private mutating func finish(_ path: String) throws {
    canvas.sheet.printArea = canvas.area
    var sheets = [canvas.sheet]
    var rows = [canvas.rows]
    var names = canvas.names
    if let annex = manifest.annex {
      let drawn = AnnexTemplate.make(annex, self, styles: &styles)
      sheets.append(drawn.sheet)
      rows.append(drawn.rows)
      let block = SheetRange(sheet: annex.sheet, range: drawn.block)
      names.append(NamedRange(name: annex.block, target: block))
    }
    var draft = WorkbookDraft(sheets: sheets, styles: styles.all)
    draft.namedRanges = names
    draft.properties.title = manifest.head.name + " " + manifest.title
    try Workbook.write(draft, rows: rows, to: path)
  }

  /// The form's columns: number, criterion, target, before, after, evidence.
  private static let columns = 6

  private static func check(_ manifest: FormManifest) throws(ReportError) {
    func check(_ table: String, _ count: Int, _ expected: Int) throws(ReportError) {
      guard count == expected else {
        throw .manifestColumns(manifest: manifest.title, table: table, expected: expected)
      }
    }
    try check("page.columnsMM", manifest.page.columnsMM.count, columns)
    guard let annex = manifest.annex else { return }
    try check("annex.columnsMM", annex.columnsMM.count, AnnexTemplate.columns)
    for (table, titles) in [
      ("byPho", annex.byPho.columns), ("byChannel", annex.byChannel.columns),
      ("sources", annex.sources.columns),
    ] where titles.count > AnnexTemplate.columns {
      try check("annex." + table, titles.count, AnnexTemplate.columns)
    }
  }
}
