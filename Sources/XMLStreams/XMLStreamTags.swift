internal import Diagnostics
internal import Storage

// Start and end tags of an ``XMLStream``.
extension XMLStream {
  mutating func scanStart() throws {
    guard depth > 0 || !hasRoot else { throw malformed("no second root element") }
    guard depth < XMLLimits.depthMax else {
      throw XMLError.limit("depthMax", max: XMLLimits.depthMax, byteOffset: byteOffset)
    }
    while true {
      if let end = try unsafe startTag() {
        try openElement()
        unsafe tagStart = cursor
        unsafe cursor = unsafe end
        return
      }
      guard try refill() else { throw malformed("the end of the tag") }
    }
  }

  /// Reads the tag at the cursor; nil when it is not in memory whole.
  private mutating func startTag() throws(XMLError) -> UnsafePointer<UInt8>? {
    attributes.removeAll(keepingCapacity: true)
    var place = unsafe cursor + 1
    guard let name = try unsafe scanName(&place) else { return nil }
    unsafe local = unsafe name.start
    localCount = unsafe name.count
    prefixCount = unsafe name.prefix
    while true {
      let before = unsafe place
      while unsafe isXMLSpace(place[0]) { unsafe place += 1 }
      switch unsafe place[0] {
      case UInt8(ascii: ">"):
        isEmptyElement = false
        return unsafe place + 1
      case UInt8(ascii: "/"):
        if unsafe place + 1 >= limit { return nil }
        guard unsafe place[1] == UInt8(ascii: ">") else { throw malformed("/>") }
        isEmptyElement = true
        return unsafe place + 2
      case 0 where unsafe place >= limit: return nil
      default:
        guard unsafe place > before else { throw malformed("white space before an attribute") }
        guard try unsafe scanAttribute(&place) else { return nil }
      }
    }
  }

  /// Reads an attribute; false when it is not in memory whole.
  private mutating func scanAttribute(
    _ place: inout UnsafePointer<UInt8>
  ) throws(XMLError) -> Bool {
    guard let name = try unsafe scanName(&place) else { return false }
    while unsafe isXMLSpace(place[0]) { unsafe place += 1 }
    if unsafe place >= limit { return false }
    guard unsafe place[0] == UInt8(ascii: "=") else {
      throw malformed("= after an attribute's name")
    }
    unsafe place += 1
    while unsafe isXMLSpace(place[0]) { unsafe place += 1 }
    if unsafe place >= limit { return false }
    let quote = unsafe place[0]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw malformed("a quoted value")
    }
    unsafe place += 1
    let end = unsafe ByteSearch.first(quote, or: UInt8(ascii: "<"), from: place, to: limit)
    if unsafe end >= limit { return false }
    guard unsafe end[0] == quote else { throw malformed("no < in a value") }
    guard attributes.count < XMLLimits.attributesMax else {
      throw .limit("attributesMax", max: XMLLimits.attributesMax, byteOffset: byteOffset)
    }
    unsafe attributes.append(
      Attribute(
        prefix: name.prefix, name: name.start, nameCount: name.count, value: place,
        valueCount: end - place))
    unsafe place = unsafe end + 1
    return true
  }

  /// A name, with where its local part begins: 0, or behind a prefix and its colon.
  private func scanName(
    _ place: inout UnsafePointer<UInt8>
  ) throws(XMLError) -> (start: UnsafePointer<UInt8>, count: Int, prefix: Int)? {
    let start = unsafe place
    var prefix = 0
    while unsafe isNameByte(place[0]) {
      // A name that begins with its colon has no prefix: it is local as a whole, as in libxml2.
      if unsafe place[0] == UInt8(ascii: ":") && prefix == 0 && place > start {
        prefix = unsafe place - start + 1
      }
      unsafe place += 1
    }
    if unsafe place >= limit { return nil }
    guard unsafe place > start, unsafe isNameStart(start[0]) else { throw malformed("a name") }
    return unsafe (start, place - start, prefix)
  }

  /// Puts the element of the tag that was read on the stack, with the namespaces it declares.
  private mutating func openElement() throws(XMLError) {
    try refuseTwins()
    let bindingCount = bindings.count
    for attribute in attributes {
      let prefix: [UInt8]
      if unsafe attribute.prefix == 6 && ByteSearch.equal(attribute.name, 5, "xmlns") {
        prefix = unsafe Array(
          UnsafeBufferPointer(start: attribute.name + 6, count: attribute.nameCount - 6))
      } else if unsafe ByteSearch.equal(attribute.name, attribute.nameCount, "xmlns") {
        prefix = []
      } else {
        continue
      }
      unsafe bindings.append(
        Binding(prefix: prefix, namespace: place(attribute.value, attribute.valueCount)))
    }
    hasRoot = true
    depth += 1
    let nameStart = openNames.count
    unsafe openNames.append(contentsOf: UnsafeBufferPointer(start: local, count: localCount))
    namespace = unsafe namespace(of: local, prefixCount)
    unsafe local += prefixCount
    localCount -= prefixCount
    open.append(
      OpenElement(
        nameStart: nameStart, prefixCount: prefixCount, namespace: namespace,
        bindingCount: bindingCount))
  }

  /// Two attributes of one name are malformed (XML 1.0 §3.1).
  private func refuseTwins() throws(XMLError) {
    let count = attributes.count
    guard count > 1 else { return }
    if count <= 16 {
      for one in 1..<count {
        for other in 0..<one where isTwin(attributes[one], attributes[other]) {
          throw malformed("no attribute twice")
        }
      }
    } else {
      let names = Set(
        attributes.map { unsafe Array(UnsafeBufferPointer(start: $0.name, count: $0.nameCount)) })
      guard names.count == count else { throw malformed("no attribute twice") }
    }
  }

  private func isTwin(_ one: Attribute, _ other: Attribute) -> Bool {
    guard one.nameCount == other.nameCount else { return false }
    for index in 0..<(one.nameCount) where unsafe one.name[index] != other.name[index] {
      return false
    }
    return true
  }

  mutating func scanEnd() throws {
    guard let last = open.last else { throw malformed("the end tag of the open element") }
    let count = openNames.count - last.nameStart
    while unsafe limit - cursor < count + 3 {
      guard try refill() else { throw malformed("the end tag of the open element") }
    }
    let name = unsafe cursor + 2
    for index in 0..<count where unsafe openNames[last.nameStart + index] != name[index] {
      throw malformed("the end tag of the open element")
    }
    var rest = count + 2
    while unsafe isXMLSpace(cursor[rest]) || cursor + rest >= limit {
      if unsafe cursor + rest >= limit {
        guard try refill() else { throw malformed("the end tag of the open element") }
      } else {
        rest += 1
      }
    }
    guard unsafe cursor[rest] == UInt8(ascii: ">") else {
      throw malformed("the end tag of the open element")
    }
    unsafe local = unsafe cursor + 2 + last.prefixCount
    localCount = count - last.prefixCount
    namespace = last.namespace
    unsafe cursor += rest + 1
  }

  // MARK: - Names

  /// Whether the element of the last start or end event has this name.
  ///
  /// - Parameters:
  ///   - namespace: The namespace's place in the list that the stream was made with.
  ///   - name: The local name.
  /// - Returns: Whether it has.
  public func isElement(_ namespace: Int, _ name: StaticString) -> Bool {
    unsafe self.namespace == namespace && ByteSearch.equal(local, localCount, name)
  }

  /// The bytes of the tag of the last start event.
  public var tag: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: tagStart, count: cursor - tagStart)
  }

  /// Whether the element of the last start event was written with a prefix.
  public var hasPrefix: Bool { prefixCount > 0 }

  /// The local name of the element of the last start or end event.
  public var localName: String {
    unsafe String(decoding: UnsafeBufferPointer(start: local, count: localCount), as: UTF8.self)
  }

  /// Whether a prefix, nil for none, stands for a namespace of the list where the stream stands.
  public func isBound(_ prefix: StaticString?, to namespace: Int) -> Bool {
    let wanted = prefix.map { text in
      unsafe Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    return bindings.last { $0.prefix == wanted ?? [] }?.namespace == namespace
  }

  /// The bytes of an attribute's value, references and all; nil where there is none.
  ///
  /// - Parameters:
  ///   - namespace: Its namespace's place in the list; nil for an attribute without a prefix.
  ///   - name: Its local name.
  /// - Returns: The bytes between its quotes.
  public func rawAttribute(
    _ namespace: Int?, _ name: StaticString
  ) -> UnsafeBufferPointer<UInt8>? {
    for attribute in attributes {
      let prefix = attribute.prefix
      guard (prefix == 0) == (namespace == nil),
        unsafe ByteSearch.equal(attribute.name + prefix, attribute.nameCount - prefix, name),
        unsafe prefix == 0 || self.namespace(of: attribute.name, prefix) == namespace
      else { continue }
      return unsafe UnsafeBufferPointer(start: attribute.value, count: attribute.valueCount)
    }
    return nil
  }

  /// The names of the attributes of the last start event, prefixes and all.
  public var attributeNames: [String] {
    attributes.map { attribute in
      unsafe String(
        decoding: UnsafeBufferPointer(start: attribute.name, count: attribute.nameCount),
        as: UTF8.self)
    }
  }

  /// The value of an attribute, its references resolved; nil where there is none.
  public func attribute(_ namespace: Int?, _ name: StaticString) throws -> String? {
    guard let raw = unsafe rawAttribute(namespace, name) else { return nil }
    return try unsafe attributeText(raw)
  }

  /// The namespace that a name's prefix stands for; without one, the default namespace.
  private func namespace(of name: UnsafePointer<UInt8>, _ prefixCount: Int) -> Int {
    let count = max(prefixCount - 1, 0)
    var index = bindings.count - 1
    while index >= 0 {
      let prefix = bindings[index].prefix
      if prefix.count == count {
        var same = 0
        while same < count, unsafe prefix[same] == name[same] { same += 1 }
        if same == count { return bindings[index].namespace }
      }
      index -= 1
    }
    return -1
  }

  /// The place of a namespace in the list, or -1.
  private func place(_ uri: UnsafePointer<UInt8>, _ count: Int) -> Int {
    namespaces.firstIndex { namespace in
      namespace.uris.contains { unsafe ByteSearch.equal(uri, count, $0) }
    } ?? -1
  }
}

/// Whether a name may begin with this byte; of others than ASCII, any may.
///
/// - Source: XML 1.0 §2.3 NameStartChar.
private func isNameStart(_ byte: UInt8) -> Bool {
  isNameByte(byte) && !(0x30...0x39).contains(byte) && byte != UInt8(ascii: "-")
    && byte != UInt8(ascii: ".")
}
