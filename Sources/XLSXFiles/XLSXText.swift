internal import Diagnostics
internal import Sheets
internal import XMLStreams

// Text: shared strings, and texts that stand in their cells.
//
// - Source: ECMA-376 part 1 §18.4.8 si, §18.4.12 t, §18.4.6 rPh, §22.9.2.19 ST_Xstring.
extension XLSXValues {
  /// Reads the shared strings of a part, phonetic runs left out.
  static func sharedStrings(
    _ stream: consuming XMLStream, isQuick: Bool = true
  ) throws -> SharedStrings {
    var strings = SharedStrings.Builder()
    var text: [UInt8] = []
    var isPlain = false
    while let event = try stream.next() {
      guard event == .start else { continue }
      if stream.depth == 1 {
        isPlain =
          isQuick && !stream.isEmptyElement && !stream.hasPrefix
          && stream.isBound(nil, to: XLSXSpace.main)
      } else if stream.isElement(XLSXSpace.main, "si")
        || stream.isElement(XLSXSpace.main, "sstItem")  // Excel 2007's test versions
      {
        text.removeAll(keepingCapacity: true)
        try appendText(&stream, to: &text)
        unescape(&text)
        let isAdded = text.withUnsafeBufferPointer { strings.append($0) } && strings.end()
        guard isAdded else { throw tooMany }
      }
      if isPlain { try takeStrings(&stream, &strings) }
    }
    return SharedStrings(strings)
  }

  /// Takes items that are one plain text, as long as there are such; elements are whole or left.
  private static func takeStrings(
    _ stream: inout XMLStream, _ strings: inout SharedStrings.Builder
  ) throws {
    var place = stream.cursor
    let limit = stream.limit
    while hasBytes(place, "<si><t") {
      var start = place + 6
      if hasBytes(start, " xml:space=\"preserve\"") { start += 21 }
      guard start[0] == UInt8(ascii: ">") else { break }
      start += 1
      guard let end = plainEnd(start, limit: limit, stopsAtEscapes: true),
        hasBytes(end, "</t></si>")
      else { break }
      guard strings.append(UnsafeBufferPointer(start: start, count: end - start)), strings.end()
      else { throw tooMany }
      place = end + 9
    }
    stream.cursor = place
  }

  private static var tooMany: XLSXError {
    .limit("sharedStringsMax", max: SharedStrings.stringsMax, at: Origin())
  }

  /// Adds the text of a string item whose start tag was just read, up to its end.
  static func appendText(_ stream: inout XMLStream, to text: inout [UInt8]) throws {
    let depth = stream.depth
    var isText = false
    var phoneticDepth: Int?
    while let event = try stream.next() {
      switch event {
      case .start:
        if phoneticDepth == nil && stream.isElement(XLSXSpace.main, "rPh") {
          phoneticDepth = stream.depth
        }
        isText = phoneticDepth == nil && stream.isElement(XLSXSpace.main, "t")
      case .text where isText:
        try stream.appendText(to: &text)
        try checkLength(text)
      case .text: break
      case .end:
        isText = false
        if stream.depth == phoneticDepth { phoneticDepth = nil }
        if stream.depth == depth { return }
      }
    }
  }

  /// Where a text ends that needs no work: no references, no carriage returns and, where asked,
  /// no `_x` escapes; nil when it needs some, or is not in memory whole.
  @inline(__always)
  static func plainEnd(
    _ start: UnsafePointer<UInt8>, limit: UnsafePointer<UInt8>, stopsAtEscapes: Bool
  ) -> UnsafePointer<UInt8>? {
    var place = start
    let underscore = stopsAtEscapes ? UInt8(ascii: "_") : UInt8(ascii: "<")
    while place < limit {
      let word = UInt64(littleEndian: ByteSearch.word(place))
      let marks =
        ByteSearch.marks(word, UInt8(ascii: "<")) | ByteSearch.marks(word, UInt8(ascii: "&"))
        | ByteSearch.marks(word, 0x0D) | ByteSearch.marks(word, underscore)
      guard marks != 0 else {
        place += 8
        continue
      }
      place += marks.trailingZeroBitCount / 8
      guard place[0] == UInt8(ascii: "_") && place[1] != UInt8(ascii: "x") else { break }
      place += 1
    }
    return place < limit && place[0] == UInt8(ascii: "<") ? place : nil
  }

  /// Resolves `_x000D_` and its like.
  static func unescape(_ text: inout [UInt8]) {
    guard var read = text.firstIndex(of: UInt8(ascii: "_")) else { return }
    var written = read
    while read < text.count {
      if text[read] == UInt8(ascii: "_"), let scalar = escape(text, read) {
        for byte in String(Character(scalar)).utf8 {
          text[written] = byte
          written += 1
        }
        read += 7
      } else {
        text[written] = text[read]
        written += 1
        read += 1
      }
    }
    text.removeSubrange(written...)
  }

  /// A text with what was escaped put back.
  static func unescaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    var bytes = Array(text.utf8)
    unescape(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The character that an escape of seven bytes stands for; nil when none is there.
  private static func escape(_ text: [UInt8], _ start: Int) -> Unicode.Scalar? {
    guard start + 7 <= text.count, text[start + 1] == UInt8(ascii: "x"),
      text[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in text[start + 2..<start + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value)
  }
}
