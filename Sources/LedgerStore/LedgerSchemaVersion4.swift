extension LedgerSchema {
  /// Version 4: an entry under one whole number, so that entries append; a payment's narration in
  /// the payment's own row; ids, customers and keys in tables of their own, which are filled in
  /// their order.
  static let version4 = version4Entries + version4Payments + version4Lookups + version4Sources

  /// The tables of version 4 in which nothing is ever changed.
  static let version4AppendOnly = ["entry", "bill_of_id", "bill_of_customer"]

  // An entry's number is that of its item and its place among the item's entries: EntryNumber.
  private static let version4Entries = """
    CREATE TABLE entry_v4 (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind INTEGER NOT NULL,
      debit INTEGER NOT NULL, credit INTEGER NOT NULL,
      amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL,
      reverses INTEGER, payment INTEGER,
      CHECK (debit <> credit)
    ) STRICT;
    INSERT INTO entry_v4 (
      id, event_id, kind, debit, credit, amount_vnd, day, reverses, payment)
    SELECT item << 24 | seq, event_id, kind, debit, credit, amount_vnd, day,
      item << 24 | reverses, payment FROM entry ORDER BY item, seq;
    DROP TABLE entry;
    ALTER TABLE entry_v4 RENAME TO entry;
    CREATE UNIQUE INDEX reversal_of_entry ON entry (reverses) WHERE reverses IS NOT NULL;

    """

  // Rows of versions 2 and 3 keep the number of their narration among the private texts; all
  // others have it in `text`, with its salt and key, and a digest once these were erased.
  private static let version4Payments = """
    CREATE TABLE payment_v4 (
      id INTEGER PRIMARY KEY, identity BLOB,
      event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
      kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL,
      narration INTEGER, reference TEXT NOT NULL, customer_code TEXT,
      bill_id TEXT, channel INTEGER NOT NULL, digest BLOB, salt BLOB, key BLOB, text TEXT
    ) STRICT;
    INSERT INTO payment_v4 (\(earlierPayment)) SELECT \(earlierPayment) FROM payment ORDER BY id;
    DROP TABLE payment;
    ALTER TABLE payment_v4 RENAME TO payment;
    CREATE INDEX payment_identity ON payment (identity) WHERE identity IS NOT NULL;
    CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment
    WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.key IS NOT NULL
      OR OLD.text IS NULL OR NEW.digest IS NULL OR OLD.digest IS NOT NULL
      OR \(earlierPayment.split(separator: ", ").map { "NEW.\($0) IS NOT OLD.\($0)" }
        .joined(separator: " OR "))
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

    """

  private static let earlierPayment =
    "id, identity, event_id, sheet, line, kind, day, amount_vnd, narration, reference, "
    + "customer_code, bill_id, channel"

  // Pieces come before the row of their file. Were that a foreign key, SQLite would search all
  // tables for rows that wait whenever one comes that others may refer to.
  private static let version4Sources = """
    CREATE TABLE source_chunk_v4 (
      sha256 TEXT NOT NULL, number INTEGER NOT NULL,
      bytes INTEGER NOT NULL, is_deflated INTEGER NOT NULL, content BLOB,
      PRIMARY KEY (sha256, number)
    ) STRICT;
    INSERT INTO source_chunk_v4 SELECT sha256, number, bytes, is_deflated, content
    FROM source_chunk ORDER BY rowid;
    DROP TABLE source_chunk;
    ALTER TABLE source_chunk_v4 RENAME TO source_chunk;
    \(sourceChunkTriggers)

    """

  private static let version4Lookups = """
    DROP INDEX bill_of_id;
    DROP INDEX bill_of_customer;
    CREATE TABLE bill_of_id (
      bill_id TEXT PRIMARY KEY, item INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO bill_of_id SELECT bill_id, coalesce(item, id) FROM bill
    WHERE bill_id IS NOT NULL ORDER BY 1;
    CREATE TABLE bill_of_customer (
      customer INTEGER NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (customer, item)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO bill_of_customer SELECT customer, coalesce(item, id) FROM bill
    WHERE bill_id IS NOT NULL OR same_as IS NOT NULL ORDER BY 1, 2;
    CREATE TABLE payment_of_key (
      key BLOB PRIMARY KEY, payment INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO payment_of_key
    SELECT identity, id FROM payment WHERE identity IS NOT NULL
    UNION ALL SELECT key, record FROM private_text
    WHERE kind = 'narration' AND key IS NOT NULL ORDER BY 1;
    CREATE TRIGGER payment_of_key_no_update BEFORE UPDATE ON payment_of_key
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER payment_of_key_no_delete BEFORE DELETE ON payment_of_key
    WHEN EXISTS (SELECT 1 FROM payment WHERE id = OLD.payment
        AND (key IS NOT NULL OR identity IS NOT NULL))
      OR EXISTS (SELECT 1 FROM private_text WHERE key = OLD.key)
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

    """
}
