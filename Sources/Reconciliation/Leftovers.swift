/// The lines that no exact code or id gave a bill, kept from one matching to the next.
struct Leftovers: Sendable {
  private(set) var lines: [Leftover] = []

  /// Collects the candidates of lines, on two threads where there are many.
  mutating func collect(
    _ payments: [Int], _ allocation: Allocation, _ names: NameIndex, _ free: FreeBills
  ) {
    let payments = payments.filter(allocation.isLeftover)
    func found(_ payments: ArraySlice<Int>) -> [Leftover] {
      payments.map { allocation.leftover($0, names, free) }
    }
    guard payments.count > 2000 else {
      lines += found(payments[...])
      return
    }
    let middle = payments.count / 2
    let (first, second) = TwoThreads.run(
      { found(payments[..<middle]) },
      { payments[middle...].map { allocation.leftover($0, names, free) } })
    lines += first + second
  }

  /// Brings the lines up to date that are none of the renewed ones, and drops those; the changed
  /// bills are those that a line was given, or that were taken from one.
  mutating func update(
    _ allocation: Allocation, _ names: NameIndex, _ free: FreeBills, changed: [Int],
    isRenewed: (Int) -> Bool
  ) {
    lines.removeAll { isRenewed($0.payment) }
    guard !changed.isEmpty else { return }
    let changes = BillChanges(changed, allocation)
    let old = lines
    @Sendable func renewed(_ places: Range<Int>) -> [(place: Int, line: Leftover)] {
      places.compactMap { place in
        switch changes.touch(old[place], allocation, names) {
        case .nothing: return nil
        case .taken:
          var line = old[place]
          line.candidates.removeAll { changes.isTaken[Int($0.bill)] }
          if !line.candidates.isEmpty { return (place, line) }
        case .anew: break
        }
        return (place, allocation.leftover(old[place].payment, names, free))
      }
    }
    let middle = old.count / 2
    let (first, second) = TwoThreads.run(
      { renewed(0..<middle) }, { renewed(middle..<old.count) })
    for (place, line) in first + second { lines[place] = line }
  }

  /// Weighs the candidates of all lines.
  mutating func weigh(_ allocation: Allocation, _ names: NameIndex) {
    guard lines.contains(where: { !$0.candidates.isEmpty }) else { return }
    let free = allocation.outcomes.payer.count { $0 < 0 }
    let freeShare = Double(free) / Double(max(allocation.index.count, 1))
    var weights = Weights(
      LearntPairs(allocation, names), freeShare: freeShare, codes: allocation.index.groupCount)
    weights.fit(sample(allocation).map { lines[$0] })
    weights.weigh(&lines)
  }

  /// Some thousands of the lines, drawn and ordered by content: the same in any order of files.
  private func sample(_ allocation: Allocation) -> [Int] {
    let evidence = allocation.evidence
    let mask = ContentHash.mask(keeping: 4096, of: lines.count)
    return lines.indices.filter { evidence[lines[$0].payment].content & mask == 0 }
      .sorted { evidence[lines[$0].payment].precedes(evidence[lines[$1].payment]) }
  }
}

/// Bills that were taken or became free, and what that means for a line.
private struct BillChanges: Sendable {
  enum Touch {
    case nothing
    /// Only bills may be gone from its candidates.
    case taken
    case anew
  }

  private(set) var isTaken: [Bool]
  /// By amount.
  private var changed: [Int64: [Int]] = [:]
  private var groups: Set<Int32> = []

  init(_ changed: [Int], _ allocation: Allocation) {
    isTaken = Array(repeating: false, count: allocation.index.count)
    for bill in changed {
      let facts = allocation.index.facts[bill]
      isTaken[bill] = !allocation.outcomes.isFree(bill)
      self.changed[facts.amountVND, default: []].append(bill)
      groups.insert(facts.group)
    }
  }

  func touch(_ line: Leftover, _ allocation: Allocation, _ names: NameIndex) -> Touch {
    // A line whose own code was touched is none of these.
    if !line.isByAmount,
      line.groups.contains(where: groups.contains)
        || line.kind == .own && allocation.mayBeCompleted(line.payment, by: { changed[$0] ?? [] })
    {
      return .anew
    }
    guard let changed = changed[allocation.evidence[line.payment].amountVND] else {
      return .nothing
    }
    let freed = changed.filter { !isTaken[$0] }
    if line.isOverfull || allocation.isAnyCandidate(freed, of: line.payment, names) { return .anew }
    return line.isByAmount ? .taken : .nothing
  }
}

/// Lines whose codes are exact, with their bills and with bills of others, counted by how they
/// agree.
struct LearntPairs {
  private(set) var matches = Weights.Counts()
  private(set) var strangers = Weights.Counts()

  /// Counts over some thousands of lines, and over the same lines with bills of other lines.
  init(_ allocation: Allocation, _ names: NameIndex) {
    let evidence = allocation.evidence
    let outcomes = allocation.outcomes.outcomes
    var known = evidence.indices.filter { payment in
      guard outcomes[payment].status == .auto, outcomes[payment].place >= 0 else { return false }
      let flags = evidence[payment].flags
      return flags.contains(.isReadForNames) && !flags.contains(.isCollected)
        && evidence[payment].more == nil
    }
    let mask = ContentHash.mask(keeping: 8192, of: known.count)
    known = known.filter { evidence[$0].content & mask == 0 }
    // By content, so that neighbours have nothing to do with each other, in any order of files.
    known.sort { left, right in
      let (one, other) = (evidence[left], evidence[right])
      return one.content != other.content ? one.content < other.content : one.precedes(other)
    }
    for place in known.indices {
      let line = evidence[known[place]]
      matches.add(
        allocation.compare(line, Int(allocation.outcomes[known[place]].place), names))
      for step in 1...3 where place + step < known.count {
        let other = Int(allocation.outcomes[known[place + step]].place)
        if allocation.isNear(other, line) {
          strangers.add(allocation.compare(line, other, names))
        }
      }
    }
  }
}
