internal import Diagnostics
internal import Indicators
internal import QRCodes
internal import Records
internal import Sheets

/// The annex that holds results against targets; the form's own table says nothing of that.
extension AnnexBook {
  mutating func results() throws -> FormCanvas {
    let results = words.results
    let widths = results.widthsMM
    var canvas = canvas(results, widths)
    header(results.titles, to: &canvas, columnsMM: widths)
    for criterion in form.criteria {
      add(
        [
          (0, .number(Double(criterion.number)), looks.cell),
          (1, .text(criterion.text), looks.text),
          (2, .text(criterion.target), looks.cell),
          (3, share(criterion, .before), looks.rate),
          (4, fraction(criterion, .before), looks.cell),
          (5, share(criterion, .after), looks.rate),
          (6, fraction(criterion, .after), looks.cell),
          (7, .text(verdict(criterion)), looks.cell),
        ], to: &canvas, columnsMM: widths)
      addParts(of: criterion, to: &canvas, columnsMM: widths)
    }
    canvas.add([], height: 10, styles: &styles)
    addNotes(to: &canvas)
    try addDigest(to: &canvas)
    return canvas
  }

  /// A row for each population or place that a figure is added up from.
  private mutating func addParts(
    of criterion: FormManifest.Criterion, to canvas: inout FormCanvas, columnsMM: [Double]
  ) {
    let parts = ReportColumn.allCases.map { content.report.parts[key(criterion, $0)] ?? [] }
    for subject in Set(parts.joined().map(\.subject)).sorted() {
      let rates = parts.map { part in part.first { $0.subject == subject }?.rate }
      let latest = rates[1] ?? rates[0]
      let verdict = latest?.verdict.map { words.results.word($0.rawValue) } ?? ""
      var cells: [(column: Int, value: CellValue, style: CellStyle)] = [
        (0, .empty, looks.cell), (1, .text("– " + subject), looks.part), (2, .empty, looks.cell),
        (7, .text(verdict), looks.cell),
      ]
      for (place, rate) in rates.enumerated() {
        cells.append((3 + 2 * place, rate.map { .number($0.low) } ?? .empty, looks.rate))
        cells.append((4 + 2 * place, rate.map { .text($0.fractionText) } ?? .empty, looks.cell))
      }
      add(cells, to: &canvas, columnsMM: columnsMM)
    }
  }

  private func key(
    _ criterion: FormManifest.Criterion, _ column: ReportColumn
  ) -> ReportContent.FigureKey { ReportContent.FigureKey(criterion.number, column) }

  private func share(
    _ criterion: FormManifest.Criterion, _ column: ReportColumn
  ) -> CellValue {
    content.report.share(key(criterion, column)).map { .number($0) } ?? .empty
  }

  /// `a/b`; for a figure that somebody typed, that it is so.
  private func fraction(
    _ criterion: FormManifest.Criterion, _ column: ReportColumn
  ) -> CellValue {
    let key = key(criterion, column)
    if content.report.adjustments[key] != nil { return .text(words.results.word("adjusted")) }
    return content.report.figures[key].map { .text($0.fractionText) } ?? .empty
  }

  private func verdict(_ criterion: FormManifest.Criterion) -> String {
    let places = [ReportColumn.after, .before].map { key(criterion, $0) }
    guard let place = places.first(where: { content.report.share($0) != nil }) else {
      return words.results.word("no-figure")
    }
    let verdict = content.report.verdict(place, target: Target.percent(in: criterion.target))
    return verdict.map { words.results.word($0.rawValue) } ?? ""
  }

  /// How the computed figure is defined: the definition is the ward's choice, so it is printed.
  private mutating func addNotes(to canvas: inout FormCanvas) {
    guard let criterion = form.criterion(computedBy: "household-cashless"),
      !content.report.households.isEmpty
    else { return }
    let definition = content.report.definition
    note(
      words.results.word(
        "definition",
        [
          "number": String(criterion.number), "definition": definition.id,
          "denominator": definition.denominator.vi, "numerator": definition.numerator.vi,
        ]), to: &canvas)
  }

  private mutating func note(_ text: String, to canvas: inout FormCanvas) {
    let width = words.results.widthsMM.reduce(0, +)
    let lines = TextHeight.lines(
      text, widthMM: width, sizePoints: looks.note.font.sizePoints, reserve: Self.reserve)
    canvas.add(
      [(0, words.results.columns.count - 1, text, looks.note)],
      height: TextHeight.points(lines: lines, sizePoints: looks.plain.font.sizePoints),
      styles: &styles)
  }

  /// The digest in letters and as a code, so that the paper can be held against the file.
  private mutating func addDigest(to canvas: inout FormCanvas) throws {
    guard let digest = content.digest else { return }
    note(words.results.word("digest", ["digest": digest]), to: &canvas)
    note(words.results.word("digest-hint"), to: &canvas)
    let place = CellAddress(row: canvas.rows.count, column: 0)
    let code = try QRCode(digest)
    canvas.add([], height: 28 * 72 / 25.4, styles: &styles)
    let anchor = DrawingAnchor(place, widthMM: 26, heightMM: 26)
    if var image = SheetImage(try code.png(pixelsPerModule: 6), at: anchor) {
      image.description = words.results.word("digest", ["digest": digest])
      canvas.sheet.images.append(image)
    }
  }
}
