/// Finds elements, attributes and text in the bytes of an XML part, and says where they stand.
///
/// A pull scanner for bulk cells and for editing: each event carries the bytes it was read from,
/// so that they can be replaced and all others kept.
///
/// - Shape: UTF-8 without a document type; ``XMLPart/utf8(_:)`` brings any other part to that.
/// - Limits: ``XMLLimits``.
/// - Source: XML 1.0 (fifth edition) §2, §3.1; Namespaces in XML 1.0 §3, §6.
public struct XMLScanner: Sendable {
  /// What was found.
  public enum Event: Sendable {
    /// A start tag; an empty element gives a start and then an end.
    case start
    /// An end tag.
    case end
    /// Text between tags, or a CDATA section.
    case text
  }

  /// The part's bytes.
  public let bytes: [UInt8]
  /// The bytes of the event: the whole tag, or the text.
  ///
  /// For both events of `<a/>`, all of it.
  public private(set) var range = 0..<0
  /// Whether the element of the last start event ends in the same tag.
  public private(set) var isEmptyElement = false
  /// How many elements are open, the one of a start or end event included.
  public private(set) var depth = 0

  private var position: Int
  private var isCDATA = false
  private var pendingEnd = false
  private var pendingPop = false
  private var attributes: [Attribute] = []
  private var open: [Range<Int>] = []
  private var bindings: [Binding] = []
  private var local = 0..<0
  private var namespace: Range<Int>?

  private struct Attribute {
    var prefix: Range<Int>
    var local: Range<Int>
    var value: Range<Int>
  }

  private struct Binding {
    var depth: Int
    var prefix: Range<Int>
    var uri: Range<Int>
  }

  /// Starts before the first byte of a part.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Finds the next event.
  ///
  /// - Returns: The event, or nil after the root element's end.
  /// - Throws: ``XMLError`` with the byte offset.
  public mutating func next() throws(XMLError) -> Event? {
    if pendingPop { pop() }
    if pendingEnd {
      pendingEnd = false
      pendingPop = true
      return .end
    }
    while position < bytes.count {
      if bytes[position] != UInt8(ascii: "<") {
        if try scanText() { return .text }
        continue
      }
      switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
      case UInt8(ascii: "/"):
        try scanEnd()
        return .end
      case UInt8(ascii: "!"):
        if try scanDeclaration() { return .text }
      case UInt8(ascii: "?"):
        position = try find("?>", from: position + 2)
      default:
        try scanStart()
        return .start
      }
    }
    guard depth == 0 else { throw malformed("an end tag") }
    guard !range.isEmpty else { throw malformed("an element") }
    return nil
  }

  // MARK: - What the event says

  /// Whether the element of the last start or end event has this name.
  public func isElement(_ namespace: XMLNamespace, _ name: StaticString) -> Bool {
    equal(local, name) && namespaceMatches(namespace)
  }

  /// The local name of the element of the last start or end event.
  public var localName: String { String(decoding: bytes[local], as: UTF8.self) }

  /// The value of an attribute of the last start event, its references resolved.
  ///
  /// - Parameters:
  ///   - namespace: Its namespace.
  ///   - name: Its local name.
  /// - Returns: The value, or nil where there is no such attribute.
  /// - Throws: ``XMLError/malformed(reason:byteOffset:)`` for a reference that is none.
  public func attribute(
    _ namespace: XMLNamespace, _ name: StaticString
  ) throws(XMLError) -> String? {
    guard let range = attributeRange(namespace, name) else { return nil }
    return try text(of: range)
  }

  /// The value of an attribute without a prefix, its references resolved.
  public func attribute(_ name: StaticString) throws(XMLError) -> String? {
    guard let range = attributeRange(nil, name) else { return nil }
    return try text(of: range)
  }

  /// The bytes of an attribute's value between its quotes, references and all.
  public func attributeRange(_ namespace: XMLNamespace?, _ name: StaticString) -> Range<Int>? {
    for attribute in attributes where equal(attribute.local, name) {
      if let namespace {
        let isBound = !attribute.prefix.isEmpty
        if isBound && matches(uri(of: attribute.prefix), namespace) { return attribute.value }
      } else if attribute.prefix.isEmpty {
        return attribute.value
      }
    }
    return nil
  }

  /// The attributes of the last start event as they are written, prefixes and references and all.
  public var attributeTexts: [(name: String, rawValue: String)] {
    attributes.map { attribute in
      let name = attribute.prefix.isEmpty ? attribute.local.lowerBound : attribute.prefix.lowerBound
      return (
        String(decoding: bytes[name..<attribute.local.upperBound], as: UTF8.self),
        String(decoding: bytes[attribute.value], as: UTF8.self)
      )
    }
  }

  /// The text of the last text event, its references resolved and its line ends made `\n`.
  public func text() throws(XMLError) -> String {
    guard isCDATA else { return try text(of: range) }
    let content = range.lowerBound + 9..<range.upperBound - 3
    return try text(of: content, resolvesReferences: false)
  }

  /// The prefix, with its colon, that the element of the last start event was written with.
  public var prefix: String {
    let start = range.lowerBound + 1
    return String(decoding: bytes[start..<max(start, local.lowerBound)], as: UTF8.self)
  }

  /// Whether the element of the last start or end event is of this namespace.
  public func isIn(_ namespace: XMLNamespace) -> Bool { namespaceMatches(namespace) }

  /// Goes on to the end event of the element of the last start event.
  public mutating func skipElement() throws(XMLError) {
    let opened = depth
    while let event = try next() {
      if event == .end && depth == opened { return }
    }
  }

  /// Calls `body` at the start event of each child of the element of the last start event.
  ///
  /// The body must go on to the child's end event.
  public mutating func eachChild(_ body: (inout XMLScanner) throws -> Void) throws {
    let opened = depth
    while let event = try next() {
      if event == .end && depth == opened { return }
      if event == .start { try body(&self) }
    }
  }

  /// The bytes of an attribute of the last start event, its name and quotes included.
  public func attributeSpan(_ namespace: XMLNamespace?, _ name: StaticString) -> Range<Int>? {
    guard let value = attributeRange(namespace, name),
      let attribute = attributes.first(where: { $0.value == value })
    else { return nil }
    let start = attribute.prefix.isEmpty ? attribute.local : attribute.prefix
    return start.lowerBound..<value.upperBound + 1
  }

  /// A prefix, with its colon, by which an attribute names this namespace where the scanner stands.
  ///
  /// - Source: Namespaces in XML 1.0 §6.2: the default namespace does not apply to attributes.
  public func attributePrefix(of namespace: XMLNamespace) -> String? {
    for binding in bindings.reversed() where !binding.prefix.isEmpty {
      let isInForce = uri(of: binding.prefix) == binding.uri
      if isInForce && matches(binding.uri, namespace) {
        return String(decoding: bytes[binding.prefix], as: UTF8.self) + ":"
      }
    }
    return nil
  }

  /// This scanner, going on where another child of the element that is open now begins.
  public func resumed(at offset: Int) -> XMLScanner {
    var copy = self
    copy.position = offset
    return copy
  }

  // MARK: - Scanning

  private mutating func scanText() throws(XMLError) -> Bool {
    let start = position
    while position < bytes.count && bytes[position] != UInt8(ascii: "<") { position += 1 }
    if depth > 0 {
      range = start..<position
      isCDATA = false
      return true
    }
    guard bytes[start..<position].allSatisfy(isXMLSpace) else {
      position = start
      throw malformed("no text outside the root element")
    }
    return false
  }

  private mutating func scanDeclaration() throws(XMLError) -> Bool {
    let start = position
    if bytes[start...].starts(with: Array("<!--".utf8)) {
      position = try find("-->", from: start + 4)
      return false
    }
    guard depth > 0, bytes[start...].starts(with: Array("<![CDATA[".utf8)) else {
      throw malformed("no declaration here")
    }
    position = try find("]]>", from: start + 9)
    range = start..<position
    isCDATA = true
    return true
  }

  private mutating func scanEnd() throws(XMLError) {
    let start = position
    let nameStart = start + 2
    var nameEnd = nameStart
    while nameEnd < bytes.count && isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    position = nameEnd
    skipSpace()
    guard let opened = open.last, position < bytes.count, bytes[position] == UInt8(ascii: ">"),
      bytes[opened].elementsEqual(bytes[nameStart..<nameEnd])
    else { throw malformed("the end tag of the open element") }
    position += 1
    range = start..<position
    setName(nameStart..<nameEnd)
    pendingPop = true
  }

  private mutating func scanStart() throws(XMLError) {
    let start = position
    guard depth > 0 || range.isEmpty else { throw malformed("no second root element") }
    guard depth < XMLLimits.depthMax else {
      throw .limit("depthMax", max: XMLLimits.depthMax, byteOffset: start)
    }
    position += 1
    let name = try scanName()
    depth += 1
    attributes.removeAll(keepingCapacity: true)
    try scanAttributes()
    isEmptyElement = bytes[position] == UInt8(ascii: "/")
    position += isEmptyElement ? 2 : 1
    range = start..<position
    open.append(name)
    setName(name)
    pendingEnd = isEmptyElement
  }

  /// Reads attributes up to the `>` or `/>` that ends the tag.
  private mutating func scanAttributes() throws(XMLError) {
    while true {
      let before = position
      skipSpace()
      guard position < bytes.count else { throw malformed("the end of the tag") }
      if bytes[position] == UInt8(ascii: ">") { return }
      if bytes[position] == UInt8(ascii: "/") {
        guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: ">") else {
          throw malformed("/>")
        }
        return
      }
      guard position > before else { throw malformed("white space before an attribute") }
      try scanAttribute()
    }
  }

  private mutating func scanAttribute() throws(XMLError) {
    let name = try scanName()
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
      throw malformed("= after an attribute's name")
    }
    position += 1
    skipSpace()
    guard position < bytes.count, case let quote = bytes[position],
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { throw malformed("a quoted value") }
    position += 1
    let start = position
    while position < bytes.count && bytes[position] != quote {
      if bytes[position] == UInt8(ascii: "<") { throw malformed("no < in a value") }
      position += 1
    }
    guard position < bytes.count else { throw malformed("a closing quote") }
    let value = start..<position
    position += 1
    let (prefix, local) = split(name)
    if equal(prefix, "xmlns") {
      bindings.append(Binding(depth: depth, prefix: local, uri: value))
    } else if prefix.isEmpty && equal(local, "xmlns") {
      bindings.append(Binding(depth: depth, prefix: 0..<0, uri: value))
    }
    guard attributes.count < XMLLimits.attributesMax else {
      throw .limit("attributesMax", max: XMLLimits.attributesMax, byteOffset: start)
    }
    attributes.append(Attribute(prefix: prefix, local: local, value: value))
  }

  private mutating func scanName() throws(XMLError) -> Range<Int> {
    let start = position
    while position < bytes.count && isNameByte(bytes[position]) { position += 1 }
    guard position > start else { throw malformed("a name") }
    return start..<position
  }

  private mutating func skipSpace() {
    while position < bytes.count && isXMLSpace(bytes[position]) { position += 1 }
  }

  /// The place after the next `mark`.
  private func find(_ mark: StaticString, from start: Int) throws(XMLError) -> Int {
    let wanted = Array(mark.description.utf8)
    var index = start
    while index + wanted.count <= bytes.count {
      if bytes[index] == wanted[0] && bytes[index..<index + wanted.count].elementsEqual(wanted) {
        return index + wanted.count
      }
      index += 1
    }
    throw .malformed(reason: mark.description, byteOffset: start)
  }

  private mutating func pop() {
    pendingPop = false
    open.removeLast()
    while let last = bindings.last, last.depth == depth { bindings.removeLast() }
    depth -= 1
  }

  // MARK: - Names

  private mutating func setName(_ name: Range<Int>) {
    let (prefix, local) = split(name)
    self.local = local
    namespace = uri(of: prefix)
  }

  private func split(_ name: Range<Int>) -> (prefix: Range<Int>, local: Range<Int>) {
    // A name that begins with its colon has no prefix: it is local as a whole, as in libxml2.
    guard let colon = bytes[name].firstIndex(of: UInt8(ascii: ":")), colon > name.lowerBound
    else { return (0..<0, name) }
    return (name.lowerBound..<colon, colon + 1..<name.upperBound)
  }

  private func uri(of prefix: Range<Int>) -> Range<Int>? {
    bindings.last { bytes[$0.prefix].elementsEqual(bytes[prefix]) }?.uri
  }

  private func namespaceMatches(_ wanted: XMLNamespace) -> Bool { matches(namespace, wanted) }

  private func matches(_ uri: Range<Int>?, _ wanted: XMLNamespace) -> Bool {
    guard let uri else { return false }
    return wanted.uris.contains { equal(uri, $0) }
  }

  private func equal(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { unsafe $0.elementsEqual(bytes[range]) }
  }

  private func malformed(_ reason: String) -> XMLError {
    .malformed(reason: reason, byteOffset: position)
  }
}
