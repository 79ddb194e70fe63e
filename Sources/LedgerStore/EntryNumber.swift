/// The number of an entry in the file: that of its item, and its place among the item's entries.
///
/// Entries of one item lie together, and those of new items lie behind all others.
struct EntryNumber {
  /// The number of the bill, payment or customer's item.
  var item: Int64
  /// Its place, from 1.
  var seq: Int64

  private static let placeBits: Int64 = 24
  /// No item has more entries than these: sixteen million lines that pay one bill.
  static let seqMax: Int64 = 1 << placeBits - 1

  /// What stands in the file.
  var stored: Int64 { item << Self.placeBits | seq }

  init(item: Int64, seq: Int64) {
    self.item = item
    self.seq = seq
  }

  init(stored: Int64) {
    item = stored >> Self.placeBits
    seq = stored & Self.seqMax
  }

  /// The stored numbers that the entries of an item may have.
  static func range(of item: Int64) -> ClosedRange<Int64> {
    EntryNumber(item: item, seq: 0).stored...EntryNumber(item: item, seq: seqMax).stored
  }

  /// The condition that the number `id` is that of an entry of the item `item`, in SQL.
  static func isEntry(_ id: String, of item: String) -> String {
    "\(id) BETWEEN \(item) << \(placeBits) AND (\(item) << \(placeBits)) + \(seqMax)"
  }

  /// The item and the place of an entry, in SQL.
  static func parts(_ id: String) -> (item: String, seq: String) {
    ("\(id) >> \(placeBits)", "\(id) & \(seqMax)")
  }
}
