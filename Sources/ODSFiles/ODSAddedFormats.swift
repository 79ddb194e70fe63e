internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// The styles that edits add to content.xml, beside those that are there.
///
/// - Source: ODF 1.3 part 3 §16.2 style:style, §16.29 data styles, §16.23 style:font-face.
struct ODSAddedFormats {
  /// The names of all styles; nil as long as nobody asked.
  fileprivate var names: Set<String>?
  /// What was added, by its words.
  fileprivate var made: [String: String] = [:]
}

extension ODSEditedDocument {
  // MARK: - Styles of cells

  /// The automatic style that looks like this.
  mutating func style(_ style: CellStyle) throws -> String {
    try declare(["style", "fo", "number", "svg"])
    try addFont(style.font.name)
    let data = try style.numberFormat == .general ? nil : dataStyle(style.numberFormat)
    let name = try addStyle(
      family: "table-cell", stem: "bkce",
      attributes: [("parent-style-name", "Default")]
        + (data.map { [("data-style-name", $0)] } ?? [])
    ) { ODSWrittenStyle.write(style, to: &$0) }
    faces.add(name, ODSNumberFace(style.numberFormat))
    return name
  }

  /// The automatic style that is another one but for its number format.
  mutating func style(_ old: String?, showing format: NumberFormat) throws -> String {
    try declare(["style", "number"])
    let data = try dataStyle(format)
    let key = "copy \(old ?? "") \(data)"
    if let known = formats.made[key] { return known }
    let name = try freeName("bkce")
    try addAutomatic(copy(of: old, named: name, data: data))
    formats.made[key] = name
    faces.add(name, ODSNumberFace(format))
    return name
  }

  /// An automatic style under another name; one of the common styles is its parent.
  private func copy(of old: String?, named name: String, data: String) throws -> [UInt8] {
    var output = XMLOutput()
    var scanner = XMLScanner(content)
    var isAutomatic = false
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(.office, "body") { break }
      if scanner.isElement(.office, "styles") { try scanner.skipElement() }
      if scanner.isElement(.office, "automatic-styles") { isAutomatic = true }
      guard isAutomatic, scanner.isElement(.style, "style"),
        try scanner.attribute(.style, "family") == "table-cell",
        try scanner.attribute(.style, "name") == old,
        let range = scanner.attributeRange(.style, "name")
      else { continue }
      let (start, prefix) = (scanner.range, scanner.attributePrefix(of: .style) ?? "style:")
      var splices = [XMLSplice(range: range, bytes: Array(name.utf8))]
      if let range = scanner.attributeRange(.style, "data-style-name") {
        splices.append(XMLSplice(range: range, bytes: Array(data.utf8)))
      } else {
        output.attribute(prefix + "data-style-name", data)
        let end = start.upperBound - (scanner.isEmptyElement ? 2 : 1)
        splices.append(XMLSplice(range: end..<end, bytes: output.bytes))
      }
      try scanner.skipElement()
      return content.spliced(splices, in: start.lowerBound..<scanner.range.upperBound)
    }
    output.raw("<style:style")
    output.attribute("style:name", name)
    output.attribute("style:family", "table-cell")
    output.attribute("style:parent-style-name", old ?? "Default")
    output.attribute("style:data-style-name", data)
    output.raw("/>")
    return output.bytes
  }

  /// The data style of a number format.
  private mutating func dataStyle(_ format: NumberFormat) throws -> String {
    let key = "data \(format)"
    if let known = formats.made[key] { return known }
    let name = try freeName("bkn")
    var output = XMLOutput()
    ODSNumberFormats.write(format, name: name, to: &output)
    try addAutomatic(output.bytes)
    formats.made[key] = name
    return name
  }

  // MARK: - Any style

  /// Adds an automatic style, unless edits added the same already; tells its name.
  mutating func addStyle(
    family: String, stem: String, attributes: [(String, String)] = [],
    _ properties: (inout XMLOutput) -> Void
  ) throws -> String {
    var inside = XMLOutput()
    for (name, value) in attributes { inside.attribute("style:" + name, value) }
    inside.raw(">")
    properties(&inside)
    let key = family + " " + String(decoding: inside.bytes, as: UTF8.self)
    if let known = formats.made[key] { return known }
    try declare(["style"])
    let name = try freeName(stem)
    var output = XMLOutput()
    output.raw("<style:style")
    output.attribute("style:name", name)
    output.attribute("style:family", family)
    output.raw(inside.bytes)
    output.raw("</style:style>")
    try addAutomatic(output.bytes)
    formats.made[key] = name
    return name
  }

  /// A name that no style has; from now on it is taken.
  private mutating func freeName(_ stem: String) throws -> String {
    var names = try formats.names ?? styleNames()
    var number = 1
    while names.contains("\(stem)\(number)") { number += 1 }
    names.insert("\(stem)\(number)")
    formats.names = names
    return "\(stem)\(number)"
  }

  private func styleNames() throws -> Set<String> {
    var names: Set<String> = []
    for part in [content, package.styles] where !part.isEmpty {
      var scanner = XMLScanner(part)
      while let event = try scanner.next() {
        guard event == .start else { continue }
        if scanner.isElement(.office, "body") { break }
        if let name = try scanner.attribute(.style, "name") { names.insert(name) }
      }
    }
    return names
  }

  private mutating func addAutomatic(_ element: [UInt8]) throws {
    try add(element, to: "automatic-styles", before: ["master-styles", "body"])
  }

  private mutating func addFont(_ family: String) throws {
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(.office, "body") { break }
      if scanner.isElement(.style, "font-face"), try scanner.attribute(.style, "name") == family {
        return
      }
    }
    var output = XMLOutput()
    output.element(
      "style:font-face",
      ["style:name": family, "svg:font-family": ODSAddress.quotedFont(family)])
    try add(
      output.bytes, to: "font-face-decls",
      before: ["styles", "automatic-styles", "master-styles", "body"])
  }

  /// Puts an element behind the last one of a list in front of the body, which is made if need be.
  private mutating func add(
    _ element: [UInt8], to list: String, before later: Set<String>
  ) throws {
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start, scanner.isIn(.office) else { continue }
      let (name, start, prefix) = (scanner.localName, scanner.range.lowerBound, scanner.prefix)
      if name == list { return try splice([scanner.appending(element)]) }
      guard later.contains(name) else { continue }
      let (open, close) = ("<\(prefix)\(list)>", "</\(prefix)\(list)>")
      return try splice([
        XMLSplice(range: start..<start, bytes: open.utf8 + element + close.utf8)
      ])
    }
  }

  // MARK: - Prefixes

  private static let namespaces = [
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
  ]

  /// Declares the prefixes of what is going to be written, where content.xml does not.
  ///
  /// - Throws: `EditError.unsupported` where it means something else by one of them.
  mutating func declare(_ prefixes: [String]) throws {
    var scanner = XMLScanner(content)
    guard try scanner.next() == .start else { return }
    let declared = Dictionary(
      scanner.attributeTexts.map { ($0.name, $0.rawValue) }, uniquingKeysWith: { first, _ in first }
    )
    var output = XMLOutput()
    for prefix in prefixes {
      let uri = Self.namespaces[prefix] ?? ""
      if let known = declared["xmlns:" + prefix] {
        guard known == uri else {
          throw EditError.unsupported(
            Words(
              vi: "tệp dùng tiền tố \(prefix) theo nghĩa khác", en: "a foreign prefix \(prefix)"),
            at: Origin())
        }
        continue
      }
      output.attribute("xmlns:" + prefix, uri)
    }
    let end = scanner.range.upperBound - 1
    guard !output.bytes.isEmpty else { return }
    try splice([XMLSplice(range: end..<end, bytes: output.bytes)])
  }
}
