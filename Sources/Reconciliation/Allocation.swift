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
  let prepared: PreparedRules
  var rules: MatchingRules { prepared.rules }
  var outcomes: Outcomes
  /// By line that pays once more what came back: the day of the payment that was taken back.
  var again: [Int: Int32] = [:]

  /// Gives what can be given by itself, to lines in their order.
  ///
  /// No closures here and in what it calls: one that captures `self` copies and counts all its
  /// parts, for each line.
  mutating func allocateExactly(_ payments: [Int]) {
    var waiting = payments
    for contradicting in [false, true] {
      for reason in Self.exact {
        guard !waiting.isEmpty else { return }
        var left = 0
        for place in waiting.indices {
          let payment = waiting[place]
          if let found = search(payment, reason, contradicting) {
            take(found.bills, for: payment, found.reason, isSure: found.isSure)
          } else {
            waiting[left] = payment
            left += 1
          }
        }
        waiting.removeLast(waiting.count - left)
      }
    }
  }

  mutating func take(
    _ bills: [Int], for payment: Int, _ reason: MatchReason, isSure: Bool = true
  ) {
    let line = evidence[payment]
    outcomes.take(
      bills, for: payment,
      Outcome(
        reason: reason, tier: line.bill < 0 ? .code : .billID, status: .auto,
        confidence: isSure ? 1 : Outcome.unsure))
  }

  /// Bills found for a line, and whether they are the only ones that fit as well.
  private typealias Found = (bills: [Int], reason: MatchReason, isSure: Bool)

  private func search(_ payment: Int, _ reason: MatchReason, _ contradicting: Bool) -> Found? {
    var line = evidence[payment]
    if let day = again[payment] { line.day = day }
    var found: Found
    switch reason {
    case .billIDs:
      return line.bill < 0 ? nil : ofIDs(line, contradicting)
    case .oneOfEach:
      guard line.more != nil, let set = oneOfEach(line, contradicting) else { return nil }
      found = (set.bills, reason, isSure(set, line))
    case .run:
      guard let set = run(line, contradicting) else { return nil }
      found = (set.bills, reason, isSure(set, line))
    case .open:
      guard let open = open(line, contradicting) else { return nil }
      found = open
    default:
      guard let bill = best(line, reason, contradicting) else { return nil }
      if reason == .anyDay, isRepeated(line) { return nil }
      // EVN's day speaks for a bill, but not against another one that EVN says is paid, where EVN
      // does not know the channel.
      let isSure = reason == .namedMonth || index.facts[bill].cashless >= 0
      found = (
        [bill], reason,
        reason != .anyDay
          && (isSure || !hasOthers(like: bill, line, contradicting, arePaid: true))
      )
    }
    guard line.bill < 0 || names(line, all: found.bills) else { return nil }
    if again[payment] != nil {
      // It may pay a later bill, and what came back is owed still.
      for bill in found.bills where index.facts[bill].cashless < 0 {
        if hasOthers(like: bill, evidence[payment], contradicting) { found.isSure = false }
      }
    }
    found.bills = index.oldestFirst(found.bills)
    return found
  }

  /// The bills that a line names by their ids, where they add up.
  private func ofIDs(_ line: Evidence, _ contradicting: Bool) -> Found? {
    let named = line.named
    for bill in named where !isUsable(bill, for: line, contradicting) { return nil }
    return adds(named, to: line.amountVND) ? (index.oldestFirst(named), .billIDs, true) : nil
  }

  /// Whether all bills that a line names by their ids are among these.
  private func names(_ line: Evidence, all bills: [Int]) -> Bool {
    line.named.allSatisfy(bills.contains)
  }

  /// Whether a bill is free and the line could pay it; `contradicting` even against EVN's word.
  func isUsable(_ bill: Int, for line: Evidence, _ contradicting: Bool) -> Bool {
    outcomes.isFree(bill) && isPossible(bill, for: line)
      && (contradicting || !contradicts(bill, line))
  }

  /// Whether the line could pay the bill: not before it was issued, nor before its month.
  func isPossible(_ bill: Int, for line: Evidence) -> Bool {
    index.facts[bill].mayBePaid(on: line.day)
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
    index.facts[bill].daysPaid(from: line.day)
  }

  // MARK: One bill

  /// The bill of exactly the amount that fits best, by one reason.
  ///
  /// None for a line with several codes, where one bill of each adds up to the amount.
  private func best(_ line: Evidence, _ reason: MatchReason, _ contradicting: Bool) -> Int? {
    if reason == .namedMonth && line.month == 0 { return nil }
    if line.more != nil, oneOfEach(line, contradicting) != nil { return nil }
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

  /// The latest bill that nobody says is paid.
  ///
  /// Not sure where an older one has the amount too. None where another line of these days paid as
  /// much for the code: that may be the same payment in another list, or somebody paid twice.
  private func open(_ line: Evidence, _ contradicting: Bool) -> Found? {
    guard let bill = best(line, .open, contradicting), !isRepeated(line) else { return nil }
    let others = hasOthers(like: bill, line, contradicting)
    let isNamed = line.month == 0 || line.names(month: index.facts[bill].month)
    return ([bill], others ? .latest : .open, !others && isNamed)
  }

  /// Whether the line could as well pay another bill of the same amount, one that EVN says is paid
  /// where `arePaid`.
  private func hasOthers(
    like bill: Int, _ line: Evidence, _ contradicting: Bool, arePaid: Bool = false
  ) -> Bool {
    for group in line.groups {
      for other in index.bills(of: group) where Int(other) != bill {
        let other = Int(other)
        if index.facts[other].amountVND == line.amountVND,
          isUsable(other, for: line, contradicting),
          !arePaid || index.facts[other].paid != BillFacts.noDay,
          age(other, line) <= 2 * rules.openDays
        {
          return true
        }
      }
    }
    return false
  }

  /// Whether a set of bills is the only one, and neither EVN's days nor other lines speak against.
  private func isSure(_ found: FoundSet, _ line: Evidence) -> Bool {
    found.isSure && !isRepeated(line)
      && found.bills.allSatisfy { days($0, line).map { $0 <= rules.nearDays } ?? true }
  }

  /// Whether another line of about the same days paid the same amount for one of the codes.
  private func isRepeated(_ line: Evidence) -> Bool {
    for group in line.groups {
      for bill in index.bills(of: group)
      where index.facts[Int(bill)].amountVND == line.amountVND {
        let payer = outcomes.payer[Int(bill)]
        if payer >= 0, evidence[Int(payer)].amountVND == line.amountVND,
          abs(Int(evidence[Int(payer)].day) - Int(line.day)) <= Self.repeatedDays
        {
          return true
        }
      }
    }
    return false
  }

  /// Within so many days a second payment of the same amount for a code may be the first one.
  private static let repeatedDays = 20

  private func best(
    in group: Int, _ line: Evidence, _ reason: MatchReason, _ contradicting: Bool
  ) -> (bill: Int, days: Int)? {
    var best: (bill: Int, days: Int)?
    for bill in index.bills(of: group) {
      let bill = Int(bill)
      guard index.facts[bill].amountVND == line.amountVND, isUsable(bill, for: line, contradicting),
        let days = distance(bill, line, reason)
      else { continue }
      // Of bills alike the latest: people pay what came last.
      if best.map({ days <= $0.days }) ?? true { best = (bill, days) }
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

  /// Sets of bills that add up, and whether no other set does.
  private typealias FoundSet = (bills: [Int], isSure: Bool)

  private func oneOfEach(_ line: Evidence, _ contradicting: Bool) -> FoundSet? {
    let groups = line.groups
    guard (2...OneOfEach.codesMax).contains(groups.count) else { return nil }
    let choices = groups.map { group in
      let usable = index.bills(of: group).map { Int($0) }
        .filter { isUsable($0, for: line, contradicting) }
      let ranked = usable.enumerated().map { (preference($1, line), -$0, $1) }
      return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
    var search = OneOfEach(choices.map { $0.map { ($0, index.facts[$0].amountVND) } })
    guard let found = search.find(line.amountVND) else { return nil }
    return (found, !search.findsMore)
  }

  /// The lower, the likelier: the named month, near days, open, the rest.
  private func preference(_ bill: Int, _ line: Evidence) -> Int {
    if line.names(month: index.facts[bill].month) { return 0 }
    guard let days = days(bill, line) else { return rules.nearDays + 2 }
    return days <= rules.nearDays ? 1 + days : rules.nearDays + 3 + days
  }

  /// Bills that follow one another, oldest first, and add up: of the named months, else of those
  /// that are open or were paid on a near day, else of all.
  private func run(_ line: Evidence, _ contradicting: Bool) -> FoundSet? {
    let groups = line.groups
    let bills = groups.flatMap { index.bills(of: $0) }.map { Int($0) }
      .filter { isUsable($0, for: line, contradicting) }
    guard bills.count > 1 else { return nil }
    let sorted = groups.count > 1 ? index.oldestFirst(bills) : bills
    let named = sorted.filter { line.names(month: index.facts[$0].month) }
    if let found = run(of: named, line.amountVND) { return (found, true) }
    let likely = sorted.filter { preference($0, line) <= rules.nearDays + 2 }
    guard let found = run(of: likely, line.amountVND) ?? run(of: sorted, line.amountVND) else {
      return nil
    }
    let others = sorted.filter { $0 != found[0] }
    return (found, run(of: others, line.amountVND) == nil)
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
  private var found: [Int]?
  /// Whether there is another set that adds up, or may be.
  private(set) var findsMore = false

  init(_ choices: [[(bill: Int, amountVND: Int64)]]) {
    self.choices = choices
  }

  /// The bills, one of each code in the order of codes.
  mutating func find(_ amountVND: Int64) -> [Int]? {
    var chosen: [Int] = []
    look(amountVND, &chosen)
    return found
  }

  /// Goes on until a second set is found.
  private mutating func look(_ amountVND: Int64, _ chosen: inout [Int]) {
    guard chosen.count < choices.count else {
      guard amountVND == 0 else { return }
      if found == nil { found = chosen } else { findsMore = true }
      return
    }
    for choice in choices[chosen.count] where choice.amountVND <= amountVND {
      steps += 1
      if steps > Self.stepsMax { findsMore = true }
      if findsMore { return }
      chosen.append(choice.bill)
      look(amountVND - choice.amountVND, &chosen)
      chosen.removeLast()
    }
  }
}
