internal import CLibXML2

/// Reads pages of HTML through libxml2, mending what a browser would mend.
public enum HTMLPart {
  /// What stands in a page, from its first element to its last.
  public enum Event: Hashable, Sendable {
    /// An element begins: its name in small letters, and its attributes.
    case start(String, [String: String])
    /// An element ends.
    case end(String)
    /// Text, references resolved.
    case text(String)
  }

  /// Reads a page.
  ///
  /// - Parameters:
  ///   - bytes: The page.
  ///   - encoding: What the page does not say itself; nil where it does.
  ///   - body: Called for each event.
  /// - Throws: ``XMLError``, or what `body` throws.
  public static func read(
    _ bytes: [UInt8], encoding: String?, _ body: (Event) throws -> Void
  ) throws {
    let page = try Page(bytes, encoding)
    defer { page.free() }
    try page.walk(body)
  }
}

/// A page in libxml2's hands.
@safe
private struct Page {
  private let document: htmlDocPtr

  init(_ bytes: [UInt8], _ encoding: String?) throws(XMLError) {
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue)
    try LibXML2.check()
    guard let count = Int32(exactly: bytes.count), let context = unsafe bakhong_html_new_context()
    else {
      throw .limit("treeBytesMax", max: XMLLimits.treeBytesMax, byteOffset: 0)
    }
    defer { unsafe bakhong_html_free_context(context) }
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe bakhong_html_read(
        context, buffer.bindMemory(to: CChar.self).baseAddress, count, encoding, options)
    }
    guard let parsed = unsafe parsed else { throw .malformed(reason: "HTML", byteOffset: 0) }
    unsafe document = parsed
  }

  func free() {
    unsafe bakhong_xml_free_document(document)
  }

  /// Goes through all nodes; by their parents, so that depth needs no stack of ours.
  func walk(_ body: (HTMLPart.Event) throws -> Void) throws {
    var node = unsafe bakhong_xml_root(document)
    while let current = unsafe node {
      let type = unsafe current.pointee.type
      if type == XML_TEXT_NODE || type == XML_CDATA_SECTION_NODE {
        if let content = unsafe current.pointee.content {
          try body(.text(unsafe String(cString: content)))
        }
      } else if type == XML_ELEMENT_NODE {
        try unsafe body(.start(name(current), attributes(current)))
        if let child = unsafe current.pointee.children {
          unsafe node = child
          continue
        }
        try unsafe body(.end(name(current)))
      }
      unsafe node = try next(after: current, body)
    }
  }

  /// The node that follows, all elements in between ended.
  private func next(
    after node: xmlNodePtr, _ body: (HTMLPart.Event) throws -> Void
  ) throws -> xmlNodePtr? {
    var current = unsafe node
    while true {
      if let sibling = unsafe current.pointee.next { return unsafe sibling }
      guard let parent = unsafe current.pointee.parent,
        unsafe parent.pointee.type == XML_ELEMENT_NODE
      else { return nil }
      try unsafe body(.end(name(parent)))
      unsafe current = parent
    }
  }

  private func name(_ node: xmlNodePtr) -> String {
    unsafe node.pointee.name.map { unsafe String(cString: $0).lowercased() } ?? ""
  }

  private func attributes(_ node: xmlNodePtr) -> [String: String] {
    var result: [String: String] = [:]
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      if let value = unsafe bakhong_xml_value(document, current.pointee.children) {
        let name = unsafe current.pointee.name.map { unsafe String(cString: $0) } ?? ""
        result[name.lowercased()] = unsafe String(cString: value)
        unsafe bakhong_xml_free(value)
      }
      unsafe attribute = current.pointee.next
    }
    return result
  }
}
