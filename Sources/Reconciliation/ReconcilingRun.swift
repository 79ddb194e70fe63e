internal import Records

/// One matching: of everything, or of what new lines touch.
struct ReconcilingRun {
  /// What one matching leaves for the next.
  struct Kept: Sendable {
    /// Before leftover lines were resolved, which depends on all of them.
    var outcomes: Outcomes
    var leftovers: Leftovers
    var shares: [Int: [(bill: Int, amountVND: Int64)]]
    /// The lines that name several codes.
    var linking: [Int32]
    /// By reversal: the payment that it takes back.
    var reversed: [Int: Int]
    /// The bills that no exact amount gave away, and those that no line has.
    var freeOfExact: FreeBills
    var free: FreeBills
  }

  let names: NameIndex
  var allocation: Allocation
  var leftovers: Leftovers
  /// By payment that somebody decided: how much goes to which bill.
  var shares: [Int: [(bill: Int, amountVND: Int64)]]
  var linking: [Int32]
  /// By reversal: the payment that it takes back.
  var reversed: [Int: Int]
  /// The bills that no exact amount gave away, and those that no line has.
  var freeOfExact: FreeBills
  var free: FreeBills
  /// The first of the new lines.
  let first: Int

  var evidence: [Evidence] { allocation.evidence }
  var index: BillIndex { allocation.index }

  init(
    index: BillIndex, names: NameIndex, evidence: [Evidence], rules: PreparedRules, kept: Kept?
  ) {
    self.names = names
    var outcomes = kept?.outcomes ?? Outcomes(payments: 0, bills: index.count)
    first = outcomes.count
    outcomes.grow(to: evidence.count)
    allocation = Allocation(
      index: index, evidence: evidence, prepared: rules, outcomes: outcomes)
    leftovers = kept?.leftovers ?? Leftovers()
    shares = kept?.shares ?? [:]
    linking = kept?.linking ?? []
    reversed = kept?.reversed ?? [:]
    freeOfExact = kept?.freeOfExact ?? FreeBills(index)
    free = kept?.free ?? FreeBills(index)
    for payment in first..<evidence.count {
      if evidence[payment].mayPayByItself, evidence[payment].groups.count > 1 {
        linking.append(Int32(payment))
      }
    }
  }

  /// Gives what decisions and codes say, to all lines, and collects what the others may pay.
  mutating func allocateAll(_ decisions: [Decision]) {
    decide(decisions)
    let reversals = findReversals()
    reverse(reversals)
    let components = Components(allocation, evidence.indices.filter(isOpen))
    allocation.allocate(components) { $0.allocateExactly($1) }
    freeOfExact = FreeBills(index, where: allocation.outcomes.isFreeOfExact)
    allocation.allocate(components) { [freeOfExact] in $0.allocateInexactly($1, freeOfExact) }
    free = FreeBills(index, where: allocation.outcomes.isFree)
    leftovers.collect(evidence.indices, allocation, names, free)
    leftovers.weigh(allocation, names)
  }

  /// What the next matching can go on from.
  func keep() -> Kept {
    Kept(
      outcomes: allocation.outcomes, leftovers: leftovers, shares: shares, linking: linking,
      reversed: reversed, freeOfExact: freeOfExact, free: free)
  }

  /// Gives what speaks for itself without an exact code, and proposes the rest.
  mutating func resolve() {
    allocation.findRivals()
    allocation.resolve(leftovers.lines)
    let outcomes = allocation.outcomes.outcomes
    let open = TwoThreads.inPieces(of: outcomes.count) { piece in
      var open: [Int] = []
      for payment in piece {
        let outcome = outcomes[payment]
        if outcome == Outcome() || outcome.confidence == Outcome.unsure { open.append(payment) }
      }
      return open
    }
    for payment in open.joined() {
      if outcomes[payment] == Outcome() {
        allocation.propose(payment)
      } else {
        allocation.markAlternatives(of: payment)
      }
    }
  }

  /// Whether codes may give a line something, and nothing was decided about it.
  func isOpen(_ payment: Int) -> Bool {
    evidence[payment].mayPayByItself
      && [.unmatched, .auto].contains(
        allocation.outcomes[payment].status)
  }

  /// What reversals take back: pairs that are new, and pairs that are no longer.
  struct ReversalChanges {
    var come: [(reversal: Int, payment: Int)] = []
    var gone: [(reversal: Int, payment: Int)] = []

    /// The lines of all of them.
    var lines: Set<Int> { Set((come + gone).flatMap { [$0.reversal, $0.payment] }) }
  }

  /// Finds the payments that were taken back, among lines that nobody decided about.
  mutating func findReversals() -> ReversalChanges {
    let outcomes = allocation.outcomes.outcomes
    let reversals = Reversals(evidence) { !outcomes[$0].status.isDecided }
    allocation.again = reversals.again
    let found = reversals.payments
    var changes = ReversalChanges()
    for pair in found where reversed[pair.reversal] != pair.payment { changes.come.append(pair) }
    guard found.count - changes.come.count < reversed.count else { return changes }
    let kept = Dictionary(uniqueKeysWithValues: found.map { ($0.reversal, $0.payment) })
    for (reversal, payment) in reversed where kept[reversal] != payment {
      changes.gone.append((reversal, payment))
    }
    return changes
  }

  /// Says what was taken back, and no longer what is not.
  mutating func reverse(_ changes: ReversalChanges) {
    for (reversal, payment) in changes.gone {
      reversed[reversal] = nil
      for line in [reversal, payment] { allocation.outcomes.release(line) }
    }
    for (reversal, payment) in changes.come {
      reversed[reversal] = payment
      for line in [reversal, payment] { allocation.outcomes.release(line) }
      allocation.outcomes.set(
        reversal, Outcome(reason: .reversal, status: .reversal, confidence: 1))
      allocation.outcomes.set(
        payment, Outcome(reason: .reversed, status: .reversed, confidence: 1))
    }
  }

  // MARK: Decisions

  private mutating func decide(_ decisions: [Decision]) {
    guard !decisions.isEmpty else { return }
    var byPlace: [PlaceKey: Decision] = [:]
    for decision in decisions { byPlace[PlaceKey(decision.payment)] = decision }
    let evidence = evidence
    let decided = evidence.indices.filter { byPlace[PlaceKey(evidence[$0])] != nil }
    for payment in decided.sorted(by: { evidence[$0].precedes(evidence[$1]) }) {
      guard let decision = byPlace[PlaceKey(evidence[payment])] else { continue }
      switch decision.verdict {
      case .rejected:
        allocation.outcomes.set(
          payment, Outcome(reason: .rejected, status: .rejected, confidence: 1))
      case .accepted(let parts): accept(parts, for: payment)
      }
    }
  }

  private mutating func accept(_ parts: [Decision.Share], for payment: Int) {
    let index = index
    var given: [(bill: Int, amountVND: Int64)] = []
    var bills: [Int] = []
    for part in parts {
      guard let bill = index.bill(id: part.billID.utf8.span), !bills.contains(bill) else {
        continue
      }
      bills.append(bill)
      if let amount = part.amountVND { given.append((bill, amount)) }
    }
    let line = evidence[payment]
    let tier: PaymentMatch.Tier = line.bill >= 0 ? .billID : line.group >= 0 ? .code : .none
    allocation.outcomes.take(
      index.oldestFirst(bills), for: payment,
      Outcome(reason: .accepted, tier: tier, status: .accepted, confidence: 1))
    if given.count == bills.count { shares[payment] = given }
  }
}

/// Where a line stood.
struct PlaceKey: Hashable {
  var source: UInt32
  var line: Int32

  init(_ evidence: Evidence) {
    (source, line) = (evidence.source, evidence.line)
  }

  init(_ provenance: Provenance) {
    source = EvidenceReader.sourceHash(provenance)
    line = Int32(clamping: provenance.line)
  }
}
