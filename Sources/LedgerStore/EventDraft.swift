internal import GRDB
internal import Storage

/// An event in the making: its number, and the rows it adds.
///
/// The event itself is written last, with the digests of its rows; nothing is ever updated.
final class EventDraft {
  /// The event's number.
  let id: Int64
  private let connection: Database
  private let stamp: EventStamp
  /// Writes rows of large files.
  let thread: WorkThread?
  private var writers: [RowWriter?] = Array(repeating: nil, count: LedgerTable.allCases.count)
  private var book: AccountBook?
  private var fixed: FixedAccounts?
  private var nextItem: Int64?

  init(_ database: Database, _ stamp: EventStamp, thread: WorkThread? = nil) throws {
    // Rows name an event that is written after them: foreign keys wait for the commit.
    try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
    connection = database
    self.stamp = stamp
    self.thread = thread
    id = try EventLog(database).next()
  }

  /// The connection, while no other thread uses it: until the next row is added.
  func database() throws -> Database {
    try thread?.wait()
    return connection
  }

  /// Writes behind the rows that were added before, on the thread where there is one.
  func write(_ work: @escaping () throws -> Void) throws {
    if let thread { try thread.add(work) } else { try work() }
  }

  /// What adds rows to a table; keys that are taken are errors.
  func writer(_ table: LedgerTable) throws -> RowWriter {
    if let writer = writers[table.place] { return writer }
    let writer = try RowWriter(database(), table, thread: thread)
    writers[table.place] = writer
    return writer
  }

  /// Writes the rows so far, so that they can be read.
  func flush() throws {
    for writer in writers { try writer?.flush() }
    try thread?.wait()
  }

  /// The number of an account.
  func account(_ account: LedgerAccount) throws -> Int64 {
    if let book { return try book.id(account) }
    let book = try AccountBook(self)
    self.book = book
    return try book.id(account)
  }

  /// The numbers of the accounts of which there is one each.
  func fixedAccounts() throws -> FixedAccounts {
    if let fixed { return fixed }
    let accounts = try FixedAccounts(account)
    fixed = accounts
    return accounts
  }

  /// The number that the next bill, payment or customer's item will have.
  func itemNumber() throws -> Int64 {
    if let nextItem { return nextItem }
    let last = try Int64.fetchOne(
      database(),
      sql: "SELECT max(coalesce((SELECT max(id) FROM item), 0), "
        + "coalesce((SELECT max(id) FROM bill), 0), coalesce((SELECT max(id) FROM payment), 0))")
    nextItem = (last ?? 0) + 1
    return (last ?? 0) + 1
  }

  /// Takes the next number.
  func takeItemNumber() throws -> Int64 {
    let number = try itemNumber()
    nextItem = number + 1
    return number
  }

  /// Adds an item for what a customer has without a bill.
  func addItem(customer: Int64) throws -> Int64 {
    let number = try takeItemNumber()
    let items = try writer(.item)
    try items.insert {
      $0.put(number)
      $0.put(id)
      $0.putNull()
      $0.put(customer)
      $0.putNull()
    }
    return number
  }

  /// Writes an entry; `reverses` is the place of the one that it takes back.
  func add(_ entry: PlannedEntry, item: Int64, seq: Int64, reverses: Int64? = nil) throws {
    guard seq <= EntryNumber.seqMax else { throw LedgerRefusal.tooManyEntries(Int(item)) }
    let entries = try writer(.entry)
    try entries.insert {
      $0.put(EntryNumber(item: item, seq: seq).stored)
      $0.put(id)
      $0.put(entry.kind.rawValue)
      $0.put(entry.debit)
      $0.put(entry.credit)
      $0.put(entry.amountVND)
      $0.put(entry.day)
      $0.put(reverses.map { EntryNumber(item: item, seq: $0).stored })
      $0.put(entry.payment)
    }
  }

  /// Writes the event.
  func finish(
    _ kind: LedgerEvent.Kind, target: Int64? = nil, payload: EventPayload = EventPayload()
  ) throws {
    var payload = payload
    var rows: [String: TableDigest] = [:]
    for table in LedgerTable.allCases {
      if let digest = try writers[table.place]?.finish() { rows[table.digesting.name] = digest }
    }
    payload.rows = rows.isEmpty ? nil : rows
    try EventLog(database()).append(id: id, kind, stamp, target: target, payload: payload)
  }

  /// Whether nothing was added yet.
  var isEmpty: Bool { writers.allSatisfy { $0?.isEmpty ?? true } }
}
