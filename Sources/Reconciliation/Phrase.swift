/// A few words to look for in a folded narration, whatever stands between them.
///
/// `#` stands for a digit and whatever follows it in the word: `t#` finds `t6`, `#` finds `062024`.
struct Phrase {
  private let words: [[UInt8]]

  init(_ text: String) {
    words = text.utf8.split(separator: .space).map { Array($0) }
  }

  /// Where the phrase begins, and the word after it.
  func firstMatch(in narration: NarrationWords, from start: Int = 0) -> Int? {
    guard let first = words.first else { return nil }
    var word = start
    while word + words.count <= narration.count {
      if narration.word(word, fits: first) && matches(narration, at: word) { return word }
      word += 1
    }
    return nil
  }

  /// Whether the phrase stands at one word.
  func matches(_ narration: NarrationWords, at start: Int) -> Bool {
    guard start + words.count <= narration.count else { return false }
    for (offset, pattern) in words.enumerated()
    where !narration.word(start + offset, fits: pattern) {
      return false
    }
    return true
  }

  /// How many words it has.
  var count: Int { words.count }
}

/// A folded narration, cut into its words: runs of letters and digits.
struct NarrationWords {
  private let bytes: [UInt8]
  private let ranges: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var ranges: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || !bytes[index].isWord {
      if index > start { ranges.append(start..<index) }
      start = index + 1
    }
    self.ranges = ranges
  }

  /// How many words there are.
  var count: Int { ranges.count }

  /// The bytes of one word.
  func word(_ index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

  /// Whether one word is what the pattern says.
  func word(_ index: Int, fits pattern: [UInt8]) -> Bool {
    let range = ranges[index]
    let isPrefix = pattern.last == UInt8(ascii: "#")
    let length = isPrefix ? pattern.count - 1 : pattern.count
    guard isPrefix ? range.count > length : range.count == length else { return false }
    for offset in 0..<length where bytes[range.lowerBound + offset] != pattern[offset] {
      return false
    }
    return !isPrefix || bytes[range.lowerBound + length].isDigit
  }
}
