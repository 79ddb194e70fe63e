internal import Indicators
internal import Records
internal import Sheets
internal import VietnameseText

/// The annex of charts: their figures stand in tables beside them, so that they can be checked.
extension AnnexBook {
  private static let columnsMM: [Double] = [60, 24, 24, 26, 6, 36, 36, 36]
  private static let chartColumn = 5

  mutating func charts() -> FormCanvas {
    var canvas = canvas(words.charts, Self.columnsMM)
    addCriteria(to: &canvas)
    addPho(to: &canvas)
    addChannels(to: &canvas)
    return canvas
  }

  private mutating func addCriteria(to canvas: inout FormCanvas) {
    let rows = form.criteria.map { criterion in
      let target = Target.percent(in: criterion.target).map { Double($0) / 100 }
      return Line(
        name: words.charts.word("criterion") + " \(criterion.number)",
        shares: [
          content.report.share(ReportContent.FigureKey(criterion.number, .before)),
          content.report.share(ReportContent.FigureKey(criterion.number, .after)), target,
        ])
    }
    let header = [
      words.charts.word("criterion"), words.charts.word("before"), words.charts.word("after"),
      words.charts.word("target"),
    ]
    addChart(
      words.charts.word("criteria"), .column, header, rows, style: looks.rate, to: &canvas)
  }

  private mutating func addPho(to canvas: inout FormCanvas) {
    let before = phoShares(.before)
    let after = phoShares(.after)
    let names = Set(before.keys).union(after.keys).sorted {
      (Fold.plain($0), $0) < (Fold.plain($1), $1)
    }
    guard !names.isEmpty else { return }
    addChart(
      words.charts.word("by-pho"), .bar,
      [words.charts.word("pho"), words.charts.word("before"), words.charts.word("after")],
      names.map { Line(name: $0, shares: [before[$0], after[$0]]) }, style: looks.rate,
      to: &canvas)
  }

  private func phoShares(_ column: ReportColumn) -> [String: Double] {
    let rates = content.report.households[column]?.byPho ?? []
    return Dictionary(
      rates.map { ($0.pho, $0.rate.low) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func addChannels(to canvas: inout FormCanvas) {
    let shares = content.report.households[.after]?.byChannel ?? []
    guard !shares.isEmpty else { return }
    let rows = shares.sorted { $0.kind < $1.kind }.map { share in
      Line(name: channelWords(share.kind), shares: [Double(share.bills)])
    }
    addChart(
      words.charts.word("by-channel"), .pie,
      [words.charts.word("channel"), words.charts.word("bills")], rows,
      style: looks.whole, to: &canvas)
  }

  // MARK: - One chart

  private struct Line {
    var name: String
    var shares: [Double?]
  }

  private mutating func addChart(
    _ title: String, _ kind: SheetChart.Kind, _ header: [String], _ lines: [Line],
    style: CellStyle, to canvas: inout FormCanvas
  ) {
    let top = canvas.rows.count
    let sheet = canvas.sheet.name
    add(
      header.enumerated().map { ($0.offset, .text($0.element), looks.header) }, to: &canvas,
      columnsMM: Self.columnsMM)
    if top > 2 { canvas.startPage() }
    let first = canvas.rows.count
    for line in lines {
      let shares = line.shares.enumerated().map { place, share in
        (place + 1, share.map { CellValue.number($0) } ?? .empty, style)
      }
      add(
        [(0, .text(line.name), looks.text)] + shares, to: &canvas, columnsMM: Self.columnsMM)
    }
    let last = canvas.rows.count - 1
    func column(_ column: Int) -> SheetRange {
      SheetRange(
        sheet: sheet,
        range: CellRange(
          CellAddress(row: first, column: column), CellAddress(row: last, column: column)))
    }
    let series = header.indices.dropFirst().map { place in
      SheetChart.Series(
        column(place),
        name: SheetCellAddress(sheet: sheet, cell: CellAddress(row: top, column: place)))
    }
    var anchor = DrawingAnchor(
      CellAddress(row: top, column: Self.chartColumn), widthMM: 106, heightMM: 98)
    // Its frame would be cut off at the edge of a page.
    anchor.offsetYMM = 1
    var chart = SheetChart(kind, series, at: anchor)
    chart.title = title
    chart.categories = column(0)
    canvas.sheet.charts.append(chart)
    // Room for the chart where its table is shorter than it.
    for _ in 0..<max(0, 18 - (canvas.rows.count - top)) {
      canvas.add([], height: 17, styles: &styles)
    }
  }

  private func channelWords(_ kind: ChannelShare.Kind) -> String {
    switch kind {
    case .paid(let channel, _): channel
    case .paidByUnknown: words.charts.word("unknown-channel")
    case .unpaid: words.charts.word("unpaid")
    }
  }
}
