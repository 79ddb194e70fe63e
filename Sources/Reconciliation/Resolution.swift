/// Makes one proposal a line of what speaks for its candidates; the surest ones pay by themselves.
extension Allocation {
  /// From which probability on another line's claim stands in the way of an automatic match.
  private static let contestedMin = 0.01

  private struct Claim {
    var payment: Int
    var candidate: Leftovers.Candidate
    /// Whether another candidate of the line is as likely.
    var isTied: Bool
  }

  /// Gives each line its likeliest bills, no bill to two lines, the surest lines first.
  mutating func resolve(_ lines: [Leftovers.Line]) {
    var claims: [Claim] = []
    /// By bill: the lines that claim it in earnest.
    var claimants: [Int: Int] = [:]
    for line in lines {
      let best = line.candidates.map(\.probability).max() ?? 0
      let isTied = line.candidates.count { best - $0.probability < 1e-9 } > 1
      for candidate in line.candidates where candidate.probability >= rules.proposalMin {
        claims.append(Claim(payment: line.payment, candidate: candidate, isTied: isTied))
      }
      for candidate in line.candidates where candidate.probability >= Self.contestedMin {
        for bill in candidate.bills { claimants[bill, default: 0] += 1 }
      }
    }
    claims.sort(by: precedes)
    var proposed: Set<Int> = []
    var given: Set<Int> = []
    // First each line a bill of its own, then what is left: lines may share a proposal.
    for isShared in [false, true] {
      for claim in claims where !given.contains(claim.payment) {
        guard isShared || claim.candidate.bills.allSatisfy({ !proposed.contains($0) }) else {
          continue
        }
        given.insert(claim.payment)
        proposed.formUnion(claim.candidate.bills)
        let isContested =
          claim.isTied || isShared || claim.candidate.bills.contains { claimants[$0] != 1 }
        propose(claim.candidate, for: claim.payment, isContested: isContested)
      }
    }
  }

  private mutating func propose(
    _ candidate: Leftovers.Candidate, for payment: Int, isContested: Bool
  ) {
    let line = evidence[payment]
    let isFragment = candidate.agreement != nil
    let threshold = isFragment ? rules.automaticFragment : rules.automaticName
    let isSure = threshold.map { candidate.probability >= $0 } ?? false
    let contradicts = candidate.bills.contains { self.contradicts($0, line) }
    // A line whose own code is billed means that code until somebody says otherwise.
    let isOwnCode = line.group >= 0 && !candidate.bills.contains { isOwn($0, line) }
    let isAutomatic = isSure && !isContested && !contradicts && !isOwnCode
    let outcome = Outcome(
      reason: reason(candidate), tier: isFragment ? .codeFragment : .nameAmount,
      status: isAutomatic ? .auto : .suggested, confidence: Float(candidate.probability))
    if isAutomatic {
      outcomes.take(candidate.bills, for: payment, outcome)
    } else {
      outcomes.set(payment, outcome, bills: candidate.bills)
    }
  }

  private func isOwn(_ bill: Int, _ line: Evidence) -> Bool {
    line.groups.contains(Int(index.facts[bill].group))
  }

  private func reason(_ candidate: Leftovers.Candidate) -> MatchReason {
    switch candidate.agreement {
    case .lookalike?: .lookalike
    case .slip?: .slip
    case .head?: .cutOff
    case .tail?: .numberAlone
    case nil:
      switch (candidate.comparison[.name], candidate.comparison[.month]) {
      case (Comparison.agrees, Comparison.agrees): .nameAndMonth
      case (Comparison.agrees, _): .nameAndAmount
      case (_, Comparison.agrees): .monthAndAmount
      default: .amountAlone
      }
    }
  }

  private func precedes(_ left: Claim, _ right: Claim) -> Bool {
    if left.candidate.probability != right.candidate.probability {
      return left.candidate.probability > right.candidate.probability
    }
    if left.payment != right.payment {
      return evidence[left.payment].precedes(evidence[right.payment])
    }
    let (one, other) = (left.candidate.bills, right.candidate.bills)
    return one.lexicographicallyPrecedes(other) { first, second in
      let (first, second) = (index.facts[first], index.facts[second])
      if first.month != second.month { return first.month < second.month }
      return index.ids.precedes(Int(first.id), Int(second.id))
    }
  }
}
