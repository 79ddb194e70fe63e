import Diagnostics
import FuzzTargets
import TestSupport
import Testing
import XMLStreams

/// Events, their bytes, and every way in which a part can be none.
@Suite struct XMLScannerTests {
  private static let main = XMLNamespace("urn:main", "urn:strict")
  private static let other = XMLNamespace("urn:other")

  private func text(_ part: String) throws(XMLError) -> String {
    try XMLTree.scanned(Array(part.utf8))
  }

  private func reason(_ part: String) -> String {
    do {
      return "none: " + (try text(part))
    } catch {
      return error.diagnostic.code
    }
  }

  @Test func givesEventsWithTheirBytes() throws {
    let part = "\u{FEFF}<?xml version='1.0'?><!-- x --><a>t<b/><![CDATA[<&]]></a><!-- y -->\n"
    let bytes = Array(part.utf8)
    var scanner = XMLScanner(bytes)
    var events: [String] = []
    while let event = try scanner.next() {
      let shown = String(decoding: bytes[scanner.range], as: UTF8.self)
      events.append("\(event) \(scanner.depth) \(shown)")
    }
    #expect(
      events == [
        "start 1 <a>", "text 1 t", "start 2 <b/>", "end 2 <b/>", "text 1 <![CDATA[<&]]>",
        "end 1 </a>",
      ])
  }

  @Test func resolvesNamespaces() throws {
    let part = """
      <a xmlns="urn:main" xmlns:o="urn:other" o:x="1" x="2"><o:a xmlns:o="urn:strict"/>\
      <b xmlns=""/><o:a/></a>
      """
    var scanner = XMLScanner(Array(part.utf8))
    var seen: [String] = []
    while let event = try scanner.next() {
      guard event == .start else { continue }
      let isMain = scanner.isElement(Self.main, "a")
      seen.append(isMain ? "main" : scanner.isIn(Self.other) ? "other" : "none")
      guard scanner.depth == 1 else { continue }
      #expect(try scanner.attribute(Self.other, "x") == "1")
      #expect(try scanner.attribute("x") == "2")
      #expect(scanner.attributePrefix(of: Self.other) == "o:")
      #expect(scanner.attributePrefix(of: Self.main) == nil)
    }
    #expect(seen == ["main", "main", "none", "other"])
  }

  @Test func resolvesReferencesAndLineEnds() throws {
    #expect(try text("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</a>") == "<a><>&\"'A😀</a>")
    #expect(try text("<a>1\r\n2\r3\n4&#13;</a>") == "<a>1\n2\n3\n4\r</a>")
    #expect(try text("<a><![CDATA[&amp;\r\n]]></a>") == "<a>&amp;\n</a>")
  }

  @Test(arguments: [
    "&", "&;", "&x;", "&amp", "&#;", "&#x;", "&#xG;", "&#-1;", "&#+65;", "&#0;", "&#xD800;",
    "&#x110000;", "&#99999999999;", "&#xFFFE;", "\u{1}", "\u{0}", "\u{B}",
  ])
  func refusesTextThatIsNone(text: String) {
    #expect(reason("<a>\(text)</a>") == "xml.malformed")
  }

  @Test(arguments: [
    "", " ", "<?xml version='1.0'?>", "x", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a/>x", "<a",
    "<a b>", "<a b=>", "<a b=c>", "<a b='c>", "<a b='<'/>", "<a b='1'c='2'/>", "<a/ >", "< a/>",
    "<>", "<a><b></a></b>", "<!-- x", "<a><!-- x </a>", "<a><![CDATA[x]]</a>", "<?x", "x<a/>",
    "<![CDATA[x]]><a/>", "<a><!x></a>", "<!DOCTYPE a><a/>", "<a></a", "<a></a b>",
  ])
  func refusesMarkupThatIsNone(part: String) {
    #expect(reason(part) == "xml.malformed")
  }

  @Test func keepsItsLimits() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(reason(nested(XMLLimits.depthMax)).hasPrefix("none"))
    #expect(reason(nested(XMLLimits.depthMax + 1)) == "xml.limit")
    #expect(reason(String(repeating: "<a>", count: 200_000)) == "xml.limit")
    func wide(_ count: Int) -> String {
      "<a" + (0..<count).map { " b\($0)=\"\"" }.joined() + "/>"
    }
    #expect(reason(wide(XMLLimits.attributesMax)).hasPrefix("none"))
    #expect(reason(wide(XMLLimits.attributesMax + 1)) == "xml.limit")
  }

  @Test func skipsAndResumes() throws {
    let part = "<a><b x='1'>t<c/></b><d>u</d></a>"
    var scanner = XMLScanner(Array(part.utf8))
    _ = try scanner.next()
    let root = scanner
    _ = try scanner.next()
    try scanner.skipElement()
    #expect(String(decoding: scanner.bytes[scanner.range], as: UTF8.self) == "</b>")
    var names: [String] = []
    var again = root
    try again.eachChild { scanner in
      names.append(scanner.localName)
      try scanner.skipElement()
    }
    #expect(names == ["b", "d"])
    var resumed = root.resumed(at: scanner.range.upperBound)
    #expect(try resumed.next() == .start)
    #expect(resumed.localName == "d")
    #expect(resumed.depth == 2)
  }

  @Test func namesTheBytesOfAnAttribute() throws {
    var scanner = XMLScanner(Array("<a  x:b = 'c&amp;' xmlns:x='urn:main'/>".utf8))
    _ = try scanner.next()
    let value = try #require(scanner.attributeRange(Self.main, "b"))
    let span = try #require(scanner.attributeSpan(Self.main, "b"))
    #expect(String(decoding: scanner.bytes[value], as: UTF8.self) == "c&amp;")
    #expect(String(decoding: scanner.bytes[span], as: UTF8.self) == "x:b = 'c&amp;'")
  }

  // MARK: - Whatever the bytes

  private static let sample = """
    <?xml version="1.0"?><x:a xmlns:x="urn:main" b="&lt;1"><!-- c --><x:d/>t&#65;<![CDATA[u]]>\
    <e f='g'>ộ</e></x:a>
    """

  /// Every cut of a part is refused, and none of them traps.
  @Test func refusesEveryCut() {
    let bytes = Array(Self.sample.utf8)
    for count in 0..<bytes.count {
      #expect(throws: XMLError.self, "\(count) bytes") {
        try XMLTree.scanned(Array(bytes.prefix(count)))
      }
    }
  }

  /// Damaged parts never trap, and what libxml2 reads the scanner reads the same.
  @Test func agreesWithLibxml2OnDamagedParts() throws {
    var chance = SeededGenerator.announced()
    let alphabet = Array("<>/&;'\"= !-[]?xab#\n".utf8)
    var (read, differing): (Int, [String]) = (0, [])
    for _ in 0..<20_000 {
      var bytes = Array(Self.sample.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &chance) {
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        let byte = alphabet.randomElement(using: &chance) ?? 0
        switch Int.random(in: 0...2, using: &chance) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
      }
      let scanned = try? XMLTree.scanned(XMLPart.utf8(bytes))
      guard let parsed = try? XMLTree.parsed(bytes) else { continue }
      read += 1
      if scanned != parsed { differing.append(String(decoding: bytes, as: UTF8.self)) }
    }
    #expect(read > 1000)
    #expect(differing.isEmpty, "\(differing.prefix(3))")
  }

  /// Any bytes at all give an error or events, never a trap.
  @Test func readsAnyBytes() {
    var chance = SeededGenerator.announced()
    for _ in 0..<2000 {
      let count = Int.random(in: 0...200, using: &chance)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
      let looksLikeXML = Array("<a ".utf8) + bytes
      for part in [bytes, looksLikeXML] {
        #expect(throws: XMLError.self) { try XMLTree.scanned(part) }
      }
    }
  }
}
