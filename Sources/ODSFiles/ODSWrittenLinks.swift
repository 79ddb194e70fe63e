internal import Sheets
internal import XMLStreams

/// Hyperlinks, as ODF writes them: around the text that a cell shows.
///
/// - Source: ODF 1.3 part 3 §6.1.8 text:a.
enum ODSWrittenLinks {
  /// Writes paragraphs of which all text leads somewhere.
  static func write(_ lines: [String], _ link: Hyperlink, to output: inout XMLOutput) {
    for line in lines {
      output.raw("<text:p>")
      begin(CellLink(link.target, tooltip: link.tooltip), to: &output)
      output.spaced(line)
      output.raw("</text:a></text:p>")
    }
  }

  /// Writes the start tag of what leads somewhere.
  static func begin(
    _ link: CellLink, prefix: String = "text:", office: String = "office:",
    to output: inout XMLOutput
  ) {
    output.raw("<\(prefix)a")
    output.attribute("xlink:href", address(link.target))
    output.attribute("xlink:type", "simple")
    if !link.tooltip.isEmpty { output.attribute(office + "title", link.tooltip) }
    output.raw(">")
  }

  private static func address(_ target: Hyperlink.Target) -> String {
    switch target {
    case .uri(let uri): uri
    case .cells(let range): "#" + ODSAddress.quoted(range.sheet) + "." + range.range.a1
    case .name(let name): "#" + name
    }
  }
}
