internal import Sheets
internal import XMLStreams

/// Charts, as ODF writes them: documents of their own, whose numbers stay in the sheet.
///
/// - Source: ODF 1.3 part 3 §11 chart content.
enum ODSWrittenCharts {
  /// The blocks that a chart shows, for the sheet to tell it of changes.
  static func sources(_ chart: SheetChart) -> String {
    let names = chart.series.compactMap { series in
      series.name.map { SheetRange(sheet: $0.sheet, range: CellRange($0.cell)) }
    }
    return ((chart.categories.map { [$0] } ?? []) + names + chart.series.map(\.values))
      .map(address).joined(separator: " ")
  }

  /// The content part of one chart.
  static func part(_ chart: SheetChart) -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-content" + ODSDocument.namespaces + ">")
    write(chart, to: &output)
    output.raw("</office:document-content>")
    return output.bytes
  }

  /// Writes a chart as a document within a flat one.
  static func writeFlat(_ chart: SheetChart, to output: inout XMLOutput) {
    output.element(
      "office:document",
      [
        "office:mimetype": "application/vnd.oasis.opendocument.chart", "office:version": "1.3",
      ]
    ) { write(chart, to: &$0) }
  }

  private static func write(_ chart: SheetChart, to output: inout XMLOutput) {
    output.element("office:automatic-styles") { writeStyles(chart, to: &$0) }
    output.element("office:body") { output in
      output.element("office:chart") { output in
        output.element(
          "chart:chart",
          [
            "chart:class": kind(chart), "svg:width": ODSPage.mm(chart.anchor.widthMM),
            "svg:height": ODSPage.mm(chart.anchor.heightMM), "chart:style-name": "chart",
          ]
        ) { output in
          if !chart.title.isEmpty { writeTitle(chart.title, "title", to: &output) }
          if chart.hasLegend {
            output.element(
              "chart:legend", ["chart:legend-position": "end", "chart:style-name": "legend"])
          }
          writePlot(chart, to: &output)
        }
      }
    }
  }

  private static func kind(_ chart: SheetChart) -> String {
    switch chart.kind {
    case .column, .bar: "chart:bar"
    case .line: "chart:line"
    case .pie: "chart:circle"
    }
  }

  private static func writePlot(_ chart: SheetChart, to output: inout XMLOutput) {
    output.element(
      "chart:plot-area", ["chart:style-name": "plot", "table:cell-range-address": sources(chart)]
    ) { output in
      output.element(
        "chart:axis",
        ["chart:dimension": "x", "chart:name": "primary-x", "chart:style-name": "axis"]
      ) { output in
        if !chart.categoryTitle.isEmpty {
          writeTitle(chart.categoryTitle, "axistitle", to: &output)
        }
        if let categories = chart.categories {
          output.element(
            "chart:categories", ["table:cell-range-address": address(categories)])
        }
      }
      output.element(
        "chart:axis",
        ["chart:dimension": "y", "chart:name": "primary-y", "chart:style-name": "axis"]
      ) { output in
        if !chart.valueTitle.isEmpty { writeTitle(chart.valueTitle, "axistitle", to: &output) }
        if chart.kind != .pie {
          output.element("chart:grid", ["chart:class": "major", "chart:style-name": "grid"])
        }
      }
      let shown = chart.kind == .pie ? Array(chart.series.prefix(1)) : chart.series
      for (place, series) in shown.enumerated() { write(series, place, chart, to: &output) }
    }
  }

  private static func write(
    _ series: SheetChart.Series, _ place: Int, _ chart: SheetChart, to output: inout XMLOutput
  ) {
    output.raw("<chart:series")
    output.attribute("chart:style-name", "series\(place + 1)")
    output.attribute("chart:values-cell-range-address", address(series.values))
    if let name = series.name {
      output.attribute(
        "chart:label-cell-address",
        address(SheetRange(sheet: name.sheet, range: CellRange(name.cell))))
    }
    output.attribute("chart:class", kind(chart))
    output.raw(">")
    let range = series.values.range
    let count = min(range.rows.count * range.columns.count, CellAddress.rowsMax)
    if chart.kind == .pie {
      for point in 0..<min(count, SheetChart.slicesMax) {
        output.element(
          "chart:data-point",
          ["chart:style-name": "slice\(point % SheetChart.colors.count + 1)"])
      }
    } else {
      output.element("chart:data-point", ["chart:repeated": String(count)])
    }
    output.raw("</chart:series>")
  }

  private static func writeTitle(_ title: String, _ style: String, to output: inout XMLOutput) {
    output.element("chart:title", ["chart:style-name": style]) { output in
      output.paragraphs(ODSWrittenValue.lines(title))
    }
  }

  private static func address(_ range: SheetRange) -> String {
    let name = ODSAddress.quoted(range.sheet)
    func cell(_ cell: CellAddress) -> String {
      name + ".$" + CellAddress.columnLetters(cell.column) + "$\(cell.row + 1)"
    }
    let first = cell(range.range.first)
    return range.range.first == range.range.last ? first : first + ":" + cell(range.range.last)
  }

  // MARK: - Styles

  private static func writeStyles(_ chart: SheetChart, to output: inout XMLOutput) {
    style("chart", to: &output) {
      $0.element("style:graphic-properties", ["draw:stroke": "none", "draw:fill-color": "#ffffff"])
    }
    style("legend", to: &output) { writeText(10, isBold: false, to: &$0) }
    style("title", to: &output) { writeText(13, isBold: true, to: &$0) }
    style("axistitle", to: &output) { writeText(10, isBold: false, to: &$0) }
    style("axis", to: &output) { output in
      output.element(
        "style:chart-properties",
        [
          "chart:display-label": "true", "chart:logarithmic": "false",
          "chart:text-overlap": "false",
        ])
      writeText(10, isBold: false, to: &output)
    }
    style("grid", to: &output) {
      $0.element("style:graphic-properties", ["svg:stroke-color": "#b3b3b3"])
    }
    style("plot", to: &output) { output in
      output.raw("<style:chart-properties")
      if chart.kind == .bar { output.attribute("chart:vertical", "true") }
      if chart.isStacked { output.attribute("chart:stacked", "true") }
      if chart.kind == .line { output.attribute("chart:symbol-type", "automatic") }
      output.attribute("chart:include-hidden-cells", "false")
      output.attribute("chart:auto-position", "true")
      output.attribute("chart:auto-size", "true")
      output.raw("/>")
    }
    for place in chart.series.indices {
      let color = hex(chart.color(at: place))
      style("series\(place + 1)", to: &output) { output in
        if chart.kind == .line {
          output.element("style:chart-properties", ["chart:symbol-type": "automatic"])
        }
        output.element(
          "style:graphic-properties",
          chart.kind == .line
            ? ["draw:stroke": "solid", "svg:stroke-width": "0.08cm", "svg:stroke-color": color]
            : ["draw:stroke": "none", "draw:fill": "solid", "draw:fill-color": color])
      }
    }
    guard chart.kind == .pie else { return }
    for place in SheetChart.colors.indices {
      style("slice\(place + 1)", to: &output) {
        $0.element(
          "style:graphic-properties",
          ["draw:fill": "solid", "draw:fill-color": hex(chart.color(at: place))])
      }
    }
  }

  private static func hex(_ color: Color) -> String { "#" + color.hex.lowercased() }

  private static func style(
    _ name: String, to output: inout XMLOutput, _ content: (inout XMLOutput) -> Void
  ) {
    output.element("style:style", ["style:name": name, "style:family": "chart"], content)
  }

  private static func writeText(_ sizePoints: Int, isBold: Bool, to output: inout XMLOutput) {
    output.element(
      "style:text-properties",
      ["fo:font-size": "\(sizePoints)pt", "fo:font-weight": isBold ? "bold" : "normal"])
  }
}
