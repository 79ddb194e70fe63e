internal import GRDB
internal import Storage

/// Compares the rows of all tables but entries with the digests that their events say, and checks
/// texts about people and the tables by which records are found.
final class RecordCheck {
  private(set) var findings: [LedgerFinding] = []
  /// Whether everything was checked.
  private(set) var isDone = false
  private let events: DigestedEvents

  init(_ events: DigestedEvents) {
    self.events = events
  }

  /// Checks all through a connection.
  func run(_ database: Database) throws {
    findings = []
    var lookups = try LookupCheck(database)
    for table in LedgerTable.allCases where table != .entry {
      for digesting in table.earlierDigestings {
        findings += try events.faults(database, table, digesting)
      }
      findings += try events.faults(database, table, table.digesting) { row in
        switch table {
        case .bill: lookups.addBill(row)
        case .payment: lookups.addPayment(row)
        default: break
        }
      }
    }
    try checkTexts(database)
    findings += try lookups.faults(database).map { .lookup(table: $0) }
    isDone = true
  }

  /// Texts about people have their digests, but for those that were erased.
  private func checkTexts(_ database: Database) throws {
    let rows = try RawStatement(
      database,
      "SELECT id, digest, salt, key, text FROM private_text "
        + "WHERE text IS NOT NULL OR salt IS NOT NULL OR key IS NOT NULL")
    defer { rows.reset() }
    while try rows.step(), findings.count < LedgerCheck.findingsMax {
      if !PrivateTexts.isWhole(rows, from: 1) {
        findings.append(.text(number: Int(rows.integer(0))))
      }
    }
  }
}
