/// The lines that no exact code or id gave a bill, kept from one matching to the next.
struct Leftovers: Sendable {
  private(set) var lines: [Leftover] = []

  /// Collects the candidates of lines, on two threads where there are many.
  mutating func collect(
    _ payments: some Sequence<Int>, _ allocation: Allocation, _ names: NameIndex,
    _ free: FreeBills
  ) {
    let payments = payments.filter(allocation.isLeftover)
    let found = TwoThreads.inPieces(of: payments.count) { piece in
      payments[piece].map { allocation.leftover($0, names, free) }
    }
    lines.reserveCapacity(lines.count + payments.count)
    for piece in found { lines += piece }
  }

  /// Brings the lines up to date that are none of the renewed ones, and drops those; the changed
  /// bills are those that a line was given, or that were taken from one.
  mutating func update(
    _ allocation: Allocation, _ names: NameIndex, _ free: FreeBills, changed: [Int],
    isRenewed: (Int) -> Bool
  ) {
    lines.removeAll { isRenewed($0.payment) }
    guard !changed.isEmpty else { return }
    let touched = Self.touched(
      lines, BillChanges(changed, allocation), allocation, names, free)
    for piece in touched {
      for (place, line) in piece { lines[place] = line }
    }
  }

  /// The lines that changed bills touch, brought up to date, with their places.
  ///
  /// By itself, so that nobody else holds the lines when they are put into their places.
  private static func touched(
    _ lines: [Leftover], _ changes: BillChanges, _ allocation: Allocation, _ names: NameIndex,
    _ free: FreeBills
  ) -> [[(place: Int, line: Leftover)]] {
    TwoThreads.inPieces(of: lines.count) { piece in
      piece.compactMap { place in
        switch changes.touch(lines[place], allocation, names) {
        case .nothing: return nil
        case .taken:
          var line = lines[place]
          line.candidates.removeAll { changes.isTaken[Int($0.bill)] }
          if !line.candidates.isEmpty { return (place, line) }
        case .several:
          var line = lines[place]
          allocation.addUp(&line, names)
          return (place, line)
        case .anew: break
        }
        return (place, allocation.leftover(lines[place].payment, names, free))
      }
    }
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
    /// Bills that it adds up may be others.
    case several
    case anew
  }

  private(set) var isTaken: [Bool]
  /// By amount.
  private var changed: [Int64: [Int]] = [:]
  /// By code.
  private var isTouched: [Bool]

  init(_ changed: [Int], _ allocation: Allocation) {
    isTaken = Array(repeating: false, count: allocation.index.count)
    isTouched = Array(repeating: false, count: allocation.index.groupCount)
    for bill in changed {
      let facts = allocation.index.facts[bill]
      isTaken[bill] = !allocation.outcomes.isFree(bill)
      self.changed[facts.amountVND, default: []].append(bill)
      isTouched[Int(facts.group)] = true
    }
  }

  func touch(_ line: Leftover, _ allocation: Allocation, _ names: NameIndex) -> Touch {
    // A line whose own code was touched is none of these.
    if !line.isByAmount, line.kind == .own,
      allocation.mayBeCompleted(line.payment, by: { changed[$0] ?? [] })
    {
      return .anew
    }
    if let changed = changed[allocation.evidence[line.payment].amountVND] {
      let freed = changed.filter { !isTaken[$0] }
      if line.isOverfull || allocation.isAnyCandidate(freed, of: line.payment, names) {
        return .anew
      }
      if line.isByAmount { return .taken }
    }
    guard !line.isByAmount else { return .nothing }
    for group in line.groups where isTouched[Int(group)] { return .several }
    return .nothing
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
    // With their contents: to fetch each line again from all over the memory would take longer.
    let known = TwoThreads.inPieces(of: evidence.count) { piece in
      var known: [(payment: Int, content: UInt64)] = []
      // Spans, because two threads that count references to one array wait for each other.
      let (lines, outcomes) = (evidence.span, outcomes.span)
      for payment in piece where outcomes[payment].status == .auto {
        let flags = lines[payment].flags
        if outcomes[payment].place >= 0, flags.contains(.isReadForNames),
          !flags.contains(.isCollected), lines[payment].more == nil
        {
          known.append((payment, lines[payment].content))
        }
      }
      return known
    }
    let mask = ContentHash.mask(keeping: 8192, of: known.reduce(0) { $0 + $1.count })
    var kept = known.joined().filter { $0.content & mask == 0 }
    // By content, so that neighbours have nothing to do with each other, in any order of files.
    kept.sort { one, other in
      one.content != other.content
        ? one.content < other.content : evidence[one.payment].precedes(evidence[other.payment])
    }
    let (payments, given) = (kept.map(\.payment), allocation.outcomes)
    let compared = TwoThreads.inPieces(of: payments.count) { piece in
      var (matches, strangers): ([Comparison], [Comparison]) = ([], [])
      for place in piece {
        let line = evidence[payments[place]]
        matches.append(allocation.compare(line, Int(given[payments[place]].place), names))
        for step in 1...3 where place + step < payments.count {
          let other = Int(given[payments[place + step]].place)
          if allocation.isNear(other, line) {
            strangers.append(allocation.compare(line, other, names))
          }
        }
      }
      return (matches, strangers)
    }
    for piece in compared {
      for comparison in piece.0 { matches.add(comparison) }
      for comparison in piece.1 { strangers.add(comparison) }
    }
  }
}
