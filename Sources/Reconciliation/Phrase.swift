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

/// Phrases by the first letter of their first word, so that few are tried at each word.
struct PhraseBook: Sendable {
  private var byFirstByte: [[(phrase: Phrase, place: Int)]] = Array(repeating: [], count: 256)
  /// Whether any phrase begins with a byte.
  private var isFirst: [Bool] = Array(repeating: false, count: 256)

  /// Phrases that mean their places in `texts`.
  init(_ texts: [String]) {
    for (place, text) in texts.enumerated() {
      let phrase = Phrase(text)
      guard let first = phrase.words.first?.first else { continue }
      if first == UInt8(ascii: "#") {
        for digit in UInt8(ascii: "0")...UInt8(ascii: "9") {
          byFirstByte[Int(digit)].append((phrase, place))
          isFirst[Int(digit)] = true
        }
      } else {
        byFirstByte[Int(first)].append((phrase, place))
        isFirst[Int(first)] = true
      }
    }
  }

  /// Calls `body` with the place of each phrase that is found and the word after it, word by word,
  /// until it gives true.
  func first(in narration: Narration, where body: (_ place: Int, _ next: Int) -> Bool) -> Int? {
    for word in 0..<narration.count {
      let first = Int(narration.text[narration.range(word).lowerBound])
      guard isFirst[first] else { continue }
      for (phrase, place) in byFirstByte[first]
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
