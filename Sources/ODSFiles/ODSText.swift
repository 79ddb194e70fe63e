internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// The text of a cell while it is read, with rules for white space.
///
/// ODF makes any run of white space one space. LibreOffice Calc writes runs of plain spaces as they
/// are and reads them so; only what a line break or a tab is in can be a pretty-printer's.
///
/// - Source: ODF 1.3 part 3 §6.1.2 (white space).
struct ODSText {
  /// Where a text leads, and what is shown while the pointer rests on it.
  struct Link: Hashable {
    var target: String
    var title: String
  }

  /// The text in UTF-8.
  private(set) var bytes: [UInt8] = []
  /// How many paragraphs it is made of.
  private(set) var paragraphs = 0
  /// Where the text leads, in the order of its links.
  private(set) var links: [Link] = []
  private var piece: [UInt8] = []
  private var isAtStart = true
  /// How many spans are open.
  private var spans = 0
  /// White space that was not added yet.
  private var spaces = 0
  private var hasBreak = false

  /// The text as a string.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Makes it empty again.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    paragraphs = 0
  }

  /// Puts another text in its place.
  mutating func replace(by text: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds the paragraph whose start event was the last; goes on to its end.
  mutating func appendParagraph(_ stream: inout XMLStream) throws {
    let depth = stream.depth
    if paragraphs > 0 { bytes.append(0x0A) }
    paragraphs += 1
    isAtStart = true
    spans = 0
    while let event = try stream.next() {
      switch event {
      case .end:
        guard stream.depth == depth else {
          if spans > 0, stream.isElement(ODSSpace.text, "span") { spans -= 1 }
          continue
        }
        if hasBreak { spaces = 0 }
        return endSpaces()
      case .text:
        piece.removeAll(keepingCapacity: true)
        try stream.appendText(to: &piece)
        try checkLength(stream)
        appendPiece()
      case .start: try appendElement(&stream)
      }
    }
  }

  private mutating func appendElement(_ stream: inout XMLStream) throws {
    if stream.isElement(ODSSpace.text, "s") {
      let count = try stream.count(ODSSpace.text, "c", max: ODSValues.spacesMax)
      endSpaces()
      spaces = count
      endSpaces()
      try checkLength(stream)
      isAtStart = false
    } else if stream.isElement(ODSSpace.text, "span") {
      spans += 1
    } else if stream.isElement(ODSSpace.text, "tab") {
      // LibreOffice and calamine show none inside a span; what they agree on is the value.
      if spans == 0 { appendLiteral(0x09) }
    } else if stream.isElement(ODSSpace.text, "line-break") {
      appendLiteral(0x0A)
    } else if stream.isElement(ODSSpace.text, "a") {
      if let target = try stream.attribute(ODSSpace.xlink, "href"), links.count < 64 {
        let title = try stream.attribute(ODSSpace.office, "title")
        links.append(Link(target: target, title: title ?? ""))
      }
    } else if stream.namespace != ODSSpace.text || stream.isElement(ODSSpace.text, "note")
      || stream.isElement(ODSSpace.text, "ruby-text")
    {
      try stream.skipElement()
    }
  }

  private mutating func appendLiteral(_ byte: UInt8) {
    endSpaces()
    bytes.append(byte)
    isAtStart = false
  }

  private mutating func appendPiece() {
    for byte in piece {
      switch byte {
      case 0x20: spaces += 1
      case 0x0A, 0x09, 0x0D:
        spaces += 1
        hasBreak = true
      default:
        if spaces > 0 { endSpaces() }
        bytes.append(byte)
        isAtStart = false
      }
    }
  }

  private mutating func endSpaces() {
    let count = hasBreak ? (isAtStart ? 0 : min(spaces, 1)) : spaces
    bytes.append(contentsOf: repeatElement(0x20, count: count))
    spaces = 0
    hasBreak = false
  }

  private func checkLength(_ stream: borrowing XMLStream) throws {
    guard bytes.count + spaces + piece.count <= ODSValues.charactersMax else {
      throw ODSError.limit(
        "charactersMax", max: ODSValues.charactersMax, at: Origin(byteOffset: stream.byteOffset))
    }
  }
}
