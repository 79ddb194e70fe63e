import Sheets
import XMLStreams

/// The document's properties, as XLSX writes them.
///
/// - Source: ECMA-376 part 2 §8 core properties; part 1 §22.2 extended, §22.3 custom properties.
enum XLSXWrittenProperties {
  private static let names = "http://schemas.openxmlformats.org/officeDocument/2006/"

  /// The parts, by name.
  static func parts(_ properties: DocumentProperties) -> [(String, [UInt8])] {
    var parts = [("docProps/app.xml", application()), ("docProps/core.xml", core(properties))]
    if !properties.custom.isEmpty {
      parts.append(("docProps/custom.xml", custom(properties.custom)))
    }
    return parts
  }

  private static func application() -> [UInt8] {
    var output = XMLOutput.document()
    output.element("Properties", ["xmlns": names + "extended-properties"]) { output in
      output.element("Application") { $0.text("BaKhong") }
    }
    return output.bytes
  }

  private static func core(_ properties: DocumentProperties) -> [UInt8] {
    let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    var output = XMLOutput.document()
    output.element(
      "cp:coreProperties",
      [
        "xmlns:cp": core, "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      ]
    ) { output in
      let texts = [
        ("dc:title", properties.title), ("dc:subject", properties.subject),
        ("dc:creator", properties.creator),
        ("cp:keywords", properties.keywords.joined(separator: ", ")),
        ("dc:description", properties.description),
      ]
      for (name, text) in texts where !text.isEmpty { output.element(name) { $0.text(text) } }
      let times = [
        ("dcterms:created", properties.created), ("dcterms:modified", properties.modified ?? ""),
      ]
      for (name, time) in times where !time.isEmpty {
        output.element(name, ["xsi:type": "dcterms:W3CDTF"]) { $0.text(time) }
      }
    }
    return output.bytes
  }

  private static func custom(_ properties: [CustomProperty]) -> [UInt8] {
    var output = XMLOutput.document()
    output.element(
      "Properties",
      ["xmlns": names + "custom-properties", "xmlns:vt": names + "docPropsVTypes"]
    ) { output in
      for (index, property) in properties.enumerated() {
        output.element(
          "property",
          [
            // The format that all custom properties have, §22.3.2.1; 0 and 1 are taken.
            "fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": String(index + 2),
            "name": property.name,
          ]
        ) { output in
          switch property.value {
          case .text(let text): output.element("vt:lpwstr") { $0.text(text) }
          case .number(let number):
            output.element("vt:r8") { $0.text(DecimalText.print(number)) }
          case .boolean(let flag): output.element("vt:bool") { $0.raw(flag ? "true" : "false") }
          case .date(let time): output.element("vt:filetime") { $0.text(time) }
          }
        }
      }
    }
    return output.bytes
  }
}
