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
  /// - Throws: The writer's errors.
  public static func write(_ manifest: FormManifest, to path: String) throws {
    var template = FormTemplate(manifest)
    template.head()
    template.table()
    try template.finish(path)
  }

  let manifest: FormManifest
  var styles = StyleList()
  private var sheet: SheetDraft
  private var rows: [RowDraft] = []
  private var names: [NamedRange] = []

  private init(_ manifest: FormManifest) {
    self.manifest = manifest
    sheet = SheetDraft(name: manifest.sheet)
    sheet.columnWidthsMM = manifest.page.columnsMM
    sheet.page = Self.page(manifest, isLandscape: manifest.page.landscape)
    _ = styles.place(of: style())
  }

  /// The page of the form and of its annex.
  static func page(_ manifest: FormManifest, isLandscape: Bool) -> PageSetup {
    var page = PageSetup()
    let margins = manifest.page.marginsMM
    page.isLandscape = isLandscape
    page.margins = MarginsMM(
      top: margins.top, bottom: margins.bottom, left: margins.left, right: margins.right)
    page.fitsWidth = true
    page.numbersPagesAfterFirst = true
    return page
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
    mark(manifest.fields.unit.name, row: 0, column: 0)
    add([(0, 1, manifest.head.unit, unit), (2, 5, manifest.head.nation, nation)], height: 18)
    add([(2, 5, manifest.head.motto, motto)], height: 19)
    add([(3, 3, "", rule), (4, 4, "", rule)], height: 6)
    mark(manifest.fields.placeAndDate.name, row: rows.count, column: 2)
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
    let top = rows.count
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
      sheet.merges.append(
        CellRange(
          CellAddress(row: top, column: column), CellAddress(row: top + 1, column: column)))
    }
    sheet.repeatedRows = top...top + 1
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
    for (field, column) in [(fields.before, 3), (fields.after, 4), (fields.evidence, 5)] {
      mark(field.name(of: criterion), row: rows.count, column: column)
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

  /// Adds a row of blocks from one column to another; a block of several columns is merged.
  private mutating func add(
    _ blocks: [(first: Int, last: Int, text: String, style: CellStyle)], height: Double? = nil
  ) {
    var cells = [CellDraft](repeating: CellDraft(), count: manifest.page.columnsMM.count)
    for block in blocks {
      let style = styles.place(of: block.style)
      for column in block.first...block.last { cells[column].style = style }
      if !block.text.isEmpty { cells[block.first].value = .text(block.text) }
      if block.first < block.last {
        sheet.merges.append(
          CellRange(
            CellAddress(row: rows.count, column: block.first),
            CellAddress(row: rows.count, column: block.last)))
      }
    }
    rows.append(RowDraft(cells, heightPoints: height))
  }

  private mutating func mark(_ name: String, row: Int, column: Int) {
    let cell = CellRange(CellAddress(row: row, column: column))
    names.append(NamedRange(name: name, target: SheetRange(sheet: sheet.name, range: cell)))
  }

  private mutating func finish(_ path: String) throws {
    sheet.printArea = CellRange(
      CellAddress(row: 0, column: 0),
      CellAddress(row: rows.count - 1, column: manifest.page.columnsMM.count - 1))
    let annex = AnnexTemplate.make(self, styles: &styles)
    names.append(
      NamedRange(
        name: manifest.annex.block,
        target: SheetRange(sheet: manifest.annex.sheet, range: annex.block)))
    var draft = WorkbookDraft(sheets: [sheet, annex.sheet], styles: styles.all)
    draft.namedRanges = names
    draft.properties.title = manifest.head.name + " " + manifest.title
    try Workbook.write(draft, rows: [rows, annex.rows], to: path)
  }
}

/// The distinct styles of a workbook that is being drawn.
struct StyleList {
  private(set) var all: [CellStyle] = []

  mutating func place(of style: CellStyle) -> Int {
    if let place = all.firstIndex(of: style) { return place }
    all.append(style)
    return all.count - 1
  }
}
