internal import Sheets
internal import XMLStreams

/// Charts, as ODF stores them: documents of their own.
///
/// - Source: ODF 1.3 part 3 §11 chart content.
struct ODSReadCharts {
  private let chart: XMLElement
  private var styles: [String: XMLElement] = [:]

  /// Takes the root of a chart's content; nil for another kind of document.
  init?(_ document: XMLElement) {
    guard let chart = document.child("body")?.child("chart")?.child("chart") else { return nil }
    self.chart = chart
    for style in document.child("automatic-styles")?.all("style") ?? [] {
      styles[style.attribute("name") ?? ""] = style
    }
  }

  /// The chart; nil for a kind that a draft cannot say, and where no cells are named.
  func read(at anchor: DrawingAnchor) -> SheetChart? {
    guard let area = chart.child("plot-area"), let kind = kind(area) else { return nil }
    let elements = area.all("series")
    let series = elements.compactMap { self.series($0, kind) }
    guard !series.isEmpty, elements.allSatisfy(isOfSameKind) else { return nil }
    var read = SheetChart(kind, series, at: anchor)
    read.title = words(chart.child("title"))
    let axes = Dictionary(
      area.all("axis").map { ($0.attribute("dimension") ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    read.categories = axes["x"]?.child("categories")?.attribute("cell-range-address").flatMap(
      Self.range)
    read.categoryTitle = words(axes["x"]?.child("title"))
    read.valueTitle = words(axes["y"]?.child("title"))
    let plot = properties(area)
    read.isStacked = plot?.flag("stacked") == true || plot?.flag("percentage") == true
    read.hasLegend = chart.child("legend") != nil
    return read
  }

  private func kind(_ area: XMLElement) -> SheetChart.Kind? {
    switch chart.attribute("class").map(Self.bare) {
    case "bar": properties(area)?.flag("vertical") == true ? .bar : .column
    case "line": .line
    case "circle": .pie
    default: nil
    }
  }

  private func isOfSameKind(_ series: XMLElement) -> Bool {
    series.attribute("class").map(Self.bare) ?? Self.bare(chart.attribute("class") ?? "")
      == Self.bare(chart.attribute("class") ?? "")
  }

  /// A class without its prefix.
  private static func bare(_ name: String) -> String {
    String(name[(name.lastIndex(of: ":").map(name.index(after:)) ?? name.startIndex)...])
  }

  private func properties(_ element: XMLElement) -> XMLElement? {
    styles[element.attribute("style-name") ?? ""]?.child("chart-properties")
  }

  private func series(_ element: XMLElement, _ kind: SheetChart.Kind) -> SheetChart.Series? {
    guard
      let values = element.attribute("values-cell-range-address").flatMap(Self.range)
    else { return nil }
    let name = element.attribute("label-cell-address").flatMap(Self.range).map {
      SheetCellAddress(sheet: $0.sheet, cell: $0.range.first)
    }
    var series = SheetChart.Series(values, name: name)
    let look = styles[element.attribute("style-name") ?? ""]?.child("graphic-properties")
    series.color = look?.attribute(kind == .line ? "stroke-color" : "fill-color").flatMap {
      Color(hex: $0)
    }
    return series
  }

  /// One block; blocks with blanks between them are none.
  private static func range(_ address: String) -> SheetRange? { ODSAddress.parse(address) }

  private func words(_ title: XMLElement?) -> String { title.map(ODSParagraphs.text) ?? "" }
}
