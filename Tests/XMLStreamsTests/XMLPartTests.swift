import Diagnostics
import FuzzTargets
import Testing
import XMLStreams

/// Small parts as trees; odd encodings and document types through libxml2 as plain UTF-8.
@Suite struct XMLPartTests {
  private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  private func code(_ part: String) -> String {
    do {
      _ = try XMLPart.parse(Array(part.utf8))
      return "none"
    } catch {
      return error.diagnostic.code
    }
  }

  @Test func makesATree() throws {
    let root = try XMLPart.parse(
      Array("<a xmlns='urn:a' x='1'>t<b y='&lt;2'/><b>ộ</b>u</a>".utf8))
    #expect(root.name == "a")
    #expect(root.namespace == "urn:a")
    #expect(root.attribute("x") == "1")
    #expect(root.attribute("none") == nil)
    #expect(root.text == "tu")
    #expect(root.child("b")?.attribute("y") == "<2")
    #expect(root.all("b").map(\.text) == ["", "ộ"])
  }

  /// Ours and libxml2's are one tree, namespaces and all.
  @Test(arguments: [
    "<a xmlns='urn:a' xmlns:b='urn:b' b:x='1' y=' 2&#10;3\n4'><b:c xmlns='' z='&quot;'>"
      + "<d/></b:c><e/></a>",
    "<?xml version='1.0' encoding='UTF-8'?><!-- c --><x:a xmlns:x='urn:a'>"
      + "<x:b xml:lang='vi'>ộ\r\n&amp;</x:b><![CDATA[<u>]]>v"
      + "<x:b xmlns:x='urn:b' x:y='1'/><x:b/></x:a>",
    "<a>x<b/>y<b/>z</a>",
    "<a xmlns='urn:a' :x='1' x='2'><:b :y='3'/></a>",
    "<a xmlns:b='' b:x='1'><b:c y='2'/><d xmlns:b='urn:b' b:x='3'/></a>",
  ])
  func makesTheTreeOfLibxml2(part: String) throws {
    #expect(try XMLPart.parse(Array(part.utf8)) == XMLPart.parsed(Array(part.utf8)))
    #expect(try XMLTree.scanned(Array(part.utf8)) == XMLTree.parsed(Array(part.utf8)))
  }

  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func readsUTF16(bigEndian: Bool, mark: Bool) throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>tiếng Việt 😀</a>"
    let bytes = utf16(text, bigEndian: bigEndian, mark: mark)
    #expect(!XMLPart.isPlain(bytes))
    #expect(try XMLPart.parse(bytes).text == "tiếng Việt 😀")
    #expect(try XMLTree.scanned(XMLPart.utf8(bytes)) == "<a>tiếng Việt 😀</a>")
  }

  @Test func readsLatin1() throws {
    let bytes = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + "</a>".utf8
    #expect(!XMLPart.isPlain(bytes))
    #expect(try XMLTree.scanned(XMLPart.utf8(bytes)) == "<a>é</a>")
  }

  @Test func keepsPlainPartsAsTheyAre() throws {
    for part in ["<a/>", "\u{FEFF}<a/>", "<?xml version='1.0' encoding='utf-8'?><a>ộ</a>"] {
      #expect(XMLPart.isPlain(Array(part.utf8)))
      #expect(try XMLPart.utf8(Array(part.utf8)) == Array(part.utf8))
    }
  }

  @Test func refusesBytesThatAreNoUTF8() {
    let bytes = Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8)
    let error = #expect(throws: XMLError.self) { try XMLPart.utf8(bytes) }
    #expect(error?.diagnostic.code == "xml.encoding")
    #expect(throws: XMLError.self) { try XMLPart.parse(bytes) }
  }

  @Test func readsABareDocumentType() throws {
    let part = "<!DOCTYPE a PUBLIC '-//X//Y' 'none.dtd'><a>t</a>"
    #expect(!XMLPart.isPlain(Array(part.utf8)))
    #expect(try XMLTree.scanned(XMLPart.utf8(Array(part.utf8))) == "<a>t</a>")
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "<!DOCTYPE a [<!ENTITY e 'x'>]><a/>",
    "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/hostname'> %e;]><a/>",
    "<!DOCTYPE a [<!ENTITY e '&#60;b/>'><!ENTITY f '&e;&e;'>]><a>&f;</a>",
  ])
  func refusesEntities(part: String) {
    #expect(["xml.entities", "xml.malformed"].contains(code(part)))
    #expect(throws: XMLError.self) { try XMLPart.utf8(Array(part.utf8)) }
  }

  @Test func refusesWhatIsMalformedOrTooDeep() {
    for part in ["", "x", "<a>", "<a></b>", "<a b=1/>", "<a/><b/>"] {
      #expect(code(part) == "xml.malformed")
    }
    let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    #expect(code(deep) == "xml.limit")
    let wide = [UInt8](repeating: 0x20, count: XMLLimits.treeBytesMax + 1)
    let error = #expect(throws: XMLError.self) { try XMLPart.parse(wide) }
    #expect(error?.diagnostic.code == "xml.limit")
  }
}
