internal import Indicators
internal import Records
internal import Sheets
internal import Workbooks

/// Draws the annexes beside the form: results against targets, documents, charts, plan, training,
/// models, places.
public struct AnnexBook {
  /// What the annexes show.
  public struct Content: Sendable {
    /// What the report says.
    public var report: ReportContent
    /// What the clerk keeps by hand.
    public var notebook: Notebook
    /// The SHA-256 of the machine-readable summary, in hexadecimal; nil for none.
    public var digest: String?

    /// Makes content.
    public init(report: ReportContent, notebook: Notebook = Notebook(), digest: String? = nil) {
      self.report = report
      self.notebook = notebook
      self.digest = digest
    }
  }

  /// Rows of annexes take what they need, so lines are counted with care.
  static let reserve = 1.1

  let words: AnnexBookManifest
  let form: FormManifest
  let content: Content
  let looks: FormLooks
  var styles = StyleList()

  /// Prepares the annexes of a form.
  public init(_ words: AnnexBookManifest, form: FormManifest, content: Content) {
    self.words = words
    self.form = form
    self.content = content
    looks = FormLooks(words.font)
    _ = styles.place(of: looks.base)
  }

  /// Writes the annexes as one workbook.
  ///
  /// - Parameters:
  ///   - path: Where to.
  ///   - kind: `ods` or `xlsx`.
  /// - Throws: The writer's errors.
  public func write(to path: String, kind: String) throws {
    var copy = self
    let sheets = [
      try copy.results(), copy.documents(), copy.charts(), copy.plan(), copy.training(),
      copy.models(), copy.places(),
    ]
    var draft = WorkbookDraft(sheets: sheets.map(\.sheet), styles: copy.styles.all)
    draft.properties.title = words.results.title
    try Workbook.write(
      draft, rows: sheets.map(\.rows), to: path, as: Workbook.Format(rawValue: kind))
  }

  // MARK: - Tables

  /// An empty sheet with its title.
  mutating func canvas(
    _ table: AnnexBookManifest.Table, _ columnsMM: [Double]
  ) -> FormCanvas {
    var sheet = SheetDraft(name: table.sheet)
    sheet.columnWidthsMM = columnsMM
    sheet.page = words.page.setup(isLandscape: words.page.landscape)
    var canvas = FormCanvas(sheet, columns: columnsMM.count)
    canvas.add([(0, columnsMM.count - 1, table.title, looks.title)], height: 24, styles: &styles)
    canvas.add([], height: 8, styles: &styles)
    return canvas
  }

  /// Adds a header that is printed again on each page.
  mutating func header(_ columns: [String], to canvas: inout FormCanvas, columnsMM: [Double]) {
    let row = canvas.rows.count
    let cells = columns.enumerated().map { ($0.offset, $0.element) }
    add(cells.map { ($0.0, .text($0.1), looks.header) }, to: &canvas, columnsMM: columnsMM)
    canvas.sheet.repeatedRows = row...row
  }

  /// Adds a row as high as its longest cell needs.
  mutating func add(
    _ cells: [(column: Int, value: CellValue, style: CellStyle)], to canvas: inout FormCanvas,
    columnsMM: [Double]
  ) {
    let lines = cells.map { cell in
      guard case .text(let text) = cell.value else { return 1 }
      return TextHeight.lines(
        text, widthMM: columnsMM[cell.column], sizePoints: cell.style.font.sizePoints,
        reserve: Self.reserve)
    }
    canvas.add(
      cells.map { ($0.column, $0.column, "", $0.style) },
      height: TextHeight.points(
        lines: lines.max() ?? 1, sizePoints: looks.plain.font.sizePoints), styles: &styles)
    for cell in cells { canvas.change(cell.column) { $0.value = cell.value } }
  }

  /// A sheet of one table; without rows a line says so.
  mutating func draw(
    _ table: AnnexBookManifest.Table, _ rows: [[(CellValue, CellStyle)]]
  ) -> FormCanvas {
    let widths = table.widthsMM
    var canvas = canvas(table, widths)
    guard !rows.isEmpty else {
      canvas.add(
        [(0, widths.count - 1, table.word("none"), looks.note)], height: 18, styles: &styles)
      return canvas
    }
    header(table.titles, to: &canvas, columnsMM: widths)
    for row in rows {
      add(
        row.enumerated().map { ($0.offset, $0.element.0, $0.element.1) }, to: &canvas,
        columnsMM: widths)
    }
    return canvas
  }

  func day(_ day: CalendarDay?) -> (CellValue, CellStyle) {
    (day?.cellValue ?? .empty, looks.day)
  }

  func number(_ number: Int?) -> (CellValue, CellStyle) {
    (number.map { .number(Double($0)) } ?? .empty, looks.whole)
  }

  func text(_ text: String) -> (CellValue, CellStyle) {
    (text.isEmpty ? .empty : .text(text), looks.text)
  }
}
