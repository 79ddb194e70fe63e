internal import GRDB
internal import Glibc
internal import Storage

/// Finds items by a key: those that this transaction added in memory, all others in a table.
///
/// A table in the order of its keys takes a sorted run of them several times faster than one after
/// another by chance, so keys reach it many at once.
final class KeyTable<Key: TableKey> {
  private let draft: EventDraft
  private var batch: RowBatch
  private let selection: RawStatement
  /// The last key of the table: whatever lies behind it is new, such as the ids of a new month.
  private var last: Key?
  private var items: [Key: Int64] = [:]
  private var added: [(key: Key, item: Int64)] = []

  // Three quarters of 2^19 places, beyond which a dictionary doubles: 13 MB.
  private static var itemsMax: Int { 390_000 }
  private static var fewMax: Int { 6000 }

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

  /// The item of a key; where it is new, it is added as that of `item`, and nil given.
  func find(_ key: Key, orAdd item: Int64) throws -> Int64? {
    // One search of the dictionary for what is nearly always new.
    if let known = items.updateValue(item, forKey: key) {
      items[key] = known
      return known
    }
    if let known = try stored(key) {
      items[key] = nil
      return known
    }
    added.append((key, item))
    // Room for all at once: each doubling would hash every key again.
    if added.count == Self.fewMax { items.reserveCapacity(Self.itemsMax) }
    if added.count >= Self.itemsMax { try flush() }
    return nil
  }

  /// The item of a key; nil where it is new.
  func find(_ key: Key) throws -> Int64? {
    if let item = items[key] { return item }
    return try stored(key)
  }

  private func stored(_ key: Key) throws -> Int64? {
    guard let last, !last.precedes(key) else { return nil }
    _ = try draft.database()
    key.bind(to: selection, at: 1)
    defer { selection.reset() }
    return try selection.step() ? selection.integer(0) : nil
  }

  /// Writes what was added.
  func flush() throws {
    guard !added.isEmpty else { return }
    added.sort { $0.key.precedes($1.key) }
    for (key, item) in added {
      key.put(in: &batch)
      batch.put(item)
      try batch.endRow()
    }
    try batch.flush()
    if let end = added.last?.key, last.map({ $0.precedes(end) }) ?? true { last = end }
    added.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
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
