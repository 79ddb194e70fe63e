internal import Diagnostics
internal import Storage

// The text of an ``XMLStream``, its references resolved and its line ends made `\n`.
extension XMLStream {
  /// Whether the text of the last text event is white space alone.
  public var isBlank: Bool {
    for index in 0..<textCount where unsafe !isXMLSpace(textStart[index]) { return false }
    return true
  }

  /// Adds the text of the last text event.
  ///
  /// - Throws: ``XMLError`` for a reference that is none.
  public func appendText(to text: inout [UInt8]) throws {
    try unsafe XMLText.append(
      UnsafeBufferPointer(start: textStart, count: textCount), to: &text,
      resolvesReferences: !isCDATA, offset: byteOffset - textCount)
  }

  /// The text of an attribute's bytes: white space becomes spaces (XML 1.0 §3.3.3).
  func attributeText(_ raw: UnsafeBufferPointer<UInt8>) throws(XMLError) -> String {
    let isPlain = unsafe raw.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "&") }
    if isPlain { return unsafe String(decoding: raw, as: UTF8.self) }
    var spaced: [UInt8] = []
    var last: UInt8 = 0
    for index in raw.indices {
      let byte = unsafe raw[index]
      if byte == 0x0A && last == 0x0D { continue }
      spaced.append(byte < 0x20 ? 0x20 : byte)
      last = byte
    }
    var text: [UInt8] = []
    try unsafe spaced.withUnsafeBufferPointer { (spaced) throws(XMLError) in
      try unsafe XMLText.append(spaced, to: &text, resolvesReferences: true, offset: byteOffset)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Goes on to the end event of the element of the last start event.
  public mutating func skipElement() throws {
    let opened = depth
    while let event = try next() {
      if event == .end && depth == opened { return }
    }
  }

  /// Calls `body` at the start event of each child of the element of the last start event.
  ///
  /// The body must go on to the child's end event.
  public mutating func eachChild(_ body: (inout XMLStream) throws -> Void) throws {
    let opened = depth
    while let event = try next() {
      if event == .end && depth == opened { return }
      if event == .start { try body(&self) }
    }
  }
}

/// Raw text made what it means.
@safe
public enum XMLText {
  /// Adds the text of some bytes.
  ///
  /// - Source: XML 1.0 §2.11 (line ends), §4.1 and §4.6 (references).
  /// - Throws: ``XMLError/malformed(reason:byteOffset:)`` for a reference that is none.
  public static func append(
    _ raw: UnsafeBufferPointer<UInt8>, to text: inout [UInt8], resolvesReferences: Bool = true,
    offset: Int = 0
  ) throws(XMLError) {
    guard let base = raw.baseAddress else { return }
    var index = 0
    var plain = 0
    func flush(_ text: inout [UInt8]) {
      if index > plain {
        unsafe text.append(contentsOf: UnsafeBufferPointer(rebasing: raw[plain..<index]))
      }
    }
    while index < raw.count {
      let byte = unsafe base[index]
      if byte == UInt8(ascii: "&") && resolvesReferences {
        flush(&text)
        index = try unsafe appendReference(raw, index, to: &text, offset: offset)
        plain = index
      } else if byte == 0x0D {
        flush(&text)
        let isPair = unsafe index + 1 < raw.count && base[index + 1] == 0x0A
        if !isPair { text.append(0x0A) }
        index += 1
        plain = index
      } else {
        index += 1
      }
    }
    flush(&text)
  }

  private static func appendReference(
    _ raw: UnsafeBufferPointer<UInt8>, _ start: Int, to text: inout [UInt8], offset: Int
  ) throws(XMLError) -> Int {
    let end = min(raw.count, start + 12)
    var semicolon = start + 1
    while semicolon < end, unsafe raw[semicolon] != UInt8(ascii: ";") { semicolon += 1 }
    guard semicolon < end else { throw .malformed(reason: "&…;", byteOffset: offset + start) }
    let name = unsafe String(decoding: raw[start + 1..<semicolon], as: UTF8.self)
    switch name {
    case "amp": text.append(UInt8(ascii: "&"))
    case "lt": text.append(UInt8(ascii: "<"))
    case "gt": text.append(UInt8(ascii: ">"))
    case "quot": text.append(UInt8(ascii: "\""))
    case "apos": text.append(UInt8(ascii: "'"))
    default:
      guard let scalar = XMLScanner.scalar(name) else {
        throw .malformed(reason: "&…;", byteOffset: offset + start)
      }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return semicolon + 1
  }
}
