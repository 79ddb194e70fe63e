/// One narration in lower-case ASCII without diacritics, one byte a letter, cut into its words.
///
/// Spaces of any kind become one space each; what is no Latin letter becomes `?`. The buffers are
/// used again for the next narration.
struct Narration: Sendable {
  private(set) var text: [UInt8] = []
  /// Where words, the runs of letters and digits, begin.
  private var starts: [Int] = []
  private var ends: [Int] = []

  init() {}

  init(_ text: String) {
    read(text)
  }

  /// Reads another narration in place of the last one.
  mutating func read(_ narration: String) {
    text.removeAll(keepingCapacity: true)
    let isRead: Void? = narration.utf8.withContiguousStorageIfAvailable { fold($0) }
    if isRead == nil { Array(narration.utf8).withUnsafeBufferPointer { fold($0) } }
    cut()
  }

  /// How many words there are.
  var count: Int { starts.count }

  /// Where one word stands.
  func range(_ word: Int) -> Range<Int> { starts[word]..<ends[word] }

  /// Whether one word is what the pattern says: `#` stands for a digit and whatever follows it.
  func word(_ word: Int, fits pattern: [UInt8]) -> Bool {
    let start = starts[word]
    let count = ends[word] - start
    let isPrefix = pattern[pattern.count - 1] == UInt8(ascii: "#")
    let length = isPrefix ? pattern.count - 1 : pattern.count
    guard isPrefix ? count > length : count == length else { return false }
    for offset in 0..<length where text[start + offset] != pattern[offset] { return false }
    return !isPrefix || text[start + length].isDigit
  }

  private mutating func fold(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        let isSpace = byte <= 0x20 || byte == 0x7F
        text.append(isSpace ? .space : byte &- 0x41 < 26 ? byte | 0x20 : byte)
        index += 1
        continue
      }
      // Swift's strings are valid UTF-8: a leading byte says how many follow it.
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var scalar = UInt32(byte) & (0x7F >> UInt32(length))
      for next in index + 1..<index + length { scalar = scalar << 6 | UInt32(bytes[next]) & 0x3F }
      index += length
      // Tone and vowel marks of text that is not composed.
      guard !(0x300...0x36F).contains(scalar) else { continue }
      text.append(scalar == 0xA0 ? .space : Self.baseLetter(of: scalar))
    }
  }

  private mutating func cut() {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var wasWord = false
    for index in text.indices {
      let isWord = text[index].isWord
      if isWord != wasWord {
        if isWord { starts.append(index) } else { ends.append(index) }
        wasWord = isWord
      }
    }
    if wasWord { ends.append(text.count) }
  }

  private static func baseLetter(of scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0xC0...0xC5, 0xE0...0xE5, 0x102, 0x103, 0x1EA0...0x1EB7: UInt8(ascii: "a")
    case 0xD0, 0xF0, 0x110, 0x111: UInt8(ascii: "d")
    case 0xC8...0xCB, 0xE8...0xEB, 0x1EB8...0x1EC7: UInt8(ascii: "e")
    case 0xCC...0xCF, 0xEC...0xEF, 0x128, 0x129, 0x1EC8...0x1ECB: UInt8(ascii: "i")
    case 0xD2...0xD6, 0xF2...0xF6, 0x1A0, 0x1A1, 0x1ECC...0x1EE3: UInt8(ascii: "o")
    case 0xD9...0xDC, 0xF9...0xFC, 0x168, 0x169, 0x1AF, 0x1B0, 0x1EE4...0x1EF1:
      UInt8(ascii: "u")
    case 0xDD, 0xFD, 0xFF, 0x1EF2...0x1EF9: UInt8(ascii: "y")
    default: UInt8(ascii: "?")
    }
  }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")

  /// Whether it is `0` to `9`.
  var isDigit: Bool { self &- 0x30 < 10 }

  /// Whether it is `a` to `z`.
  var isLetter: Bool { self &- 0x61 < 26 }

  /// Whether it is a digit or a lower-case letter: the signs that words are made of.
  var isWord: Bool { isDigit || isLetter }

  /// The capital of a lower-case letter; anything else as it is.
  var asCapital: UInt8 { isLetter ? self - 0x20 : self }

  /// Whether people put it between the parts of a code.
  var isGap: Bool {
    self == .space || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "_")
  }
}
