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
  /// What the last matching left for the next one.
  private var kept: ReconcilingRun.Kept?

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
    let count = evidence.count + payments.count
    // With room for more files: to move a million lines takes longer than to read ten thousand.
    if evidence.capacity < count { evidence.reserveCapacity(count + count / 4) }
    for start in stride(from: 0, to: payments.count, by: Self.linesAtOnce) {
      add(payments[start..<min(start + Self.linesAtOnce, payments.count)])
    }
  }

  /// So many lines are read at once, by two threads, and put to the others.
  private static let linesAtOnce = 1 << 17

  private mutating func add(_ payments: ArraySlice<Payment>) {
    guard payments.count >= Self.manyLines else {
      for payment in payments { evidence.append(reader.read(payment)) }
      return
    }
    let middle = payments.startIndex + payments.count / 2
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
    for line in second.0 {
      evidence.append(line)
      guard line.channel >= known else { continue }
      evidence[evidence.count - 1].channel = renumbered[Int(line.channel) - known]
    }
  }

  /// Fewer lines are not worth a second thread.
  private static let manyLines = 2000

  /// Whether something was decided about new lines, before they came; then all is matched anew.
  private func hasDecided(from first: Int) -> Bool {
    guard !decisions.isEmpty else { return false }
    let decided = Set(decisions.map { PlaceKey($0.payment) })
    return evidence[first...].contains { decided.contains(PlaceKey($0)) }
  }

  /// What somebody decided, in place of what was given before; of two for one line the last counts.
  public mutating func decide(_ decisions: [Decision]) {
    self.decisions = decisions
    kept = nil
  }

  /// Matches all lines to all bills.
  ///
  /// After lines were added, only what they touch is thought over: lines that share a customer code
  /// with them, even through others, then lines that may pay a bill which was taken or became free.
  /// The result is that of matching everything anew: it depends neither on the order of bills and
  /// payments nor on how often lines were added.
  public mutating func reconcile() -> Reconciled {
    if kept.map({ hasDecided(from: $0.outcomes.count) }) ?? false { kept = nil }
    var run = ReconcilingRun(
      index: index, names: names, evidence: evidence, rules: rules, kept: kept)
    let isFirst = kept == nil
    kept = nil
    if isFirst { run.allocateAll(decisions) } else { run.allocateTouched() }
    kept = run.keep()
    run.resolve()
    return Reconciled(
      index: index, evidence: evidence, outcomes: run.allocation.outcomes,
      channels: reader.channels.channels, rules: rules.rules, shares: run.shares)
  }
}
