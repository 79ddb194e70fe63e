/// A few words to look for in a narration, whatever stands between them.
///
/// `#` stands for a digit and whatever follows it in the word: `t#` finds `t6`, `#` finds `062024`.
struct Phrase: Sendable {
  let words: [[UInt8]]

  init(_ text: String) {
    words = text.utf8.split(separator: .space).map { Array($0) }
  }

  /// Whether the phrase stands at one word.
  func matches(_ narration: Narration, at start: Int) -> Bool {
    guard !words.isEmpty, start + words.count <= narration.count else { return false }
    for offset in words.indices where !narration.word(start + offset, fits: words[offset]) {
      return false
    }
    return true
  }
}

/// Phrases by the first two signs of their first word, so that few are tried at each word.
struct PhraseBook: Sendable {
  private var bySlot: [[(phrase: Phrase, place: Int)]] = Array(repeating: [], count: 1024)
  /// Whether any phrase is in a slot.
  private var isFilled: [Bool] = Array(repeating: false, count: 1024)

  /// Phrases that mean their places in `texts`.
  init(_ texts: [String]) {
    for (place, text) in texts.enumerated() {
      let phrase = Phrase(text)
      guard let word = phrase.words.first, let first = word.first else { continue }
      for one in Self.signs(first) {
        // Behind a digit in place of `#` anything may follow.
        let others = first == .digit ? Array(0...31) : word.count > 1 ? Self.signs(word[1]) : [0]
        for other in others {
          bySlot[one << 5 | other].append((phrase, place))
          isFilled[one << 5 | other] = true
        }
      }
    }
  }

  /// The signs that one of a pattern stands for, each by its low bits.
  private static func signs(_ sign: UInt8) -> [Int] {
    sign == .digit ? (0x30...0x39).map { $0 & 31 } : [Int(sign & 31)]
  }

  /// Calls `body` with the place of each phrase that is found and the word after it, word by word,
  /// until it gives true.
  func first(in narration: Narration, where body: (_ place: Int, _ next: Int) -> Bool) -> Int? {
    for word in 0..<narration.count {
      let range = narration.range(word)
      let second = range.count > 1 ? narration.text[range.lowerBound + 1] & 31 : 0
      let slot = Int(narration.text[range.lowerBound] & 31) << 5 | Int(second)
      guard isFilled[slot] else { continue }
      for (phrase, place) in bySlot[slot]
      where phrase.matches(narration, at: word) && body(place, word + phrase.words.count) {
        return place
      }
    }
    return nil
  }

  /// Whether any of the phrases is found.
  func isFound(in narration: Narration) -> Bool {
    first(in: narration) { _, _ in true } != nil
  }
}

extension UInt8 {
  /// In a pattern: a digit and whatever follows it.
  fileprivate static let digit = UInt8(ascii: "#")
}
