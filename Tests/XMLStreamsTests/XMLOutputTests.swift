import TestSupport
import Testing
import XMLStreams

/// Parts written, and bytes put in the place of others.
@Suite struct XMLOutputTests {
  @Test func writesElements() {
    var output = XMLOutput()
    output.element("a", ["x": "<\"&"]) { output in
      output.element("b")
      output.element("c") { $0.text("a\n<\t>") }
    }
    let text = String(decoding: output.bytes, as: UTF8.self)
    #expect(text == "<a x=\"&lt;&quot;&amp;\"><b/><c>a&#10;&lt;&#9;&gt;</c></a>")
  }

  /// Any text reads back the same through both readers, but for what XML cannot hold.
  @Test func textReadsBackTheSame() throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<500 {
      let scalars = (0..<20).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0...0x3000, using: &chance))
      }
      let text = String(String.UnicodeScalarView(scalars))
      var output = XMLOutput()
      output.element("a", ["b": text]) { $0.text(text) }
      let wanted = String(
        String.UnicodeScalarView(
          scalars.map { $0.value < 0x20 && !"\t\n\r".unicodeScalars.contains($0) ? "\u{FFFD}" : $0 }
        ))
      let root = try XMLPart.parse(output.bytes)
      #expect(root.text.unicodeScalars.elementsEqual(wanted.unicodeScalars))
      #expect(root.attribute("b")?.unicodeScalars.elementsEqual(wanted.unicodeScalars) == true)
      var scanner = XMLScanner(output.bytes)
      _ = try scanner.next()
      #expect(try scanner.attribute("b") == wanted)
      if try scanner.next() == .text { #expect(try scanner.text() == wanted) }
    }
  }

  @Test func splicesBytes() {
    let bytes = Array("0123456789".utf8)
    func spliced(_ splices: [(Range<Int>, String)], in range: Range<Int> = 0..<10) -> String {
      let all = splices.map { XMLSplice(range: $0.0, bytes: Array($0.1.utf8)) }
      return String(decoding: bytes.spliced(all, in: range), as: UTF8.self)
    }
    #expect(spliced([]) == "0123456789")
    #expect(spliced([(3..<5, "x"), (0..<1, ""), (10..<10, "!")]) == "12x56789!")
    #expect(spliced([(4..<4, "ab")], in: 3..<6) == "3ab45")
  }

  @Test func joinsSplicesThatTouch() {
    var splices: [XMLSplice] = []
    splices.join(XMLSplice(range: 2..<2, bytes: [1]))
    splices.join(XMLSplice(range: 2..<4, bytes: [2]))
    splices.join(XMLSplice(range: 4..<4, bytes: [3]))
    splices.join(XMLSplice(range: 5..<6, bytes: [4]))
    #expect(splices.map(\.range) == [2..<4, 5..<6])
    #expect(splices.map(\.bytes) == [[1, 2, 3], [4]])
  }
}
