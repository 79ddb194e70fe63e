public import Records

// What the books say, and what is entered into them beside imports.
extension Ledger {
  /// Appends one act in a transaction of its own; see ``LedgerWriter/append(_:at:actor:reason:)``.
  ///
  /// - Parameters:
  ///   - act: What is done.
  ///   - at: When, as ISO 8601 in UTC.
  ///   - actor: Who does it.
  ///   - reason: Why.
  /// - Returns: The number of the event; nil where there was nothing to change.
  /// - Throws: ``LedgerRefusal`` where it cannot be done; ``LedgerError``.
  @discardableResult public func append(
    _ act: LedgerAct, at: String, actor: String, reason: String
  ) throws -> Int? {
    let event = try write { try $0.append(act, at: at, actor: actor, reason: reason) }
    if case .erase = act { try checkpoint() }
    return event
  }

  /// All decisions about payments, in the order they were made; those about payments whose import
  /// was taken back are left out.
  ///
  /// - Parameter event: The last event that counts; nil for all.
  /// - Returns: The decisions.
  /// - Throws: ``LedgerError``.
  public func decisions(asOf event: Int? = nil) throws -> [RecordedDecision] {
    try read { database in
      try DecisionReading(database, last: event.map { Int64($0) } ?? .max).decisions()
    }
  }

  /// All events, the first first.
  public func events() throws -> [LedgerEvent] {
    try read { try EventLog($0).all() }
  }

  /// Computes everything anew: the chain of events, all rows, balances, and kept files.
  ///
  /// - Parameter pages: Whether SQLite checks every page of the file too, which takes longer.
  /// - Returns: What was found.
  /// - Throws: ``LedgerError`` where the file cannot be read at all.
  public func verify(pages: Bool = false) throws -> LedgerReport {
    try read { database in
      var check = LedgerCheck(database)
      return try check.run(pages: pages) { try self.readAside($0) }
    }
  }

  // MARK: Sources

  /// The bytes of a file that was imported; nil where none were kept, or they were erased.
  ///
  /// - Parameter sha256: The SHA-256 of its bytes.
  /// - Returns: All bytes.
  /// - Throws: ``LedgerError/damaged(file:)`` where they are not those that were imported.
  public func sourceBytes(sha256: String) throws -> [UInt8]? {
    try read { database in
      switch try SourceArchive(database).content(sha256: sha256) {
      case .never, .erased: nil
      case .damaged: throw UnreadableValue()
      case .bytes(let bytes): bytes
      }
    }
  }

  /// Reads a file that was imported piece by piece.
  ///
  /// - Parameters:
  ///   - sha256: The SHA-256 of its bytes.
  ///   - body: Takes pieces of at most 1 MiB; false to stop.
  /// - Returns: False where none were kept, or they were erased.
  /// - Throws: ``LedgerError/damaged(file:)`` where they are not those that were imported; what
  ///   `body` throws.
  public func readSource(sha256: String, _ body: ([UInt8]) throws -> Bool) throws -> Bool {
    try read { database in
      switch try SourceArchive(database).readPieces(sha256: sha256, body) {
      case .never, .erased: false
      case .damaged: throw UnreadableValue()
      case .bytes, nil: true
      }
    }
  }

  // MARK: Bills and households

  /// The months of all bills that hold, in their order.
  public func billedMonths() throws -> [CalendarMonth] {
    try read { try LedgerReading($0).billedMonths() }
  }

  /// The household that a customer's code belongs to; nil where no register names it.
  public func household(of customer: CustomerCode) throws -> Household? {
    try read { try LedgerReading($0).household(of: customer) }
  }

  /// Where an entry comes from; nil where there is no such entry.
  ///
  /// - Parameters:
  ///   - item: Its item.
  ///   - seq: Its place.
  /// - Returns: The entry, its event, and the lines of files behind it.
  /// - Throws: ``LedgerError``.
  public func trace(item: Int, seq: Int) throws -> EntryTrace? {
    try read { try TraceReading($0).trace(item: Int64(item), seq: Int64(seq)) }
  }

  // MARK: Entries

  /// Reads all entries in the order of items, one in memory at a time.
  public func forEachEntry(_ body: (LedgerEntry) throws -> Void) throws {
    try read { try EntryReading($0).forEach(body) }
  }

  /// The entries of an item.
  ///
  /// - Parameters:
  ///   - item: Its number.
  ///   - seq: The place of one entry; nil for all.
  /// - Returns: The entries in their order; none where there is no such item.
  /// - Throws: ``LedgerError``.
  public func entries(item: Int, seq: Int? = nil) throws -> [LedgerEntry] {
    try read { try EntryReading($0).entries(item: Int64(item), seq: seq.map { Int64($0) }) }
  }

  /// The number of a bill's item; nil where there is no such bill.
  public func item(billID: String) throws -> Int? {
    try read { try EntryReading($0).item(billID: billID).map { Int($0) } }
  }

  /// What went in and out of every account that has entries.
  public func balances() throws -> [AccountBalance] {
    try read { try EntryReading($0).balances() }
  }

  /// What went in and out of a customer's account.
  public func balance(of customer: CustomerCode) throws -> AccountBalance {
    try read { try EntryReading($0).balance(of: customer) }
  }
}
