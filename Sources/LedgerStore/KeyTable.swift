internal import GRDB
internal import Glibc
internal import Storage

/// Finds items by a key: those that this transaction added in memory, all others in a table.
///
/// A table in the order of its keys takes a sorted run of them several times faster than one after
/// another by chance, so keys reach it many at once. Keys are asked for many at once too, because
/// nobody else may use the connection meanwhile.
final class KeyTable<Key: TableKey> {
  private let draft: EventDraft
  private var batch: RowBatch
  private let selection: RawStatement
  /// The last key of the table: whatever lies behind it is new, such as the ids of a new month.
  private var last: Key?
  private var added: [(key: Key, item: Int64)] = []
  /// Where keys that were added lie: half a hash, and one more than the place; 0 where none is.
  private var slots = [UInt64](repeating: 0, count: KeyTable.slotsMin)
  /// What was fetched.
  private var stored: [Key: Int64] = [:]

  private static var slotsMin: Int { 1 << 10 }
  /// Some fifty megabytes; a longer file is written in runs of so many.
  private static var addedMax: Int { 1_500_000 }

  /// Prepares to use `table`, whose column `key` says what `item` stands under.
  init(_ draft: EventDraft, _ table: String, key: String, item: String) throws {
    self.draft = draft
    let database = try draft.database()
    batch = try RowBatch(database, table, [key, item], thread: draft.thread)
    selection = try RawStatement(database, "SELECT \(item) FROM \(table) WHERE \(key) = ?")
    let end = try RawStatement(
      database, "SELECT \(key) FROM \(table) ORDER BY \(key) DESC LIMIT 1")
    if try end.step() { last = Key(end, 0) }
    end.reset()
  }

  /// Looks keys up in the table, so that they can be found.
  func fetch(_ keys: some Sequence<Key>) throws {
    stored.removeAll(keepingCapacity: true)
    if added.count > Self.addedMax { try flush() }
    guard let last else { return }
    _ = try draft.database()
    for key in keys where !last.precedes(key) {
      key.bind(to: selection, at: 1)
      if try selection.step() { stored[key] = selection.integer(0) }
      selection.reset()
    }
  }

  /// The item of a key that was fetched or added; nil where it is new.
  func find(_ key: Key) -> Int64? {
    let slot = slots[place(of: key, Self.half(key.hashValue))]
    return slot == 0 ? stored[key] : added[Int(slot & 0xFFFF_FFFF) - 1].item
  }

  /// The item of a key; where it is new, it is added as that of `item`, and nil given.
  func find(_ key: Key, orAdd item: Int64) -> Int64? {
    let half = Self.half(key.hashValue)
    let place = place(of: key, half)
    let slot = slots[place]
    if slot != 0 { return added[Int(slot & 0xFFFF_FFFF) - 1].item }
    if let known = stored.isEmpty ? nil : stored[key] { return known }
    added.append((key, item))
    slots[place] = half | UInt64(added.count)
    if added.count * 4 > slots.count * 3 { grow() }
    return nil
  }

  private static func half(_ hash: Int) -> UInt64 {
    UInt64(UInt(bitPattern: hash)) & ~0xFFFF_FFFF
  }

  /// The place of a key among the slots, or the free one where it would be; `half` is of its hash.
  private func place(of key: Key, _ half: UInt64) -> Int {
    var place = Int(half >> 32) & (slots.count - 1)
    while slots[place] != 0 {
      let slot = slots[place]
      if slot & ~0xFFFF_FFFF == half, added[Int(slot & 0xFFFF_FFFF) - 1].key == key {
        return place
      }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for slot in slots where slot != 0 {
      var place = Int(slot >> 32) & (larger.count - 1)
      while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }

  /// Writes what was added.
  func flush() throws {
    guard !added.isEmpty else { return }
    slots = [UInt64](repeating: 0, count: Self.slotsMin)
    added.sort { $0.key.precedes($1.key) }
    for (key, item) in added {
      key.put(in: &batch)
      batch.put(item)
      try batch.endRow()
    }
    try batch.flush()
    if let end = added.last?.key, last.map({ $0.precedes(end) }) ?? true { last = end }
    added = []
  }
}

/// What an item is found by.
protocol TableKey: Hashable {
  /// Reads one from a column.
  init(_ row: RawStatement, _ column: Int32)
  /// Whether it comes first in the table.
  func precedes(_ other: Self) -> Bool
  func put(in batch: inout RowBatch)
  func bind(to statement: RawStatement, at index: Int32)
}

extension Bytes16: TableKey {
  init(_ row: RawStatement, _ column: Int32) {
    self = unsafe row.withBytes(column) { unsafe Bytes16(first: $0) }
  }

  func put(in batch: inout RowBatch) {
    batch.put(self)
  }

  func bind(to statement: RawStatement, at index: Int32) {
    statement.bind(self, at: index)
  }
}

/// A text that equals the same bytes alone, as SQLite has it; Swift's own are equal where they are
/// only written differently.
struct ExactText: TableKey {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  init(_ row: RawStatement, _ column: Int32) {
    text = row.text(column)
  }

  static func == (left: ExactText, right: ExactText) -> Bool {
    var (left, right) = (left.text, right.text)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        guard let one = left.baseAddress, let other = right.baseAddress else {
          return left.count == right.count
        }
        return unsafe left.count == right.count && memcmp(one, other, left.count) == 0
      }
    }
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  func precedes(_ other: ExactText) -> Bool {
    text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  func put(in batch: inout RowBatch) {
    batch.put(text)
  }

  func bind(to statement: RawStatement, at index: Int32) {
    statement.bind(text, at: index)
  }
}

/// Which items are a customer's, to be written in the order of customers.
final class CustomerItems {
  private var batch: RowBatch
  private var added: [(customer: Int64, item: Int64)] = []

  private static let itemsMax = 400_000

  init(_ draft: EventDraft) throws {
    batch = try RowBatch(
      draft.database(), "bill_of_customer", ["customer", "item"], thread: draft.thread)
  }

  /// Adds an item that is new.
  func add(customer: Int64, item: Int64) throws {
    added.append((customer, item))
    if added.count >= Self.itemsMax { try flush() }
  }

  /// Writes what was added.
  func flush() throws {
    added.sort { ($0.customer, $0.item) < ($1.customer, $1.item) }
    for (customer, item) in added {
      batch.put(customer)
      batch.put(item)
      try batch.endRow()
    }
    try batch.flush()
    added.removeAll()
  }
}
