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
  /// The last key that is in the table alone: whatever lies behind it is new or in memory, such as
  /// the ids of a new month.
  private var last: Key?
  private var added = KeyNumbers<Key>()
  /// How many of them, the first, went to the table at once, as they came in its order.
  private var written = 0
  private var lastWritten: Key?
  /// What was fetched.
  private var stored: [Key: Int64] = [:]

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
    added.find(key) ?? stored[key]
  }

  /// The item of a key; where it is new, it is added as that of `item`, and nil given.
  func find(_ key: Key, orAdd item: Int64) throws -> Int64? {
    if !stored.isEmpty, let known = stored[key] { return known }
    if let known = added.find(key, orAdd: item) { return known }
    if added.isSorted {
      try write(key, item)
      written += 1
    }
    return nil
  }

  private func write(_ key: Key, _ item: Int64) throws {
    lastWritten = key
    key.put(in: &batch)
    batch.put(item)
    try batch.endRow()
  }

  /// Writes what was added.
  func flush() throws {
    let ends = [last, lastWritten]
    for (key, item) in added.takeSorted(behind: written) { try write(key, item) }
    last = (ends + [lastWritten]).compactMap(\.self).max { $0.precedes($1) }
    written = 0
    try batch.flush()
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
    var (one, other) = (text, other.text)
    return one.withUTF8 { one in
      other.withUTF8 { other in
        guard let start = one.baseAddress, let otherStart = other.baseAddress else {
          return one.count < other.count
        }
        let order = unsafe memcmp(start, otherStart, min(one.count, other.count))
        return order == 0 ? one.count < other.count : order < 0
      }
    }
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
  private var isSorted = true

  private static let itemsMax = 400_000
  private static let sortedMax = 4096

  init(_ draft: EventDraft) throws {
    batch = try RowBatch(
      draft.database(), "bill_of_customer", ["customer", "item"], thread: draft.thread)
  }

  /// Adds an item that is new.
  func add(customer: Int64, item: Int64) throws {
    if let last = added.last {
      isSorted = isSorted && (last.customer, last.item) < (customer, item)
    }
    added.append((customer, item))
    if added.count >= (isSorted ? Self.sortedMax : Self.itemsMax) { try write() }
  }

  /// Writes what was added.
  func flush() throws {
    try write()
    try batch.flush()
  }

  private func write() throws {
    if !isSorted { added.sort { ($0.customer, $0.item) < ($1.customer, $1.item) } }
    for (customer, item) in added {
      batch.put(customer)
      batch.put(item)
      try batch.endRow()
    }
    added.removeAll(keepingCapacity: true)
    isSorted = true
  }
}
