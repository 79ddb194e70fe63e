import LedgerStore
import Records
import Testing

/// Files of more rows than are written at once: some of them wait, and go in on a second thread.
@Suite struct LargeImportTests {
  private static let count = 6000

  private static func bill(_ number: Int, paid: Bool? = nil, sha256: String) throws -> Bill {
    var bill = try Invented.bill(number, paid: paid, sha256: sha256, line: number + 1)
    bill.customerCode = try Invented.code(number % 1500)
    return bill
  }

  private static func payment(_ number: Int, sha256: String) throws -> Payment {
    Payment(
      kind: .bankStatement, day: try Invented.day("2024-08-20"), amountVND: Int64(number),
      narration: "tien dien \(number)", reference: "FT\(number)",
      provenance: Provenance(sourceSHA256: sha256, line: number))
  }

  @Test func overlappingFilesBringEachRowOnce() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    let half = Self.count / 2
    // In no order, and every tenth bill twice: unpaid, then paid.
    let numbers = (1...Self.count).map { $0 * 7919 % (Self.count + 1) }
    var bills = try numbers.map { ImportedRecord.bill(try Self.bill($0, sha256: "a")) }
    bills += try numbers.filter { $0 % 10 == 0 }.map {
      .bill(try Self.bill($0, paid: true, sha256: "a"))
    }
    let first = try ledger.add(Invented.file("a", bills, sha256: "a"))[0]
    #expect((first.imported, first.duplicates) == (Self.count * 11 / 10, 0))
    let again = try (half...Self.count + half).map {
      ImportedRecord.bill(try Self.bill($0, sha256: "b"))
    }
    let second = try ledger.add(Invented.file("b", again, sha256: "b"))[0]
    #expect((second.imported, second.duplicates) == (half, half + 1))
    let payments = try (1...Self.count).map {
      ImportedRecord.payment(try Self.payment($0, sha256: "p"))
    }
    let third = try ledger.add(Invented.file("p", payments, sha256: "p"))[0]
    #expect((third.imported, third.duplicates) == (Self.count, 0))
    let fourth = try ledger.add(Invented.file("q", payments.reversed(), sha256: "q"))[0]
    #expect((fourth.imported, fourth.duplicates) == (0, Self.count))

    let report = try ledger.verify(pages: true)
    #expect(report.findings.isEmpty, "\(report.findings)")
    #expect(report.entries == Self.count + half + Self.count / 10 + Self.count)
    let contents = try ledger.contents()
    #expect(contents.bills.count == Self.count + half)
    #expect(contents.bills.count { $0.payment.isPaid == true } == Self.count / 10)
    let sum = Self.count * (Self.count + 1) / 2
    #expect(contents.payments.map(\.amountVND).reduce(0, +) == Int64(sum))
  }

  @Test func rowsThatComeInTheirOrderAndThenInNoneAreAllFound() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    // Ids and codes rise, then fall back into those before, known and new.
    let rising = (1...Self.count).map { 2 * $0 + 10_000_000 }
    let numbers = rising + (1...Self.count).map { ($0 * 7919 % Self.count) * 3 + 10_000_001 }
    let new = Set(numbers).count
    let bills = try numbers.map { number in
      var bill = try Invented.bill(number % 10, sha256: "a")
      bill.id = String(number)
      bill.customerCode = try Invented.code(number - 10_000_000)
      return ImportedRecord.bill(bill)
    }
    let first = try ledger.add(Invented.file("a", bills, sha256: "a"))[0]
    #expect(first.rows == bills.count && first.imported == new)
    let again = try ledger.add(Invented.file("b", bills.shuffled(), sha256: "b"))[0]
    #expect(again.imported == 0)
    #expect(try ledger.contents().bills.count == new)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
  }

  @Test func aFileThatIsGivenUpLeavesNothing() throws {
    struct GivenUp: Error {}
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    try ledger.add(Invented.file("a", [.bill(try Invented.bill(9))], sha256: "a"))
    #expect(throws: GivenUp.self) {
      try ledger.write { writer in
        let session = try writer.begin("b", sha256: "b", at: "")
        for number in 1...Self.count {
          let bill = try Self.bill(number, sha256: "b")
          let identity = Invented.key("b\(number)")
          try session.add([IdentifiedRecord(identity: identity, record: .bill(bill))])
        }
        throw GivenUp()
      }
    }
    #expect(try ledger.contents().bills.count == 1)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
    try ledger.add(Invented.file("b", [.bill(try Invented.bill(8))], sha256: "b"))
    #expect(try ledger.contents().bills.count == 2)
  }
}
