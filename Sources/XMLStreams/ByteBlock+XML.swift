public import Storage

/// XML in bulk: text of cells, attributes.
extension ByteBlock {
  /// Adds text so that it reads back the same in an element.
  ///
  /// Characters that XML 1.0 cannot hold (§2.2) become U+FFFD. Line breaks and tabs stay as they
  /// are but for the carriage return, which readers take for a line feed.
  ///
  /// - Parameter text: UTF-8.
  public mutating func append(xmlText text: Span<UInt8>) {
    guard !TextTraits(of: text).isDisjoint(with: [.markup, .control, .rare]) else {
      return append(text)
    }
    reserve(text.count + 16)
    var place = 0
    while place < text.count {
      let byte = text[place]
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case 0x0D: append("&#13;")
      case 0x09, 0x0A: append(byte)
      case 0..<0x20: append("\u{FFFD}")
      case 0xEF where place + 2 < text.count && text[place + 1] == 0xBF && text[place + 2] >= 0xBE:
        append("\u{FFFD}")
        place += 2
      default: append(byte)
      }
      place += 1
    }
  }

  /// Adds ` name="value"`.
  public mutating func append(attribute name: StaticString, _ value: String) {
    append(UInt8(ascii: " "))
    append(name)
    append("=\"")
    var output = XMLOutput()
    output.text(value)
    append(output.bytes)
    append(UInt8(ascii: "\""))
  }
}
