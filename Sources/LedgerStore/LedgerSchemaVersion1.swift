extension LedgerSchema {
  /// The tables of version 1.
  static let version1Tables = [
    "rejected_row", "sighting", "household", "resident", "account", "bill", "payment", "figure",
    "import_event",
  ]

  /// Version 1 as it was released: records and imports, without entries.
  static let version1 =
    """
    CREATE TABLE import_event (
      id INTEGER PRIMARY KEY, imported_at TEXT NOT NULL, name TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE, layout TEXT NOT NULL,
      rows_in INTEGER NOT NULL CHECK (rows_in = imported + duplicates + rejected),
      imported INTEGER NOT NULL CHECK (imported >= 0),
      duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
      rejected INTEGER NOT NULL CHECK (rejected >= 0)
    ) STRICT;
    CREATE TABLE rejected_row (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES import_event,
      code TEXT NOT NULL, severity TEXT NOT NULL,
      message_vi TEXT NOT NULL, message_en TEXT NOT NULL, hint_vi TEXT, hint_en TEXT,
      file TEXT, part TEXT, sheet TEXT, cell TEXT, line INTEGER, byte_offset INTEGER
    ) STRICT;
    CREATE TABLE sighting (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
      event_id INTEGER NOT NULL REFERENCES import_event, sheet TEXT, line INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sighting_of_record ON sighting (kind, record_id, event_id);

    """ + version1Records.map(version1Table).joined()
    + version1Tables.flatMap { table in
      ["UPDATE", "DELETE"].map { verb in
        """
        CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

        """
      }
    }.joined()

  private static func version1Table(_ table: (name: String, columns: String)) -> String {
    """
    CREATE TABLE \(table.name) (
      id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE,
      event_id INTEGER NOT NULL REFERENCES import_event, sheet TEXT, line INTEGER NOT NULL,
      \(table.columns)
    ) STRICT;

    """
  }

  private static let version1Records = [
    (
      "household",
      """
      household_id TEXT NOT NULL, head_name TEXT NOT NULL, pho TEXT NOT NULL,
      address TEXT NOT NULL, members INTEGER, members_over_15 INTEGER,
      customer_codes TEXT NOT NULL
      """
    ),
    (
      "resident",
      """
      household_id TEXT NOT NULL, name TEXT NOT NULL, born INTEGER NOT NULL,
      citizen_id TEXT NOT NULL
      """
    ),
    (
      "account",
      """
      citizen_id TEXT NOT NULL, bank TEXT NOT NULL, opened_on INTEGER NOT NULL,
      closed_on INTEGER
      """
    ),
    (
      "bill",
      """
      bill_id TEXT NOT NULL, customer_code TEXT NOT NULL, month INTEGER NOT NULL,
      cycle INTEGER NOT NULL, issued_on INTEGER, amount_vnd INTEGER NOT NULL,
      is_residential INTEGER NOT NULL, is_paid INTEGER, paid_on INTEGER, channel TEXT,
      channel_is_cashless INTEGER, collector TEXT
      """
    ),
    (
      "payment",
      """
      kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL,
      narration TEXT NOT NULL, reference TEXT NOT NULL, customer_code TEXT, bill_id TEXT,
      channel TEXT, channel_is_cashless INTEGER
      """
    ),
    (
      "figure",
      """
      criterion INTEGER NOT NULL, report_column TEXT NOT NULL, numerator INTEGER NOT NULL,
      denominator INTEGER NOT NULL, pho TEXT, evidence TEXT
      """
    ),
  ]
}
