/// Makes one proposal a line of what speaks for its candidates; the surest ones pay by themselves.
extension Allocation {
  /// From which probability on another line's claim stands in the way of an automatic match.
  private static let contestedMin: Float = 0.01
  /// From which probability on a bill may be what a line pays.
  private static let possibleMin: Float = 0.0001
  /// From which probability on a line that pays by itself also proves its bill paid.
  private static let provenMin: Float = 0.9999
  /// From which probability on a payment that EVN knows of explains a line.
  private static let explainedMin: Float = 0.9

  /// Small, as there are many to sort.
  private struct Claim {
    var probability: Float
    /// The places of the line, among the leftover ones, and of its candidate.
    var leftover: Int32
    var candidate: Int32
    /// Whether another candidate of the line is as likely.
    var isTied: Bool
  }

  /// Gives each line its likeliest bills, no bill to two lines, the surest lines first.
  mutating func resolve(_ lines: [Leftover]) {
    var claims: [Claim] = []
    /// By bill: how many lines claim it in earnest.
    var claimants: [UInt16] = Array(repeating: 0, count: index.count)
    let pieces = TwoThreads.inPieces(of: lines.count) { [proposalMin = rules.proposalMin] in
      Self.claims(lines, $0, proposalMin)
    }
    for piece in pieces {
      claims += piece.claims
      for bill in piece.contested { claimants[Int(bill)] = min(claimants[Int(bill)] + 1, 1000) }
    }
    claims.sort { [index, evidence] in Self.precedes($0, $1, lines, index, evidence) }
    var isProposed: [Bool] = Array(repeating: false, count: index.count)
    var isGiven: [Bool] = Array(repeating: false, count: lines.count)
    // First each line a bill of its own, then what is left: lines may share a proposal.
    for isShared in [false, true] {
      for claim in claims where !isGiven[Int(claim.leftover)] {
        let candidate = lines[Int(claim.leftover)].candidates[Int(claim.candidate)]
        let bills = candidate.bills
        guard isShared || !bills.contains(where: { isProposed[$0] }) else { continue }
        isGiven[Int(claim.leftover)] = true
        for bill in bills { isProposed[bill] = true }
        let isContested = claim.isTied || isShared || bills.contains { claimants[$0] != 1 }
        propose(candidate, of: lines[Int(claim.leftover)], isContested: isContested)
      }
    }
    let marks = TwoThreads.inPieces(of: lines.count) { [self] piece in
      var marks: [(bill: Int, channel: UInt16)] = []
      for place in piece where !lines[place].candidates.isEmpty {
        if outcomes[lines[place].payment].status != .auto { markPossible(lines[place], &marks) }
      }
      return marks
    }
    for piece in marks {
      for (bill, channel) in piece { outcomes.mark(bill, mayBePaidBy: channel) }
    }
  }

  /// What some of the lines claim, and each bill that one claims in earnest.
  private static func claims(
    _ lines: [Leftover], _ places: Range<Int>, _ proposalMin: Double
  ) -> (claims: [Claim], contested: [Int32]) {
    var claims: [Claim] = []
    var contested: [Int32] = []
    for place in places where !lines[place].candidates.isEmpty {
      let candidates = lines[place].candidates
      let best = candidates.reduce(0) { max($0, $1.probability) }
      let isTied = candidates.count { best - $0.probability < 1e-6 } > 1
      for (number, candidate) in candidates.enumerated() {
        if Double(candidate.probability) >= proposalMin {
          claims.append(
            Claim(
              probability: candidate.probability, leftover: Int32(place),
              candidate: Int32(number), isTied: isTied))
        }
        if candidate.probability >= contestedMin {
          for bill in candidate.bills { contested.append(Int32(bill)) }
        }
      }
    }
    return (claims, contested)
  }

  /// Whether a line is almost surely the payment that EVN knows of: same channel, a near day.
  private func isExplained(_ line: Leftover) -> Bool {
    line.candidates.contains { candidate in
      guard candidate.probability >= Self.explainedMin, candidate.others.isEmpty else {
        return false
      }
      let bill = Int(candidate.bill)
      let (facts, payment) = (index.facts[bill], evidence[line.payment])
      return facts.cashless >= 0 && facts.cashless == payment.cashless
        && days(bill, payment).map { $0 <= rules.nearDays } ?? false
    }
  }

  /// Whatever a line may pay is not known to be unpaid.
  private func markPossible(_ line: Leftover, _ marks: inout [(bill: Int, channel: UInt16)]) {
    guard !isExplained(line) else { return }
    let channel = evidence[line.payment].channel
    if line.kind == .own {
      for bill in possibleOwn(evidence[line.payment]) { marks.append((bill, channel)) }
    }
    for candidate in line.candidates where candidate.probability >= Self.possibleMin {
      for bill in candidate.bills { marks.append((bill, channel)) }
    }
  }

  private mutating func propose(
    _ candidate: Leftover.Candidate, of leftover: Leftover, isContested: Bool
  ) {
    let payment = leftover.payment
    let line = evidence[payment]
    let isFragment = candidate.agreement != nil
    let threshold = isFragment ? rules.automaticFragment : rules.automaticName
    let isSure = threshold.map { Double(candidate.probability) >= $0 } ?? false
    // A part of a code must be that of one code of the register alone.
    let isUnique = candidate.agreement.map { leftover.agreeing[$0.rawValue] == 1 } ?? true
    var (contradicts, isOfOwn) = (false, false)
    for bill in candidate.bills {
      if self.contradicts(bill, line) { contradicts = true }
      if isOwn(bill, line) { isOfOwn = true }
    }
    // A line whose own code is billed means that code until somebody says otherwise.
    let isOwnCode = leftover.kind == .own && !isOfOwn
    let isAutomatic = isSure && isUnique && !isContested && !contradicts && !isOwnCode
    let isProof = !isAutomatic || candidate.probability >= Self.provenMin
    let outcome = Outcome(
      reason: reason(candidate), tier: isFragment ? .codeFragment : .nameAmount,
      status: isAutomatic ? .auto : .suggested,
      confidence: isProof ? candidate.probability : Outcome.unsure)
    if isAutomatic {
      outcomes.take(candidate.bills, for: payment, outcome)
    } else {
      outcomes.set(payment, outcome, bills: candidate.bills)
    }
  }

  private func reason(_ candidate: Leftover.Candidate) -> MatchReason {
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

  private static func precedes(
    _ left: Claim, _ right: Claim, _ lines: [Leftover], _ index: BillIndex, _ evidence: [Evidence]
  ) -> Bool {
    if left.probability != right.probability { return left.probability > right.probability }
    let (first, second) = (Int(left.leftover), Int(right.leftover))
    if first != second {
      return evidence[lines[first].payment].precedes(evidence[lines[second].payment])
    }
    let candidates = lines[first].candidates
    let one = candidates[Int(left.candidate)].bills
    let other = candidates[Int(right.candidate)].bills
    return one.lexicographicallyPrecedes(other) { first, second in
      let (first, second) = (index.facts[first], index.facts[second])
      if first.month != second.month { return first.month < second.month }
      return index.ids.precedes(Int(first.id), Int(second.id))
    }
  }
}
