extension LedgerSchema {
  /// The tables that version 3 makes anew; their rows keep what version 2 digested.
  static let version3Rebuilt = [
    "household", "resident", "payment_account", "bill", "payment", "share", "posting",
  ]

  /// Makes a table anew with the rows it has.
  ///
  /// - Source: sqlite.org/lang_altertable.html, section 7: new table, copy, drop, rename.
  static func version3Rebuild(_ table: String) -> String {
    """
    CREATE TABLE \(table)_v3 (\(version3Columns(table))) STRICT;
    INSERT INTO \(table)_v3 (\(version3Copied(table).columns)) \(version3Copied(table).query);
    DROP TABLE \(table);
    ALTER TABLE \(table)_v3 RENAME TO \(table);
    \(version3Indexes(table))

    """
  }

  // The first version of a bill is the bill's item: its number is that of the item, and its `item`
  // is empty; it alone has `bill_id`, or `same_as` where the bill was another customer's first.
  // Rows of version 2 have numbers of their own and name their item.
  private static func version3Columns(_ table: String) -> String {
    let place = "event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,"
    return switch table {
    case "household":
      """
      id INTEGER PRIMARY KEY, identity BLOB, \(place)
      household_id TEXT NOT NULL, head_name INTEGER NOT NULL REFERENCES private_text,
      pho TEXT NOT NULL, address INTEGER NOT NULL REFERENCES private_text,
      members INTEGER, members_over_15 INTEGER, customer_codes TEXT NOT NULL
      """
    case "resident":
      """
      id INTEGER PRIMARY KEY, identity BLOB, \(place)
      household_id TEXT NOT NULL, name INTEGER NOT NULL REFERENCES private_text,
      born INTEGER NOT NULL, citizen INTEGER NOT NULL REFERENCES private_text
      """
    case "payment_account":
      """
      id INTEGER PRIMARY KEY, identity BLOB, \(place)
      citizen INTEGER NOT NULL REFERENCES private_text, bank TEXT NOT NULL,
      opened_on INTEGER NOT NULL, closed_on INTEGER
      """
    case "bill":
      """
      id INTEGER PRIMARY KEY, item INTEGER, bill_id TEXT, same_as INTEGER,
      identity BLOB NOT NULL, \(place)
      customer INTEGER NOT NULL, month INTEGER NOT NULL, cycle INTEGER NOT NULL,
      issued_on INTEGER, amount_vnd INTEGER NOT NULL, is_residential INTEGER NOT NULL,
      is_paid INTEGER, paid_on INTEGER, channel INTEGER NOT NULL, collector TEXT, adjusts TEXT
      """
    case "share":
      """
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
      ruling INTEGER NOT NULL REFERENCES ruling, item INTEGER NOT NULL,
      amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0)
      """
    case "posting":
      """
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
      item INTEGER NOT NULL, kind INTEGER NOT NULL,
      debit INTEGER NOT NULL REFERENCES account, credit INTEGER NOT NULL REFERENCES account,
      amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL
      """
    default:
      """
      id INTEGER PRIMARY KEY, identity BLOB, \(place)
      kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL,
      narration INTEGER NOT NULL, reference TEXT NOT NULL, customer_code TEXT,
      bill_id TEXT, channel INTEGER NOT NULL
      """
    }
  }

  private static func version3Copied(_ table: String) -> (columns: String, query: String) {
    guard table == "bill" else {
      let columns =
        switch table {
        case "share": "ruling, item, amount_vnd"
        case "posting": "item, kind, debit, credit, amount_vnd, day"
        case "household":
          "household_id, head_name, pho, address, members, members_over_15, customer_codes"
        case "resident": "household_id, name, born, citizen"
        case "payment_account": "citizen, bank, opened_on, closed_on"
        default:
          "kind, day, amount_vnd, narration, reference, customer_code, bill_id, channel"
        }
      let place = ["share", "posting"].contains(table) ? "" : "identity, sheet, line, "
      let all = "id, event_id, " + place + columns
      return (all, "SELECT \(all) FROM \(table) ORDER BY id")
    }
    let columns =
      "identity, event_id, sheet, line, customer, month, cycle, issued_on, amount_vnd, "
      + "is_residential, is_paid, paid_on, channel, collector"
    let copied = columns.split(separator: ", ").map { "b." + $0 }.joined(separator: ", ")
    return (
      "id, item, bill_id, same_as, " + columns,
      """
      WITH first AS (SELECT min(id) AS id FROM bill GROUP BY item)
      SELECT b.id, b.item, CASE WHEN first.id IS NULL THEN NULL ELSE item.bill_id END,
        CASE WHEN first.id IS NULL THEN NULL ELSE item.same_as END, \(copied)
      FROM bill b JOIN item ON item.id = b.item LEFT JOIN first ON first.id = b.id ORDER BY b.id
      """
    )
  }

  private static func version3Indexes(_ table: String) -> String {
    switch table {
    case "bill":
      """
      CREATE UNIQUE INDEX bill_of_id ON bill (bill_id) WHERE bill_id IS NOT NULL;
      CREATE INDEX bill_of_customer ON bill (customer);
      CREATE INDEX bill_of_item ON bill (item) WHERE item IS NOT NULL;
      CREATE INDEX bill_same_as ON bill (same_as) WHERE same_as IS NOT NULL;
      CREATE INDEX bill_adjusts ON bill (adjusts) WHERE adjusts IS NOT NULL;
      """
    case "payment":
      """
      CREATE INDEX payment_identity ON payment (identity) WHERE identity IS NOT NULL;
      """
    case "share":
      "CREATE INDEX share_of_ruling ON share (ruling); CREATE INDEX share_of_item ON share (item);"
    case "posting": "CREATE INDEX posting_of_item ON posting (item);"
    default:
      "CREATE INDEX \(table)_identity ON \(table) (identity) WHERE identity IS NOT NULL;"
    }
  }

  // Erasing takes a text with its salt and key, and nothing else.
  static let version3Erasable = """
    ALTER TABLE private_text ADD COLUMN record INTEGER;
    ALTER TABLE private_text ADD COLUMN key BLOB;
    CREATE UNIQUE INDEX private_key ON private_text (key) WHERE key IS NOT NULL;
    DROP TRIGGER private_text_no_update;
    CREATE TRIGGER private_text_no_update BEFORE UPDATE ON private_text
    WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.key IS NOT NULL
      OR NEW.id IS NOT OLD.id OR NEW.event_id IS NOT OLD.event_id OR NEW.kind IS NOT OLD.kind
      OR NEW.record IS NOT OLD.record OR NEW.digest IS NOT OLD.digest
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    """
}
