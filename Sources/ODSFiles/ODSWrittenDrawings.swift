internal import Sheets
internal import XMLStreams

/// Pictures and charts on a sheet, as ODF places them: in the cell of their upper left corner.
///
/// - Source: ODF 1.3 part 3 §10.4.2 draw:frame, §10.4.4 draw:image, §10.4.6 draw:object.
enum ODSWrittenDrawings {
  /// A drawing that is ready to be written into its cell.
  struct Frame {
    let anchor: DrawingAnchor
    let markup: [UInt8]
  }

  /// The drawings of a sheet.
  static func frames(_ sheet: Int, _ draft: SheetDraft, _ parts: ODSWrittenParts) -> [Frame] {
    let images = draft.images.enumerated().map { place, image in
      frame(image.anchor, "Image \(place + 1)", image.description) { output in
        guard parts.isFlat else {
          return link("draw:image", parts.part(of: image), [], to: &output)
        }
        output.element("draw:image") { output in
          output.element("office:binary-data") { $0.raw(Base64.text(image.bytes)) }
        }
      }
    }
    let charts = draft.charts.enumerated().map { place, chart in
      frame(chart.anchor, "Chart \(draft.images.count + place + 1)", chart.title) { output in
        let folder = parts.folder(ofChart: place, sheet: sheet)
        let sources = ODSWrittenCharts.sources(chart)
        guard !parts.isFlat else {
          return output.element(
            "draw:object", ["draw:notify-on-update-of-ranges": sources]
          ) { ODSWrittenCharts.writeFlat(chart, to: &$0) }
        }
        link(
          "draw:object", "./" + folder,
          [("draw:notify-on-update-of-ranges", sources)], to: &output)
      }
    }
    return images + charts
  }

  private static func frame(
    _ anchor: DrawingAnchor, _ name: String, _ description: String,
    _ content: (inout XMLOutput) -> Void
  ) -> Frame {
    var output = XMLOutput()
    output.element(
      "draw:frame",
      [
        "draw:name": name, "svg:width": ODSPage.mm(anchor.widthMM),
        "svg:height": ODSPage.mm(anchor.heightMM), "svg:x": ODSPage.mm(anchor.offsetXMM),
        "svg:y": ODSPage.mm(anchor.offsetYMM),
      ]
    ) { output in
      content(&output)
      if !description.isEmpty { output.element("svg:desc") { $0.text(description) } }
    }
    return Frame(anchor: anchor, markup: output.bytes)
  }

  private static func link(
    _ name: String, _ target: String, _ attributes: [(String, String)], to output: inout XMLOutput
  ) {
    output.raw("<" + name)
    for (name, value) in attributes { output.attribute(name, value) }
    output.attribute("xlink:href", target)
    output.attribute("xlink:type", "simple")
    output.attribute("xlink:show", "embed")
    output.attribute("xlink:actuate", "onLoad")
    output.raw("/>")
  }
}
