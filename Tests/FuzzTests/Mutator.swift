import TestSupport

/// Damages seeds: bytes that come, go and change, pieces that move or come from another seed.
struct Mutator {
  let seeds: [[UInt8]]
  private var chance: SeededGenerator

  private static let signs = Array("<>/&;'\"=![]{}()-+.,:0129AaeEx \n\t\0\u{1E}".utf8)
  /// What breaks readers of numbers: the ends of what fits into 8 to 64 bits.
  private static let words = [
    "-1", "0", "255", "65535", "65536", "2147483647", "4294967296", "9223372036854775807",
    "18446744073709551616", "1E308", "1E-400", "NaN", "XFD1048576", "XFE1048577", "AAAA1",
  ].map { Array($0.utf8) }

  init(seeds: [[UInt8]], _ chance: SeededGenerator) {
    self.seeds = seeds
    self.chance = chance
  }

  /// The next damaged seed.
  mutating func next() -> [UInt8] {
    var bytes = seeds.randomElement(using: &chance) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &chance) { damage(&bytes) }
    return bytes
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &chance)
    let rest = bytes.count - place
    switch Int.random(in: 0..<7, using: &chance) {
    case 0 where rest > 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
    case 1 where rest > 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
    case 2 where rest > 0:
      bytes.removeSubrange(place..<place + Int.random(in: 1...min(rest, 64), using: &chance))
    case 3:
      let other = seeds.randomElement(using: &chance) ?? []
      let start = Int.random(in: 0...other.count, using: &chance)
      bytes.insert(contentsOf: other[start...].prefix(64), at: place)
    case 4: replaceNumber(&bytes, from: place)
    case 5: bytes = Array(bytes.prefix(place))
    default: bytes.insert(Self.signs.randomElement(using: &chance) ?? 0, at: place)
    }
  }

  /// Puts another number into the place of the next one.
  private mutating func replaceNumber(_ bytes: inout [UInt8], from place: Int) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let start = bytes[place...].firstIndex(where: { digits.contains($0) }) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: Self.words.randomElement(using: &chance) ?? [])
  }
}
