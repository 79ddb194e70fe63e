import Diagnostics
import GRDB
import LedgerStore
import Records
import Storage
import Testing

/// Changes a ledger behind its back, as somebody with another program would; `verify` names it.
@Suite struct TamperingTests {
  /// What is done, with the triggers out of the way, and the findings that come of it.
  static let changes: [(String, Set<String>)] = [
    ("UPDATE entry SET amount_vnd = 1 WHERE id = (1 << 24) + 1", ["rows", "balance"]),
    ("UPDATE entry SET debit = 9999 WHERE id = (1 << 24) + 1", ["rows", "balance", "entry"]),
    ("DELETE FROM entry WHERE id = (1 << 24) + 1", ["rows", "balance", "entry"]),
    ("UPDATE entry SET id = id + 1 WHERE id = (3 << 24) + 1", ["rows", "balance", "entry"]),
    ("UPDATE bill SET amount_vnd = 5 WHERE id = 1", ["rows", "balance"]),
    ("UPDATE bill SET line = 99 WHERE id = 1", ["rows"]),
    ("UPDATE bill SET adjusts = 'x' WHERE id = 1", ["rows", "balance"]),
    ("DELETE FROM bill WHERE id = 2", ["rows", "balance", "lookup"]),
    ("UPDATE payment SET day = 20240821", ["rows", "balance"]),
    ("UPDATE payment SET text = 'x'", ["rows"]),
    ("UPDATE payment SET digest = x'00'", ["rows"]),
    ("UPDATE payment SET text = NULL", ["rows"]),
    (
      "UPDATE payment SET digest = x'00', text = NULL, salt = NULL, key = NULL",
      ["rows", "lookup"]
    ),
    ("UPDATE payment SET key = x'00'", ["rows", "lookup"]),
    ("UPDATE private_text SET text = 'x'", ["text"]),
    ("UPDATE private_text SET digest = x'00'", ["rows", "text"]),
    ("UPDATE private_text SET key = x'00' WHERE key IS NOT NULL", ["text"]),
    ("UPDATE private_text SET record = 9", ["rows"]),
    ("DELETE FROM bill_of_id WHERE item = 2", ["lookup"]),
    ("UPDATE bill_of_id SET item = 3 WHERE item = 2", ["lookup"]),
    ("DELETE FROM bill_of_customer WHERE item = 2", ["lookup"]),
    ("UPDATE payment_of_key SET payment = 2", ["lookup"]),
    ("UPDATE event SET reason = 'x' WHERE id = 3", ["chain"]),
    ("UPDATE event SET actor = 'x' WHERE id = 1", ["chain"]),
    ("UPDATE event SET target = 1, kind = 'undo' WHERE id = 3", ["chain", "balance"]),
    ("UPDATE import_event SET name = 'x' WHERE id = 1", ["import"]),
    ("UPDATE share SET amount_vnd = 9000000", ["rows", "balance", "shares"]),
    ("UPDATE ruling SET kind = 'chosen'", ["rows"]),
    ("INSERT INTO item (id, event_id) VALUES (99, 1)", ["rows"]),
    ("UPDATE account SET name = 'x' WHERE id = (SELECT max(id) FROM account)", ["rows"]),
    ("UPDATE source_chunk SET content = x'0102'", ["source"]),
    ("UPDATE source SET bytes = 3", ["source"]),
  ]

  @Test(arguments: changes) func everyChangeIsNamed(_ change: (String, Set<String>)) throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    try fill(ledger)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
    ledger.close()
    let queue = try DatabaseQueue(path: scratch.path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      let triggers = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      for trigger in triggers { try database.execute(sql: "DROP TRIGGER \(trigger)") }
      try database.execute(sql: change.0)
    }
    try queue.close()
    let codes = try Ledger.open(scratch.path).verify().findings.map { finding in
      String(finding.diagnostic.code.dropFirst("verify.".count))
    }
    #expect(!codes.isEmpty)
    #expect(Set(codes).isSubset(of: change.1), "\(codes)")
  }

  private func fill(_ ledger: Ledger) throws {
    let bills = try (1...3).map { ImportedRecord.bill(try Invented.bill($0, line: $0)) }
    let payment = Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-20"), amountVND: 350_001,
      narration: "tien dien", provenance: Provenance(sourceSHA256: "p", line: 1))
    var file = Invented.file("b.csv", bills, sha256: Self.digest)
    file.copy = SourceCopy(Array("a,b\n".utf8))
    try ledger.add(file, Invented.file("p.csv", [.payment(payment)], sha256: "p"))
    try ledger.append(
      .decision(
        MatchDecision(
          .accepted, payment: payment.provenance,
          shares: [MatchDecision.Share(billID: "100001", amountVND: 350_001)])),
      at: "", actor: "an", reason: "")
    let household = try Invented.household("H1", pho: "Phố 1", sha256: "h")
    try ledger.add(Invented.file("h.csv", [.household(household)], sha256: "h"))
  }

  /// The SHA-256 of `a,b` and a line break.
  private static let digest = SHA256Digest(of: "a,b\n".utf8).hex
}
