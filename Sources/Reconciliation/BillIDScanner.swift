/// Finds the bill ids that a narration names: `hd:123456789`, `hoa don so 123456789`.
enum BillIDScanner {
  /// A bill id has at least as many digits; shorter ones are numbers of something else.
  private static let digitsMin = 5

  /// Calls `body` with the place of the digits of each id, in the order of the narration.
  static func scan(_ narration: Narration, _ body: (Range<Int>) -> Void) {
    var done = 0
    for word in 0..<narration.count {
      let start = narration.range(word).lowerBound
      guard start >= done, narration.text[start] == UInt8(ascii: "h"),
        let first = afterIntroduction(narration.text, start)
      else { continue }
      var end = first
      while end < narration.text.count && narration.text[end].isDigit { end += 1 }
      let endsWord = end == narration.text.count || !narration.text[end].isWord
      if end - first >= digitsMin && endsWord { body(first..<end) }
      done = end
    }
  }

  private static func afterIntroduction(_ text: [UInt8], _ start: Int) -> Int? {
    guard let end = behind("hoa don", text, start) ?? behind("hd", text, start) else { return nil }
    let index = skipSigns(text, end)
    return behind("so", text, index).map { skipSigns(text, $0) } ?? index
  }

  private static func behind(_ word: StaticString, _ text: [UInt8], _ start: Int) -> Int? {
    let length = word.utf8CodeUnitCount
    guard start + length <= text.count else { return nil }
    for offset in 0..<length where text[start + offset] != word.utf8Start[offset] { return nil }
    return start + length
  }

  private static func skipSigns(_ text: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < text.count && " :.#_-".utf8.contains(text[index]) { index += 1 }
    return index
  }
}
