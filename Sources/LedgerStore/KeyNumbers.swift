/// The numbers of keys, held in memory: a million of them as well as three.
///
/// Lists come in the order of codes or ids more often than not: as long as each new key lies behind
/// all others, and those that are looked for follow one another, no key is hashed. After that, half
/// of each hash is kept, so that no key is hashed twice.
struct KeyNumbers<Key: TableKey> {
  private var all: [(key: Key, number: Int64)] = []
  /// Where keys lie: half a hash, and one more than the place, 0 where none is; empty while all
  /// keys are in their order.
  private var slots: [UInt64] = []

  /// The place behind the key that was found last among those in their order.
  private var next = 0
  /// How many keys were not found there.
  private var searches = 0

  private static var searchesMax: Int { 1000 }

  /// How many there are.
  var count: Int { all.count }

  /// Whether each key lies behind all that were added before.
  var isSorted: Bool { slots.isEmpty }

  /// The number of a key; nil where it is new.
  mutating func find(_ key: Key) -> Int64? {
    if isSorted {
      if isBehindAll(key) { return nil }
      if let known = numberOfNext(key) { return known }
      if searches < Self.searchesMax { return search(key) }
      hashAll()
    }
    let slot = slots[place(of: key, Self.half(of: key))]
    return slot == 0 ? nil : all[Int(slot & 0xFFFF_FFFF) - 1].number
  }

  /// The number of a key; where it is new, it is given `number`, and nil returned.
  mutating func find(_ key: Key, orAdd number: Int64) -> Int64? {
    if isSorted {
      if isBehindAll(key) {
        all.append((key, number))
        return nil
      }
      if let known = numberOfNext(key) { return known }
      if searches < Self.searchesMax, let known = search(key) { return known }
      hashAll()
    }
    let half = Self.half(of: key)
    let place = place(of: key, half)
    let slot = slots[place]
    if slot != 0 { return all[Int(slot & 0xFFFF_FFFF) - 1].number }
    all.append((key, number))
    slots[place] = half | UInt64(all.count)
    if all.count * 4 > slots.count * 3 { grow() }
    return nil
  }

  /// Takes all keys out, and gives those behind the first so many in their order.
  mutating func takeSorted(behind count: Int) -> [(key: Key, number: Int64)] {
    var taken = Array(all[count...])
    let wasSorted = isSorted
    self = Self()
    if !wasSorted { taken.sort { $0.key.precedes($1.key) } }
    return taken
  }

  private func isBehindAll(_ key: Key) -> Bool {
    guard let last = all.last else { return true }
    return last.key.precedes(key)
  }

  /// Looks for a key among keys in their order.
  private mutating func search(_ key: Key) -> Int64? {
    searches += 1
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].key.precedes(key) { low = middle + 1 } else { high = middle }
    }
    guard low < all.count, all[low].key == key else { return nil }
    next = low + 1
    return all[low].number
  }

  private mutating func numberOfNext(_ key: Key) -> Int64? {
    guard next < all.count, all[next].key == key else { return nil }
    next += 1
    return all[next - 1].number
  }

  private static func half(of key: Key) -> UInt64 {
    UInt64(UInt(bitPattern: key.hashValue)) & ~0xFFFF_FFFF
  }

  /// The place of a key among the slots, or the free one where it would be; `half` is of its hash.
  private func place(of key: Key, _ half: UInt64) -> Int {
    var place = Int(half >> 32) & (slots.count - 1)
    while slots[place] != 0 {
      let slot = slots[place]
      if slot & ~0xFFFF_FFFF == half, all[Int(slot & 0xFFFF_FFFF) - 1].key == key {
        return place
      }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func hashAll() {
    var size = 1 << 10
    while all.count * 4 > size * 3 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for (place, entry) in all.enumerated() {
      put(Self.half(of: entry.key) | UInt64(place + 1))
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for slot in old where slot != 0 { put(slot) }
  }

  private mutating func put(_ slot: UInt64) {
    var place = Int(slot >> 32) & (slots.count - 1)
    while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
    slots[place] = slot
  }
}
