public import Records

/// Bills and payment lines, read once into numbers, and matched from them as often as needed.
///
/// Bills, households and payments are gone through once and not kept; a bill takes about 90 bytes,
/// a line about 100. Another file's lines are added to those that are there: only what shares
/// a customer code with them is allocated anew, and what is still open.
public struct Reconciler: Sendable {
  let index: BillIndex
  let names: NameIndex
  let rules: PreparedRules
  private var reader: EvidenceReader
  private(set) var evidence: [Evidence] = []
  private var decisions: [Decision] = []
  private var state: Outcomes?

  /// Reads bills and the register.
  ///
  /// - Parameters:
  ///   - bills: The bills, one version of each.
  ///   - households: The register, for the names of payers.
  ///   - rules: What matching knows of words and days.
  public init(
    bills: some Sequence<Bill>, households: [Household] = [], rules: MatchingRules = .standard
  ) {
    index = BillIndex(bills)
    names = NameIndex(households, index.scanner)
    self.rules = PreparedRules(rules)
    reader = EvidenceReader(index, names, self.rules, channels: index.channels)
  }

  /// How many payment lines there are.
  public var paymentCount: Int { evidence.count }

  /// Reads payment lines, behind those that are there.
  public mutating func add(_ payments: some Sequence<Payment>) {
    for payment in payments { evidence.append(reader.read(payment)) }
  }

  /// Reads many payment lines, behind those that are there, on two threads.
  public mutating func add(_ payments: [Payment]) {
    evidence.reserveCapacity(evidence.count + payments.count)
    guard payments.count >= Self.manyLines else {
      for payment in payments { evidence.append(reader.read(payment)) }
      return
    }
    let middle = payments.count / 2
    let known = reader.channels.channels.count
    let (first, second) = TwoThreads.run(
      {
        var reader = reader
        let read = payments[..<middle].map { reader.read($0) }
        return (read, reader)
      },
      { [reader] in
        var reader = reader
        let read = payments[middle...].map { reader.read($0) }
        return (read, reader)
      })
    reader = first.1
    // What the second met by itself has numbers of its own.
    let renumbered = second.1.channels.channels.dropFirst(known).map { reader.number(of: $0) }
    evidence += first.0
    evidence += second.0.map { line in
      guard line.channel >= known else { return line }
      var line = line
      line.channel = renumbered[Int(line.channel) - known]
      return line
    }
  }

  /// Fewer lines are not worth a second thread.
  private static let manyLines = 20_000

  /// What somebody decided, in place of what was given before; of two for one line the last counts.
  public mutating func decide(_ decisions: [Decision]) {
    self.decisions = decisions
    state = nil
  }

  /// Matches all lines to all bills.
  ///
  /// The result does not depend on the order of bills and payments, nor on how often lines were
  /// added.
  public mutating func reconcile() -> Reconciled {
    var run = ReconcilingRun(
      index: index, names: names, evidence: evidence, rules: rules.rules, decisions: decisions,
      lastState: state)
    state = run.allocate()
    run.resolve()
    return Reconciled(
      index: index, evidence: evidence, outcomes: run.allocation.outcomes,
      channels: reader.channels.channels, rules: rules.rules, shares: run.shares)
  }
}

/// One matching of everything.
struct ReconcilingRun {
  private let names: NameIndex
  private let decisions: [Decision]
  private let lastState: Outcomes?
  private(set) var allocation: Allocation
  /// By payment that somebody decided: how much goes to which bill.
  private(set) var shares: [Int: [(bill: Int, amountVND: Int64)]] = [:]

  init(
    index: BillIndex, names: NameIndex, evidence: [Evidence], rules: MatchingRules,
    decisions: [Decision], lastState: Outcomes?
  ) {
    self.names = names
    self.decisions = decisions
    self.lastState = lastState
    allocation = Allocation(
      index: index, evidence: evidence, rules: rules,
      outcomes: Outcomes(payments: evidence.count, bills: index.count))
  }

  /// Gives what decisions and exact amounts say; what comes after depends on all lines.
  mutating func allocate() -> Outcomes? {
    decide()
    reverse()
    let components = Components(allocation) { self.allocation.outcomes[$0].status == .unmatched }
    for component in 0..<components.count {
      allocation.allocateExactly(components.payments(of: component))
    }
    let amounts = AmountIndex(allocation.index, allocation.outcomes)
    for component in 0..<components.count {
      allocation.allocateInexactly(components.payments(of: component), amounts)
    }
    return nil
  }

  /// Gives what speaks for itself without an exact code, and proposes the rest.
  mutating func resolve() {
    let amounts = AmountIndex(allocation.index, allocation.outcomes)
    let leftovers = Leftovers(allocation, names, amounts) { _ in true }
    allocation.resolve(leftovers.lines)
    for payment in allocation.evidence.indices
    where allocation.outcomes[payment] == Outcome() {
      allocation.propose(payment)
    }
  }

  // MARK: Decisions and reversals

  private mutating func decide() {
    guard !decisions.isEmpty else { return }
    var byPlace: [PlaceKey: Decision] = [:]
    for decision in decisions { byPlace[PlaceKey(decision.payment)] = decision }
    let evidence = allocation.evidence
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
    let index = allocation.index
    var given: [(bill: Int, amountVND: Int64)] = []
    var bills: [Int] = []
    for part in parts {
      guard let bill = index.bill(id: part.billID.utf8.span), !bills.contains(bill) else {
        continue
      }
      bills.append(bill)
      if let amount = part.amountVND { given.append((bill, amount)) }
    }
    let line = allocation.evidence[payment]
    let tier: PaymentMatch.Tier = line.bill >= 0 ? .billID : line.group >= 0 ? .code : .none
    allocation.outcomes.take(
      index.oldestFirst(bills), for: payment,
      Outcome(reason: .accepted, tier: tier, status: .accepted, confidence: 1))
    if given.count == bills.count { shares[payment] = given }
  }

  private mutating func reverse() {
    let outcomes = allocation.outcomes
    let reversals = Reversals(allocation.evidence) { outcomes[$0].status == .unmatched }
    for (reversal, payment) in reversals.payments {
      allocation.outcomes.set(
        reversal, Outcome(reason: .reversal, status: .reversal, confidence: 1))
      allocation.outcomes.set(
        payment, Outcome(reason: .reversed, status: .reversed, confidence: 1))
    }
  }
}

/// Where a line stood.
private struct PlaceKey: Hashable {
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
