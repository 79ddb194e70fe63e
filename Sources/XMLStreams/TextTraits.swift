/// What of a text matters to those who write it as XML; found in one pass over its bytes.
public struct TextTraits: OptionSet, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Markup: `& < >`.
  public static let markup = TextTraits(rawValue: 1)
  /// A control character, among them tab and line feed, or one of those that XML cannot hold.
  public static let control = TextTraits(rawValue: 2)
  /// A space.
  public static let space = TextTraits(rawValue: 4)
  /// An underscore, with which XLSX begins its own escapes.
  public static let underscore = TextTraits(rawValue: 8)
  /// A byte with which U+FFFE and U+FFFF begin, and much else.
  public static let rare = TextTraits(rawValue: 16)

  /// The trait of every byte.
  static let table: [UInt8] = (0...255).map { (byte: UInt8) -> UInt8 in
    let traits: TextTraits =
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"): .markup
      case 0..<0x20: .control
      case 0x20: .space
      case UInt8(ascii: "_"): .underscore
      case 0xEF: .rare
      default: []
      }
    return traits.rawValue
  }

  /// The traits of all bytes of a text.
  public init(of text: Span<UInt8>) {
    var bits: UInt8 = 0
    unsafe Self.table.withUnsafeBufferPointer { table in
      for place in text.indices { bits |= unsafe table[Int(text[unchecked: place])] }
    }
    self.init(rawValue: bits)
  }
}
