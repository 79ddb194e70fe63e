import Sheets
import Workbooks

/// Draws the empty collection form from its manifest: what `make templates` writes.
///
/// The sheet is protected but for the fields; their cells check what is typed. The first column is
/// hidden and holds the key of each item.
public struct CollectionTemplate {
  /// Writes the empty form.
  ///
  /// - Parameters:
  ///   - manifest: The form.
  ///   - path: Where to; the extension names the format.
  /// - Throws: ``ReportError`` for columns that do not fit, or the writer's errors.
  public static func write(_ manifest: CollectionManifest, to path: String) throws {
    guard manifest.page.columnsMM.count == lastColumn + 1 else {
      throw ReportError.manifestColumns(
        manifest: manifest.version, table: "page.columnsMM", expected: lastColumn + 1)
    }
    if let annex = manifest.annex, annex.columns.count != DeliveryAnnex.columns {
      throw ReportError.manifestColumns(
        manifest: manifest.version, table: annex.sheet, expected: DeliveryAnnex.columns)
    }
    var template = CollectionTemplate(manifest)
    template.head()
    template.fields()
    template.table()
    try template.finish(path)
  }

  private static let keyColumn = 0
  private static let lastColumn = 9
  private static let rateColumns = [5, 8]

  private let manifest: CollectionManifest
  private let styles: FormLooks
  private var list = StyleList()
  private var canvas: FormCanvas
  private var checks: [DataValidation] = []

  private init(_ manifest: CollectionManifest) {
    self.manifest = manifest
    styles = FormLooks(manifest.font)
    var sheet = SheetDraft(name: manifest.sheet)
    sheet.columnWidthsMM = manifest.page.columnsMM
    sheet.columns[Self.keyColumn].isHidden = true
    sheet.page = manifest.page.setup(isLandscape: manifest.page.landscape)
    sheet.protection = SheetProtection()
    canvas = FormCanvas(sheet, columns: manifest.page.columnsMM.count)
    _ = list.place(of: styles.base)
  }

  // MARK: - Head and fields

  private mutating func head() {
    add(
      [(1, 2, manifest.head.unit, styles.left), (3, 9, manifest.head.nation, styles.title)],
      height: 18)
    add([(3, 9, manifest.head.motto, styles.title)], height: 18)
    add([], height: 8)
    add([(1, 9, manifest.title, styles.title)], height: 22)
    for note in manifest.notes { add([(1, 9, note, styles.note)], height: 17) }
    add([], height: 6)
  }

  private mutating func fields() {
    for field in manifest.fields.all {
      canvas.mark(field.name, column: 3)
      let isVersion = field == manifest.fields.version
      let style = isVersion ? styles.fixed : styles.input(field.kind)
      add([(1, 2, field.label, styles.left), (3, 6, "", style)], height: 18)
      if isVersion {
        let version = manifest.version
        canvas.change(3) { $0.value = .text(version) }
      }
      check(field)
    }
    add([], height: 8)
  }

  private mutating func check(_ field: CollectionManifest.Field) {
    let cell = CellAddress(row: canvas.rows.count - 1, column: 3)
    let words = manifest.validation
    switch field.kind {
    case .day:
      // 2000-01-01 in days since 1899-12-30.
      check(cell, .date(Comparison(.greaterThanOrEqual, FormulaText(36_526, .ooxml))), words.day)
    case .count:
      check(cell, .whole(Comparison(.greaterThanOrEqual, FormulaText(1, .ooxml))), words.count)
    case .text, .period: break
    }
  }

  private mutating func check(_ cell: CellAddress, _ rule: DataValidation.Rule, _ text: String) {
    var validation = DataValidation([CellRange(cell)], rule)
    validation.error = DataValidation.Message(title: manifest.validation.title, text: text)
    checks.append(validation)
  }

  // MARK: - The table

  private mutating func table() {
    let header = manifest.header
    let top = canvas.rows.count
    add(
      [
        (1, 1, header.number, styles.header), (2, 2, header.item, styles.header),
        (3, 5, header.before, styles.header), (6, 8, header.after, styles.header),
        (9, 9, header.evidence, styles.header),
      ], height: 20)
    let parts = [header.numerator, header.denominator, header.rate]
    let columns = (parts + parts).enumerated().map { place, text in
      (place + 3, place + 3, text, styles.header)
    }
    add(
      [(1, 1, "", styles.header), (2, 2, "", styles.header)] + columns + [
        (9, 9, "", styles.header)
      ], height: 20)
    for column in [1, 2, 9] {
      canvas.merge(CellAddress(row: top, column: column), top + 1, column)
    }
    canvas.sheet.repeatedRows = top...top + 1
    canvas.sheet.view.frozenRows = top + 2
    for section in manifest.sections {
      add([(1, 9, section.title, styles.section)], height: 20)
      for item in section.items { add(item) }
    }
  }

  private mutating func add(_ item: CollectionManifest.Item) {
    for place in CollectionPlace.allCases {
      canvas.mark(manifest.name(of: item, place), column: place.column)
    }
    let row = canvas.rows.count
    let text = words(item)
    let lines = TextHeight.lines(
      text, widthMM: manifest.page.columnsMM[2], sizePoints: manifest.font.sizePoints)
    add(
      [
        (1, 1, String(item.criterion), styles.cell), (2, 2, text, styles.text),
        (3, 3, "", styles.count), (4, 4, "", styles.count), (5, 5, "", styles.rate),
        (6, 6, "", styles.count), (7, 7, "", styles.count), (8, 8, "", styles.rate),
        (9, 9, "", styles.evidence),
      ],
      height: TextHeight.points(lines: max(lines, 2), sizePoints: manifest.font.sizePoints))
    canvas.change(Self.keyColumn) { $0.value = .text(item.key) }
    for column in Self.rateColumns { addRate(row, column) }
    for (upper, lower) in [(3, 4), (6, 7)] {
      let numerator = CellAddress(row: row, column: upper)
      let denominator = CellAddress(row: row, column: lower)
      let atLeast = { Comparison(.greaterThanOrEqual, $0) }
      check(numerator, .whole(atLeast(FormulaText(0, .ooxml))), manifest.validation.numerator)
      check(
        denominator, .whole(atLeast(FormulaText(numerator.a1, .ooxml))),
        manifest.validation.denominator)
    }
  }

  /// The rate beside a numerator and a denominator; blank until both are there.
  private mutating func addRate(_ row: Int, _ column: Int) {
    let upper = CellAddress(row: row, column: column - 2).a1
    let lower = CellAddress(row: row, column: column - 1).a1
    let formula = CellFormula("IF(N(\(lower))=0,\"\",\(upper)/\(lower))", .ooxml)
    canvas.change(column) {
      $0.value = .text("")
      $0.formula = formula
    }
  }

  private func words(_ item: CollectionManifest.Item) -> String {
    let whose = item.population.map { " (\($0))" } ?? ""
    return item.text + whose + "\n"
      + manifest.header.numerator + ": " + item.numerator + "; "
      + manifest.header.denominator.lowercased() + ": " + item.denominator
  }

  private mutating func add(_ blocks: [FormCanvas.Block], height: Double) {
    canvas.add(blocks, height: height, styles: &list)
  }

  // MARK: - The workbook

  private mutating func finish(_ path: String) throws {
    canvas.sheet.printArea = canvas.area
    canvas.sheet.validations = checks
    var sheets = [canvas.sheet]
    var rows = [canvas.rows]
    var names = canvas.names
    if let annex = manifest.annex {
      let drawn = DeliveryAnnex.draw(annex, manifest, styles, &list)
      sheets.append(drawn.sheet)
      rows.append(drawn.rows)
      names += drawn.names
    }
    var draft = WorkbookDraft(sheets: sheets, styles: list.all)
    draft.namedRanges = names
    draft.properties.title = manifest.title
    try Workbook.write(draft, rows: rows, to: path)
  }
}
