internal import Records
internal import Storage
internal import VietnameseText

/// Makes the keys that say whether a record is known already.
///
/// A payment's key comes from its account, reference, date, amount and raw narration, and from how
/// often the same was seen before in its file: two true twins are both kept. Anything else comes
/// from all that its row says: said twice, it is a duplicate. Neither knows the file's name, the
/// layout, the encoding, the normal form or case of letters or the order of rows: TCVN3 loses the
/// capitals of toned letters.
struct Identity {
  /// The first half of a digest: what tells records apart within a file.
  private struct Key: Hashable {
    var high: UInt64
    var low: UInt64
  }

  private var seen: [Key: Int32] = [:]
  private var bytes: [UInt8] = []
  /// Words that were folded last, each in the place of its hash: a column of few is folded once.
  private var words = [(text: String, fold: [UInt8])](
    repeating: ("", []), count: Identity.wordsMax)

  private static let wordsMax = 64
  /// Longer texts are hardly words.
  private static let wordBytesMax = 48

  /// The key of a record; nil when it is a duplicate within its file.
  mutating func key(_ record: ImportedRecord, _ content: [String]) -> String? {
    let (kind, keepsTwins) =
      switch record {
      case .household: ("household", false)
      case .resident: ("resident", false)
      case .account: ("account", false)
      case .bill: ("bill", false)
      case .payment: ("payment", true)
      case .figure: ("figure", false)
      }
    bytes.removeAll(keepingCapacity: true)
    add(kind)
    for part in content { add(part) }
    let digest = SHA256Digest(of: bytes).bytes
    func word(_ start: Int) -> UInt64 {
      digest[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    let key = Key(high: word(0), low: word(8))
    let times = seen[key, default: 0]
    seen[key] = times + 1
    if keepsTwins { return text(kind, key) + ":" + String(times) }
    return times == 0 ? text(kind, key) : nil
  }

  /// Adds a part with its length behind it, so that no two lists of parts give the same bytes.
  private mutating func add(_ part: String) {
    let start = bytes.count
    if part.utf8.count <= Self.wordBytesMax, let place = place(ofWord: part) {
      if words[place].text != part { words[place] = (part, Array(Fold.name(part).utf8)) }
      bytes += words[place].fold
    } else {
      Fold.append(name: part, to: &bytes)
    }
    let count = UInt32(truncatingIfNeeded: bytes.count - start)
    for shift in [24, 16, 8, 0] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: count >> shift))
    }
  }

  /// Where a word would be; nil for ASCII, which is folded as fast as it is found.
  private func place(ofWord word: String) -> Int? {
    var hash: UInt32 = 0x811C_9DC5
    var isASCII = true
    for byte in word.utf8 {
      hash = (hash ^ UInt32(byte)) &* 0x0100_0193
      if byte >= 0x80 { isASCII = false }
    }
    return isASCII ? nil : Int(hash % UInt32(Self.wordsMax))
  }

  private func text(_ kind: String, _ key: Key) -> String {
    var text = kind
    text.reserveCapacity(kind.utf8.count + 40)
    text += ":"
    for word in [key.high, key.low] {
      let digits = String(word, radix: 16)
      for _ in digits.utf8.count..<16 { text += "0" }
      text += digits
    }
    return text
  }
}
