extension XMLScanner {
  /// The text of some bytes of the part, references resolved and line ends made `\n`.
  ///
  /// - Source: XML 1.0 §2.2 (characters), §2.11 (line ends), §4.1 and §4.6 (references).
  func text(
    of range: Range<Int>, resolvesReferences: Bool = true
  ) throws(XMLError) -> String {
    let plain = !bytes[range].contains { $0 == UInt8(ascii: "&") || isControl($0) }
    if plain { return String(decoding: bytes[range], as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") && resolvesReferences {
        index = try appendReference(at: index, end: range.upperBound, to: &text)
        continue
      }
      guard !isControl(byte) || byte == 0x0D else {
        throw .malformed(reason: "no control character", byteOffset: index)
      }
      if byte == 0x0D {
        let isPair = index + 1 < range.upperBound && bytes[index + 1] == 0x0A
        if !isPair { text.append(0x0A) }
      } else {
        text.append(byte)
      }
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func appendReference(
    at start: Int, end: Int, to text: inout [UInt8]
  ) throws(XMLError) -> Int {
    let limit = min(end, start + 12)
    guard let semicolon = bytes[start..<limit].firstIndex(of: UInt8(ascii: ";")) else {
      throw .malformed(reason: "&…;", byteOffset: start)
    }
    let name = String(decoding: bytes[start + 1..<semicolon], as: UTF8.self)
    switch name {
    case "amp": text.append(UInt8(ascii: "&"))
    case "lt": text.append(UInt8(ascii: "<"))
    case "gt": text.append(UInt8(ascii: ">"))
    case "quot": text.append(UInt8(ascii: "\""))
    case "apos": text.append(UInt8(ascii: "'"))
    default:
      guard let scalar = Self.scalar(name) else {
        throw .malformed(reason: "&\(name);", byteOffset: start)
      }
      text.append(contentsOf: String(Character(scalar)).utf8)
    }
    return semicolon + 1
  }

  /// The character that `#65` or `#x41` stands for, where XML allows it.
  static func scalar(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let isHex = name.hasPrefix("#x")
    let digits = name.dropFirst(isHex ? 2 : 1)
    guard digits.first?.isHexDigit == true, let value = UInt32(digits, radix: isHex ? 16 : 10),
      value >= 0x20 || value == 0x9 || value == 0xA || value == 0xD,
      value != 0xFFFE, value != 0xFFFF
    else { return nil }
    return Unicode.Scalar(value)
  }
}

func isXMLSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}

/// A control character that XML forbids, or a carriage return, which is read as a line feed.
private func isControl(_ byte: UInt8) -> Bool {
  byte < 0x20 && byte != 0x0A && byte != 0x09
}

/// Any byte that can stand in a name; which letters XML allows there is left to the writer.
func isNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...0xFF:
    true
  default: false
  }
}
