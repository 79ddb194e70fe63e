internal import Diagnostics
internal import Records

/// Says what became of each payment, and proposes bills for those that got none.
struct Proposer {
  /// What a payment's match says.
  struct Proposal {
    var tier: PaymentMatch.Tier
    var status: PaymentMatch.Status
    var bills: [Int]
    var reason: Words
  }

  private let allocation: Allocation
  private var index: BillIndex { allocation.index }

  init(_ allocation: Allocation) {
    self.allocation = allocation
  }

  /// What became of one payment.
  func proposal(for payment: Int) -> Proposal {
    let line = allocation.evidence[payment]
    if let taken = allocation.taken[payment] {
      return Proposal(
        tier: line.named.isEmpty ? .code : .billID, status: .auto, bills: taken.bills,
        reason: taken.reason.words)
    }
    guard !line.groups.isEmpty else { return unmatched(MatchWords.none(line)) }
    if let veto = line.veto { return vetoed(line, veto) }
    if !line.named.isEmpty {
      let reason =
        if line.contradictsItself {
          MatchWords.idAgainstCode
        } else if line.named.contains(where: isTaken) {
          MatchWords.repeated
        } else {
          MatchWords.otherAmount
        }
      return Proposal(
        tier: .billID, status: .suggested, bills: index.oldestFirst(line.named), reason: reason)
    }
    return byCode(line)
  }

  private func vetoed(_ line: PaymentEvidence, _ veto: MatchingRules.Veto) -> Proposal {
    let tier: PaymentMatch.Tier = line.named.isEmpty ? .code : .billID
    let candidates = line.named.isEmpty ? line.groups.flatMap { index.groups[$0] } : line.named
    guard let bill = nearest(candidates.filter { !isTaken($0) && isExact($0, line) }, line) else {
      return unmatched(MatchWords.veto(veto.topic))
    }
    return Proposal(
      tier: tier, status: .suggested, bills: [bill], reason: MatchWords.veto(veto.topic))
  }

  private func byCode(_ line: PaymentEvidence) -> Proposal {
    let bills = line.groups.flatMap { index.groups[$0] }.filter {
      index.facts[$0].amountVND > 0
    }
    let exact = bills.filter { isExact($0, line) && allocation.isPossible($0, for: line) }
    if let bill = nearest(exact, line) { return suggested(bill, MatchWords.repeated) }
    let free = bills.filter { !isTaken($0) }
    let possible = free.filter { allocation.isPossible($0, for: line) }
    let named = possible.filter { line.months.contains(index.facts[$0].month) }
    for candidates in [named, possible] {
      if let bill = nearest(candidates, line) { return suggested(bill, MatchWords.otherAmount) }
    }
    if let bill = nearest(free, line) { return suggested(bill, MatchWords.tooEarly) }
    return unmatched(MatchWords.allTaken)
  }

  private func isTaken(_ bill: Int) -> Bool { allocation.paymentOfBill[bill] != nil }

  private func isExact(_ bill: Int, _ line: PaymentEvidence) -> Bool {
    index.facts[bill].amountVND == line.amountVND
  }

  /// The bill nearest to the line by amount, then by day of payment, then the oldest.
  private func nearest(_ bills: [Int], _ line: PaymentEvidence) -> Int? {
    func key(_ bill: Int) -> (UInt64, Int) {
      let facts = index.facts[bill]
      let (low, high) = (min(facts.amountVND, line.amountVND), max(facts.amountVND, line.amountVND))
      let days = facts.paid.map { abs($0 - line.day) } ?? allocation.nearDays
      return ((high - low).magnitude, days)
    }
    return bills.min { key($0) < key($1) }
  }

  private func suggested(_ bill: Int, _ reason: Words) -> Proposal {
    Proposal(tier: .code, status: .suggested, bills: [bill], reason: reason)
  }

  private func unmatched(_ reason: Words) -> Proposal {
    Proposal(tier: .none, status: .unmatched, bills: [], reason: reason)
  }
}
