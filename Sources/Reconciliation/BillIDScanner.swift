/// Finds the bill ids that a folded narration names: `hd:123456789`, `hoa don so 123456789`.
enum BillIDScanner {
  /// A bill id has at least as many digits; shorter ones are numbers of something else.
  private static let digitsMin = 5

  /// The ids named, as digits, in the order of the narration.
  static func ids(in text: [UInt8]) -> [String] {
    var found: [String] = []
    var index = 0
    while index < text.count {
      guard index == 0 || !text[index - 1].isWord, let start = afterIntroduction(text, index) else {
        index += 1
        continue
      }
      let digits = text[start...].prefix { $0.isDigit }
      let endsWord = digits.endIndex == text.count || !text[digits.endIndex].isWord
      if digits.count >= digitsMin && endsWord {
        found.append(String(decoding: digits, as: UTF8.self))
      }
      index = max(digits.endIndex, index + 1)
    }
    return found
  }

  private static func afterIntroduction(_ text: [UInt8], _ start: Int) -> Int? {
    for word in ["hoa don", "hd"] where text[start...].starts(with: word.utf8) {
      var index = skipSigns(text, start + word.utf8.count)
      if text[index...].starts(with: "so".utf8) { index = skipSigns(text, index + 2) }
      return index
    }
    return nil
  }

  private static func skipSigns(_ text: [UInt8], _ start: Int) -> Int {
    text[start...].firstIndex { !" :.#_-".utf8.contains($0) } ?? text.count
  }
}
