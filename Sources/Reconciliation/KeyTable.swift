/// Byte strings, each with a number in the order in which they were first met.
///
/// Codes, bill ids and names are compared millions of times; after they are looked up once only
/// their numbers are.
///
/// - Shape: open addressing, at most half full; at most 2³⁰ keys and 4 GiB of their bytes.
struct KeyTable: Sendable {
  /// A key's number, and bits of its hash: another key is nearly always told without its bytes,
  /// which lie far away.
  private struct Slot {
    static let free = Slot(number: -1, tag: 0)

    var number: Int32
    var tag: UInt32
  }

  private var slots: [Slot]
  private var ends: [UInt32] = []
  private var bytes: [UInt8] = []

  init(capacity: Int = 0) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: .free, count: size)
    ends.reserveCapacity(capacity)
  }

  /// How many keys there are.
  var count: Int { ends.count }

  /// The number of a key; nil when it was never met.
  func find(_ key: Span<UInt8>) -> Int? {
    let number = slots[slot(of: key, ContentHash.of(key))].number
    return number < 0 ? nil : Int(number)
  }

  /// The number of a key, a new one when it was never met.
  mutating func intern(_ key: Span<UInt8>) -> Int {
    let hash = ContentHash.of(key)
    let slot = slot(of: key, hash)
    if slots[slot].number >= 0 { return Int(slots[slot].number) }
    let number = ends.count
    for index in key.indices { bytes.append(key[index]) }
    ends.append(UInt32(bytes.count))
    slots[slot] = Slot(number: Int32(number), tag: Self.tag(hash))
    if ends.count * 2 > slots.count { grow() }
    return number
  }

  /// The bytes of a key.
  func key(_ number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }

  /// Whether one key comes before another in the order of bytes.
  func precedes(_ number: Int, _ other: Int) -> Bool {
    number != other && key(number).lexicographicallyPrecedes(key(other))
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  /// The slot that holds the key, or the free one where it belongs.
  private func slot(of key: Span<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    let tag = Self.tag(hash)
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].number >= 0 {
      if slots[slot].tag == tag, equals(Int(slots[slot].number), key) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// The bits of a hash that do not say the slot.
  private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

  private func equals(_ number: Int, _ key: Span<UInt8>) -> Bool {
    let range = range(number)
    guard range.count == key.count else { return false }
    for index in key.indices where bytes[range.lowerBound + index] != key[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: .free, count: slots.count * 2)
    let mask = slots.count - 1
    for number in ends.indices {
      let hash = ContentHash.of(bytes.span.extracting(range(number)))
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].number >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Slot(number: Int32(number), tag: Self.tag(hash))
    }
  }
}

/// A hash of bytes that is the same in every process, so that results can depend on it.
///
/// - Source: FNV-1a (draft-eastlake-fnv, section 2), its bits mixed once more at the end because
///   tables use the low ones.
struct ContentHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of some bytes.
  static func of(_ key: Span<UInt8>) -> UInt64 {
    var hash = ContentHash()
    hash.combine(key)
    return hash.value
  }

  mutating func combine(_ key: Span<UInt8>) {
    for index in key.indices { combine(key[index]) }
  }

  mutating func combine(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// Text, and an end mark, so that `ab`, `c` is not `a`, `bc`.
  mutating func combine(_ text: String) {
    combine(text.utf8.span)
    combine(0xFF)
  }

  /// What the low bits of hashes must lack for about so many of all to be kept, at most.
  static func mask(keeping wanted: Int, of count: Int) -> UInt64 {
    var mask: UInt64 = 0
    while UInt64(count) / (mask + 1) > UInt64(wanted) { mask = mask * 2 + 1 }
    return mask
  }

  /// The hash of what was combined so far.
  var value: UInt64 { Self.mixed(state) }

  /// Bits of which each hangs on many of those given.
  static func mixed(_ bits: UInt64) -> UInt64 {
    let mixed = (bits ^ (bits >> 32)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 29)
  }
}
