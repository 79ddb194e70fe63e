internal import CLibXML2

/// Reads small XML parts as trees, and odd ones as plain UTF-8.
///
/// A part in UTF-8 without a document type is scanned by us; any other goes through libxml2, which
/// is loaded for the first of them.
///
/// - Limits: ``XMLLimits``; nothing is fetched, no entity is expanded, and a part that declares
///   one is refused. A bare document type is read and left out.
public enum XMLPart {
  /// The root element of a small part.
  ///
  /// - Parameter bytes: The part, in any encoding that libxml2 knows.
  /// - Returns: The root with all its content.
  /// - Throws: ``XMLError``.
  public static func parse(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
    guard bytes.count <= XMLLimits.treeBytesMax else {
      throw .limit("treeBytesMax", max: XMLLimits.treeBytesMax, byteOffset: 0)
    }
    guard isPlain(bytes) else { return try parsed(bytes) }
    return try XMLTreeReading.root(of: bytes)
  }

  /// The root element by way of libxml2, whatever the part is.
  package static func parsed(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
    let document = try Document(bytes)
    defer { document.free() }
    return try document.root()
  }

  /// The part as the byte scanner wants it: UTF-8 without a document type.
  ///
  /// A part that is so already is returned as it is, so that its bytes keep their places.
  ///
  /// - Parameter bytes: The part, in any encoding that libxml2 knows.
  /// - Returns: The same content in UTF-8.
  /// - Throws: ``XMLError``.
  public static func utf8(_ bytes: [UInt8]) throws(XMLError) -> [UInt8] {
    if isPlain(bytes) {
      // Bytes that are no UTF-8 are refused, not mended.
      guard isUTF8(bytes) else { throw .encoding(reason: "UTF-8") }
      return bytes
    }
    return try converted(bytes)
  }

  /// The part by way of libxml2, whatever it is.
  static func converted(_ bytes: [UInt8]) throws(XMLError) -> [UInt8] {
    let document = try Document(bytes)
    defer { document.free() }
    return try document.utf8()
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  /// Whether a part is UTF-8 without a document type, as far as its first bytes tell.
  ///
  /// - Source: XML 1.0 §2.8, and appendix F for telling encodings apart.
  public static func isPlain(_ bytes: [UInt8]) -> Bool {
    let isWide =
      bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.prefix(4).contains(0)
    guard !isWide else { return false }
    // Byte by byte: every part of every workbook passes here.
    let head = bytes.prefix(4096)
    if end(of: "<!DOCTYPE", in: head) != nil { return false }
    guard let declared = end(of: "encoding=", in: head) else { return true }
    let quotes: Set<UInt8> = [UInt8(ascii: "\""), UInt8(ascii: "'")]
    let name = String(
      decoding: head[declared...].dropFirst().prefix { !quotes.contains($0) }, as: UTF8.self
    ).lowercased()
    return ["utf-8", "utf8", "us-ascii"].contains(name)
  }

  /// Behind the first place of a word; nil where it is not there.
  private static func end(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let word = Array(word.utf8)
    var place = bytes.startIndex
    while place + word.count <= bytes.endIndex {
      if bytes[place] == word[0], bytes[place..<place + word.count].elementsEqual(word) {
        return place + word.count
      }
      place += 1
    }
    return nil
  }
}

/// Whether libxml2 can be loaded.
enum LibXML2 {
  static func check() throws(XMLError) {
    guard bakhong_xml_is_there() != 0 else { throw .encoding(reason: "libxml2.so.2 is missing") }
  }
}

/// A document in libxml2's hands.
@safe
private struct Document {
  private let document: xmlDocPtr

  init(_ bytes: [UInt8]) throws(XMLError) {
    let options = Int32(
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
        | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)
    try LibXML2.check()
    guard let count = Int32(exactly: bytes.count), let context = unsafe bakhong_xml_new_context()
    else {
      throw .limit("treeBytesMax", max: XMLLimits.treeBytesMax, byteOffset: 0)
    }
    defer { unsafe bakhong_xml_free_context(context) }
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe bakhong_xml_read(
        context, buffer.bindMemory(to: CChar.self).baseAddress, count, options)
    }
    guard let parsed = unsafe parsed else {
      let message = unsafe bakhong_xml_last_message(context).map { unsafe String(cString: $0) }
      throw .malformed(
        reason: (message ?? "").split(separator: "\n").first.map(String.init) ?? "XML",
        byteOffset: unsafe Int(bakhong_xml_consumed(context)))
    }
    unsafe document = parsed
    let subset = unsafe parsed.pointee.intSubset
    if let subset = unsafe subset,
      unsafe subset.pointee.entities != nil || subset.pointee.pentities != nil
    {
      free()
      throw .entities
    }
  }

  func free() {
    unsafe bakhong_xml_free_document(document)
  }

  func utf8() throws(XMLError) -> [UInt8] {
    if unsafe document.pointee.intSubset != nil { unsafe bakhong_xml_drop_subset(document) }
    var buffer: UnsafeMutablePointer<xmlChar>?
    var count: Int32 = 0
    unsafe bakhong_xml_dump(document, &buffer, &count)
    guard let buffer = unsafe buffer else { throw .encoding(reason: "UTF-8") }
    defer { unsafe bakhong_xml_free(buffer) }
    return unsafe Array(UnsafeBufferPointer(start: buffer, count: Int(count)))
  }

  func root() throws(XMLError) -> XMLElement {
    guard let root = unsafe bakhong_xml_root(document) else {
      throw .malformed(reason: "root", byteOffset: 0)
    }
    return unsafe element(root)
  }

  /// libxml2 has bounded the depth to 256 already.
  private func element(_ node: xmlNodePtr) -> XMLElement {
    var element = unsafe XMLElement(
      namespace: uri(node.pointee.ns), name: string(node.pointee.name), attributes: [],
      children: [], text: "")
    var attribute = unsafe node.pointee.properties
    while let current = unsafe attribute {
      let value = unsafe bakhong_xml_value(document, current.pointee.children)
      unsafe element.attributes.append(
        XMLAttribute(
          namespace: uri(current.pointee.ns), name: string(current.pointee.name),
          value: value.map { unsafe string($0) } ?? ""))
      if let value = unsafe value { unsafe bakhong_xml_free(value) }
      unsafe attribute = current.pointee.next
    }
    var lead = ""
    var child = unsafe node.pointee.children
    while let current = unsafe child {
      switch unsafe current.pointee.type {
      case XML_ELEMENT_NODE:
        var inner = unsafe self.element(current)
        inner.lead = lead
        lead = ""
        element.children.append(inner)
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        let text = unsafe string(current.pointee.content)
        element.text += text
        lead += text
      default: break
      }
      unsafe child = current.pointee.next
    }
    return element
  }

  private func uri(_ namespace: xmlNsPtr?) -> String {
    guard let namespace = unsafe namespace else { return "" }
    return unsafe string(namespace.pointee.href)
  }

  private func string(_ text: UnsafePointer<xmlChar>?) -> String {
    guard let text = unsafe text else { return "" }
    return unsafe String(cString: text)
  }
}
