/// A small generator of pseudo-random numbers: the same seed gives the same numbers everywhere.
///
/// - Source: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededRandom {
  private var state: UInt64

  /// Starts a stream; streams of one seed are independent, so that a change to one part of the
  /// ward leaves the others as they were.
  init(seed: UInt64, stream: Stream) {
    state = seed
    state = next() ^ (UInt64(stream.rawValue) &* 0xD1B5_4A32_D192_ED03)
  }

  /// What a stream is for.
  enum Stream: Int {
    case people = 1
    case businesses, consumption, payments, evidence, statements, figures
  }

  /// 64 random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number of the range, both ends included.
  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// True in `perMille` of a thousand cases.
  mutating func chance(perMille: Int) -> Bool {
    int(0...999) < perMille
  }

  /// One of the items, which must not be empty.
  mutating func pick<Item>(_ items: [Item]) -> Item {
    items[int(0...(items.count - 1))]
  }

  /// One of the items, each as often as its weight says.
  mutating func pick<Item>(weighted items: [(item: Item, weight: Int)]) -> Item {
    var rest = int(0...(items.reduce(0) { $0 + $1.weight } - 1))
    for (item, weight) in items {
      if rest < weight { return item }
      rest -= weight
    }
    return items[items.count - 1].item
  }

  /// The items in another order.
  mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
    var result = items
    for last in result.indices.reversed().dropLast() {
      result.swapAt(last, int(0...last))
    }
    return result
  }

  /// As many random digits.
  mutating func digits(_ count: Int) -> String {
    (0..<count).map { _ in String(int(0...9)) }.joined()
  }
}
