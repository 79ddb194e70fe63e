internal import Diagnostics
internal import GRDB
public import Records
internal import Storage

/// Adds to the ledger inside one transaction; not to be kept beyond it.
public struct LedgerWriter {
  private let database: Database
  /// Writes the rows of large files; ends before the transaction does.
  private let thread: WorkThread

  init(_ database: Database, thread: WorkThread) {
    self.database = database
    self.thread = thread
  }

  /// Adds what one file holds.
  ///
  /// A file whose bytes are known already changes nothing, unless its import was taken back. A
  /// record that is known already, from this file or another, counts as a duplicate, and the
  /// ledger notes that it was met again.
  ///
  /// - Parameters:
  ///   - file: The file; it has at least as many rows as records and rows set aside.
  ///   - importedAt: The time of the import as text.
  ///   - actor: Who imports it.
  ///   - reason: Why, where somebody said.
  /// - Returns: What became of its rows: imported + duplicates + rejected = rows.
  /// - Throws: An error of SQLite, which ``Ledger/write(_:)`` turns into ``LedgerError``.
  public func add(
    _ file: FileImport, importedAt: String, actor: String = "", reason: String = ""
  ) throws -> SourceFile {
    precondition(
      file.rows >= file.records.count + file.rejected, "each row is a record or is set aside")
    if var known = try LedgerReading(database).source(sha256: file.sha256) {
      known.name = file.name
      known.duplicates = known.rows - known.rejected
      known.imported = 0
      return known
    }
    let session = try begin(
      file.name, sha256: file.sha256, layout: file.layout, at: importedAt, actor: actor,
      reason: reason)
    if let copy = file.copy { try session.keep(copy) }
    for record in file.records { try session.add(record) }
    for rejection in file.rejections { try session.reject(rejection) }
    return try session.finish(rows: file.rows, rejected: file.rejected)
  }

  /// Begins a file whose records come one by one.
  ///
  /// Nothing else may be written until ``ImportSession/finish(rows:rejected:)``.
  ///
  /// - Parameters:
  ///   - name: Its name in the inbox, without folders.
  ///   - sha256: The SHA-256 of its bytes, which no import that holds has.
  ///   - layout: The layout that reads it.
  ///   - at: The time of the import.
  ///   - actor: Who imports it.
  ///   - reason: Why, where somebody said.
  /// - Returns: What takes the records.
  /// - Throws: An error of SQLite.
  public func begin(
    _ name: String, sha256: String, layout: String, at: String, actor: String = "",
    reason: String = ""
  ) throws -> ImportSession {
    try ImportSession(
      database, name: name, sha256: sha256, layout: layout,
      stamp: EventStamp(at: at, actor: actor, reason: reason), thread: thread)
  }

  /// Appends a decision, a posting, a lock or an undoing as one event.
  ///
  /// - Parameters:
  ///   - act: What is done.
  ///   - at: When, as ISO 8601 in UTC.
  ///   - actor: Who does it.
  ///   - reason: Why.
  /// - Returns: The number of the event; nil where there was nothing to change, as when rules
  ///   match what they matched before.
  /// - Throws: ``LedgerRefusal`` where it cannot be done; an error of SQLite.
  @discardableResult public func append(
    _ act: LedgerAct, at: String, actor: String, reason: String
  ) throws -> Int? {
    let stamp = EventStamp(at: at, actor: actor, reason: reason)
    return try ActWriter(database, stamp).append(act).map { Int($0) }
  }

  /// All decisions about payments, in the order they were made.
  public func decisions() throws -> [RecordedDecision] {
    try DecisionReading(database).decisions()
  }

  /// All that the ledger holds now, with what this transaction has added.
  public func contents() throws -> LedgerContents {
    try LedgerReading(database).contents()
  }

  /// The file with these bytes, if it was imported and not taken back.
  public func source(sha256: String) throws -> SourceFile? {
    try LedgerReading(database).source(sha256: sha256)
  }
}
