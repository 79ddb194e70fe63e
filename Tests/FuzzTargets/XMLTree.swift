internal import Storage
public import XMLStreams

/// What a part holds as one text: the same for the scanner and for the tree.
public enum XMLTree {
  /// The part as the byte scanner tells it.
  public static func scanned(_ bytes: [UInt8]) throws(XMLError) -> String {
    var scanner = XMLScanner(bytes)
    var (output, texts): (String, [String]) = ("", [])
    while let event = try scanner.next() {
      switch event {
      case .start:
        output += "<" + local(scanner.localName)
        output += plain(scanner.attributeTexts.map(\.name))
        output += ">"
        texts.append("")
      case .text: texts[texts.count - 1] += try scanner.text()
      case .end: output += (texts.popLast() ?? "") + "</" + local(scanner.localName) + ">"
      }
    }
    return output
  }

  /// The part as the stream tells it, which gets `chunkBytes` at a time.
  public static func streamed(_ bytes: [UInt8], chunkBytes: Int) throws -> String {
    var stream = try XMLStream.open([]) {
      ChunkPipe.of(bytes, chunkBytes: chunkBytes, inspect: $0)
    }
    var (output, texts): (String, [[UInt8]]) = ("", [])
    while let event = try stream.next() {
      switch event {
      case .start:
        let names = stream.attributeNames.filter { !$0.contains(":") }
        output += "<" + local(stream.localName) + plain(names) + ">"
        texts.append([])
      case .text: try stream.appendText(to: &texts[texts.count - 1])
      case .end:
        let text = String(decoding: texts.popLast() ?? [], as: UTF8.self)
        output += text + "</" + local(stream.localName) + ">"
      }
    }
    return output
  }

  /// The part as libxml2 tells it.
  public static func parsed(_ bytes: [UInt8]) throws(XMLError) -> String {
    describe(try XMLPart.parsed(bytes))
  }

  /// The part as the tree of a small part tells it.
  public static func built(_ bytes: [UInt8]) throws(XMLError) -> String {
    describe(try XMLPart.parse(bytes))
  }

  private static func describe(_ element: XMLElement) -> String {
    let names = plain(element.attributes.filter(\.namespace.isEmpty).map(\.name))
    return "<\(local(element.name))\(names)>" + element.children.map(describe).joined()
      + element.text + "</\(local(element.name))>"
  }

  /// The names of attributes that are letters only: what else a name may be is left to libxml2.
  private static func plain(_ names: [String]) -> String {
    names.filter { $0 != "xmlns" && $0.allSatisfy(\.isLetter) }.sorted().map { " " + $0 }.joined()
  }

  /// A name behind its last colon: libxml2 keeps a prefix that no namespace is bound to, and of a
  /// name with two colons, which is none in Namespaces in XML §4, each reader takes another part.
  private static func local(_ name: String) -> Substring {
    name[(name.lastIndex(of: ":").map(name.index(after:)) ?? name.startIndex)...]
  }
}
