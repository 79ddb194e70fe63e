import Records
import Reconciliation
import Testing

@Suite struct MatcherTests {
  private let one = "PA07AB0000001"
  private let two = "PA07AB0000002"

  private func match(_ bills: [Bill], _ payments: Payment...) -> Matching {
    Matcher().match(bills: bills, payments: payments)
  }

  @Test func nothingGivesNothing() throws {
    #expect(match([]).matches.isEmpty)
    let bill = try Ward.bill("1", one, "2024-06", 5, paid: true, channel: Ward.cash)
    let alone = match([bill])
    #expect(
      Array(alone.settlements) == [
        Settlement(bill: bill, isPaid: true, channel: Ward.cash, shownBy: [bill.provenance])
      ])
    let payment = match([], try Ward.payment("2024-06-10", 5, one)).matches[0]
    #expect(payment.status == .unmatched && payment.tier == .none)
  }

  @Test func aBillIDAndItsAmount() throws {
    let bills = [
      try Ward.bill("100001", one, "2024-05", 5), try Ward.bill("100002", one, "2024-06", 5),
    ]
    let byWords = match(bills, try Ward.payment("2024-07-10", 5, "TT tien dien HD:100002"))
    #expect(byWords.matches[0].tier == .billID && byWords.matches[0].status == .auto)
    #expect(byWords.matches[0].billIDs == ["100002"])
    let byColumn = match(bills, try Ward.payment("2024-07-10", 10, "hd 100001", billID: "100002"))
    #expect(byColumn.matches[0].billIDs == ["100001", "100002"])
    let other = match(bills, try Ward.payment("2024-07-10", 6, "HD:100002"))
    #expect(other.matches[0].status == .suggested && other.matches[0].billIDs == ["100002"])
    #expect(other.settlements.allSatisfy { $0.isPaid == nil })
  }

  @Test func aBillIDOfOneCustomerAndTheCodeOfAnother() throws {
    let bills = [try Ward.bill("100001", one, "2024-05", 5), try Ward.bill("2", two, "2024-05", 5)]
    let matching = match(bills, try Ward.payment("2024-07-10", 5, two + " HD:100001"))
    #expect(matching.matches[0].status == .suggested)
  }

  @Test func theMonthThatTheLineNames() throws {
    let bills = try ["2024-04", "2024-05", "2024-06"].enumerated().map {
      try Ward.bill("\($0)", one, $1, 5)
    }
    let named = match(bills, try Ward.payment("2024-07-10", 5, one + " T5/2024")).matches[0]
    #expect(named.billIDs == ["1"] && named.tier == .code && named.status == .auto)
    // Without a month the latest, which is not proven to be the one that was paid.
    let unnamed = match(bills, try Ward.payment("2024-07-10", 5, one))
    #expect(unnamed.matches[0].billIDs == ["2"] && unnamed.matches[0].status == .auto)
    #expect(unnamed.matches[0].confidence < 1 && unnamed.settlements[2].isPaid == nil)
    let may = unnamed.settledBills.lines.map { $0.proposed != SettledBills.Line.none }
    #expect(may == [true, true, true])
  }

  /// The second of two payments alike may be the first one in another list.
  @Test func aPaymentThatComesTwiceIsAsked() throws {
    let bills = try ["2024-05", "2024-06"].enumerated().map { try Ward.bill("\($0)", one, $1, 5) }
    let twice = match(
      bills, try Ward.payment("2024-06-10", 5, one, line: 1),
      try Ward.payment("2024-06-12", 5, one, line: 2))
    #expect(twice.matches.map(\.status) == [.auto, .suggested])
    #expect(twice.matches.map(\.billIDs) == [["1"], ["0"]])
  }

  @Test func theBillWhoseDayIsNearest() throws {
    let bills = [
      try Ward.bill("0", one, "2024-04", 5),
      try Ward.bill("1", one, "2024-05", 6, paid: true, paidOn: "2024-05-10"),
      try Ward.bill("2", one, "2024-06", 5, paid: true, paidOn: "2024-06-10"),
    ]
    let near = match(bills, try Ward.payment("2024-06-09", 5, one))
    #expect(near.matches[0].billIDs == ["2"])
    let line = near.matches[0].payment.provenance
    #expect(near.settlements[2].shownBy == [bills[2].provenance, line])
    #expect(near.settlements[2].channel == MatchingRules.standard.transferChannel)
    #expect(match(bills, try Ward.payment("2024-08-30", 5, one)).matches[0].billIDs == ["0"])
  }

  @Test func neverBeforeItWasIssued() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 5, issued: "2024-06-05")]
    let early = match(bills, try Ward.payment("2024-06-04", 5, one)).matches[0]
    #expect(early.status == .suggested && early.billIDs == ["1"])
    #expect(match(bills, try Ward.payment("2024-06-05", 5, one)).count(.auto) == 1)
    let undated = [try Ward.bill("1", one, "2024-06", 5)]
    #expect(match(undated, try Ward.payment("2024-05-31", 5, one)).count(.auto) == 0)
    #expect(match(undated, try Ward.payment("2024-06-01", 5, one)).count(.auto) == 1)
  }

  @Test func aRunOfBillsOldestFirst() throws {
    let bills = try [("2024-04", 5), ("2024-05", 7), ("2024-06", 11)].enumerated().map {
      try Ward.bill("\($0)", one, $1.0, $1.1)
    }
    #expect(match(bills, try Ward.payment("2024-07-10", 12, one)).matches[0].billIDs == ["0", "1"])
    #expect(match(bills, try Ward.payment("2024-07-10", 18, one)).matches[0].billIDs == ["1", "2"])
    let gap = match(bills, try Ward.payment("2024-07-10", 16, one)).matches[0]
    #expect(gap.status == .suggested && gap.billIDs == ["2"])
    let named = match(bills, try Ward.payment("2024-07-10", 16, one + " T4,T6/2024")).matches[0]
    #expect(named.billIDs == ["0", "2"] && named.status == .auto)
  }

  @Test func oneBillOfEachOfSeveralCodes() throws {
    let bills = [
      try Ward.bill("1", one, "2024-05", 5), try Ward.bill("2", one, "2024-06", 9),
      try Ward.bill("3", two, "2024-05", 7), try Ward.bill("4", two, "2024-06", 11),
    ]
    let line = "MA KH PA 07AB0000001,07AB0000002"
    let june = match(bills, try Ward.payment("2024-07-10", 20, line)).matches[0]
    #expect(june.billIDs == ["2", "4"])
    let mixed = match(bills, try Ward.payment("2024-07-10", 16, line)).matches[0]
    #expect(mixed.billIDs == ["3", "2"] && mixed.confidence < 1, "5 and 11 would do as well")
    let all = match(bills, try Ward.payment("2024-07-10", 32, line)).matches[0]
    #expect(all.billIDs == ["1", "3", "2", "4"])
  }

  @Test func aBillIsPaidOnce() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 5)]
    let twins = match(
      bills, try Ward.payment("2024-06-10", 5, one, line: 2),
      try Ward.payment("2024-06-10", 5, one, line: 1))
    #expect(twins.matches.map(\.status) == [.suggested, .auto])
    #expect(twins.matches[0].billIDs == ["1"])
  }

  @Test func cashByEVNIsUsedLastAndReported() throws {
    let bills = [
      try Ward.bill("1", one, "2024-05", 5, paid: true, paidOn: "2024-06-10", channel: Ward.cash),
      try Ward.bill("2", one, "2024-06", 5),
    ]
    let line = try Ward.payment("2024-06-10", 5, one + " T5/2024", line: 8)
    let other = match(bills, line)
    #expect(other.matches[0].billIDs == ["2"] && other.findings.isEmpty)
    let contradiction = match([bills[0]], line)
    #expect(contradiction.matches[0].status == .auto)
    #expect(
      contradiction.findings == [
        .channelContradiction(
          payment: line.provenance, bill: bills[0].provenance, evnIsCashless: false)
      ])
    #expect(contradiction.settlements[0].channel == Ward.cash)
  }

  @Test func vetoedLinesAreAtMostSuggested() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 5)]
    let exact = match(bills, try Ward.payment("2024-06-10", 5, "tien dien thoai " + one))
    #expect(exact.matches[0].status == .suggested && exact.matches[0].billIDs == ["1"])
    let inexact = match(bills, try Ward.payment("2024-06-10", 6, "tien dien thoai " + one))
    #expect(inexact.matches[0].status == .unmatched)
    let since = match(bills, try Ward.payment("2024-06-10", 5, "tien dien tu thang 6 " + one))
    #expect(since.matches[0].status == .auto)
  }

  @Test func howTheMoneyTravelled() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 5)]
    func channel(
      _ words: String, _ kind: Payment.Kind = .bankStatement,
      _ column: Channel = .unknown(word: nil)
    ) throws -> Channel {
      match(bills, try Ward.payment("2024-06-10", 5, words, kind: kind, channel: column))
        .settlements[0].channel
    }
    let rules = MatchingRules.standard
    #expect(try channel(one) == rules.transferChannel)
    #expect(try channel(one + " nộp tiền mặt") == rules.cashAtDeskChannel)
    #expect(try channel("NTM " + one, .bankStatement, Ward.cashless) == rules.cashAtDeskChannel)
    #expect(try channel(one, .bankStatement, Ward.cashless) == Ward.cashless)
    #expect(try channel(one, .collectionList) == .unknown(word: nil))
    #expect(try channel(one, .collectionList, .unknown(word: "X")) == .unknown(word: "X"))
    #expect(try channel("ntm " + one, .collectionList, Ward.cashless) == Ward.cashless)
  }

  @Test func anAmountOfNothingPaysNothing() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 0), try Ward.bill("2", one, "2024-06", -5)]
    for amount in [0, -5, Int64.min, Int64.max] {
      let matching = match(bills, try Ward.payment("2024-06-10", amount, one + " HD:1"))
      #expect(matching.count(.auto) == 0)
    }
  }
}
