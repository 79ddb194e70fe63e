import Diagnostics
import GRDB
import LedgerStore
import Records
import Storage
import TestSupport
import Testing

/// Ledgers of earlier versions, made by frozen SQL, become current ones.
@Suite struct EarlierLedgerTests {
  @Test func aLedgerOfVersion1BecomesCurrent() throws {
    let scratch = try LedgerScratch()
    try make(scratch.path, Self.version1 + Self.version1Rows)
    let ledger = try Ledger.open(scratch.path)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
    let contents = try ledger.contents()
    #expect(contents.sources.map(\.name) == ["a.csv", "b.csv"])
    #expect(contents.sources.map(\.imported) == [5, 2])
    #expect(contents.sources.map(\.duplicates) == [0, 1])
    #expect(contents.sources.map(\.rejected) == [1, 0])
    #expect(contents.bills.map(\.id) == ["HD1"])
    #expect(contents.bills[0].payment.isPaid == true)
    #expect(contents.bills[0].provenance == Provenance(sourceSHA256: "bb", line: 3))
    #expect(contents.households.map(\.headName) == ["Người Một"])
    #expect(contents.residents.map(\.citizenID) == ["038000000001"])
    #expect(contents.accounts.map(\.citizenID) == ["038000000001"])
    #expect(contents.payments.map(\.narration) == ["tien dien"])
    #expect(contents.figures.map(\.numerator) == [3])
    #expect(contents.rejected.map(\.diagnostic.code) == ["import.wrong"])
    #expect(try ledger.balance(of: Invented.code(1)).balanceVND == 0)
    #expect(try ledger.events().map(\.at).first == "2024-09-01T08:00:00Z")
    ledger.close()
    // What was entered anew is not entered again.
    let again = try Ledger.open(scratch.path)
    #expect(try again.events().count == 3)
  }

  @Test func anEmptyLedgerOfVersion1BecomesCurrent() throws {
    let scratch = try LedgerScratch()
    try make(scratch.path, Self.version1)
    let ledger = try Ledger.open(scratch.path)
    #expect(try ledger.contents().bills.isEmpty)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
    try ledger.add(Invented.file("a", [.bill(try Invented.bill(1))], sha256: "a"))
    #expect(try ledger.contents().bills.count == 1)
  }

  @Test func aLedgerThatWasLeftBeforeItsFirstTableIsMade() throws {
    let scratch = try LedgerScratch()
    try make(
      scratch.path,
      "PRAGMA journal_mode = WAL; "
        + "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)"
    )
    try Ledger.check(scratch.path)
    let ledger = try Ledger.open(scratch.path)
    try ledger.add(Invented.file("a", [.bill(try Invented.bill(1))], sha256: "a"))
    #expect(try ledger.contents().bills.count == 1)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
  }

  /// `Earlier/version2.sql` is what version 2 wrote itself: imports, matches, postings, undoings,
  /// a closed month, an erasure.
  @Test func aLedgerOfVersion2BecomesCurrent() throws {
    let scratch = try LedgerScratch()
    let dump = PackageRoot.file("Tests/LedgerStoreTests/Earlier/version2.sql")
    try make(scratch.path, String(decoding: FileBytes.read(dump), as: UTF8.self))
    let ledger = try Ledger.open(scratch.path)
    let report = try ledger.verify(pages: true)
    #expect(report.findings.isEmpty, "\(report.findings)")
    #expect((report.events, report.entries, report.totalVND) == (17, 27, 2_687_035))
    #expect(report.head == "1c0f702085337d517f621829ebccb8d049cc28702a046f8e89905ad8bf0b68b2")
    for (code, balance) in [(1, 0), (2, 80_000), (3, -5000), (9, -12_345)] as [(Int, Int64)] {
      #expect(try ledger.balance(of: Invented.code(code)).balanceVND == balance)
    }
    let contents = try ledger.contents()
    #expect(contents.bills.map(\.id) == (1...5).map { "90000000\($0)" })
    #expect(contents.bills[3].customerCode == (try Invented.code(1)))
    #expect(contents.payments.count == 4)
    #expect(contents.households.map(\.headName) == ["Người Một", "Người Ba"])
    #expect(contents.residents.map(\.name) == ["Người Hai", "#7"])
    // What it knows, it knows again; what is new goes on from there.
    let known = contents.sources[0]
    #expect(
      try ledger.add(Invented.file("x", [], sha256: known.sha256))[0].imported == 0)
    let paid = try Invented.bill(7, paid: true, paidOn: Invented.day("2024-08-09"))
    try ledger.add(
      Invented.file("c", [.bill(try Invented.bill(7))], sha256: "c"),
      Invented.file("d", [.bill(paid)], sha256: "d"))
    try ledger.append(.undo(11), at: "", actor: "an", reason: "vì thế")
    try ledger.append(
      .posting(
        ManualPosting(
          .writtenOff, billID: "900000001", amountVND: 5, day: Invented.day("2024-09-01"))),
      at: "", actor: "an", reason: "vì thế")
    #expect(try ledger.verify(pages: true).findings.isEmpty)
  }

  /// `Earlier/version3.sql` is what version 3 wrote itself: people and their accounts, bills, one
  /// of them moved to another customer, lines in private texts, matches, postings, an import taken
  /// back and done again, a closed month, an erasure.
  @Test func aLedgerOfVersion3BecomesCurrent() throws {
    let scratch = try LedgerScratch()
    let dump = PackageRoot.file("Tests/LedgerStoreTests/Earlier/version3.sql")
    try make(scratch.path, String(decoding: FileBytes.read(dump), as: UTF8.self))
    let ledger = try Ledger.open(scratch.path)
    let report = try ledger.verify(pages: true)
    #expect(report.findings.isEmpty, "\(report.findings)")
    #expect((report.events, report.entries, report.totalVND) == (12, 16, 3_514_380))
    #expect(report.head == "67366f3d3ff3e55f4f8a1369beec98cb780a73275fceb3a2f3ed547613cc09d5")
    for (code, balance) in [(1, 0), (2, 180_002), (3, 350_003), (9, -12_345)] as [(Int, Int64)] {
      #expect(try ledger.balance(of: Invented.code(code)).balanceVND == balance)
    }
    let contents = try ledger.contents()
    #expect(contents.payments.map(\.narration) == ["", "", "NGUOI 3 TRA TIEN DIEN", ""])
    #expect(contents.residents.map(\.name) == ["#3", "Người Chín"])
    // The statement again, in another file: each line is known, the erased ones too.
    let lines = try (1...4).map { number in
      ImportedRecord.payment(
        Payment(
          kind: number == 3 ? .collectionList : .bankStatement,
          day: try Invented.day("2024-08-2\(number)"),
          amountVND: [350_001, 100_000, 350_003, 77_000][number - 1],
          narration: "NGUOI \(number) TRA TIEN DIEN", reference: "FT\(number)",
          customerCode: number == 2 ? try Invented.code(2) : nil,
          billID: number == 3 ? "100003" : nil,
          channel: number == 3
            ? .known(name: "Ví điện tử", isCashless: true) : .unknown(word: nil),
          provenance: Provenance(sourceSHA256: "n", line: number)))
    }
    #expect(try ledger.add(Invented.file("n", lines, sha256: "n"))[0].imported == 0)
    // What is known can go on: everybody's texts, old and new.
    try ledger.add(Invented.file("c", [.bill(try Invented.bill(7))], sha256: "c"))
    let late = Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-29"), amountVND: 5,
      narration: "NGUOI 5", provenance: Provenance(sourceSHA256: "l", line: 1))
    try ledger.add(Invented.file("l", [.payment(late)], sha256: "l"))
    try ledger.append(
      .erase(Erasure(.everybody, withSources: false)), at: "", actor: "an", reason: "vì thế")
    #expect(try ledger.contents().payments.allSatisfy { $0.narration.isEmpty })
    #expect(try ledger.add(Invented.file("m", lines, sha256: "m"))[0].imported == 0)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
  }

  private func make(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  private static let tables: [(String, String)] = [
    (
      "household",
      "household_id TEXT NOT NULL, head_name TEXT NOT NULL, pho TEXT NOT NULL, "
        + "address TEXT NOT NULL, members INTEGER, members_over_15 INTEGER, "
        + "customer_codes TEXT NOT NULL"
    ),
    (
      "resident",
      "household_id TEXT NOT NULL, name TEXT NOT NULL, born INTEGER NOT NULL, "
        + "citizen_id TEXT NOT NULL"
    ),
    (
      "account",
      "citizen_id TEXT NOT NULL, bank TEXT NOT NULL, opened_on INTEGER NOT NULL, "
        + "closed_on INTEGER"
    ),
    (
      "bill",
      "bill_id TEXT NOT NULL, customer_code TEXT NOT NULL, month INTEGER NOT NULL, "
        + "cycle INTEGER NOT NULL, issued_on INTEGER, amount_vnd INTEGER NOT NULL, "
        + "is_residential INTEGER NOT NULL, is_paid INTEGER, paid_on INTEGER, channel TEXT, "
        + "channel_is_cashless INTEGER, collector TEXT"
    ),
    (
      "payment",
      "kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL, "
        + "narration TEXT NOT NULL, reference TEXT NOT NULL, customer_code TEXT, bill_id TEXT, "
        + "channel TEXT, channel_is_cashless INTEGER"
    ),
    (
      "figure",
      "criterion INTEGER NOT NULL, report_column TEXT NOT NULL, "
        + "numerator INTEGER NOT NULL, denominator INTEGER NOT NULL, pho TEXT, evidence TEXT"
    ),
  ]

  private static let version1 =
    """
    PRAGMA application_id = 1112229959;
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES ('v1');
    CREATE TABLE import_event (
      id INTEGER PRIMARY KEY, imported_at TEXT NOT NULL, name TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE, layout TEXT NOT NULL,
      rows_in INTEGER NOT NULL CHECK (rows_in = imported + duplicates + rejected),
      imported INTEGER NOT NULL CHECK (imported >= 0),
      duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
      rejected INTEGER NOT NULL CHECK (rejected >= 0)) STRICT;
    CREATE TABLE rejected_row (
      id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES import_event,
      code TEXT NOT NULL, severity TEXT NOT NULL, message_vi TEXT NOT NULL,
      message_en TEXT NOT NULL, hint_vi TEXT, hint_en TEXT, file TEXT, part TEXT, sheet TEXT,
      cell TEXT, line INTEGER, byte_offset INTEGER) STRICT;
    CREATE TABLE sighting (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
      event_id INTEGER NOT NULL REFERENCES import_event, sheet TEXT, line INTEGER NOT NULL) STRICT;
    CREATE INDEX sighting_of_record ON sighting (kind, record_id, event_id);

    """ + recordTables + triggers

  private static let recordTables: String = tables.map { (name: String, columns: String) in
    "CREATE TABLE \(name) (id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, "
      + "event_id INTEGER NOT NULL REFERENCES import_event, sheet TEXT, line INTEGER NOT NULL, "
      + columns + ") STRICT;\n"
  }.joined()

  private static let triggers: String = {
    let names = ["import_event", "rejected_row", "sighting"] + tables.map(\.0)
    var sql = ""
    for table in names {
      for verb in ["UPDATE", "DELETE"] {
        sql += "CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table) "
        sql += "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;\n"
      }
    }
    return sql
  }()

  private static let version1Rows = """
    INSERT INTO import_event VALUES
      (1, '2024-09-01T08:00:00Z', 'a.csv', 'aa', 'invented', 6, 5, 0, 1),
      (2, '2024-09-02T08:00:00Z', 'b.csv', 'bb', 'invented', 3, 2, 1, 0);
    INSERT INTO bill VALUES
      (1, 'bill:1', 1, NULL, 2, 'HD1', 'PA07AB0000001', 202408, 1, 20240803, 350000, 1, 0, NULL,
        NULL, NULL, NULL),
      (2, 'bill:2', 2, NULL, 3, 'HD1', 'PA07AB0000001', 202408, 1, 20240803, 350000, 1, 1,
        20240809, 'Ví điện tử', 1, 'NH1');
    INSERT INTO household VALUES
      (1, 'h:1', 1, 'Hộ', 2, 'H1', 'Người Một', 'Phố 1', '1 Đường Hai', 4, NULL, 'PA07AB0000001');
    INSERT INTO resident VALUES
      (1, 'r:1', 1, 'Người', 2, 'H1', 'Người Hai', 19900228, '038000000001');
    INSERT INTO account VALUES (1, 'a:1', 1, 'TK', 2, '038000000001', 'NH Một', 20200101, NULL);
    INSERT INTO payment VALUES
      (1, 'p:1', 1, NULL, 7, 'bankStatement', 20240820, 350000, 'tien dien', '', NULL, NULL, NULL,
        NULL);
    INSERT INTO figure VALUES (1, 'f:1', 2, NULL, 2, 3, 'after', 3, 4, NULL, NULL);
    INSERT INTO sighting VALUES (1, 'household', 1, 2, 'Hộ', 9);
    INSERT INTO rejected_row VALUES
      (1, 1, 'import.wrong', 'warning', 'sai', 'wrong', NULL, NULL, 'a.csv', NULL, NULL, NULL, 5,
        NULL);
    """
}
