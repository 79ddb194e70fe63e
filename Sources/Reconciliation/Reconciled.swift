public import Records

/// What matching found, in numbers; payments and bills are told by their places.
public struct Reconciled: Sendable {
  let index: BillIndex
  let evidence: [Evidence]
  let outcomes: Outcomes
  let rules: MatchingRules
  /// The channels that ``settledBills()`` speaks of.
  let channels: [Channel]
  /// By payment that somebody decided: how much goes to which bill.
  let shares: [Int: [(bill: Int, amountVND: Int64)]]

  init(
    index: BillIndex, evidence: [Evidence], outcomes: Outcomes, channels: [Channel],
    rules: MatchingRules, shares: [Int: [(bill: Int, amountVND: Int64)]]
  ) {
    self.index = index
    self.evidence = evidence
    self.outcomes = outcomes
    self.channels = channels
    self.rules = rules
    self.shares = shares
  }

  /// How many lines have a status.
  public func count(_ status: PaymentMatch.Status) -> Int {
    outcomes.outcomes.count { $0.status == status }
  }

  /// The status, the tier and the confidence of a line.
  public func outcome(
    of payment: Int
  ) -> (status: PaymentMatch.Status, tier: PaymentMatch.Tier, confidence: Double) {
    let outcome = outcomes[payment]
    return (outcome.status, outcome.tier, Double(outcome.confidence))
  }

  /// The places of a line's bills, oldest first.
  public func bills(of payment: Int) -> [Int] { outcomes.bills(of: payment) }

  /// How a line's amount is spread over its bills, and what is left of it.
  ///
  /// Oldest bills first, unless somebody decided otherwise.
  public func spread(
    of payment: Int
  ) -> (shares: [(bill: Int, amountVND: Int64)], creditVND: Int64) {
    if let decided = shares[payment] {
      // What a bill gets beyond its amount is credit.
      let shares = decided.map {
        (bill: $0.bill, amountVND: min($0.amountVND, max(index.facts[$0.bill].amountVND, 0)))
      }
      let spent = shares.reduce(Int64(0)) { $0 &+ $1.amountVND }
      return (shares, max(evidence[payment].amountVND &- spent, 0))
    }
    guard outcomes[payment].status == .auto || outcomes[payment].status == .accepted else {
      return ([], 0)
    }
    return spread(of: payment, over: outcomes.bills(of: payment))
  }

  /// How a line's amount would be spread over some bills, in their order, and what is left of it.
  public func spread(
    of payment: Int, over bills: [Int]
  ) -> (shares: [(bill: Int, amountVND: Int64)], creditVND: Int64) {
    var rest = max(evidence[payment].amountVND, 0)
    var spread: [(bill: Int, amountVND: Int64)] = []
    for bill in bills {
      let amount = min(rest, index.facts[bill].amountVND)
      spread.append((bill, amount))
      rest -= amount
    }
    return (spread, rest)
  }

  /// What is known of a bill's payment.
  ///
  /// - Returns: Whether it is paid, nil where nobody says; the place of its channel: EVN's word
  ///   where it is known, else that of the lines that pay it, cash where they differ; the lines.
  public func settlement(of bill: Int) -> (isPaid: Bool?, channel: UInt16, payers: [Int]) {
    let facts = index.facts[bill]
    let isPaidByEVN: Bool? = facts.isPaid < 0 ? nil : facts.isPaid == 1
    let payers = outcomes.payers(of: bill)
    guard !payers.isEmpty else { return (isPaidByEVN, facts.channel, []) }
    let isCovered = isCovered(bill, payers)
    let isPaid = isCovered ? true : isPaidByEVN
    guard facts.cashless < 0 else { return (isPaid, facts.channel, payers) }
    // Who pays part of a bill, or perhaps another one, does not tell how the rest was paid, but
    // that not all of it was paid without cash.
    guard isCovered || payers.contains(where: { !isUnsure($0) && evidence[$0].cashless == 0 })
    else { return (isPaid, facts.channel, payers) }
    let shown = payers.first { evidence[$0].cashless == 0 } ?? payers[0]
    let isUnknown = payers.contains { evidence[$0].cashless < 0 }
    let channel =
      isUnknown && evidence[shown].cashless != 0
      ? payers.first { evidence[$0].cashless < 0 } ?? shown : shown
    let place = evidence[channel].channel
    // An unknown word of EVN's is kept where the line has none.
    if evidence[channel].cashless < 0, case .unknown(nil) = channels[Int(place)] {
      return (isPaid, facts.channel, payers)
    }
    let keepsEVN: Bool =
      if evidence[channel].cashless < 0, case .unknown(.some) = channels[Int(facts.channel)] {
        true
      } else {
        false
      }
    return (isPaid, keepsEVN ? facts.channel : place, payers)
  }

  /// Whether the lines of a bill pay all of it.
  private func isCovered(_ bill: Int, _ payers: [Int]) -> Bool {
    guard payers.allSatisfy({ !isUnsure($0) }) else { return false }
    let needsSum =
      payers.count > 1
      || payers.contains { [.part, .accepted].contains(outcomes[$0].reason) }
    guard needsSum else { return true }
    var covered: Int64 = 0
    for payment in payers {
      for share in spread(of: payment).shares where share.bill == bill {
        let (sum, overflow) = covered.addingReportingOverflow(share.amountVND)
        covered = overflow ? .max : sum
      }
    }
    return covered >= index.facts[bill].amountVND
  }

  /// Whether a line pays bills by itself though others fit as well, and so proves none paid.
  public func isUnsure(_ payment: Int) -> Bool {
    outcomes[payment].status == .auto && outcomes[payment].confidence == Outcome.unsure
  }

  /// The bills with what is known of their payment, to count rates from.
  ///
  /// - Parameter provenance: The line that a bill comes from.
  /// - Returns: The bills, in the order in which they were given.
  public func settledBills(
    provenance: @escaping @Sendable (Int) -> Provenance? = { _ in nil }
  ) -> SettledBills {
    let customers = (0..<index.groupCount).compactMap { group in
      CustomerCode(String(decoding: index.codes.key(group), as: UTF8.self))
    }
    var lines: [SettledBills.Line] = []
    lines.reserveCapacity(index.count)
    for bill in 0..<index.count {
      let facts = index.facts[bill]
      let settled = settlement(of: bill)
      var line = SettledBills.Line(
        amountVND: facts.amountVND, customer: facts.group, month: facts.month,
        channel: settled.channel, isPaid: settled.isPaid, isResidential: facts.isResidential)
      // Part of it is paid, or it is one of several bills that a line may have paid.
      if settled.isPaid != true, let payer = settled.payers.first {
        line.proposed = evidence[payer].channel
      }
      lines.append(line)
    }
    for (bill, channel) in outcomes.possible.enumerated()
    where channel != Outcomes.noChannel && lines[bill].isPaid != true {
      lines[bill].proposed = channel
    }
    return SettledBills(
      customers: customers, channels: channels, lines: lines, provenance: provenance)
  }
}
