/// Says why lines have no bill, and proposes what their codes and ids lead to.
extension Allocation {
  /// Speaks for one line that was not given anything.
  mutating func propose(_ payment: Int) {
    let line = evidence[payment]
    guard line.group >= 0 else {
      let reason: MatchReason =
        line.veto > 0 && line.amountVND > 0
        ? .veto : line.flags.contains(.hasUnbilledCode) ? .unbilledCode : .nothing
      return outcomes.set(payment, Outcome(reason: reason))
    }
    if line.veto > 0 { return proposeVetoed(payment, line) }
    if line.bill >= 0 {
      let reason: MatchReason =
        if line.flags.contains(.contradictsItself) {
          .idAgainstCode
        } else if line.named.contains(where: { !outcomes.isFree($0) }) {
          .repeated
        } else {
          .otherAmount
        }
      if reason != .repeated { markPossible(line) }
      return suggest(index.oldestFirst(line.named), to: payment, reason, .billID)
    }
    proposeByCode(payment, line)
  }

  /// What else a line may pay that took one of several bills alike.
  mutating func markAlternatives(of payment: Int) {
    if outcomes[payment].status == .auto, outcomes[payment].confidence == Outcome.unsure {
      let line = evidence[payment]
      markPossible(line)
      for bill in outcomes.bills(of: payment) { outcomes.mark(bill, mayBePaidBy: line.channel) }
    }
  }

  /// A line names bills or codes, and nobody knows which of their bills it pays.
  private mutating func markPossible(_ line: Evidence) {
    for bill in possibleOwn(line) { outcomes.mark(bill, mayBePaidBy: line.channel) }
  }

  /// The free bills of what a line names that it may pay.
  func possibleOwn(_ line: Evidence) -> [Int] {
    guard line.amountVND > 0 else { return [] }
    return Set(bills(line) + line.named).filter { outcomes.isFree($0) && isNear($0, line) }
  }

  private mutating func proposeVetoed(_ payment: Int, _ line: Evidence) {
    let candidates = line.bill < 0 ? bills(line) : line.named
    let exact = candidates.filter { outcomes.isFree($0) && isExact($0, line) }
    guard let bill = nearest(exact, line) else {
      return outcomes.set(payment, Outcome(reason: .veto))
    }
    outcomes.mark(bill, mayBePaidBy: line.channel)
    suggest([bill], to: payment, .veto, line.bill < 0 ? .code : .billID)
  }

  private mutating func proposeByCode(_ payment: Int, _ line: Evidence) {
    let bills = bills(line).filter { index.facts[$0].amountVND > 0 }
    let exact = bills.filter { isExact($0, line) && isPossible($0, for: line) }
    let open = exact.filter { outcomes.isFree($0) }
    for bill in exact where open.contains(bill) || !isProven(bill) {
      outcomes.mark(bill, mayBePaidBy: line.channel)
    }
    for bill in bills where outcomes.isFree(bill) && isNear(bill, line) {
      if line.names(month: index.facts[bill].month) {
        outcomes.mark(bill, mayBePaidBy: line.channel)
      }
    }
    if let bill = nearest(open.isEmpty ? exact : open, line) {
      return suggest([bill], to: payment, .repeated, .code)
    }
    markPossible(line)
    let free = bills.filter { outcomes.isFree($0) }
    let possible = free.filter { isPossible($0, for: line) }
    let named = possible.filter { line.names(month: index.facts[$0].month) }
    for candidates in [named, possible] {
      if let bill = nearest(candidates, line) {
        return suggest([bill], to: payment, .otherAmount, .code)
      }
    }
    if let bill = nearest(free, line) { return suggest([bill], to: payment, .tooEarly, .code) }
    outcomes.set(payment, Outcome(reason: .allTaken))
  }

  /// Whether some line that is sure pays a bill.
  private func isProven(_ bill: Int) -> Bool {
    outcomes.payers(of: bill).contains { outcomes[$0].confidence != Outcome.unsure }
  }

  private func bills(_ line: Evidence) -> [Int] {
    line.groups.flatMap { index.bills(of: $0) }.map { Int($0) }
  }

  private func isExact(_ bill: Int, _ line: Evidence) -> Bool {
    index.facts[bill].amountVND == line.amountVND
  }

  /// The bill nearest to the line by amount, then by day of payment, then the oldest.
  private func nearest(_ bills: [Int], _ line: Evidence) -> Int? {
    func key(_ bill: Int) -> (UInt64, Int) {
      let amount = index.facts[bill].amountVND
      let (low, high) = (min(amount, line.amountVND), max(amount, line.amountVND))
      return (UInt64(bitPattern: high &- low), days(bill, line) ?? rules.nearDays)
    }
    return bills.min { key($0) < key($1) }
  }

  private mutating func suggest(
    _ bills: [Int], to payment: Int, _ reason: MatchReason, _ tier: PaymentMatch.Tier
  ) {
    outcomes.set(
      payment,
      Outcome(reason: reason, tier: tier, status: .suggested, confidence: reason.confidence),
      bills: bills)
  }
}
