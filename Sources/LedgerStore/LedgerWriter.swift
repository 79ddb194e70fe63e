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

  /// Begins a file, whose records come part by part.
  ///
  /// A record that is known already, from this file or another, counts as a duplicate, and the
  /// ledger notes that it was met again. Nothing else may be written until
  /// ``ImportSession/finish(layout:rows:rejected:)``.
  ///
  /// - Parameters:
  ///   - name: Its name in the inbox, without folders.
  ///   - sha256: The SHA-256 of its bytes, in hexadecimal, which no import that holds has:
  ///     ``source(sha256:)``.
  ///   - at: The time of the import as text.
  ///   - actor: Who imports it.
  ///   - reason: Why, where somebody said.
  /// - Returns: What takes the records.
  /// - Throws: An error of SQLite.
  public func begin(
    _ name: String, sha256: String, at: String, actor: String = "", reason: String = ""
  ) throws -> ImportSession {
    try ImportSession(
      database, name: name, sha256: sha256,
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
