extension LedgerSchema {
  /// The tables of version 2 in which nothing is ever changed.
  static let version2AppendOnly = [
    "event", "import_event", "source", "account", "item", "household", "resident",
    "payment_account", "bill", "payment", "figure", "sighting", "rejected_row", "ruling", "share",
    "posting", "entry",
  ]

  /// Version 2: events in a chain, entries of double-entry bookkeeping, people's texts apart.
  static let version2 = version2Events + version2Records + version2Entries

  private static let version2Events = """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL,
      target INTEGER UNIQUE REFERENCES event,
      payload TEXT NOT NULL,
      digest BLOB NOT NULL
    ) STRICT;
    CREATE TABLE import_event (
      id INTEGER PRIMARY KEY REFERENCES event,
      name TEXT NOT NULL, sha256 TEXT NOT NULL, layout TEXT NOT NULL,
      rows_in INTEGER NOT NULL CHECK (rows_in = imported + duplicates + rejected),
      imported INTEGER NOT NULL CHECK (imported >= 0),
      duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
      rejected INTEGER NOT NULL CHECK (rejected >= 0)
    ) STRICT;
    CREATE INDEX import_of_source ON import_event (sha256);
    CREATE TABLE source (
      sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, chunks INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE source_chunk (
      sha256 TEXT NOT NULL REFERENCES source, number INTEGER NOT NULL,
      bytes INTEGER NOT NULL, is_deflated INTEGER NOT NULL, content BLOB,
      PRIMARY KEY (sha256, number)
    ) STRICT;
    CREATE TABLE private_text (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind TEXT NOT NULL,
      digest BLOB NOT NULL, salt BLOB, text TEXT
    ) STRICT;
    CREATE INDEX citizen ON private_text (text) WHERE kind = 'citizen';
    CREATE TABLE rejected_row (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL,
      code TEXT NOT NULL, severity TEXT NOT NULL,
      message_vi TEXT NOT NULL, message_en TEXT NOT NULL, hint_vi TEXT, hint_en TEXT,
      file TEXT, part TEXT, sheet TEXT, cell TEXT, line INTEGER, byte_offset INTEGER
    ) STRICT;

    """

  private static let version2Records = """
    CREATE TABLE household (
      id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
      sheet TEXT, line INTEGER NOT NULL,
      household_id TEXT NOT NULL, head_name INTEGER NOT NULL REFERENCES private_text,
      pho TEXT NOT NULL, address INTEGER NOT NULL REFERENCES private_text,
      members INTEGER, members_over_15 INTEGER, customer_codes TEXT NOT NULL
    ) STRICT;
    CREATE TABLE resident (
      id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
      sheet TEXT, line INTEGER NOT NULL,
      household_id TEXT NOT NULL, name INTEGER NOT NULL REFERENCES private_text,
      born INTEGER NOT NULL, citizen INTEGER NOT NULL REFERENCES private_text
    ) STRICT;
    CREATE TABLE payment_account (
      id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
      sheet TEXT, line INTEGER NOT NULL,
      citizen INTEGER NOT NULL REFERENCES private_text, bank TEXT NOT NULL,
      opened_on INTEGER NOT NULL, closed_on INTEGER
    ) STRICT;
    CREATE TABLE figure (
      id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
      sheet TEXT, line INTEGER NOT NULL,
      criterion INTEGER NOT NULL, report_column TEXT NOT NULL, numerator INTEGER NOT NULL,
      denominator INTEGER NOT NULL, pho TEXT, evidence TEXT
    ) STRICT;
    CREATE TABLE bill (
      id INTEGER PRIMARY KEY, item INTEGER NOT NULL, identity BLOB NOT NULL,
      event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
      customer INTEGER NOT NULL, month INTEGER NOT NULL, cycle INTEGER NOT NULL,
      issued_on INTEGER, amount_vnd INTEGER NOT NULL, is_residential INTEGER NOT NULL,
      is_paid INTEGER, paid_on INTEGER, channel INTEGER NOT NULL, collector TEXT,
      UNIQUE (item, identity)
    ) STRICT;
    CREATE TABLE payment (
      id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
      sheet TEXT, line INTEGER NOT NULL,
      kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL,
      narration INTEGER NOT NULL, reference TEXT NOT NULL, customer_code TEXT,
      bill_id TEXT, channel INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX payment_of_line ON payment (event_id, line);
    CREATE TABLE sighting (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
      event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sighting_of_record ON sighting (kind, record_id, event_id);
    CREATE INDEX sighting_of_line ON sighting (event_id, line);

    """

  // An entry belongs to an item: a bill, a payment line, or a customer's account. Entries of one
  // item lie together, so that those of a customer are found through the customer's items.
  private static let version2Entries = """
    CREATE TABLE account (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
      UNIQUE (kind, name)
    ) STRICT;
    CREATE TABLE item (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, bill_id TEXT UNIQUE,
      customer INTEGER, same_as INTEGER
    ) STRICT;
    CREATE INDEX item_of_customer ON item (customer) WHERE customer IS NOT NULL;
    CREATE INDEX item_same_as ON item (same_as) WHERE same_as IS NOT NULL;
    CREATE TABLE ruling (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
      payment INTEGER NOT NULL REFERENCES payment, kind TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ruling_of_payment ON ruling (payment);
    CREATE TABLE share (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
      ruling INTEGER NOT NULL REFERENCES ruling, item INTEGER NOT NULL REFERENCES item,
      amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0)
    ) STRICT;
    CREATE INDEX share_of_ruling ON share (ruling);
    CREATE INDEX share_of_item ON share (item);
    CREATE TABLE posting (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
      item INTEGER NOT NULL REFERENCES item, kind INTEGER NOT NULL,
      debit INTEGER NOT NULL REFERENCES account, credit INTEGER NOT NULL REFERENCES account,
      amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX posting_of_item ON posting (item);
    CREATE TABLE entry (
      item INTEGER NOT NULL, seq INTEGER NOT NULL, event_id INTEGER NOT NULL,
      kind INTEGER NOT NULL, debit INTEGER NOT NULL, credit INTEGER NOT NULL,
      amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL,
      reverses INTEGER, payment INTEGER,
      CHECK (debit <> credit), PRIMARY KEY (item, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX reversal_of_entry ON entry (item, reverses) WHERE reverses IS NOT NULL;

    """

  // Erasing takes a text with its salt, or a source's bytes, and nothing else.
  static let version2Erasable = """
    CREATE TRIGGER private_text_no_update BEFORE UPDATE ON private_text
    WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.id IS NOT OLD.id
      OR NEW.event_id IS NOT OLD.event_id OR NEW.kind IS NOT OLD.kind
      OR NEW.digest IS NOT OLD.digest
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER private_text_no_delete BEFORE DELETE ON private_text
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    \(sourceChunkTriggers)
    """

  static let sourceChunkTriggers = """
    CREATE TRIGGER source_chunk_no_update BEFORE UPDATE ON source_chunk
    WHEN NEW.content IS NOT NULL OR NEW.sha256 IS NOT OLD.sha256
      OR NEW.number IS NOT OLD.number OR NEW.bytes IS NOT OLD.bytes
      OR NEW.is_deflated IS NOT OLD.is_deflated
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER source_chunk_no_delete BEFORE DELETE ON source_chunk
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

    """
}
