/// A line that no exact code or id gave a bill, with what it may pay.
struct Leftover: Sendable {
  /// What a line has of a code; each kind has its own share of lines that pay bills of here.
  enum Kind: Int, CaseIterable, Sendable {
    /// Nothing.
    case silent
    /// A code that nobody was billed under, perhaps with a slip.
    case whole
    /// The beginning of a code.
    case head
    /// The number of a code.
    case tail
    /// A billed code, none of whose bills fits.
    case own
  }

  /// Bills that a line may pay, with what speaks for them.
  struct Candidate: Sendable {
    /// One bill, or the first of several that add up to the amount.
    var bill: Int32
    var others: [Int32] = []
    var agreement: CodePiece.Agreement?
    var comparison: Comparison
    var probability: Float = 0

    init(_ bills: [Int], _ agreement: CodePiece.Agreement?, _ comparison: Comparison) {
      bill = Int32(bills[0])
      if bills.count > 1 { others = bills.dropFirst().map { Int32($0) } }
      self.agreement = agreement
      self.comparison = comparison
    }

    /// All of them, oldest first.
    var bills: Bills { Bills(first: bill, others: others) }

    /// Mostly one bill, so no array is made.
    struct Bills: RandomAccessCollection {
      let first: Int32
      let others: [Int32]

      var startIndex: Int { 0 }
      var endIndex: Int { 1 + others.count }
      subscript(place: Int) -> Int { Int(place == 0 ? first : others[place - 1]) }
    }
  }

  var payment: Int
  var kind: Kind
  var candidates: [Candidate] = []
  /// Whether the candidates are single bills of the line's amount; nothing else is looked for then.
  var isByAmount = false
  /// Whether so many bills have the line's amount that none is named.
  var isOverfull = false
  /// The codes whose bills were added up, where no bill has the amount.
  var groups: [Int32] = []
  /// Whether those codes are near to what the line has of one; else its name led to them.
  var areNear = false
  /// How many bills have the line's amount by chance, were all of them free.
  var expected: Double
  /// How many billed codes agree with what the line has of one, by agreement.
  var agreeing: [Int32] = []

  init(_ payment: Int, _ line: Evidence, expected: Double) {
    self.payment = payment
    self.expected = expected
    kind =
      if line.group >= 0 {
        .own
      } else if line.pieces.contains(where: { $0.kind == .whole }) {
        .whole
      } else if line.pieces.contains(where: { $0.kind == .head }) {
        .head
      } else {
        line.pieces.isEmpty ? .silent : .tail
      }
  }
}

/// Finds what leftover lines may pay.
extension Allocation {
  /// A bill older than so many days is proposed to no line without a code.
  private static let daysMax = 400
  /// Names that more codes share are not followed to their bills.
  private static let sharedMax = 20
  /// With more codes near it, a piece is not followed to their bills.
  private static let nearMax = 8

  /// Whether a line is looked at for what it may pay; lines about something else never are.
  func isLeftover(_ payment: Int) -> Bool {
    let line = evidence[payment]
    return outcomes[payment].status == .unmatched && line.amountVND > 0 && line.veto == 0
  }

  /// A line with its candidates.
  func leftover(_ payment: Int, _ names: NameIndex, _ free: FreeBills) -> Leftover {
    let line = evidence[payment]
    var found = Leftover(payment, line, expected: index.byAmount.expected(line.amountVND))
    guard !hasOpenBill(line) else { return found }
    let pieces = pieces(line)
    let ready = PieceSigns(pieces, index.codeOrder)
    let bills = free.bills(of: line.amountVND, for: line) { facts, signs in
      isCandidate(facts, signs, ready, line, names)
    }
    found.isOverfull = bills == nil
    found.candidates = (bills ?? []).map {
      Leftover.Candidate([$0], agreement(pieces, $0), compare(line, $0, names))
    }
    found.isByAmount = !found.candidates.isEmpty
    if !found.isByAmount {
      if line.group >= 0 {
        found.candidates = completed(line, names, free)
      } else {
        lookForSeveral(line, pieces, names, &found)
      }
    }
    countAgreeing(&found)
    return found
  }

  /// Whether a bill of the line's own codes has its amount: then it means that, or nobody knows.
  private func hasOpenBill(_ line: Evidence) -> Bool {
    line.group >= 0
      && line.groups.contains { group in
        index.bills(of: group).contains {
          index.facts[Int($0)].amountVND == line.amountVND && outcomes.isFree(Int($0))
            && isNear(Int($0), line)
        }
      }
  }

  /// What of a line may be another's code: its pieces; else its own codes, which may be wrong.
  private func pieces(_ line: Evidence) -> [CodePiece] {
    line.pieces
      + line.groups.map { CodePiece(index.codes, $0) }
  }

  /// Whether a line may pay any of some bills of its amount.
  func isAnyCandidate(_ bills: [Int], of payment: Int, _ names: NameIndex) -> Bool {
    guard !bills.isEmpty else { return false }
    let line = evidence[payment]
    let ready = PieceSigns(pieces(line), index.codeOrder)
    return bills.contains { bill in
      let facts = index.facts[bill]
      return isCandidate(facts, index.codeOrder.signs[Int(facts.group)], ready, line, names)
    }
  }

  private func isCandidate(
    _ bill: BillFacts, _ signs: CodeSigns, _ pieces: PieceSigns, _ line: Evidence,
    _ names: NameIndex
  ) -> Bool {
    guard isNear(bill, line) else { return false }
    if line.group >= 0, line.groups.contains(Int(bill.group)) { return false }
    if pieces.agree(with: bill.group, signs, index) { return true }
    // A line with a code of its own is about another's bill only where its code has a slip.
    guard line.group < 0 else { return false }
    if let days = bill.daysPaid(from: line.day), days > rules.openDays { return false }
    // One with something like a code, where that is not all too far off, or the name agrees.
    return pieces.isEmpty
      || line.name >= 0 && names.groups[Int(line.name)].contains(bill.group)
      || pieces.areTwoSigns(from: bill.group, signs, index)
  }

  /// Whether a line may be about a bill: it was issued, and not long ago.
  func isNear(_ bill: Int, _ line: Evidence) -> Bool { isNear(index.facts[bill], line) }

  func isNear(_ bill: BillFacts, _ line: Evidence) -> Bool {
    bill.mayBePaid(on: line.day) && bill.age(on: line.day) <= Self.daysMax
  }

  /// Whether a bill is one of the codes that the line names.
  func isOwn(_ bill: Int, _ line: Evidence) -> Bool {
    line.group >= 0 && line.groups.contains(Int(index.facts[bill].group))
  }

  private func agreement(_ pieces: [CodePiece], _ bill: Int) -> CodePiece.Agreement? {
    guard !pieces.isEmpty else { return nil }
    let code = index.codes.key(Int(index.facts[bill].group))
    return pieces.compactMap { $0.agreement(with: code) }.max()
  }

  /// Several bills as one candidate, compared by the one whose month the line names.
  private func candidate(
    several bills: [Int], _ agreement: CodePiece.Agreement?, _ line: Evidence, _ names: NameIndex
  ) -> Leftover.Candidate {
    let bills = index.oldestFirst(bills)
    let compared = bills.first { line.names(month: index.facts[$0].month) } ?? bills[0]
    return Leftover.Candidate(bills, agreement, compare(line, compared, names))
  }

  /// A bill of the exact code, and one whose code was cut off behind it or has a slip.
  private func completed(
    _ line: Evidence, _ names: NameIndex, _ free: FreeBills
  ) -> [Leftover.Candidate] {
    var candidates: [Leftover.Candidate] = []
    for (first, rest) in parts(line) {
      let seconds = free.bills(of: rest, for: line) { bill, _ in isNear(bill, line) }
      for second in seconds ?? [] {
        guard second != first, let agreement = agreement(line.pieces, second) else { continue }
        candidates.append(candidate(several: [first, second], agreement, line, names))
      }
    }
    return candidates
  }

  /// The bills of the exact code that may be one of two, and what is left for the other.
  private func parts(_ line: Evidence) -> [(bill: Int, restVND: Int64)] {
    guard !line.pieces.isEmpty, line.groups.count == 1 else { return [] }
    return likely(line).prefix(24).map { ($0, line.amountVND - index.facts[$0].amountVND) }
      .filter { $0.1 > 0 }
  }

  /// Whether any of some bills, given by amount, may be the other of two that a line pays.
  func mayBeCompleted(_ payment: Int, by bills: (Int64) -> [Int]) -> Bool {
    guard evidence[payment].more != nil else { return false }
    let line = evidence[payment]
    return parts(line).contains { _, rest in
      bills(rest).contains { agreement(line.pieces, $0) != nil }
    }
  }

  /// Looks for several bills in a row of one code that is near, or whose household has the line's
  /// name.
  private func lookForSeveral(
    _ line: Evidence, _ pieces: [CodePiece], _ names: NameIndex, _ found: inout Leftover
  ) {
    found.groups = pieces.flatMap { piece in
      let near = index.nearCodes.find(piece)
      return near.count <= Self.nearMax ? near.map { Int32($0) } : []
    }
    found.areNear = !found.groups.isEmpty
    if found.groups.isEmpty, line.name >= 0 {
      let sharing = names.groups[Int(line.name)]
      if sharing.count <= Self.sharedMax { found.groups = sharing }
    }
    addUp(&found, names)
  }

  /// Adds up the bills of a leftover line's codes anew.
  func addUp(_ found: inout Leftover, _ names: NameIndex) {
    let line = evidence[found.payment]
    found.candidates = found.groups.compactMap { group in
      let bills = index.bills(of: Int(group)).map { Int($0) }.filter {
        isUsable($0, for: line, false) && isNear($0, line)
      }
      guard let run = run(of: bills, line.amountVND) else { return nil }
      return candidate(several: run, found.areNear ? .slip : nil, line, names)
    }
    countAgreeing(&found)
  }

  /// Counts the codes that agree with a line's pieces, where that is asked and was not counted yet.
  private func countAgreeing(_ found: inout Leftover) {
    guard found.agreeing.isEmpty, found.candidates.contains(where: { $0.agreement != nil }) else {
      return
    }
    found.agreeing = agreeing(pieces(evidence[found.payment]))
  }

  /// By agreement: how many billed codes agree so with any of the pieces.
  private func agreeing(_ pieces: [CodePiece]) -> [Int32] {
    var counts = Array(repeating: 0, count: CodePiece.Agreement.allCases.count)
    for piece in pieces {
      switch piece.kind {
      case .whole:
        let near = index.nearCodes.find(piece).count
        counts[CodePiece.Agreement.slip.rawValue] += near
        counts[CodePiece.Agreement.lookalike.rawValue] += near
      case .head:
        counts[CodePiece.Agreement.head.rawValue] += index.codeOrder.count(ofHead: piece.bytes)
      case .tail:
        counts[CodePiece.Agreement.tail.rawValue] += index.codeOrder.count(ofTail: piece)
      }
    }
    return counts.map { Int32(clamping: $0) }
  }
}
