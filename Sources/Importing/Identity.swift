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
  private var seen: [String: Int] = [:]

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
    var bytes: [UInt8] = []
    for part in [kind] + content {
      let part = Fold.name(part)
      bytes.append(contentsOf: String(part.utf8.count).utf8)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(contentsOf: part.utf8)
    }
    let digest = kind + ":" + SHA256Digest(of: bytes).hex
    let times = seen[digest, default: 0]
    seen[digest] = times + 1
    if keepsTwins { return digest + ":" + String(times) }
    return times == 0 ? digest : nil
  }
}
