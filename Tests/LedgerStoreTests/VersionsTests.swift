import LedgerStore
import Records
import Testing

@Suite struct VersionsTests {
  @Test func theBillThatKnowsMostWinsInAnyOrder() throws {
    let early = try Invented.day("2024-08-09")
    let late = try Invented.day("2024-08-12")
    let cash = Channel.known(name: "Thu ngân viên", isCashless: false)
    // From the least to the most that is known.
    let versions = try [
      Invented.bill(1), Invented.bill(1, paid: false), Invented.bill(1, paid: true),
      Invented.bill(1, paid: true, paidOn: early),
      Invented.bill(1, paid: true, paidOn: early, channel: cash),
      Invented.bill(1, paid: true, paidOn: late),
      Invented.bill(1, paid: true, paidOn: late, channel: cash),
    ]
    for one in versions.indices {
      for other in versions.indices where other != one {
        let scratch = try LedgerScratch()
        let ledger = try Ledger.open(scratch.path)
        try ledger.add(
          Invented.file("1.csv", [.bill(versions[one])], sha256: "a"),
          Invented.file("2.csv", [.bill(versions[other])], sha256: "b"))
        let chosen = try ledger.contents().bills
        #expect(chosen.map(\.payment) == [versions[max(one, other)].payment])
      }
    }
  }

  @Test func theRegisterImportedLastWins() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    func register(_ pho: String, _ sha256: String, _ more: Int = 0) throws -> FileImport {
      let household = try Invented.household("H1", pho: pho, sha256: sha256)
      let other = try Invented.household("H\(more)", pho: pho, sha256: sha256)
      return Invented.file(sha256, [.household(household), .household(other)], sha256: sha256)
    }
    try ledger.add(register("Phố 1", "a", 2), register("Phố 2", "b", 3))
    #expect(try ledger.contents().households.map(\.id) == ["H1", "H2", "H3"])
    #expect(try ledger.contents().households.map(\.pho) == ["Phố 2", "Phố 1", "Phố 2"])
    // A later file that says again what the first one said takes the household back.
    let counts = try ledger.add(register("Phố 1", "c", 4))[0]
    #expect((counts.imported, counts.duplicates) == (1, 1))
    #expect(try ledger.contents().households[0].pho == "Phố 1")
  }

  @Test func correctedFiguresReplaceTheirKeyOnly() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    func figure(_ numerator: Int, pho: String?, _ evidence: String) -> ImportedRecord {
      .figure(
        IndicatorFigure(
          criterion: 10, column: .before, numerator: numerator, denominator: 10, pho: pho,
          evidence: evidence, provenance: Provenance(sourceSHA256: "a", line: numerator)))
    }
    try ledger.add(
      Invented.file(
        "1", [figure(1, pho: nil, "a"), figure(2, pho: nil, "b"), figure(3, pho: "Phố 1", "c")],
        sha256: "a"),
      Invented.file("2", [figure(1, pho: nil, "a"), figure(5, pho: nil, "b")], sha256: "b"))
    let figures = try ledger.contents().figures
    #expect(figures.map(\.numerator) == [1, 3, 5])
  }

  @Test func aClosedAccountReplacesTheOpenOne() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    let closed = try Invented.day("2024-05-01")
    for (file, closedOn) in [("a", nil), ("b", closed)] as [(String, CalendarDay?)] {
      let account = PaymentAccount(
        citizenID: "038000000001", bank: "NH Một", openedOn: try Invented.day("2020-01-01"),
        closedOn: closedOn, provenance: Provenance(sourceSHA256: file, line: 2))
      let resident = Resident(
        householdID: file, name: "Người Hai", born: closed, citizenID: "038000000001",
        provenance: Provenance(sourceSHA256: file, line: 3))
      try ledger.add(
        Invented.file(file, [.account(account), .resident(resident)], sha256: file))
    }
    let contents = try ledger.contents()
    #expect(contents.accounts.map(\.closedOn) == [closed])
    #expect(contents.residents.map(\.householdID) == ["b"])
  }
}
