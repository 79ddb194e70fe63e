extension XMLScanner {
  /// The text of some bytes of the part, references resolved and line ends made `\n`.
  ///
  /// - Source: XML 1.0 §2.11 (line ends), §4.1 and §4.6 (references).
  func text(of range: Range<Int>) throws(XMLError) -> String {
    let plain = !bytes[range].contains { $0 == UInt8(ascii: "&") || $0 == 0x0D }
    if plain { return String(decoding: bytes[range], as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") {
        index = try appendReference(at: index, end: range.upperBound, to: &text)
        continue
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
  private static func scalar(_ name: String) -> Unicode.Scalar? {
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
