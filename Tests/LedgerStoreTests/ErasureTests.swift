import GRDB
import LedgerStore
import Records
import Storage
import Testing

/// What says who somebody is goes; everything else stays as it was.
@Suite struct ErasureTests {
  private let scratch: LedgerScratch
  private let ledger: Ledger

  init() throws {
    scratch = try LedgerScratch()
    ledger = try Ledger.open(scratch.path)
    let resident = Resident(
      householdID: "H1", name: "Người Hai", born: try Invented.day("1990-02-28"),
      citizenID: "038000000001", provenance: Provenance(sourceSHA256: "h", line: 3))
    let account = PaymentAccount(
      citizenID: "038000000001", bank: "NH Một", openedOn: try Invented.day("2020-01-01"),
      closedOn: nil, provenance: Provenance(sourceSHA256: "h", line: 4))
    let payment = Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-20"), amountVND: 350_001,
      narration: "NGUOI MOT TRA TIEN DIEN", provenance: Provenance(sourceSHA256: "p", line: 1))
    for (name, records) in try [
      (
        "h",
        [
          .household(Invented.household("H1", pho: "Phố 1", sha256: "h")), .resident(resident),
          .account(account),
        ]
      ),
      ("b", [.bill(Invented.bill(1)), .bill(Invented.bill(7))]),
      ("c", [.bill(Invented.bill(8))]), ("p", [.payment(payment)]),
    ] as [(String, [ImportedRecord])] {
      var file = Invented.file(name, records, sha256: name)
      file.copy = SourceCopy(Array("Người Một, \(name)".utf8))
      try ledger.add(file)
    }
    try append(
      .decision(
        MatchDecision(
          .accepted, payment: payment.provenance,
          shares: [MatchDecision.Share(billID: "100001", amountVND: 350_001)])))
  }

  @discardableResult private func append(_ act: LedgerAct, reason: String = "yêu cầu") throws
    -> Int?
  {
    try ledger.append(act, at: "", actor: "an", reason: reason)
  }

  /// Findings but for the invented copies, whose digests are no digests.
  private func findings() throws -> [LedgerFinding] {
    try ledger.verify(pages: true).findings.filter { finding in
      if case .source = finding { false } else { true }
    }
  }

  @Test func aHouseholdGoesWithItsPeopleAndItsFiles() throws {
    let before = try ledger.contents()
    let balances = try ledger.balances()
    try append(.erase(Erasure(.household("H1"), withSources: true)))
    let after = try ledger.contents()
    #expect(after.households[0].headName != before.households[0].headName)
    #expect(after.households[0].address.isEmpty)
    #expect(after.households[0].customerCodes == before.households[0].customerCodes)
    #expect(after.residents[0].citizenID == after.accounts[0].citizenID)
    #expect(after.residents[0].citizenID != "038000000001")
    #expect(after.payments[0].narration.isEmpty)
    #expect(after.bills == before.bills)
    #expect(try ledger.balances() == balances)
    #expect(try findings().isEmpty)
    for name in ["h", "b", "p"] { #expect(try ledger.sourceBytes(sha256: name) == nil) }
    #expect(try ledger.sourceBytes(sha256: "c") != nil)
    ledger.close()
    let bytes = String(decoding: try FileBytes.read(scratch.path), as: UTF8.self)
    for text in ["Người Hai", "038000000001", "1 Đường Hai", "NGUOI MOT"] {
      #expect(!bytes.contains(text), "\(text)")
    }
  }

  /// A key is a digest of all that a row says: who has it can try names until one fits.
  @Test func nothingIsLeftThatANameCouldBeTriedOn() throws {
    try append(.erase(Erasure(.everybody, withSources: false)))
    ledger.close()
    let queue = try DatabaseQueue(path: scratch.path)
    let left = try queue.read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT (SELECT count(*) FROM private_text
              WHERE text IS NOT NULL OR salt IS NOT NULL OR key IS NOT NULL)
            + (SELECT count(identity) FROM household) + (SELECT count(identity) FROM resident)
            + (SELECT count(identity) FROM payment_account)
            + (SELECT count(identity) FROM payment)
          """)
    }
    #expect(left == 0)
  }

  @Test func whatWasErasedIsKnownAgainAndCountsOnce() throws {
    let twin = Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-20"), amountVND: 350_001,
      narration: "NGUOI MOT TRA TIEN DIEN", provenance: Provenance(sourceSHA256: "q", line: 1))
    let balances = try ledger.balances()
    try append(.erase(Erasure(.everybody, withSources: false)))
    var other = twin
    other.narration = "NGUOI MOT TRA TIEN DIEN lan hai"
    let counts = try ledger.add(
      Invented.file("q", [.payment(twin)], sha256: "q"),
      Invented.file("r", [.payment(twin), .payment(other)], sha256: "r"))
    #expect(counts.map(\.imported) == [0, 1])
    #expect(counts.map(\.duplicates) == [1, 1])
    #expect(try ledger.contents().payments.count == 2)
    #expect(try ledger.balances() != balances)
    #expect(try findings().isEmpty)
  }

  @Test func filesStayUnlessTheyAreAskedFor() throws {
    try append(.erase(Erasure(.citizen("038000000001"), withSources: false)))
    let contents = try ledger.contents()
    #expect(contents.residents[0].name != "Người Hai")
    #expect(contents.households[0].headName == "Người Một")
    #expect(try ledger.sourceBytes(sha256: "h") != nil)
    #expect(try findings().isEmpty)
  }

  @Test func nobodyIsErasedTwiceOrWithoutAReason() throws {
    let everybody = LedgerAct.erase(Erasure(.everybody, withSources: false))
    #expect(throws: LedgerRefusal.reasonMissing) { try append(everybody, reason: "") }
    try append(everybody)
    #expect(throws: LedgerRefusal.nobodyToErase) { try append(everybody) }
    #expect(throws: LedgerRefusal.nobodyToErase) {
      try append(.erase(Erasure(.household("H9"), withSources: true)))
    }
  }

  @Test func onlyTheOwnerReadsTheLedger() throws {
    #expect(try scratch.mode() == 0o600)
    let copy = scratch.folder + "/copy.sqlite"
    #expect(
      try ledger.backup(to: copy).findings.allSatisfy { finding in
        if case .source = finding { true } else { false }
      })
  }
}
