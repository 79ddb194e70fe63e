internal import Sheets
internal import XMLStreams

/// The document's properties, as ODF writes them.
///
/// - Source: ODF 1.3 part 3 §4.3 document metadata.
enum ODSWrittenProperties {
  /// meta.xml.
  static func part(_ properties: DocumentProperties) -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-meta" + ODSDocument.namespaces + ">")
    write(properties, to: &output)
    output.raw("</office:document-meta>")
    return output.bytes
  }

  /// Writes `office:meta`.
  static func write(_ properties: DocumentProperties, to output: inout XMLOutput) {
    output.element("office:meta") { output in
      output.element("meta:generator") { $0.text("BaKhong") }
      let texts = [
        ("dc:title", properties.title), ("dc:subject", properties.subject),
        ("dc:description", properties.description),
        ("meta:initial-creator", properties.creator), ("dc:creator", properties.creator),
        ("meta:creation-date", properties.created),
        ("dc:date", properties.modified ?? properties.created),
      ]
      for (name, text) in texts where !text.isEmpty { output.element(name) { $0.text(text) } }
      for word in properties.keywords { output.element("meta:keyword") { $0.text(word) } }
      for property in properties.custom { write(property, to: &output) }
    }
  }

  private static func write(_ property: CustomProperty, to output: inout XMLOutput) {
    let (type, text) =
      switch property.value {
      case .text(let text): ("string", text)
      case .number(let number): ("float", DecimalText.print(number))
      case .boolean(let flag): ("boolean", flag ? "true" : "false")
      case .date(let time): ("date", time)
      }
    output.element(
      "meta:user-defined", ["meta:name": property.name, "meta:value-type": type]
    ) { $0.text(text) }
  }
}
