import Sheets
import XMLStreams

/// Charts, as XLSX writes them.
///
/// - Source: ECMA-376 part 1 §21.2.2.29 chartSpace and what stands in it.
enum XLSXWrittenCharts {
  /// The part of one chart.
  static func part(_ chart: SheetChart) -> [UInt8] {
    var output = XMLOutput.document()
    output.element(
      "c:chartSpace",
      [
        "xmlns:c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "xmlns:r": XLSXNames.relationshipsURI,
      ]
    ) { output in
      value("c:roundedCorners", "0", to: &output)
      output.element("c:chart") { output in
        if !chart.title.isEmpty { writeTitle(chart.title, sizePoints: 14, to: &output) }
        value("c:autoTitleDeleted", chart.title.isEmpty ? "1" : "0", to: &output)
        output.element("c:plotArea") { output in
          output.element("c:layout")
          writePlot(chart, to: &output)
          if chart.kind != .pie { writeAxes(chart, to: &output) }
        }
        if chart.hasLegend {
          output.element("c:legend") { output in
            value("c:legendPos", "r", to: &output)
            value("c:overlay", "0", to: &output)
          }
        }
        value("c:plotVisOnly", "1", to: &output)
        value("c:dispBlanksAs", "gap", to: &output)
      }
    }
    return output.bytes
  }

  private static func writePlot(_ chart: SheetChart, to output: inout XMLOutput) {
    func series(_ output: inout XMLOutput) {
      let shown = chart.kind == .pie ? Array(chart.series.prefix(1)) : chart.series
      for (index, series) in shown.enumerated() { write(series, index, chart, to: &output) }
    }
    switch chart.kind {
    case .column, .bar:
      output.element("c:barChart") { output in
        value("c:barDir", chart.kind == .bar ? "bar" : "col", to: &output)
        value("c:grouping", chart.isStacked ? "stacked" : "clustered", to: &output)
        value("c:varyColors", "0", to: &output)
        series(&output)
        value("c:gapWidth", "100", to: &output)
        if chart.isStacked { value("c:overlap", "100", to: &output) }
        writeAxisIDs(to: &output)
      }
    case .line:
      output.element("c:lineChart") { output in
        value("c:grouping", chart.isStacked ? "stacked" : "standard", to: &output)
        value("c:varyColors", "0", to: &output)
        series(&output)
        value("c:marker", "1", to: &output)
        writeAxisIDs(to: &output)
      }
    case .pie:
      output.element("c:pieChart") { output in
        value("c:varyColors", "1", to: &output)
        series(&output)
        value("c:firstSliceAng", "0", to: &output)
      }
    }
  }

  private static func write(
    _ series: SheetChart.Series, _ index: Int, _ chart: SheetChart, to output: inout XMLOutput
  ) {
    output.element("c:ser") { output in
      value("c:idx", String(index), to: &output)
      value("c:order", String(index), to: &output)
      if let name = series.name {
        output.element("c:tx") {
          writeReference(
            "c:strRef", SheetRange(sheet: name.sheet, range: CellRange(name.cell)), to: &$0)
        }
      }
      if chart.kind != .pie {
        let color = chart.color(at: index)
        output.element("c:spPr") { writeColor(color, isLine: chart.kind == .line, to: &$0) }
      }
      if chart.kind == .line {
        output.element("c:marker") { value("c:symbol", "circle", to: &$0) }
      } else if chart.kind != .pie {
        value("c:invertIfNegative", "0", to: &output)
      }
      if chart.kind == .pie { writeSlices(series, chart, to: &output) }
      if let categories = chart.categories {
        output.element("c:cat") { writeReference("c:strRef", categories, to: &$0) }
      }
      output.element("c:val") { writeReference("c:numRef", series.values, to: &$0) }
      if chart.kind == .line { value("c:smooth", "0", to: &output) }
    }
  }

  private static func writeSlices(
    _ series: SheetChart.Series, _ chart: SheetChart, to output: inout XMLOutput
  ) {
    let range = series.values.range
    let count = min(range.rows.count * range.columns.count, SheetChart.slicesMax)
    for point in 0..<count {
      output.element("c:dPt") { output in
        value("c:idx", String(point), to: &output)
        output.element("c:spPr") { writeColor(chart.color(at: point), isLine: false, to: &$0) }
      }
    }
  }

  private static func writeColor(_ color: Color, isLine: Bool, to output: inout XMLOutput) {
    func fill(_ output: inout XMLOutput) {
      output.element("a:solidFill") { value("a:srgbClr", color.hex, to: &$0) }
    }
    if isLine {
      output.element("a:ln", ["w": "28575"]) { fill(&$0) }
    } else {
      fill(&output)
    }
  }

  private static func writeReference(
    _ name: String, _ range: SheetRange, to output: inout XMLOutput
  ) {
    output.element(name) { output in
      output.element("c:f") { $0.text(XLSXNames.target(range)) }
    }
  }

  private static func writeAxisIDs(to output: inout XMLOutput) {
    value("c:axId", "1", to: &output)
    value("c:axId", "2", to: &output)
  }

  /// Bars that lie have their categories on the left.
  private static func writeAxes(_ chart: SheetChart, to output: inout XMLOutput) {
    let isLying = chart.kind == .bar
    output.element("c:catAx") { output in
      writeAxis(
        id: "1", at: isLying ? "l" : "b", chart.categoryTitle, crossing: "2", to: &output)
    }
    output.element("c:valAx") { output in
      writeAxis(
        id: "2", at: isLying ? "b" : "l", chart.valueTitle, crossing: "1", hasGrid: true,
        to: &output)
    }
  }

  private static func writeAxis(
    id: String, at side: String, _ title: String, crossing: String, hasGrid: Bool = false,
    to output: inout XMLOutput
  ) {
    value("c:axId", id, to: &output)
    output.element("c:scaling") { value("c:orientation", "minMax", to: &$0) }
    value("c:delete", "0", to: &output)
    value("c:axPos", side, to: &output)
    if hasGrid {
      output.element("c:majorGridlines") { output in
        output.element("c:spPr") { writeLine(to: &$0) }
      }
    }
    if !title.isEmpty { writeTitle(title, sizePoints: 10, to: &output) }
    value("c:majorTickMark", "out", to: &output)
    value("c:minorTickMark", "none", to: &output)
    value("c:tickLblPos", "nextTo", to: &output)
    output.element("c:spPr") { writeLine(to: &$0) }
    value("c:crossAx", crossing, to: &output)
    value("c:crosses", "autoZero", to: &output)
  }

  /// The grey hairline of axes and grids.
  private static func writeLine(to output: inout XMLOutput) {
    output.element("a:ln", ["w": "9525"]) { output in
      output.element("a:solidFill") { value("a:srgbClr", "B3B3B3", to: &$0) }
    }
  }

  private static func writeTitle(
    _ title: String, sizePoints: Int, to output: inout XMLOutput
  ) {
    output.element("c:title") { output in
      output.element("c:tx") { output in
        output.element("c:rich") { output in
          output.element("a:bodyPr")
          output.element("a:p") { output in
            let size = String(sizePoints * 100)
            output.element("a:pPr") { $0.element("a:defRPr", ["sz": size, "b": "1"]) }
            output.element("a:r") { output in
              output.element("a:rPr", ["lang": "vi-VN", "sz": size, "b": "1"])
              output.element("a:t") { $0.text(title) }
            }
          }
        }
      }
      value("c:overlay", "0", to: &output)
    }
  }

  private static func value(_ name: String, _ value: String, to output: inout XMLOutput) {
    output.element(name, ["val": value])
  }
}
