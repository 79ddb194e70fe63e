import Diagnostics
import LedgerStore
import Records
import Storage
import Testing

@Suite struct LedgerTests {
  private struct Stop: Error {}

  @Test func everyKindOfRecordComesBackAsItWas() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    let place = Provenance(sourceSHA256: "a", sheet: "Trang 1", line: 7)
    let resident = Resident(
      householdID: "H1", name: "Người Hai", born: try Invented.day("1990-02-28"),
      citizenID: "038000000001", provenance: place)
    let account = PaymentAccount(
      citizenID: "038000000001", bank: "NH Một", openedOn: try Invented.day("2020-01-01"),
      closedOn: try Invented.day("2024-12-31"), provenance: place)
    let bill = try Invented.bill(
      1, paid: true, paidOn: try Invented.day("2024-08-09"),
      channel: .known(name: "Ví điện tử", isCashless: true))
    let payment = Payment(
      kind: .collectionList, day: try Invented.day("2024-08-10"), amountVND: 350_001,
      narration: "tiền điện", reference: "R1", customerCode: try Invented.code(1), billID: "100001",
      channel: .unknown(word: "???"), provenance: place)
    let figure = IndicatorFigure(
      criterion: 3, column: .after, numerator: 3, denominator: 4, pho: nil, evidence: "CV 1",
      provenance: place)
    let household = try Invented.household("H1", pho: "Phố 1", sha256: "a")
    let source = try ledger.add(
      Invented.file(
        "tất cả.ods",
        [
          .household(household), .resident(resident), .account(account), .bill(bill),
          .payment(payment), .figure(figure),
        ], sha256: "a"))
    let contents = try ledger.contents()
    #expect(contents.sources == source)
    #expect(contents.households == [household])
    #expect(contents.residents == [resident])
    #expect(contents.accounts == [account])
    #expect(contents.bills == [bill])
    #expect(contents.payments == [payment])
    #expect(contents.figures == [figure])
    #expect(contents.rejected.isEmpty)
  }

  @Test func theSameFileAgainChangesNothing() throws {
    let scratch = try LedgerScratch()
    let wrong = Diagnostic(
      "import.amount-unreadable", Words(vi: "số tiền không đọc được", en: "not an amount"),
      at: Origin(file: "b.csv", cell: "D4", line: 4), hint: Words(vi: "sửa", en: "correct"))
    let file = Invented.file(
      "b.csv", [.bill(try Invented.bill(1)), .bill(try Invented.bill(2))], sha256: "b",
      rejections: [wrong])
    let first = try Ledger.open(scratch.path)
    let source = try first.add(file)
    #expect(
      source == [
        SourceFile(
          sha256: "b", name: "b.csv", layout: "invented", rows: 3, imported: 2, duplicates: 0,
          rejected: 1)
      ])
    #expect(try first.contents().rejected == [RejectedRow(sourceSHA256: "b", diagnostic: wrong)])
    first.close()
    let before = try scratch.digest()
    let again = try Ledger.open(scratch.path)
    let counts = try again.add(file)[0]
    #expect((counts.imported, counts.duplicates, counts.rejected) == (0, 2, 1))
    #expect(try again.source(sha256: "b") == source[0])
    #expect(try again.source(sha256: "c") == nil)
    again.close()
    #expect(try scratch.digest() == before)
  }

  @Test func theSameRowInAnotherFileIsADuplicate() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    try ledger.add(Invented.file("a.csv", [.bill(try Invented.bill(1))], sha256: "a"))
    let counts = try ledger.add(
      Invented.file(
        "b.csv", [.bill(try Invented.bill(1, sha256: "b")), .bill(try Invented.bill(2))],
        sha256: "b"))[0]
    #expect((counts.imported, counts.duplicates) == (1, 1))
    #expect(try ledger.contents().bills.map(\.provenance.sourceSHA256) == ["a", "b"])
  }

  @Test func repetitionsThatTheReaderDroppedAreDuplicates() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    var file = Invented.file("a.csv", [.bill(try Invented.bill(1))], sha256: "a")
    file.rows = 4
    let counts = try ledger.add(file)[0]
    #expect((counts.rows, counts.imported, counts.duplicates) == (4, 1, 3))
  }

  @Test func whatABodyThrewIsRolledBack() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    try ledger.add(Invented.file("a.csv", [.bill(try Invented.bill(1))], sha256: "a"))
    let file = Invented.file("b.csv", [.bill(try Invented.bill(2))], sha256: "b")
    #expect(throws: Stop.self) {
      try ledger.write { writer in
        _ = try writer.add(file, importedAt: "2024-09-01")
        #expect(try writer.contents().bills.count == 2)
        #expect(try writer.source(sha256: "b") != nil)
        throw Stop()
      }
    }
    #expect(try ledger.contents().bills.count == 1)
    #expect(try ledger.source(sha256: "b") == nil)
  }

  @Test func nothingButTheFileIsLeftAndOnlyItsOwnerReadsIt() throws {
    let scratch = try LedgerScratch()
    do {
      let ledger = try Ledger.open(scratch.path)
      try ledger.add(Invented.file("a.csv", [.bill(try Invented.bill(1))], sha256: "a"))
      #expect(scratch.files == ["ledger.sqlite"])
      try ledger.add(Invented.file("b.csv", [.bill(try Invented.bill(2))], sha256: "b"))
      #expect(scratch.files.contains("ledger.sqlite-wal"))
    }
    #expect(scratch.files == ["ledger.sqlite"])
    #expect(try scratch.mode() == 0o600)
    let reader = try Ledger.open(scratch.path)
    #expect(try reader.contents().bills.count == 2)
    reader.close()
    reader.close()
    #expect(scratch.files == ["ledger.sqlite"])
  }

  @Test func aNewLedgerThatWasNeverWrittenToIsRemoved() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    #expect(throws: Stop.self) {
      try ledger.write { writer in
        _ = try writer.add(
          Invented.file("a.csv", [.bill(try Invented.bill(1))], sha256: "a"), importedAt: "")
        throw Stop()
      }
    }
    ledger.close()
    #expect(scratch.files.isEmpty)
  }

  @Test func fiveThousandBillsComeBack() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    let bills = try (1...5000).map { try Invented.bill($0, line: $0) }
    let file = Invented.file("a.csv", bills.map { .bill($0) }, sha256: "a")
    try ledger.add(file)
    #expect(Set(try ledger.contents().bills) == Set(bills))
  }
}
