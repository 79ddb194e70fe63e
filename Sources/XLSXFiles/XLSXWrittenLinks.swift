import Sheets
import XMLStreams

/// Hyperlinks, as XLSX writes them.
///
/// - Source: ECMA-376 part 1 §18.3.1.47 hyperlink.
enum XLSXWrittenLinks {
  /// Writes the links of a sheet; those that lead out are relationships of its part.
  static func write(
    _ links: [Hyperlink], _ related: inout XLSXWrittenRelations, to output: inout XMLOutput
  ) {
    guard !links.isEmpty else { return }
    output.element("hyperlinks") { output in
      for link in links {
        output.raw("<hyperlink")
        output.attribute("ref", link.range.a1)
        switch link.target {
        case .uri(let uri):
          output.attribute("r:id", related.add("hyperlink", uri, isExternal: true))
        case .cells(let target):
          output.attribute(
            "location", XLSXNames.quoted(target.sheet) + "!" + target.range.a1)
        case .name(let name): output.attribute("location", name)
        }
        if !link.tooltip.isEmpty { output.attribute("tooltip", link.tooltip) }
        output.raw("/>")
      }
    }
  }
}

/// The relationships of a part that is written.
///
/// - Source: ECMA-376 part 2 §6.5.
struct XLSXWrittenRelations {
  private var entries: [(type: String, target: String, isExternal: Bool)] = []

  /// Whether there is none.
  var isEmpty: Bool { entries.isEmpty }

  /// Adds one and gives its id; the type is a word of ours, or a whole URI.
  mutating func add(_ type: String, _ target: String, isExternal: Bool = false) -> String {
    entries.append((type, target, isExternal))
    return "rId\(entries.count)"
  }

  /// The part.
  func part() -> [UInt8] {
    var output = XMLOutput.document()
    output.element("Relationships", ["xmlns": XLSXNames.packageRelationshipsURI]) { output in
      for (index, entry) in entries.enumerated() {
        let isWhole = entry.type.contains(":")
        let type = isWhole ? entry.type : XLSXNames.relationshipsURI + "/" + entry.type
        output.raw("<Relationship")
        output.attribute("Id", "rId\(index + 1)")
        output.attribute("Type", type)
        output.attribute("Target", entry.target)
        if entry.isExternal { output.attribute("TargetMode", "External") }
        output.raw("/>")
      }
    }
    return output.bytes
  }
}
