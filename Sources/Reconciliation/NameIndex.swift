internal import Records

/// The names of the register, and the customer codes of each.
///
/// A name shared by many is weak evidence; how many share it is known here.
final class NameIndex: Sendable {
  private let names: KeyTable
  /// By name: the groups of its codes, each once.
  let groups: [[Int32]]
  /// Whether a name begins with a word of this hash: most words begin none.
  private let firstWords: [Bool]

  /// Indexes the heads of households by their codes' numbers.
  init(_ households: [Household], _ scanner: CodeScanner) {
    var names = KeyTable()
    var groups: [[Int32]] = []
    var firstWords: [Bool] = Array(repeating: false, count: 4096)
    var narration = Narration()
    for household in households {
      narration.read(household.headName)
      guard (2...6).contains(narration.count) else { continue }
      let key = Self.joined(narration)
      let name = names.intern(key.span)
      if name == groups.count { groups.append([]) }
      firstWords[Self.slot(narration, 0)] = true
      for code in household.customerCodes {
        guard let group = scanner.group(of: code).map({ Int32($0) }) else { continue }
        if !groups[name].contains(group) { groups[name].append(group) }
      }
    }
    (self.names, self.groups, self.firstWords) = (names, groups, firstWords)
  }

  /// Whether there are no names.
  var isEmpty: Bool { groups.isEmpty }

  /// The longest name that a narration holds; of two as long ones the first.
  func find(in narration: Narration) -> Int? {
    guard !groups.isEmpty else { return nil }
    var best: (name: Int, words: Int)?
    for word in 0..<narration.count where firstWords[Self.slot(narration, word)] {
      var last = word
      while last + 1 < narration.count, last - word < 5, follows(narration, last) {
        last += 1
        let span = narration.text.span.extracting(
          narration.range(word).lowerBound..<narration.range(last).upperBound)
        let words = last - word + 1
        if words > best?.words ?? 1, let name = names.find(span) { best = (name, words) }
      }
    }
    return best?.name
  }

  /// Whether the next word follows after one space.
  private func follows(_ narration: Narration, _ word: Int) -> Bool {
    let end = narration.range(word).upperBound
    return narration.range(word + 1).lowerBound == end + 1 && narration.text[end] == .space
  }

  private static func joined(_ narration: Narration) -> [UInt8] {
    var key: [UInt8] = []
    for word in 0..<narration.count {
      if word > 0 { key.append(.space) }
      key += narration.text[narration.range(word)]
    }
    return key
  }

  private static func slot(_ narration: Narration, _ word: Int) -> Int {
    Int(ContentHash.of(narration.text.span.extracting(narration.range(word))) & 4095)
  }
}
