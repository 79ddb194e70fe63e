internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// The document's properties, and its pictures.
///
/// - Source: ODF 1.3 part 3 §4.3 (document metadata).
extension ODSEditedDocument {
  private static let dc = XMLNamespace("http://purl.org/dc/elements/1.1/")
  private static let metaURI = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
  private static let meta = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:meta:1.0")

  private static let emptyMeta = """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    office:version="1.3"><office:meta></office:meta></office:document-meta>
    """

  mutating func setProperty(_ property: DocumentProperty, _ text: String) throws {
    let bytes: [UInt8]
    if package.isFlat {
      bytes = content
    } else if let own = try self.bytes(ODSPart.meta) {
      guard XMLPart.isPlain(own) else { throw EditError.notPlain(at: Origin(part: ODSPart.meta)) }
      bytes = own
    } else {
      bytes = Array(Self.emptyMeta.utf8)
      try addToManifest([(ODSPart.meta, "text/xml")])
    }
    let splices = try Self.splices(bytes, property, text)
    if package.isFlat {
      try splice(splices)
    } else {
      put(bytes.spliced(splices, in: 0..<bytes.count), as: ODSPart.meta)
    }
  }

  /// The splices that put elements in the place of those that say the property.
  private static func splices(
    _ bytes: [UInt8], _ property: DocumentProperty, _ text: String
  ) throws -> [XMLSplice] {
    var splices: [XMLSplice] = []
    let elements = elements(property, text)
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(.office, "meta") else { continue }
      let list = scanner
      try scanner.eachChild { scanner in
        let (start, isIt) = (scanner.range.lowerBound, try says(property, scanner))
        try scanner.skipElement()
        guard isIt else { return }
        let range = start..<scanner.range.upperBound
        splices.append(XMLSplice(range: range, bytes: splices.isEmpty ? elements : []))
      }
      return splices.isEmpty && !elements.isEmpty ? [list.appending(elements)] : splices
    }
    guard !elements.isEmpty else { return [] }
    throw EditError.unsupported(
      Words(vi: "tệp không có office:meta", en: "the file has no office:meta"), at: Origin())
  }

  private static func name(_ property: DocumentProperty) -> String {
    switch property {
    case .title: "dc:title"
    case .subject: "dc:subject"
    case .creator: "meta:initial-creator"
    case .editor: "dc:creator"
    case .keywords: "meta:keyword"
    case .description: "dc:description"
    case .language: "dc:language"
    case .created: "meta:creation-date"
    case .modified: "dc:date"
    case .custom: "meta:user-defined"
    }
  }

  private static func says(_ property: DocumentProperty, _ scanner: XMLScanner) throws -> Bool {
    let name = name(property).split(separator: ":").map(String.init)
    guard scanner.localName == name[1], scanner.isIn(name[0] == "dc" ? dc : meta) else {
      return false
    }
    guard case .custom(let name) = property else { return true }
    return try scanner.attribute(meta, "name") == name
  }

  private static func elements(_ property: DocumentProperty, _ text: String) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    let name = name(property)
    let uri = name.hasPrefix("dc:") ? "http://purl.org/dc/elements/1.1/" : metaURI
    var output = XMLOutput()
    for text in property == .keywords ? DocumentProperty.words(text) : [text] {
      output.raw("<\(name)")
      output.attribute("xmlns:" + (name.hasPrefix("dc:") ? "dc" : "meta"), uri)
      if case .custom(let own) = property {
        output.attribute("meta:name", own)
        output.attribute("meta:value-type", "string")
      }
      output.raw(">")
      output.text(text)
      output.raw("</\(name)>")
    }
    return output.bytes
  }

  /// Lists new members, which the manifest must name.
  ///
  /// - Source: ODF 1.3 part 2 §4.3 manifest:file-entry.
  mutating func addToManifest(_ members: [(path: String, mediaType: String)]) throws {
    guard let bytes = try bytes(ODSPart.manifest) else { return }
    guard XMLPart.isPlain(bytes) else {
      throw EditError.notPlain(at: Origin(part: ODSPart.manifest))
    }
    var scanner = XMLScanner(bytes)
    guard try scanner.next() == .start else { return }
    let attributes =
      scanner.attributeTexts.first {
        $0.name.hasPrefix("xmlns:") && $0.rawValue == Self.manifestURI
      }
      .map { $0.name.dropFirst(6) + ":" } ?? ""
    var output = XMLOutput()
    for member in members {
      output.raw("<\(scanner.prefix)file-entry")
      output.attribute(attributes + "full-path", member.path)
      output.attribute(attributes + "media-type", member.mediaType)
      output.raw("/>")
    }
    put(
      bytes.spliced([scanner.appending(output.bytes)], in: 0..<bytes.count), as: ODSPart.manifest)
  }

  /// Takes members that left out of the manifest.
  mutating func removeFromManifest(_ members: [String]) throws {
    guard let bytes = try bytes(ODSPart.manifest), XMLPart.isPlain(bytes) else { return }
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "file-entry" else { continue }
      let start = scanner.range.lowerBound
      let path = scanner.attributeTexts.first { $0.name.hasSuffix("full-path") }?.rawValue
      try scanner.skipElement()
      if let path, members.contains(path) {
        splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
      }
    }
    guard !splices.isEmpty else { return }
    put(bytes.spliced(splices, in: 0..<bytes.count), as: ODSPart.manifest)
  }

  private static let manifestURI = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

  // MARK: - Pictures

  func image(_ member: String) throws -> [UInt8]? {
    member.hasPrefix("Pictures/") || member.hasPrefix("media/") ? try bytes(member) : nil
  }

  mutating func setImage(_ member: String, _ bytes: [UInt8]) throws { put(bytes, as: member) }
}
