internal import Records

/// Gives bills to lines whose codes and bill ids say which they are, the strongest evidence first.
///
/// Lines that share no customer code, not even through others, do not touch one another: they are
/// allocated apart.
struct Allocation: Sendable {
  /// Reasons by which amounts agree to the đồng, the strongest first.
  static let exact: [MatchReason] = [
    .billIDs, .namedMonth, .sameDay, .nearDay, .open, .anyDay, .oneOfEach, .run,
  ]

  let index: BillIndex
  let evidence: [Evidence]
  let rules: MatchingRules
  var outcomes: Outcomes

  /// Gives what can be given by itself, to lines in their order.
  mutating func allocateExactly(_ payments: [Int]) {
    var waiting = payments
    for contradicting in [false, true] {
      for reason in Self.exact {
        guard !waiting.isEmpty else { return }
        waiting.removeAll { payment in
          guard let bills = search(payment, reason, contradicting) else { return false }
          take(bills, for: payment, reason)
          return true
        }
      }
    }
  }

  mutating func take(_ bills: [Int], for payment: Int, _ reason: MatchReason) {
    let line = evidence[payment]
    outcomes.take(
      bills, for: payment,
      Outcome(
        reason: reason, tier: line.bill < 0 ? .code : .billID, status: .auto, confidence: 1))
  }

  private func search(_ payment: Int, _ reason: MatchReason, _ contradicting: Bool) -> [Int]? {
    let line = evidence[payment]
    let found: [Int]?
    switch reason {
    case .billIDs:
      guard line.bill >= 0 else { return nil }
      let named = line.named
      return named.allSatisfy { isUsable($0, for: line, contradicting) }
        && adds(named, to: line.amountVND) ? index.oldestFirst(named) : nil
    case .oneOfEach:
      guard line.more != nil else { return nil }
      found = oneOfEach(line, contradicting)
    case .run: found = run(line, contradicting)
    default: found = best(line, reason, contradicting).map { [$0] }
    }
    guard let found, line.bill < 0 || line.named.allSatisfy(found.contains) else { return nil }
    return index.oldestFirst(found)
  }

  /// Whether a bill is free and the line could pay it; `contradicting` even against EVN's word.
  func isUsable(_ bill: Int, for line: Evidence, _ contradicting: Bool) -> Bool {
    outcomes.isFree(bill) && isPossible(bill, for: line)
      && (contradicting || !contradicts(bill, line))
  }

  /// Whether the line could pay the bill: not before it was issued, nor before its month.
  func isPossible(_ bill: Int, for line: Evidence) -> Bool {
    let facts = index.facts[bill]
    guard facts.amountVND > 0 else { return false }
    if facts.issued != BillFacts.noDay { return facts.issued <= line.day }
    return facts.month <= MonthOfDay.ordinal(line.day)
  }

  /// Whether EVN says cash and the line is none, or the reverse.
  func contradicts(_ bill: Int, _ line: Evidence) -> Bool {
    let said = index.facts[bill].cashless
    return said >= 0 && line.cashless >= 0 && said != line.cashless
  }

  private func adds(_ bills: [Int], to amountVND: Int64) -> Bool {
    var rest = amountVND
    for bill in bills {
      rest -= index.facts[bill].amountVND
      if rest < 0 { return false }
    }
    return rest == 0 && !bills.isEmpty
  }

  /// Days between EVN's day of payment and the line; nil where EVN has none.
  func days(_ bill: Int, _ line: Evidence) -> Int? {
    let paid = index.facts[bill].paid
    return paid == BillFacts.noDay ? nil : abs(Int(paid) - Int(line.day))
  }

  // MARK: One bill

  /// The bill of exactly the amount that fits best, by one reason.
  private func best(_ line: Evidence, _ reason: MatchReason, _ contradicting: Bool) -> Int? {
    if reason == .namedMonth && line.month == 0 { return nil }
    guard line.more != nil else {
      return best(in: Int(line.group), line, reason, contradicting)?.bill
    }
    var best: (bill: Int, days: Int)?
    for group in line.groups {
      guard let found = self.best(in: group, line, reason, contradicting) else { continue }
      if best.map({ found.days < $0.days }) ?? true { best = found }
    }
    return best?.bill
  }

  private func best(
    in group: Int, _ line: Evidence, _ reason: MatchReason, _ contradicting: Bool
  ) -> (bill: Int, days: Int)? {
    var best: (bill: Int, days: Int)?
    for bill in index.bills(of: group) {
      let bill = Int(bill)
      guard index.facts[bill].amountVND == line.amountVND, isUsable(bill, for: line, contradicting),
        let days = distance(bill, line, reason)
      else { continue }
      if best.map({ days < $0.days }) ?? true { best = (bill, days) }
    }
    return best
  }

  /// How far the bill is from the line, or nil where it does not fit by this reason.
  private func distance(_ bill: Int, _ line: Evidence, _ reason: MatchReason) -> Int? {
    let days = days(bill, line)
    switch reason {
    case .namedMonth:
      return line.names(month: index.facts[bill].month) ? days ?? rules.nearDays : nil
    case .sameDay: return days == 0 ? 0 : nil
    case .nearDay: return days.flatMap { $0 <= rules.nearDays ? $0 : nil }
    case .open: return days == nil ? 0 : nil
    default: return days
    }
  }

  // MARK: Several bills

  private func oneOfEach(_ line: Evidence, _ contradicting: Bool) -> [Int]? {
    let groups = line.groups
    guard (2...OneOfEach.codesMax).contains(groups.count) else { return nil }
    let choices = groups.map { group in
      let usable = index.bills(of: group).map { Int($0) }
        .filter { isUsable($0, for: line, contradicting) }
      let ranked = usable.enumerated().map { (preference($1, line), $0, $1) }
      return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
    var search = OneOfEach(choices.map { $0.map { ($0, index.facts[$0].amountVND) } })
    return search.find(line.amountVND)
  }

  /// The lower, the likelier: the named month, near days, open, the rest.
  private func preference(_ bill: Int, _ line: Evidence) -> Int {
    if line.names(month: index.facts[bill].month) { return 0 }
    guard let days = days(bill, line) else { return rules.nearDays + 2 }
    return days <= rules.nearDays ? 1 + days : rules.nearDays + 3 + days
  }

  /// Bills that follow one another, oldest first, and add up: of the named months, else of those
  /// that are open or were paid on a near day, else of all.
  private func run(_ line: Evidence, _ contradicting: Bool) -> [Int]? {
    let groups = line.groups
    let bills = groups.flatMap { index.bills(of: $0) }.map { Int($0) }
      .filter { isUsable($0, for: line, contradicting) }
    guard bills.count > 1 else { return nil }
    let sorted = groups.count > 1 ? index.oldestFirst(bills) : bills
    let named = sorted.filter { line.names(month: index.facts[$0].month) }
    if let found = run(of: named, line.amountVND) { return found }
    let likely = sorted.filter { preference($0, line) <= rules.nearDays + 2 }
    return run(of: likely, line.amountVND) ?? run(of: sorted, line.amountVND)
  }

  /// The first bills in a row, at least two, that add up to an amount.
  func run(of bills: [Int], _ amountVND: Int64) -> [Int]? {
    var start = 0
    var sum: Int64 = 0
    for (end, bill) in bills.enumerated() {
      let amount = index.facts[bill].amountVND
      if amount > amountVND {
        start = end + 1
        sum = 0
        continue
      }
      while sum > amountVND - amount {
        sum -= index.facts[bills[start]].amountVND
        start += 1
      }
      sum += amount
      if sum == amountVND && end > start { return Array(bills[start...end]) }
    }
    return nil
  }
}

/// Looks for one bill of each code so that the amounts add up, likely bills first.
struct OneOfEach {
  /// With more codes than these a line is left to somebody's decision.
  static let codesMax = 8
  /// Steps after which the search gives up: codes with many bills each are no honest line.
  private static let stepsMax = 4096

  private let choices: [[(bill: Int, amountVND: Int64)]]
  private var steps = 0

  init(_ choices: [[(bill: Int, amountVND: Int64)]]) {
    self.choices = choices
  }

  /// The bills, one of each code in the order of codes.
  mutating func find(_ amountVND: Int64, from code: Int = 0) -> [Int]? {
    guard code < choices.count else { return amountVND == 0 ? [] : nil }
    for choice in choices[code] where choice.amountVND <= amountVND {
      steps += 1
      guard steps <= Self.stepsMax else { return nil }
      if let rest = find(amountVND - choice.amountVND, from: code + 1) {
        return [choice.bill] + rest
      }
    }
    return nil
  }
}
