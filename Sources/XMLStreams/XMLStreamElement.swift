internal import Storage

extension XMLStream {
  /// The element of the last start event with all that is in it; goes on to its end event.
  ///
  /// - Returns: The element; of its namespace and those of its attributes nothing is kept.
  /// - Throws: ``XMLError`` past ``XMLLimits/treeBytesMax``; what the stream throws.
  public mutating func element() throws -> XMLElement {
    let start = byteOffset
    var open = [try bare()]
    var texts: [[UInt8]] = [[]]
    // How much of each text stands before the last child.
    var told = [0]
    while let event = try next() {
      guard byteOffset - start <= XMLLimits.treeBytesMax else {
        throw XMLError.limit("treeBytesMax", max: XMLLimits.treeBytesMax, byteOffset: byteOffset)
      }
      switch event {
      case .start:
        var child = try bare()
        let text = texts[texts.count - 1]
        child.lead = String(decoding: text[told[told.count - 1]...], as: UTF8.self)
        told[told.count - 1] = text.count
        open.append(child)
        texts.append([])
        told.append(0)
      case .text: try appendText(to: &texts[texts.count - 1])
      case .end:
        var done = open.removeLast()
        told.removeLast()
        done.text = String(decoding: texts.removeLast(), as: UTF8.self)
        if open.isEmpty { return done }
        open[open.count - 1].children.append(done)
      }
    }
    throw malformed("an end tag")
  }

  /// Whether an attribute declares a namespace.
  private func isDeclaration(_ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let word: StaticString = "xmlns"
    guard count >= 5 else { return false }
    for place in 0..<5 where unsafe name[place] != word.utf8Start[place] { return false }
    return unsafe count == 5 || name[5] == UInt8(ascii: ":")
  }

  private func bare() throws -> XMLElement {
    var element = XMLElement(
      namespace: "", name: localName, attributes: [], children: [], text: "")
    for index in attributes.indices {
      let attribute = attributes[index]
      let prefix = attribute.prefix
      guard unsafe !isDeclaration(attribute.name, attribute.nameCount) else { continue }
      let name = unsafe String(
        decoding: UnsafeBufferPointer(
          start: attribute.name + prefix, count: attribute.nameCount - prefix), as: UTF8.self)
      let value = unsafe UnsafeBufferPointer(
        start: attribute.value, count: attribute.valueCount)
      unsafe element.attributes.append(
        XMLAttribute(namespace: "", name: name, value: try attributeText(value)))
    }
    return element
  }
}

/// Makes a tree of a whole part, with the namespaces of elements and attributes.
///
/// - Source: Namespaces in XML 1.0 §3 (declarations), §6.1 (scope), §6.2 (attributes without a
///   prefix have none).
struct XMLTreeReading: ~Copyable {
  private static let xml = "http://www.w3.org/XML/1998/namespace"
  private var bindings: [(prefix: Substring, uri: String)] = [("xml", xml)]
  /// The open elements, their texts, how much of each stands before the last child, and how many
  /// bindings held before each.
  private var open: [(element: XMLElement, text: [UInt8], told: Int, bindings: Int)] = []

  /// The root element of a part in UTF-8 without a document type.
  static func root(of bytes: [UInt8]) throws(XMLError) -> XMLElement {
    var reading = XMLTreeReading()
    do {
      var stream = try unsafe XMLStream.open([]) {
        // Small parts are many: none takes more memory than it needs.
        unsafe ChunkPipe.of(
          bytes, chunkBytes: min(bytes.count + 1, ChunkPipe.chunkBytes), inspect: $0)
      }
      return try reading.read(&stream)
    } catch let error as XMLError {
      throw error
    } catch {
      throw .malformed(reason: "XML", byteOffset: 0)
    }
  }

  private mutating func read(_ stream: inout XMLStream) throws -> XMLElement {
    var root: XMLElement?
    while let event = try stream.next() {
      switch event {
      case .start: try start(stream)
      case .text: try stream.appendText(to: &open[open.count - 1].text)
      case .end:
        var (element, text, _, count) = open.removeLast()
        element.text = String(decoding: text, as: UTF8.self)
        bindings.removeSubrange(count...)
        if open.isEmpty {
          root = element
        } else {
          open[open.count - 1].element.children.append(element)
        }
      }
    }
    guard let root else { throw stream.malformed("a root element") }
    return root
  }

  private mutating func start(_ stream: borrowing XMLStream) throws {
    let count = bindings.count
    var attributes: [WrittenAttribute] = []
    for attribute in try stream.writtenAttributes() {
      if attribute.prefix.isEmpty, attribute.local == "xmlns" {
        bindings.append(("", attribute.value))
      } else if attribute.prefix == "xmlns" {
        bindings.append((attribute.local, attribute.value))
      } else {
        attributes.append(attribute)
      }
    }
    let prefix = stream.elementPrefix
    let (namespace, name) = resolved(prefix.isEmpty ? "" : prefix[...], stream.localName[...])
    var element = XMLElement(
      namespace: namespace, name: name, attributes: [], children: [], text: "")
    for attribute in attributes {
      // Without a prefix an attribute has no namespace.
      let (namespace, name) =
        attribute.prefix.isEmpty
        ? ("", String(attribute.local)) : resolved(attribute.prefix, attribute.local)
      element.attributes.append(
        XMLAttribute(namespace: namespace, name: name, value: attribute.value))
    }
    if let parent = open.last {
      element.lead = String(decoding: parent.text[parent.told...], as: UTF8.self)
      open[open.count - 1].told = parent.text.count
    }
    open.append((element, [], 0, count))
  }

  /// The namespace of a name, and its local part; a prefix that is bound to none stays in the name,
  /// as libxml2 has it.
  private func resolved(_ prefix: Substring, _ local: Substring) -> (uri: String, name: String) {
    // A prefix bound to nothing is bound to none (Namespaces in XML 1.0 §5).
    if let binding = bindings.last(where: { $0.prefix == prefix }),
      prefix.isEmpty || !binding.uri.isEmpty
    {
      return (binding.uri, String(local))
    }
    return ("", prefix.isEmpty ? String(local) : "\(prefix):\(local)")
  }
}

/// An attribute as it is written: its prefix, empty for none, and what follows.
private struct WrittenAttribute {
  var prefix: Substring
  var local: Substring
  var value: String
}

extension XMLStream {
  /// The attributes of the last start event, declarations of namespaces too.
  fileprivate func writtenAttributes() throws(XMLError) -> [WrittenAttribute] {
    var written: [WrittenAttribute] = []
    for attribute in attributes {
      let name = unsafe UnsafeBufferPointer(start: attribute.name, count: attribute.nameCount)
      let value = unsafe UnsafeBufferPointer(start: attribute.value, count: attribute.valueCount)
      written.append(
        WrittenAttribute(
          prefix: unsafe Substring(decoding: name[..<max(attribute.prefix - 1, 0)], as: UTF8.self),
          local: unsafe Substring(decoding: name[attribute.prefix...], as: UTF8.self),
          value: unsafe try attributeText(value)))
    }
    return written
  }

  /// The prefix of the element of the last start event; empty for none.
  fileprivate var elementPrefix: String {
    guard prefixCount > 0 else { return "" }
    let start = unsafe local - prefixCount
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: prefixCount - 1), as: UTF8.self)
  }
}
