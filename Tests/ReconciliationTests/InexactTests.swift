import Records
import Reconciliation
import Testing

/// Lines whose amounts, codes or signs are not what a bill has.
@Suite struct InexactTests {
  private let one = "PA07AB0000001"
  private let two = "PA07AB0000777"

  private func match(_ bills: [Bill], _ payments: Payment...) -> Matching {
    Matcher().match(bills: bills, payments: payments)
  }

  @Test func severalPaymentsForOneBill() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 250_123)]
    let whole = match(
      bills, try Ward.payment("2024-06-10", 100_000, one, line: 1),
      try Ward.payment("2024-06-20", 150_123, one, line: 2))
    #expect(whole.matches.allSatisfy { $0.status == .auto && $0.billIDs == ["1"] })
    #expect(whole.settlements[0].isPaid == true && whole.settlements[0].shownBy.count == 2)
    let late = match(
      bills, try Ward.payment("2024-06-10", 100_000, one, line: 1),
      try Ward.payment("2024-09-20", 150_123, one, line: 2))
    #expect(late.settlements[0].isPaid == nil)
  }

  @Test func partOfABillLeavesItOpen() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 250_123)]
    let named = match(bills, try Ward.payment("2024-06-10", 100_001, one + " T6/2024"))
    #expect(named.matches[0].status == .auto && named.settlements[0].isPaid == nil)
    #expect(named.matches[0].creditVND == 0)
    let unnamed = match(bills, try Ward.payment("2024-06-10", 100_001, one))
    #expect(unnamed.matches[0].status == .suggested)
  }

  @Test func whatIsTooMuchIsCredit() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 250_123)]
    for (amount, words, credit) in [
      (253_423, one, 3300), (260_000, one, 9877), (300_000, one + " T6", 49_877),
    ] {
      let paid = match(bills, try Ward.payment("2024-06-10", Int64(amount), words))
      #expect(paid.matches[0].status == .auto && paid.matches[0].creditVND == Int64(credit))
      #expect(paid.settlements[0].isPaid == true)
    }
    let other = match(bills, try Ward.payment("2024-06-10", 271_828, one))
    #expect(other.matches[0].status == .suggested && other.matches[0].creditVND == 0)
  }

  @Test func aSlipOfTheCodeIsFoundByTheAmount() throws {
    let bills = [
      try Ward.bill("1", one, "2024-06", 250_123), try Ward.bill("2", two, "2024-06", 90_001),
    ]
    for code in ["PAO7ABOO00777", "PA07AB000777", "PA07AB0000177", "PA07AB0007077", "0000777"] {
      let found = match(bills, try Ward.payment("2024-06-10", 90_001, "tien dien " + code))
      #expect(
        found.matches[0].tier == .codeFragment && found.matches[0].billIDs == ["2"], "\(code)")
    }
    let cut = match(bills, try Ward.payment("2024-06-10", 90_001, "TIEN DIEN MA KH PA07AB00007"))
    #expect(cut.matches[0].billIDs == ["2"] && cut.matches[0].tier == .codeFragment)
    let both = match(
      bills, try Ward.payment("2024-06-10", 340_124, "MA KH \(one),PA07AB00007"))
    #expect(both.matches[0].billIDs.sorted() == ["1", "2"])
  }

  /// A slip that makes another customer's code does not pay that customer's bill.
  @Test func aSlipIntoAnotherCodeIsAtMostSuggested() throws {
    let bills = [
      try Ward.bill("1", one, "2024-06", 250_123),
      try Ward.bill("2", "PA07AB0000007", "2024-06", 90_000),
    ]
    let slip = match(bills, try Ward.payment("2024-06-10", 90_000, one + " T6/2024"))
    #expect(slip.matches[0].status == .suggested && slip.matches[0].billIDs == ["2"])
  }

  @Test func aReversalFindsItsPaymentInAnEarlierMonth() throws {
    let bills = [try Ward.bill("1", one, "2024-06", 250_123)]
    let back = match(
      bills, try Ward.payment("2024-06-28", 250_123, one, line: 1, reference: "FT1"),
      try Ward.payment("2024-07-05", -250_123, "HOAN TRA", line: 2, reference: "FT1"),
      try Ward.payment("2024-07-06", 250_123, one, line: 3))
    #expect(back.matches.map(\.status) == [.reversed, .reversal, .auto])
    let byCode = match(
      bills, try Ward.payment("2024-06-28", 250_123, one, line: 1),
      try Ward.payment("2024-07-05", -250_123, "HOAN TRA " + one, line: 2))
    #expect(byCode.matches.map(\.status) == [.reversed, .reversal])
    #expect(byCode.settlements[0].isPaid == nil)
    let early = match(
      bills, try Ward.payment("2024-06-28", 250_123, one, line: 1),
      try Ward.payment("2024-06-05", -250_123, "HOAN TRA " + one, line: 2))
    #expect(early.matches.map(\.status) == [.auto, .unmatched])
  }

  /// With the same amount every month: what is paid after a reversal is the bill that it left open.
  @Test func whatComesBackIsPaidAgain() throws {
    let bills = [
      try Ward.bill("1", one, "2024-05", 250_123), try Ward.bill("2", one, "2024-06", 250_123),
      try Ward.bill("3", one, "2024-07", 250_123),
    ]
    let lines = [
      try Ward.payment("2024-06-10", 250_123, "\(one) T6/2024", line: 1),
      try Ward.payment("2024-05-12", 250_123, one, line: 2, reference: "FT1"),
      try Ward.payment("2024-07-05", -250_123, "HOAN TRA \(one)", line: 3, reference: "FT1"),
      try Ward.payment("2024-07-06", 250_123, one, line: 4),
    ]
    for count in 1...4 {
      var parts = Reconciler(bills: bills)
      parts.add(lines[..<count])
      _ = parts.reconcile()
      parts.add(lines[count...])
      let found = Matching(parts.reconcile(), bills: bills, payments: lines)
      #expect(found.matches.map(\.status) == [.auto, .reversed, .reversal, .auto])
      #expect(found.matches.map(\.billIDs) == [["2"], [], [], ["1"]])
      // July's bill may be meant as well: nothing is proven paid but June's.
      #expect(found.settlements.map(\.isPaid) == [nil, true, nil])
    }
    // Long after the reversal, or with a month, a line pays what it would without it.
    for (day, text) in [("2024-07-28", one), ("2024-07-06", "\(one) T7/2024")] {
      let other = Matcher().match(
        bills: bills, payments: lines[..<3] + [try Ward.payment(day, 250_123, text, line: 4)])
      #expect(other.matches[3].billIDs == ["3"])
    }
  }

  @Test func aNameAndAnAmountAreProposedAndNoMore() throws {
    let bills = [
      try Ward.bill("1", one, "2024-06", 250_123), try Ward.bill("2", two, "2024-06", 250_123),
    ]
    let households = [
      Household(
        id: "1", headName: "Trần Thị Hoà", pho: "A", address: "", members: nil, membersOver15: nil,
        customerCodes: [bills[1].customerCode],
        provenance: Provenance(sourceSHA256: "so", line: 2))
    ]
    let payment = try Ward.payment("2024-06-10", 250_123, "TRAN THI HOA tien dien")
    let found = Matcher().match(bills: bills, payments: [payment], households: households)
    #expect(found.matches[0].status == .suggested && found.matches[0].tier == .nameAmount)
    #expect(found.matches[0].billIDs == ["2"] && found.matches[0].confidence > 0.5)
    #expect(found.settledBills.lines[1].proposed != SettledBills.Line.none)
  }

  // MARK: Decisions

  @Test func whatSomebodyDecidedStands() throws {
    let bills = [
      try Ward.bill("1", one, "2024-05", 5), try Ward.bill("2", one, "2024-06", 7),
    ]
    let payment = try Ward.payment("2024-06-10", 5, one)
    func decided(_ verdict: Decision.Verdict) -> Matching {
      Matcher().match(
        bills: bills, payments: [payment],
        decisions: [Decision(payment: payment.provenance, verdict: verdict)])
    }
    let rejected = decided(.rejected)
    #expect(rejected.matches[0].status == .rejected && rejected.matches[0].billIDs.isEmpty)
    #expect(rejected.settlements[0].isPaid == nil)
    let chosen = decided(.accepted([.init(billID: "2", amountVND: 5)]))
    #expect(chosen.matches[0].status == .accepted && chosen.matches[0].billIDs == ["2"])
    #expect(chosen.settlements[0].isPaid == nil && chosen.settlements[1].isPaid == nil)
    let split = decided(
      .accepted([.init(billID: "1", amountVND: 3), .init(billID: "2", amountVND: 2)]))
    #expect(split.matches[0].billIDs == ["1", "2"] && split.settlements[0].isPaid == nil)
    let unknown = decided(.accepted([.init(billID: "9")]))
    #expect(unknown.matches[0].status == .accepted && unknown.matches[0].billIDs.isEmpty)
  }
}
