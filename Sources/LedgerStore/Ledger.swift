internal import GRDB
public import Records
internal import Storage
internal import Synchronization

/// The ledger: one SQLite file that only ever grows.
///
/// - Shape: write-ahead log, `synchronous=FULL`, foreign keys on, mode 0600. Every import is one
///   transaction. Two processes may read at once; a second writer waits. The first transaction of
///   a new ledger goes without the log: what it adds is written once, and nobody has anything to
///   read before it ends.
/// - Source: sqlite.org/wal.html, sqlite.org/atomiccommit.html.
public final class Ledger: Sendable {
  /// Where it lies.
  public let path: String
  private let queue: DatabaseQueue
  private let isNew: Bool
  private let isClosed = Mutex(false)

  private init(path: String, queue: DatabaseQueue, isNew: Bool) {
    self.path = path
    self.queue = queue
    self.isNew = isNew
  }

  deinit {
    close()
  }

  /// Opens the ledger at `path`; makes one when there is none.
  ///
  /// - Parameters:
  ///   - path: The file; its folder is made when missing.
  ///   - waitSeconds: How long to wait for another writer, here and later.
  /// - Returns: The ledger; ``close()`` it in the end.
  /// - Throws: ``LedgerError``, or an error of the disk when a new file cannot be made.
  public static func open(_ path: String, waitSeconds: Double = 5) throws -> Ledger {
    guard !Folder.isFolder(path) else { throw LedgerError.cannotOpen(file: path) }
    let isNew = !Folder.isFile(path)
    if isNew {
      let file = try StagedFile(for: path)
      try file.write([], mode: 0o600)
      try file.commit()
    }
    do {
      return try speaking(of: path) {
        let queue = try connect(path, waitSeconds: waitSeconds)
        if !isNew { try queue.writeWithoutTransaction(useLog) }
        if try queue.read(needsMigration) { try LedgerSchema.migrator.migrate(queue) }
        if try queue.read(EarlierLedger.isPresent) { try queue.write(EarlierLedger.enterAnew) }
        return Ledger(path: path, queue: queue, isNew: isNew)
      }
    } catch {
      if isNew { try? Folder.remove(path) }
      throw error
    }
  }

  /// Finds out whether ``open(_:waitSeconds:)`` and a write would work, and changes nothing.
  ///
  /// A ledger that is missing is fine.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - waitSeconds: How long to wait for another writer.
  /// - Throws: ``LedgerError``.
  public static func check(_ path: String, waitSeconds: Double = 5) throws {
    guard !Folder.isFolder(path) else { throw LedgerError.cannotOpen(file: path) }
    guard Folder.isFile(path) else { return }
    try speaking(of: path) {
      let queue = try connect(path, waitSeconds: waitSeconds)
      defer { try? queue.close() }
      _ = try queue.read(needsMigration)
      // Asks for the right to write, and gives it back: a full or read-only disk, or another
      // writer, shows here.
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) { .rollback }
      }
    }
  }

  /// Lets go of the file; afterwards nothing but the file itself is left in its folder.
  ///
  /// A ledger that was made by ``open(_:waitSeconds:)`` and never written to is removed again.
  public func close() {
    let wasClosed = isClosed.withLock { closed in
      defer { closed = true }
      return closed
    }
    guard !wasClosed else { return }
    let isUnused = isNew && (try? isUnusedAndUnshared()) == true
    try? queue.close()
    if isUnused { try? Folder.remove(path) }
  }

  /// The file with these bytes, if it was imported.
  public func source(sha256: String) throws -> SourceFile? {
    try read { try LedgerReading($0).source(sha256: sha256) }
  }

  /// All that the ledger holds, or held once an event had happened.
  ///
  /// - Parameter event: The last event that counts; nil for all.
  /// - Returns: The contents, one version of everything.
  /// - Throws: ``LedgerError``.
  public func contents(asOf event: Int? = nil) throws -> LedgerContents {
    try read { try LedgerReading($0).contents(last: event.map { Int64($0) } ?? .max) }
  }

  /// Runs `body` in one transaction: committed when it returns, rolled back when it throws.
  ///
  /// - Parameter body: Adds to the ledger; must not call this ledger but through the writer.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, and ``LedgerError``.
  public func write<Result>(_ body: (LedgerWriter) throws -> Result) throws -> Result {
    try Self.speaking(of: path) {
      let result = try queue.write { database in
        let thread = WorkThread(aheadMax: 24)
        // Whatever became of the work, nothing is written once the transaction ends.
        defer { thread.stop() }
        return try body(LedgerWriter(database, thread: thread))
      }
      // What was written stands; whoever opens the file next tries again.
      if isNew { try? queue.writeWithoutTransaction(Self.useLog) }
      return result
    }
  }

  // The journal can only be taken out of write-ahead mode by the one connection that is left.
  private func isUnusedAndUnshared() throws -> Bool {
    try queue.writeWithoutTransaction { database in
      let sql = "SELECT EXISTS (SELECT 1 FROM event)"
      guard try Bool.fetchOne(database, sql: sql) == false else { return false }
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
      return mode == "delete"
    }
  }
}

extension Ledger {
  private static func connect(_ path: String, waitSeconds: Double) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(waitSeconds)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { database in
      // recursive_triggers: without it, INSERT OR REPLACE deletes past the delete triggers.
      // secure_delete: what is erased is overwritten. page_size, of a new file: a large import
      // takes a fifth less time than with 4 KiB. cache_size: 32 MiB; rows append, so more is of
      // no use to imports.
      try database.execute(
        sql: """
          PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;
          PRAGMA secure_delete = ON; PRAGMA cache_size = -32768
          """)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Sees that the file is ours, and turns on the write-ahead log, which the file remembers.
  private static func useLog(_ database: Database) throws {
    _ = try needsMigration(database)
    if try String.fetchOne(database, sql: "PRAGMA journal_mode") != "wal" {
      _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
    }
  }

  private static func needsMigration(_ database: Database) throws -> Bool {
    let mark = try Int.fetchOne(database, sql: "PRAGMA application_id")
    // The list of migrations is made before the first of them: a program that ends in between
    // leaves it alone in the file.
    let objects = try Int.fetchOne(
      database,
      sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
    if mark == 0 && objects == 0 { return true }
    guard mark == LedgerSchema.applicationID else { throw ForeignFile.notOurs }
    guard try !LedgerSchema.migrator.hasBeenSuperseded(database) else {
      throw ForeignFile.newerSchema
    }
    return try !LedgerSchema.migrator.hasCompletedMigrations(database)
  }

  /// Runs `body` on what the ledger holds, all of it as of one moment.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try Self.speaking(of: path) { try queue.read(body) }
  }

  /// Runs `body` through a connection of its own, on the thread that it is called on.
  func readAside(_ body: (Database) throws -> Void) throws {
    let queue = try Self.connect(path, waitSeconds: 0)
    defer { try? queue.close() }
    try queue.read(body)
  }

  /// Writes a compact copy of all that was committed into an empty file.
  func copy(into path: String) throws {
    try Self.speaking(of: self.path) {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM INTO ?", arguments: [path])
      }
    }
  }

  /// Moves what was committed into the file itself, so that no older page is left beside it.
  func checkpoint() throws {
    try Self.speaking(of: path) {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
  }

  /// Runs `work`, and turns what SQLite says into errors of ours.
  static func speaking<Result>(
    of path: String, _ work: () throws -> Result
  ) throws -> Result {
    do {
      return try work()
    } catch let error as DatabaseError {
      throw LedgerError(resultCode: Int(error.extendedResultCode.rawValue), file: path)
    } catch is UnreadableValue {
      throw LedgerError.damaged(file: path)
    } catch let error as LockedMonth {
      throw LedgerRefusal.periodLocked(try CalendarMonth(number: error.month))
    } catch let error as ForeignFile {
      throw error == .notOurs
        ? LedgerError.notOurs(file: path) : LedgerError.newerSchema(file: path)
    }
  }
}

/// A file that is not, or not yet, ours to write.
private enum ForeignFile: Error {
  case notOurs, newerSchema
}
