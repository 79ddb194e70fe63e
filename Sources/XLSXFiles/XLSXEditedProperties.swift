import Diagnostics
import Sheets
import XMLStreams

/// The document's properties, and its pictures.
///
/// - Source: ECMA-376 part 2 §8 (core properties); part 1 §22.3 (custom properties).
extension XLSXEditedDocument {
  private static let coreType = "application/vnd.openxmlformats-package.core-properties+xml"
  private static let coreRelation =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
  private static let customType =
    "application/vnd.openxmlformats-officedocument.custom-properties+xml"

  mutating func setProperty(_ property: DocumentProperty, _ text: String) throws {
    if case .custom(let name) = property { return try setCustom(name, text) }
    let part = try propertyPart("core-properties", XLSXEmptyParts.core, Self.coreType)
    let (name, isTime) = Self.element(property)
    var output = XMLOutput()
    if !text.isEmpty {
      output.raw("<\(name)")
      for (prefix, uri) in XLSXEmptyParts.coreNamespaces where name.hasPrefix(prefix + ":") {
        output.attribute("xmlns:" + prefix, uri)
      }
      if isTime {
        output.raw(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
        output.raw(" xsi:type=\"dcterms:W3CDTF\"")
      }
      output.raw(">")
      output.text(text)
      output.raw("</\(name)>")
    }
    let local = name.split(separator: ":").last.map(String.init) ?? name
    try splice(plainBytes(part).replacingChild(output.bytes) { $0.localName == local }, in: part)
  }

  private static func element(_ property: DocumentProperty) -> (name: String, isTime: Bool) {
    switch property {
    case .title: ("dc:title", false)
    case .subject: ("dc:subject", false)
    case .creator: ("dc:creator", false)
    case .editor: ("cp:lastModifiedBy", false)
    case .keywords: ("cp:keywords", false)
    case .description: ("dc:description", false)
    case .language: ("dc:language", false)
    case .created: ("dcterms:created", true)
    case .modified: ("dcterms:modified", true)
    case .custom(let name): (name, false)
    }
  }

  private mutating func setCustom(_ name: String, _ text: String) throws {
    let part = try propertyPart("custom-properties", XLSXEmptyParts.custom, Self.customType)
    let bytes = try plainBytes(part)
    var last = 1
    var scanner = XMLScanner(bytes)
    _ = try scanner.next()
    try scanner.eachChild { scanner in
      last = max(last, try scanner.attribute("pid").flatMap { Int($0) } ?? 0)
      try scanner.skipElement()
    }
    var output = XMLOutput()
    if !text.isEmpty {
      output.raw("<property xmlns=\"\(XLSXEmptyParts.customURI)\"")
      output.raw(" xmlns:vt=\"\(XLSXEmptyParts.typesURI)\"")
      // The format that all custom properties have, §22.3.2.1; 0 and 1 are taken.
      output.attribute("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
      output.attribute("pid", String(last + 1))
      output.attribute("name", name)
      output.raw("><vt:lpwstr>")
      output.text(text)
      output.raw("</vt:lpwstr></property>")
    }
    let splices = try bytes.replacingChild(output.bytes) { try $0.attribute("name") == name }
    try splice(splices, in: part)
  }

  /// The part with properties; it is made where there is none.
  private mutating func propertyPart(
    _ type: String, _ empty: [UInt8], _ mediaType: String
  ) throws -> String {
    var root = try relationships(of: "")
    if let part = root.entries.first(where: { $0.type == type })?.part, member(part) != nil {
      return part
    }
    let stem = "docProps/" + (type == "core-properties" ? "core" : "custom")
    let part = member(stem + ".xml") == nil ? stem + ".xml" : freePart(stem, ".xml")
    try add(empty, as: part, type: mediaType)
    _ = try root.add(
      type: type, part: part, typeURI: type == "core-properties" ? Self.coreRelation : nil)
    put(root.bytes, as: root.name)
    return part
  }

  // MARK: - Pictures

  func image(_ member: String) throws -> [UInt8]? {
    member.contains("/media/") ? try bytes(member) : nil
  }

  mutating func setImage(_ member: String, _ bytes: [UInt8]) throws { put(bytes, as: member) }
}

/// Parts of properties without any.
private enum XLSXEmptyParts {
  static let coreNamespaces = [
    ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
    ("dc", "http://purl.org/dc/elements/1.1/"), ("dcterms", "http://purl.org/dc/terms/"),
  ]
  static let customURI =
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
  static let typesURI = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"

  static let core = part("cp:coreProperties", ["xmlns:cp": coreNamespaces[0].1])
  static let custom = part("Properties", ["xmlns": customURI])

  private static func part(
    _ name: String, _ attributes: KeyValuePairs<String, String>
  ) -> [UInt8] {
    var output = XMLOutput.document()
    output.element(name, attributes)
    return output.bytes
  }
}

extension [UInt8] {
  /// The splices that put an element in the place of the root's children that fit, or behind the
  /// last one; an empty one takes these away.
  fileprivate func replacingChild(
    _ element: [UInt8], _ fits: (XMLScanner) throws -> Bool
  ) throws -> [XMLSplice] {
    var scanner = XMLScanner(self)
    _ = try scanner.next()
    let root = scanner
    var splices: [XMLSplice] = []
    try scanner.eachChild { scanner in
      let (start, isIt) = (scanner.range.lowerBound, try fits(scanner))
      try scanner.skipElement()
      guard isIt else { return }
      let bytes = splices.isEmpty ? element : []
      splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: bytes))
    }
    return splices.isEmpty && !element.isEmpty ? [root.appending(element)] : splices
  }
}
