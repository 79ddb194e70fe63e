/// Chance that can be repeated.
///
/// - Source: SplitMix64, by Sebastiano Vigna, in the public domain.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number of a range, both ends included.
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Whether something happens that does so many times in a thousand.
  mutating func chance(_ perMille: Int) -> Bool { int(0...999) < perMille }

  /// One of several.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(0...elements.count - 1)]
  }

  /// A place that is drawn the more often the smaller it is, as family names are.
  mutating func skewed(_ count: Int) -> Int {
    let share = Double.random(in: 0..<1, using: &self)
    return min(Int(share * share * Double(count)), count - 1)
  }
}
