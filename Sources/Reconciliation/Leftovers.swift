/// Lines that no exact code or id gave a bill: what their amounts, parts of codes, names, months
/// and days speak for.
struct Leftovers {
  /// Bills that a line may pay, with what speaks for them.
  struct Candidate {
    /// One bill, or several that add up to the amount.
    var bills: [Int]
    var agreement: CodePiece.Agreement?
    var comparison: Comparison
    var probability = 0.0
  }

  /// A line with its candidates.
  struct Line {
    var payment: Int
    var candidates: [Candidate]
    /// How many bills have its amount by chance.
    var expected: Double
  }

  /// A bill older than so many days is proposed to no line without a code.
  private static let daysMax = 400
  /// Names that more codes share are not followed to their bills.
  private static let sharedMax = 20

  private let names: NameIndex
  private let amounts: AmountIndex
  private(set) var lines: [Line] = []

  /// Collects the candidates of the lines that have no bill, and weighs them.
  init(
    _ allocation: Allocation, _ names: NameIndex, _ amounts: AmountIndex,
    isOpen: (Int) -> Bool
  ) {
    self.names = names
    self.amounts = amounts
    var silent = 0
    for payment in allocation.evidence.indices
    where allocation.outcomes[payment].status == .unmatched && isOpen(payment) {
      let line = allocation.evidence[payment]
      guard line.amountVND > 0, line.veto == 0 else { continue }
      let candidates = candidates(line, allocation)
      if candidates.isEmpty {
        silent += 1
      } else {
        let expected = amounts.density(near: line.amountVND)
        lines.append(Line(payment: payment, candidates: candidates, expected: expected))
      }
    }
    guard !lines.isEmpty else { return }
    weigh(allocation, silent: silent)
  }

  // MARK: Candidates

  private func candidates(_ line: Evidence, _ allocation: Allocation) -> [Candidate] {
    let pieces = Self.pieces(line, allocation.index)
    var candidates: [Candidate] = []
    for bill in amounts.bills(of: line.amountVND) where isPossible(bill, line, allocation) {
      let agreement = agreement(pieces, bill, allocation.index)
      // A line with a code of its own is about another's bill only where its code has a slip.
      guard line.group < 0 || agreement != nil else { continue }
      candidates.append(candidate([bill], agreement, line, allocation))
    }
    guard candidates.isEmpty else { return candidates }
    candidates += line.group >= 0 ? completed(line, pieces, allocation) : []
    guard candidates.isEmpty, line.group < 0 else { return candidates }
    return several(line, pieces, allocation)
  }

  /// What of a line may be another's code: its pieces; else its own codes, which may be wrong.
  private static func pieces(_ line: Evidence, _ index: BillIndex) -> [CodePiece] {
    let codes = line.groups.map { CodePiece(kind: .whole, bytes: Array(index.codes.key($0))) }
    return line.pieces + codes
  }

  private func isPossible(_ bill: Int, _ line: Evidence, _ allocation: Allocation) -> Bool {
    allocation.isPossible(bill, for: line) && allocation.age(bill, line) <= Self.daysMax
  }

  private func agreement(
    _ pieces: [CodePiece], _ bill: Int, _ index: BillIndex
  ) -> CodePiece.Agreement? {
    guard !pieces.isEmpty else { return nil }
    let code = index.codes.key(Int(index.facts[bill].group))
    return pieces.compactMap { $0.agreement(with: code) }.max()
  }

  private func candidate(
    _ bills: [Int], _ agreement: CodePiece.Agreement?, _ line: Evidence,
    _ allocation: Allocation
  ) -> Candidate {
    let bills = allocation.index.oldestFirst(bills)
    let compared = bills.first { line.names(month: allocation.index.facts[$0].month) } ?? bills[0]
    return Candidate(
      bills: bills, agreement: agreement,
      comparison: allocation.compare(line, compared, names))
  }

  /// A bill of the exact code, and one whose code was cut off behind it or has a slip.
  private func completed(
    _ line: Evidence, _ pieces: [CodePiece], _ allocation: Allocation
  ) -> [Candidate] {
    guard !line.pieces.isEmpty, line.groups.count == 1 else { return [] }
    var candidates: [Candidate] = []
    for first in allocation.likely(line).prefix(24) {
      let rest = line.amountVND - allocation.index.facts[first].amountVND
      guard rest > 0 else { continue }
      for second in amounts.bills(of: rest) where isPossible(second, line, allocation) {
        guard second != first, let agreement = agreement(line.pieces, second, allocation.index)
        else { continue }
        candidates.append(candidate([first, second], agreement, line, allocation))
      }
    }
    return candidates
  }

  /// Several bills in a row of one code that is near, or whose household has the line's name.
  private func several(
    _ line: Evidence, _ pieces: [CodePiece], _ allocation: Allocation
  ) -> [Candidate] {
    var groups = pieces.flatMap { $0.near(in: allocation.index.codes) }
    let isNear = !groups.isEmpty
    if groups.isEmpty, line.name >= 0 {
      let sharing = names.groups[Int(line.name)]
      groups = sharing.count <= Self.sharedMax ? sharing.map { Int($0) } : []
    }
    return groups.compactMap { group in
      let bills = allocation.index.bills(of: group).map { Int($0) }.filter {
        allocation.isUsable($0, for: line, false) && isPossible($0, line, allocation)
      }
      guard let run = allocation.run(of: bills, line.amountVND) else { return nil }
      return candidate(run, isNear ? .slip : nil, line, allocation)
    }
  }

  // MARK: Weights

  private mutating func weigh(_ allocation: Allocation, silent: Int) {
    let (matches, strangers) = Self.learn(allocation, names)
    var weights = Weights(matches: matches, strangers: strangers)
    func weighed(_ candidate: Candidate) -> Weights.Candidate {
      Weights.Candidate(
        comparison: candidate.comparison, codeRatio: Self.codeRatio(candidate.agreement))
    }
    weights.fit(
      lines.map { ($0.candidates.map(weighed), $0.expected) }, silent: silent, prior: matches)
    for place in lines.indices {
      let probabilities = weights.probabilities(
        lines[place].candidates.map(weighed), expected: lines[place].expected)
      for (candidate, probability) in probabilities.enumerated() {
        lines[place].candidates[candidate].probability = probability
      }
    }
  }

  /// How much likelier a piece agrees with the code of a match than with another's: one line in a
  /// hundred has such a slip; by chance it takes ten million numbers, or the neighbours of one.
  private static func codeRatio(_ agreement: CodePiece.Agreement?) -> Double {
    switch agreement {
    case nil: 0.9
    case .tail?: 0.01 / 1e-5
    case .slip?: 0.01 / 1e-5
    case .head?: 0.01 / 1e-2
    case .lookalike?: 0.01 / 1e-7
    }
  }

  /// Counts levels over lines with exact codes and their bills, and over the same lines with bills
  /// of other lines.
  private static func learn(
    _ allocation: Allocation, _ names: NameIndex
  ) -> (matches: Weights.Counts, strangers: Weights.Counts) {
    var known = allocation.evidence.indices.filter { payment in
      let line = allocation.evidence[payment]
      return allocation.outcomes[payment].status == .auto && line.more == nil
        && allocation.outcomes[payment].place >= 0 && line.flags.contains(.isReadForNames)
        && !line.flags.contains(.isCollected)
    }
    // By content, so that neighbours have nothing to do with each other, in any order of files.
    known.sort { left, right in
      let (one, other) = (allocation.evidence[left], allocation.evidence[right])
      return one.content != other.content ? one.content < other.content : one.precedes(other)
    }
    var (matches, strangers) = (Weights.Counts(), Weights.Counts())
    for place in known.indices.prefix(20_000) {
      let line = allocation.evidence[known[place]]
      let bill = Int(allocation.outcomes[known[place]].place)
      matches.add(allocation.compare(line, bill, names))
      for step in 1...3 where place + step < known.count {
        let other = Int(allocation.outcomes[known[place + step]].place)
        if allocation.isPossible(other, for: line), allocation.age(other, line) <= daysMax {
          strangers.add(allocation.compare(line, other, names))
        }
      }
    }
    return (matches, strangers)
  }
}
