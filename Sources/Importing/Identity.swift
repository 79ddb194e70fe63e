internal import Records
internal import Storage

/// Makes the keys that say whether a record is known already.
///
/// A payment's key comes from its account, reference, date, amount and raw narration, and from how
/// often the same was seen before in its file: two true twins are both kept. Anything else comes
/// from all that its row says: said twice, it is a duplicate. Neither knows the file's name, the
/// layout, the encoding, the normal form or case of letters or the order of rows: TCVN3 loses the
/// capitals of toned letters.
struct Identity {
  private var seen = DigestCounts()
  private var text: [UInt8] = []

  /// Makes the key of a record.
  ///
  /// - Parameters:
  ///   - content: What its row says.
  ///   - keepsTwins: Whether a row that says the same as another is another record.
  /// - Returns: The key; nil when the record is a duplicate within its file.
  mutating func key(_ content: IdentityContent, keepsTwins: Bool) -> RecordKey? {
    let digest = content.digest
    let times = seen.add(digest)
    guard times == 0 || keepsTwins else { return nil }
    // What ledgers hold since their first version: the digest of the digest's digits.
    text.removeAll(keepingCapacity: true)
    text += content.kind.utf8
    text.append(UInt8(ascii: ":"))
    digest.appendHex(to: &text)
    if keepsTwins { text += ":\(times)".utf8 }
    return RecordKey(words: Bytes16(digestOf: text[...]).words)
  }
}

/// How often each digest was met.
///
/// Half of a digest is as good as a hash.
private struct DigestCounts {
  private var met: [(digest: Bytes16, times: UInt32)] = []
  /// Half of a digest's hash, and one more than its place among those met; 0 where there is none.
  private var slots = [UInt64](repeating: 0, count: 1 << 10)

  /// Notes a digest, and says how often it was met before.
  mutating func add(_ digest: Bytes16) -> UInt32 {
    let half = digest.words.second & ~0xFFFF_FFFF
    var slot = Int(half >> 32) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot] & 0xFFFF_FFFF) - 1
      if slots[slot] & ~0xFFFF_FFFF == half, met[place].digest == digest {
        met[place].times += 1
        return met[place].times - 1
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    met.append((digest, 1))
    slots[slot] = half | UInt64(met.count)
    if met.count * 4 > slots.count * 3 { grow() }
    return 0
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for slot in slots where slot != 0 {
      var place = Int(slot >> 32) & (larger.count - 1)
      while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }
}
