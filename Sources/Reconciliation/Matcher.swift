public import Records

/// Matches payment lines to bills.
///
/// Strong evidence goes first, over all payments, before weaker evidence is looked at: a bill id;
/// then, by customer code, one bill of exactly the amount (of a month the line names, paid by EVN's
/// account on the same day or a near one, open, any); then one bill of each code; then a run of
/// bills, oldest first. Bills whose channel by EVN contradicts the line's are used only where none
/// of this fits otherwise. A bill is used once, a payment once, and no bill before it was issued.
/// What then remains is suggested or unmatched.
///
/// The result does not depend on the order of bills and payments.
public struct Matcher: Sendable {
  /// What matching knows of words and days.
  public var rules: MatchingRules

  /// Makes a matcher.
  public init(rules: MatchingRules = .standard) {
    self.rules = rules
  }

  /// Matches all `payments` to all `bills`, as if nothing had been matched before.
  ///
  /// - Parameters:
  ///   - bills: The bills, one version of each.
  ///   - payments: The payment lines.
  /// - Returns: A match for each payment, a settlement for each bill, and what contradicts itself.
  public func match(bills: [Bill], payments: [Payment]) -> Matching {
    guard let firstDay = payments.first?.day else {
      return Matching(
        matches: [], settlements: bills.map { $0.settlement(by: nil, .unknown(word: nil)) },
        findings: [])
    }
    let index = BillIndex(bills, firstDay: firstDay)
    let prepared = PreparedRules(rules)
    let evidence = payments.map { PaymentEvidence($0, index, prepared, firstDay: firstDay) }
    var allocation = Allocation(index, evidence, nearDays: rules.nearDays)
    allocation.allocate(payments.indices.sorted { payments[$0].precedes(payments[$1]) })
    let proposer = Proposer(allocation)
    let matches = payments.indices.map { payment in
      let proposal = proposer.proposal(for: payment)
      return PaymentMatch(
        payment: payments[payment], tier: proposal.tier, status: proposal.status,
        billIDs: proposal.bills.map { bills[$0].id }, reason: proposal.reason,
        channel: evidence[payment].channel)
    }
    return Matching(
      matches: matches, settlements: settle(bills, matches, allocation),
      findings: findings(bills, matches, allocation))
  }

  private func settle(
    _ bills: [Bill], _ matches: [PaymentMatch], _ allocation: Allocation
  ) -> [Settlement] {
    bills.indices.map { bill in
      let match = allocation.paymentOfBill[bill].map { matches[$0] }
      return bills[bill].settlement(
        by: match?.payment.provenance, match?.channel ?? .unknown(word: nil))
    }
  }

  private func findings(
    _ bills: [Bill], _ matches: [PaymentMatch], _ allocation: Allocation
  ) -> [MatchFinding] {
    matches.indices.flatMap { payment -> [MatchFinding] in
      guard let taken = allocation.taken[payment] else { return [] }
      return taken.bills.compactMap { bill in
        let said = bills[bill].payment.channel.isCashless
        guard let said, let shown = matches[payment].channel.isCashless, said != shown else {
          return nil
        }
        return .channelContradiction(
          payment: matches[payment].payment.provenance, bill: bills[bill].provenance,
          evnIsCashless: said)
      }
    }
  }
}

extension Bill {
  fileprivate func settlement(by line: Provenance?, _ channel: Channel) -> Settlement {
    let isPaidByEVN = payment.isPaid ?? (payment.paidOn == nil ? nil : true)
    var shownBy = isPaidByEVN == true ? [provenance] : []
    if let line { shownBy.append(line) }
    return Settlement(
      bill: self, isPaid: line == nil ? isPaidByEVN : true,
      channel: payment.channel.completed(by: channel), shownBy: shownBy)
  }
}

extension Channel {
  /// This channel where it is known, else `other`; an unknown word is kept where both are unknown.
  fileprivate func completed(by other: Channel) -> Channel {
    switch (self, other) {
    case (.known, _): self
    case (_, .known): other
    case (.unknown(let word), .unknown(let otherWord)): .unknown(word: word ?? otherWord)
    }
  }
}

extension Payment {
  /// A total order by what the line says; its place only tells true twins apart.
  fileprivate func precedes(_ other: Payment) -> Bool {
    if day != other.day { return day < other.day }
    if amountVND != other.amountVND { return amountVND < other.amountVND }
    let mine = sortingTexts
    let theirs = other.sortingTexts
    if mine != theirs { return mine.lexicographicallyPrecedes(theirs) }
    return provenance.precedes(other.provenance)
  }

  private var sortingTexts: [String] {
    let channelWord =
      switch channel {
      case .known(let name, let isCashless): name + (isCashless ? "+" : "-")
      case .unknown(let word): word ?? ""
      }
    return [
      narration, reference, customerCode?.text ?? "", billID ?? "", kind.rawValue, channelWord,
    ]
  }
}
