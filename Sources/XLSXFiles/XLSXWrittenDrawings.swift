import Sheets
import XMLStreams

/// Pictures and charts on a sheet, as XLSX places them.
///
/// - Source: ECMA-376 part 1 §20.5.2.35 wsDr, §20.5.2.24 oneCellAnchor, §20.5.2.25 pic.
enum XLSXWrittenDrawings {
  private static let spreadsheet =
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
  private static let main = "http://schemas.openxmlformats.org/drawingml/2006/main"
  private static let chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"

  /// The drawing part of a sheet.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - images: The relationship of each of its pictures.
  ///   - charts: The relationship of each of its charts.
  /// - Returns: The part.
  static func part(_ sheet: SheetDraft, images: [String], charts: [String]) -> [UInt8] {
    var output = XMLOutput.document()
    output.element(
      "xdr:wsDr",
      ["xmlns:xdr": spreadsheet, "xmlns:a": main, "xmlns:r": XLSXNames.relationshipsURI]
    ) { output in
      for (place, image) in sheet.images.enumerated() {
        anchored(image.anchor, to: &output) { output in
          write(image, id: place + 1, relation: images[place], to: &output)
        }
      }
      for (place, chart) in sheet.charts.enumerated() {
        anchored(chart.anchor, to: &output) { output in
          writeFrame(
            chart, id: sheet.images.count + place + 1, relation: charts[place], to: &output)
        }
      }
    }
    return output.bytes
  }

  private static func anchored(
    _ anchor: DrawingAnchor, to output: inout XMLOutput, _ content: (inout XMLOutput) -> Void
  ) {
    output.element("xdr:oneCellAnchor") { output in
      output.element("xdr:from") { output in
        let numbers = [
          ("col", anchor.cell.column), ("colOff", units(anchor.offsetXMM)),
          ("row", anchor.cell.row), ("rowOff", units(anchor.offsetYMM)),
        ]
        for (name, number) in numbers {
          output.element("xdr:" + name) { $0.raw(String(number)) }
        }
      }
      output.element(
        "xdr:ext",
        ["cx": String(units(anchor.widthMM)), "cy": String(units(anchor.heightMM))])
      content(&output)
      output.element("xdr:clientData")
    }
  }

  private static func write(
    _ image: SheetImage, id: Int, relation: String, to output: inout XMLOutput
  ) {
    output.element("xdr:pic") { output in
      output.element("xdr:nvPicPr") { output in
        output.element(
          "xdr:cNvPr",
          ["id": String(id + 1), "name": "Image \(id)", "descr": image.description])
        output.element("xdr:cNvPicPr") { $0.element("a:picLocks", ["noChangeAspect": "1"]) }
      }
      output.element("xdr:blipFill") { output in
        output.element("a:blip", ["r:embed": relation])
        output.element("a:stretch") { $0.element("a:fillRect") }
      }
      output.element("xdr:spPr") { output in
        output.element("a:xfrm") { output in
          output.element("a:off", ["x": "0", "y": "0"])
          output.element(
            "a:ext",
            [
              "cx": String(units(image.anchor.widthMM)),
              "cy": String(units(image.anchor.heightMM)),
            ])
        }
        output.element("a:prstGeom", ["prst": "rect"]) { $0.element("a:avLst") }
      }
    }
  }

  private static func writeFrame(
    _ chart: SheetChart, id: Int, relation: String, to output: inout XMLOutput
  ) {
    output.element("xdr:graphicFrame", ["macro": ""]) { output in
      output.element("xdr:nvGraphicFramePr") { output in
        output.element(
          "xdr:cNvPr", ["id": String(id + 1), "name": "Chart \(id)", "descr": chart.title])
        output.element("xdr:cNvGraphicFramePr")
      }
      output.element("xdr:xfrm") { output in
        output.element("a:off", ["x": "0", "y": "0"])
        output.element("a:ext", ["cx": "0", "cy": "0"])
      }
      output.element("a:graphic") { output in
        output.element("a:graphicData", ["uri": Self.chart]) {
          $0.element("c:chart", ["xmlns:c": Self.chart, "r:id": relation])
        }
      }
    }
  }

  /// English metric units: 36 000 a millimetre (§20.1.10.16).
  static func units(_ millimetres: Double) -> Int {
    Int((max(0, min(millimetres, 100_000)) * 36_000).rounded())
  }
}
