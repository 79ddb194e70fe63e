import Diagnostics
import FuzzTargets
import Storage
import TestSupport
import Testing
import XMLStreams

/// Parts that come in chunks, whatever their size: the same events as of the whole.
@Suite struct XMLStreamTests {
  private static let sample = """
    <?xml version="1.0"?><x:a xmlns:x="urn:main" b="&lt;1"><!-- c --><x:d/>t&#65;\r\n\
    <![CDATA[u]\r\n]]><e f='g'>ộ😀\r</e ></x:a>
    """

  @Test func givesTheSameWhereverChunksEnd() throws {
    let bytes = Array(Self.sample.utf8)
    let whole = try XMLTree.streamed(bytes, chunkBytes: 1 << 16)
    #expect(whole == (try XMLTree.scanned(bytes)))
    #expect(whole.contains("tA\nu]\n"))
    for count in 1...bytes.count {
      #expect(try XMLTree.streamed(bytes, chunkBytes: count) == whole, "\(count) bytes at a time")
    }
  }

  @Test func refusesEveryCut() {
    let bytes = Array(Self.sample.utf8)
    for count in 0..<bytes.count {
      #expect(throws: XMLError.self, "\(count) bytes") {
        try XMLTree.streamed(Array(bytes.prefix(count)), chunkBytes: 5)
      }
    }
  }

  @Test(arguments: [
    "", " ", "<?xml version='1.0'?>", "x", "<a>", "</a>", "<a></b>", "<a/><b/>", "<a/>x", "<a",
    "<a b>", "<a b=>", "<a b=c>", "<a b='c>", "<a b='<'/>", "<a b='1'c='2'/>", "<a/ >", "< a/>",
    "<>", "<a><b></a></b>", "<!-- x", "<a><!-- x </a>", "<a><![CDATA[x]]</a>", "<?x", "x<a/>",
    "<![CDATA[x]]><a/>", "<a><!x></a>", "<a></a", "<a></a b>", "<a b='1' b='2'/>", "<1/>",
    "<a><!-- -- --></a>", "<a>\u{1}</a>", "<a>&x;</a>", "<a>&#0;</a>", "<a>\u{FFFE}</a>",
  ])
  func refusesWhatIsNoXML(part: String) {
    for count in [1, 7, 4096] {
      #expect(throws: XMLError.self) {
        try XMLTree.streamed(Array(part.utf8), chunkBytes: count)
      }
    }
  }

  @Test(arguments: [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE1]])
  func refusesWhatIsNoUTF8(bytes: [UInt8]) {
    let part = Array("<a>".utf8) + bytes + Array("</a>".utf8)
    for count in [1, 7, 4096] {
      #expect(throws: XMLError.self) { try XMLTree.streamed(part, chunkBytes: count) }
    }
  }

  /// A tag and a text that are larger than any chunk and its headroom.
  @Test func holdsALongTag() throws {
    let long = String(repeating: "xyz ", count: 100_000)
    let part = Array("<a b='\(long)'>\(long)<c/>\(long)</a>".utf8)
    for count in [1 << 12, 1 << 16, 1 << 18] {
      var stream = try XMLStream.open([]) { ChunkPipe.of(part, chunkBytes: count, inspect: $0) }
      var text: [UInt8] = []
      _ = try stream.next()
      #expect(try stream.attribute(nil, "b") == long)
      while let event = try stream.next() {
        if event == .text { try stream.appendText(to: &text) }
      }
      #expect(String(decoding: text, as: UTF8.self) == long + long)
    }
  }

  /// One tag may not fill the memory.
  @Test func refusesATagWithoutEnd() throws {
    let part = Array("<a b='".utf8) + [UInt8](repeating: 0x20, count: XMLLimits.tokenBytesMax * 2)
    let error = #expect(throws: XMLError.self) {
      var stream = try XMLStream.open([]) {
        ChunkPipe.of(part, chunkBytes: 12 << 20, inspect: $0)
      }
      _ = try stream.next()
    }
    #expect(error?.diagnostic.message.en.contains("tokenBytesMax") == true)
  }

  @Test func convertsOtherEncodings() throws {
    let text = "<a>\u{1EC7}</a>"
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let parts: [[UInt8]] = [
      wide, Array("<!DOCTYPE a><a>\u{1EC7}</a>".utf8), Array(("\u{FEFF}" + text).utf8),
    ]
    for part in parts {
      #expect(try XMLTree.streamed(part, chunkBytes: 64) == text)
    }
    let entity = Array("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".utf8)
    #expect(throws: XMLError.self) { try XMLTree.streamed(entity, chunkBytes: 64) }
  }

  /// What libxml2 reads of damaged parts, the stream reads the same; what it refuses too.
  @Test func agreesWithLibxml2OnDamagedParts() throws {
    var chance = SeededGenerator.announced()
    let alphabet = Array("<>/&;'\"= !-[]?xab#\n".utf8)
    var (read, differing): (Int, [String]) = (0, [])
    for _ in 0..<10_000 {
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
      let streamed = try? XMLTree.streamed(
        bytes, chunkBytes: Int.random(in: 1...64, using: &chance))
      guard let parsed = try? XMLTree.parsed(bytes) else { continue }
      read += 1
      if streamed != parsed { differing.append(String(decoding: bytes, as: UTF8.self)) }
    }
    #expect(read > 500)
    #expect(differing.isEmpty, "\(differing.prefix(3))")
  }
}
