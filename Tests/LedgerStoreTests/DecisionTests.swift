import LedgerStore
import Records
import Testing

@Suite struct DecisionTests {
  private let scratch: LedgerScratch
  private let ledger: Ledger
  private let line = Provenance(sourceSHA256: "p", line: 1)

  init() throws {
    scratch = try LedgerScratch()
    ledger = try Ledger.open(scratch.path)
    let bills = try (1...3).map { ImportedRecord.bill(try Invented.bill($0, line: $0)) }
    let payment = Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-20"), amountVND: 800_000,
      narration: "tien dien", provenance: line)
    try ledger.add(
      Invented.file("b.csv", bills, sha256: "b"),
      Invented.file("p.csv", [.payment(payment)], sha256: "p"))
  }

  @discardableResult private func append(_ act: LedgerAct) throws -> Int? {
    try ledger.append(act, at: "2024-09-02T08:00:00Z", actor: "an", reason: "xem lại")
  }

  private func decision(
    _ kind: MatchDecision.Kind, _ shares: (Int, Int64)...
  ) -> MatchDecision {
    MatchDecision(
      kind, payment: line,
      shares: shares.map { MatchDecision.Share(billID: "10000\($0.0)", amountVND: $0.1) })
  }

  @Test func aDecisionComesBackAsItWasMade() throws {
    let split = decision(.split, (1, 300_000), (2, 350_002))
    let event = try #require(try append(.decision(split)))
    let recorded = try #require(try ledger.decisions().first)
    #expect(recorded.event == event)
    #expect(recorded.decision == split)
    #expect(recorded.isInForce)
    #expect(recorded.actor == "an" && recorded.reason == "xem lại")
  }

  @Test func theLastDecisionThatWasNotUndoneHolds() throws {
    try append(.matches([decision(.ruled, (1, 350_001))]))
    let chosen = try #require(try append(.decision(decision(.chosen, (2, 350_002)))))
    #expect(try ledger.decisions().map(\.isInForce) == [false, true])
    let undoing = try #require(try append(.undo(chosen)))
    #expect(try ledger.decisions().map(\.isInForce) == [true, false])
    try append(.undo(undoing))
    #expect(try ledger.decisions().map(\.isInForce) == [false, true])
  }

  @Test func rulesGiveWayToPeopleAndRepeatNothing() throws {
    let ruled = decision(.ruled, (1, 350_001))
    #expect(try append(.matches([ruled])) != nil)
    #expect(try append(.matches([ruled])) == nil)
    try append(.decision(decision(.rejected)))
    #expect(try append(.matches([ruled])) == nil)
    #expect(try ledger.decisions().last?.decision.kind == .rejected)
  }

  @Test func aDecisionOutlivesAnImportThatIsUndoneAndRepeated() throws {
    let accepted = decision(.accepted, (1, 350_001))
    try append(.decision(accepted))
    try append(.undo(2))
    #expect(try ledger.decisions().isEmpty)
    #expect(try ledger.source(sha256: "p") == nil)
    let payment = Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-20"), amountVND: 800_000,
      narration: "tien dien", provenance: line)
    let counts = try ledger.add(Invented.file("p.csv", [.payment(payment)], sha256: "p"))
    #expect(counts.map(\.imported) == [1])
    #expect(try ledger.decisions().map(\.decision) == [accepted])
  }

  @Test func whatCannotBeIsRefusedAndChangesNothing() throws {
    let nowhere = Provenance(sourceSHA256: "p", line: 9)
    let events = try ledger.events()
    #expect(throws: LedgerRefusal.unknownPayment(nowhere)) {
      try append(.decision(MatchDecision(.rejected, payment: nowhere)))
    }
    #expect(throws: LedgerRefusal.unknownBill("100009")) {
      try append(.decision(decision(.chosen, (9, 1))))
    }
    let unfit: [[(Int, Int64)]] = [
      [(1, 800_001)], [(1, 400_000), (2, 400_001)], [(1, 0)], [(1, -5)],
    ]
    for shares in unfit {
      let shares = shares.map { MatchDecision.Share(billID: "10000\($0.0)", amountVND: $0.1) }
      #expect(throws: LedgerRefusal.sharesExceedPayment(line)) {
        try append(.decision(MatchDecision(.split, payment: line, shares: shares)))
      }
    }
    #expect(throws: LedgerRefusal.sharesOfRejected(line)) {
      try append(.decision(decision(.rejected, (1, 5))))
    }
    #expect(try ledger.events() == events)
  }
}
