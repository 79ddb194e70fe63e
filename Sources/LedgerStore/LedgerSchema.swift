internal import GRDB

/// The tables of the ledger, and how an older file becomes a current one.
///
/// Nothing is ever updated or deleted; triggers see to it, also against other programs. Days are
/// integers of the form 20240803 and months of the form 202408; amounts are đồng.
enum LedgerSchema {
  /// The mark of our files in SQLite's header: the letters `BKHG`.
  ///
  /// - Source: sqlite.org/fileformat2.html, section 1.3.9: bytes 68 to 71.
  static let applicationID = 0x424B_4847

  /// The migrations, oldest first.
  ///
  /// One that was released is never changed again.
  static let migrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1", foreignKeyChecks: .immediate) { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: importTables + recordTables)
      for table in ["import_event", "rejected_row", "sighting"] + RecordKind.allCases.map(\.table) {
        try database.execute(sql: appendOnly(table))
      }
    }
    return migrator
  }()

  private static func appendOnly(_ table: String) -> String {
    ["UPDATE", "DELETE"].map { verb in
      """
      CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
      BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

      """
    }.joined()
  }

  private static let importTables = """
    CREATE TABLE import_event (
      id INTEGER PRIMARY KEY,
      imported_at TEXT NOT NULL,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE,
      layout TEXT NOT NULL,
      rows_in INTEGER NOT NULL CHECK (rows_in = imported + duplicates + rejected),
      imported INTEGER NOT NULL CHECK (imported >= 0),
      duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
      rejected INTEGER NOT NULL CHECK (rejected >= 0)
    ) STRICT;
    CREATE TABLE rejected_row (
      id INTEGER PRIMARY KEY,
      event_id INTEGER NOT NULL REFERENCES import_event,
      code TEXT NOT NULL,
      severity TEXT NOT NULL,
      message_vi TEXT NOT NULL, message_en TEXT NOT NULL,
      hint_vi TEXT, hint_en TEXT,
      file TEXT, part TEXT, sheet TEXT, cell TEXT, line INTEGER, byte_offset INTEGER
    ) STRICT;
    CREATE TABLE sighting (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      record_id INTEGER NOT NULL,
      event_id INTEGER NOT NULL REFERENCES import_event,
      sheet TEXT, line INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sighting_of_record ON sighting (kind, record_id, event_id);

    """

  private static let recordTables = RecordKind.allCases.map { kind in
    """
    CREATE TABLE \(kind.table) (
      id INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      event_id INTEGER NOT NULL REFERENCES import_event,
      sheet TEXT, line INTEGER NOT NULL,
      \(kind.columns.map { "\($0.name) \($0.type)" }.joined(separator: ",\n  "))
    ) STRICT;

    """
  }.joined()
}
