import Sheets
import XMLStreams

/// Charts, as XLSX stores them.
///
/// - Source: ECMA-376 part 1 §21.2.2.29 chartSpace and what stands in it.
enum XLSXReadCharts {
  /// The chart of a part; nil for a kind that a draft cannot say, and where no cells are named.
  static func chart(
    _ part: XMLElement, at anchor: DrawingAnchor, _ colors: XLSXColors
  ) -> SheetChart? {
    guard let body = part.child("chart"), let area = body.child("plotArea") else { return nil }
    let plots = area.children.filter { $0.name.hasSuffix("Chart") }
    guard plots.count == 1, let plot = plots.first, let kind = kind(plot) else { return nil }
    let elements = plot.all("ser").sorted { order($0) < order($1) }
    let series = elements.compactMap { Self.series($0, colors) }
    guard !series.isEmpty else { return nil }
    var chart = SheetChart(kind, series, at: anchor)
    chart.title = body.child("title").map(words) ?? ""
    chart.categories = elements.lazy.compactMap { $0.child("cat").flatMap(range) }.first
    let axes = (area.all("catAx") + area.all("dateAx")).first
    chart.categoryTitle = axes?.child("title").map(words) ?? ""
    chart.valueTitle = area.child("valAx")?.child("title").map(words) ?? ""
    let grouping = plot.child("grouping")?.attribute("val") ?? ""
    chart.isStacked = grouping.hasSuffix("tacked")
    chart.hasLegend = body.child("legend") != nil
    return chart
  }

  private static func kind(_ plot: XMLElement) -> SheetChart.Kind? {
    switch plot.name {
    case "barChart", "bar3DChart":
      plot.child("barDir")?.attribute("val") == "bar" ? .bar : .column
    case "lineChart", "line3DChart": .line
    case "pieChart", "pie3DChart": .pie
    default: nil
    }
  }

  private static func order(_ series: XMLElement) -> Int {
    series.child("order")?.number("val") ?? 0
  }

  private static func series(_ element: XMLElement, _ colors: XLSXColors) -> SheetChart.Series? {
    guard let values = element.child("val").flatMap(range) else { return nil }
    let name = element.child("tx").flatMap(range).map {
      SheetCellAddress(sheet: $0.sheet, cell: $0.range.first)
    }
    var series = SheetChart.Series(values, name: name)
    let look = element.child("spPr")
    series.color = colors.drawn(look) ?? colors.drawn(look?.child("ln"))
    return series
  }

  /// The block that a reference names: `strRef`, `numRef` or `multiLvlStrRef`.
  private static func range(_ element: XMLElement) -> SheetRange? {
    element.children.lazy.compactMap { $0.child("f") }.first.flatMap {
      XLSXNames.parseTarget($0.text)
    }
  }

  /// The words of a title: written out, or what a cell held when it was saved.
  private static func words(_ title: XMLElement) -> String {
    guard let text = title.child("tx") else { return "" }
    guard let rich = text.child("rich") else {
      let points = text.child("strRef")?.child("strCache")?.all("pt") ?? []
      return points.compactMap { $0.child("v")?.text }.joined(separator: " ")
    }
    return rich.all("p").map { paragraph in
      paragraph.children.map { run in
        run.name == "br" ? "\n" : run.child("t")?.text ?? ""
      }.joined()
    }.joined(separator: "\n")
  }
}
