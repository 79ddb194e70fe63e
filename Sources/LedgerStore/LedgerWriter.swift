internal import Diagnostics
internal import GRDB
public import Records

/// Adds to the ledger inside one transaction; not to be kept beyond it.
public struct LedgerWriter {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Adds what one file holds.
  ///
  /// A file whose bytes are known already changes nothing. A record that is known already, from
  /// this file or another, counts as a duplicate, and the ledger notes that it was met again.
  ///
  /// - Parameters:
  ///   - file: The file; it has at least as many rows as records and rows set aside.
  ///   - importedAt: The time of the import as text.
  /// - Returns: What became of its rows: imported + duplicates + rejected = rows.
  /// - Throws: An error of SQLite, which ``Ledger/write(_:)`` turns into ``LedgerError``.
  public func add(_ file: FileImport, importedAt: String) throws -> SourceFile {
    precondition(
      file.rows >= file.records.count + file.rejected, "each row is a record or is set aside")
    if var known = try LedgerReading(database).source(sha256: file.sha256) {
      known.name = file.name
      known.duplicates = known.rows - known.rejected
      known.imported = 0
      return known
    }
    let event = try nextEvent()
    let imported = try insert(file.records, event: event)
    let source = SourceFile(
      sha256: file.sha256, name: file.name, layout: file.layout, rows: file.rows,
      imported: imported, duplicates: file.rows - file.rejected - imported,
      rejected: file.rejected)
    try insert(source, event: event, importedAt: importedAt)
    for rejection in file.rejections { try insert(rejection, event: event) }
    return source
  }

  /// All that the ledger holds now, with what this transaction has added.
  public func contents() throws -> LedgerContents {
    try LedgerReading(database).contents()
  }

  /// The file with these bytes, if it was imported.
  public func source(sha256: String) throws -> SourceFile? {
    try LedgerReading(database).source(sha256: sha256)
  }

  // The counts of an event are known after its records are in, and nothing is ever updated: so the
  // records come first, under the number the event will have, and foreign keys wait for the commit.
  private func nextEvent() throws -> Int64 {
    try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
    let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM import_event") ?? 0
    return last + 1
  }

  private func insert(_ records: [IdentifiedRecord], event: Int64) throws -> Int {
    var imported = 0
    for kind in RecordKind.allCases {
      let ofKind = records.filter { $0.record.kind == kind }
      if !ofKind.isEmpty { imported += try insert(ofKind, of: kind, event: event) }
    }
    return imported
  }

  private func insert(
    _ records: [IdentifiedRecord], of kind: RecordKind, event: Int64
  ) throws -> Int {
    let insertion = try database.cachedStatement(sql: kind.insertion)
    let sighting = try database.cachedStatement(sql: kind.sighting)
    var imported = 0
    for identified in records {
      let record = identified.record
      let place: [DatabaseValue] = [
        event.databaseValue, record.provenance.sheet?.databaseValue ?? .null,
        record.provenance.line.databaseValue,
      ]
      let identity = identified.identity.databaseValue
      insertion.setUncheckedArguments(StatementArguments([identity] + place + record.values))
      try insertion.execute()
      if database.changesCount > 0 {
        imported += 1
      } else {
        sighting.setUncheckedArguments(StatementArguments(place + [identity]))
        try sighting.execute()
      }
    }
    return imported
  }

  private func insert(_ source: SourceFile, event: Int64, importedAt: String) throws {
    try database.execute(
      sql: """
        INSERT INTO import_event
          (id, imported_at, name, sha256, layout, rows_in, imported, duplicates, rejected)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        event, importedAt, source.name, source.sha256, source.layout, source.rows,
        source.imported, source.duplicates, source.rejected,
      ])
  }

  private func insert(_ rejection: Diagnostic, event: Int64) throws {
    let origin = rejection.origin
    try database.execute(
      sql: """
        INSERT INTO rejected_row
          (event_id, code, severity, message_vi, message_en, hint_vi, hint_en,
           file, part, sheet, cell, line, byte_offset)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        event, rejection.code, rejection.severity.rawValue, rejection.message.vi,
        rejection.message.en, rejection.hint?.vi, rejection.hint?.en, origin.file, origin.part,
        origin.sheet, origin.cell, origin.line, origin.byteOffset,
      ])
  }
}
