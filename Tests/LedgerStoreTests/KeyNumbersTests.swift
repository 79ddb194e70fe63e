import Storage
import TestSupport
import Testing

@testable import LedgerStore

/// Numbers of keys against a dictionary.
@Suite struct KeyNumbersTests {
  @Test func theyAreThoseOfADictionary() {
    var random = SeededGenerator.announced()
    for _ in 0..<SeededGenerator.rounds(30) {
      var numbers = KeyNumbers<ExactText>()
      var model: [String: Int64] = [:]
      let range = Int.random(in: 1...4000, using: &random)
      let rising = Int.random(in: 0...3000, using: &random)
      for step in 0..<5000 {
        let number =
          step < rising ? step : Int.random(in: 0..<range, using: &random)
        let text = String(1_000_000 + number)
        let key = ExactText(text)
        if Bool.random(using: &random) {
          #expect(numbers.find(key) == model[text])
        } else {
          #expect(numbers.find(key, orAdd: Int64(step)) == model[text])
          if model[text] == nil { model[text] = Int64(step) }
        }
      }
      #expect(numbers.count == model.count)
      let all = numbers.takeSorted(behind: 0)
      #expect(all.map(\.key.text) == model.keys.sorted())
      #expect(all.allSatisfy { model[$0.key.text] == $0.number })
      #expect(numbers.count == 0 && numbers.isSorted)
    }
  }

  @Test func textsAreInTheOrderOfTheirBytes() {
    let texts = ["", "A", "AB", "B", "Z", "a", "é", "ê", "đ"]
    for (place, one) in texts.enumerated() {
      for (otherPlace, other) in texts.enumerated() {
        let isBefore = Array(one.utf8).lexicographicallyPrecedes(Array(other.utf8))
        #expect(ExactText(one).precedes(ExactText(other)) == isBefore, "\(place) \(otherPlace)")
      }
    }
  }
}
