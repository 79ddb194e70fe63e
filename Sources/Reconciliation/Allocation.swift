internal import Records

/// Gives bills to payments, the strongest evidence first.
struct Allocation {
  /// Why a payment got its bills.
  enum Reason: CaseIterable {
    case billIDs, namedMonth, sameDay, nearDay, open, anyDay, oneOfEach, run
  }

  /// The bills that a payment got.
  struct Taken {
    var bills: [Int]
    var reason: Reason
  }

  let index: BillIndex
  let evidence: [PaymentEvidence]
  let nearDays: Int
  /// By payment.
  private(set) var taken: [Taken?]
  /// By bill: the payment that took it.
  private(set) var paymentOfBill: [Int?]

  init(_ index: BillIndex, _ evidence: [PaymentEvidence], nearDays: Int) {
    self.index = index
    self.evidence = evidence
    self.nearDays = nearDays
    taken = Array(repeating: nil, count: evidence.count)
    paymentOfBill = Array(repeating: nil, count: index.bills.count)
  }

  /// Gives what can be given by itself, to `payments` in their order.
  mutating func allocate(_ payments: [Int]) {
    var waiting = payments.filter { evidence[$0].mayPayByItself }
    for contradicting in [false, true] {
      for reason in Reason.allCases {
        waiting.removeAll { payment in
          guard let bills = search(payment, reason, contradicting) else { return false }
          taken[payment] = Taken(bills: bills, reason: reason)
          for bill in bills { paymentOfBill[bill] = payment }
          return true
        }
      }
    }
  }

  private func search(_ payment: Int, _ reason: Reason, _ contradicting: Bool) -> [Int]? {
    let line = evidence[payment]
    let isUsable = { (bill: Int) in
      paymentOfBill[bill] == nil && isPossible(bill, for: line)
        && (contradicting || !contradicts(bill, line))
    }
    let found: [Int]?
    switch reason {
    case .billIDs:
      return line.named.allSatisfy(isUsable) && adds(line.named, to: line.amountVND)
        ? index.oldestFirst(line.named) : nil
    case .namedMonth, .sameDay, .nearDay, .open, .anyDay:
      found = best(line, reason, isUsable).map { [$0] }
    case .oneOfEach: found = oneOfEach(line, isUsable)
    case .run: found = run(line, isUsable)
    }
    guard let found, line.named.allSatisfy(found.contains) else { return nil }
    return index.oldestFirst(found)
  }

  /// Whether the line could pay the bill: not before it was issued, nor before its month.
  func isPossible(_ bill: Int, for line: PaymentEvidence) -> Bool {
    let facts = index.facts[bill]
    guard facts.amountVND > 0 else { return false }
    return facts.issued.map { $0 <= line.day } ?? (facts.month <= line.month)
  }

  private func contradicts(_ bill: Int, _ line: PaymentEvidence) -> Bool {
    guard let said = index.facts[bill].isCashless, let shown = line.channel.isCashless else {
      return false
    }
    return said != shown
  }

  private func adds(_ bills: [Int], to amountVND: Int64) -> Bool {
    var rest = amountVND
    for bill in bills {
      rest -= index.facts[bill].amountVND
      if rest < 0 { return false }
    }
    return rest == 0 && !bills.isEmpty
  }

  // MARK: One bill

  /// The bill of exactly the amount that fits best, by one reason.
  private func best(
    _ line: PaymentEvidence, _ reason: Reason, _ isUsable: (Int) -> Bool
  ) -> Int? {
    var best: (bill: Int, days: Int)?
    for group in line.groups {
      for bill in index.groups[group]
      where index.facts[bill].amountVND == line.amountVND && isUsable(bill) {
        guard let days = distance(bill, line, reason) else { continue }
        if best.map({ days < $0.days }) ?? true { best = (bill, days) }
      }
    }
    return best?.bill
  }

  /// How far the bill is from the line, or nil where it does not fit by this reason.
  private func distance(_ bill: Int, _ line: PaymentEvidence, _ reason: Reason) -> Int? {
    let facts = index.facts[bill]
    let days = facts.paid.map { abs($0 - line.day) }
    switch reason {
    case .namedMonth: return line.months.contains(facts.month) ? days ?? nearDays : nil
    case .sameDay: return days == 0 ? 0 : nil
    case .nearDay: return days.flatMap { $0 <= nearDays ? $0 : nil }
    case .open: return days == nil ? 0 : nil
    case .anyDay: return days
    case .billIDs, .oneOfEach, .run: return nil
    }
  }

  // MARK: Several bills

  private func oneOfEach(_ line: PaymentEvidence, _ isUsable: (Int) -> Bool) -> [Int]? {
    guard (2...OneOfEach.codesMax).contains(line.groups.count) else { return nil }
    let choices = line.groups.map { group in
      let usable = index.groups[group].filter(isUsable)
      let ranked = usable.enumerated().map { (preference($1, line), $0, $1) }
      return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
    var search = OneOfEach(choices.map { $0.map { ($0, index.facts[$0].amountVND) } })
    return search.find(line.amountVND)
  }

  /// The lower, the likelier: the named month, near days, open, the rest.
  private func preference(_ bill: Int, _ line: PaymentEvidence) -> Int {
    if line.months.contains(index.facts[bill].month) { return 0 }
    guard let paid = index.facts[bill].paid else { return nearDays + 2 }
    let days = abs(paid - line.day)
    return days <= nearDays ? 1 + days : nearDays + 3 + days
  }

  /// Bills that follow one another, oldest first, and add up: of the named months, else of those
  /// that are open or were paid on a near day, else of all.
  private func run(_ line: PaymentEvidence, _ isUsable: (Int) -> Bool) -> [Int]? {
    let bills = line.groups.flatMap { index.groups[$0].filter(isUsable) }
    guard bills.count > 1 else { return nil }
    let sorted = line.groups.count > 1 ? index.oldestFirst(bills) : bills
    let named = sorted.filter { line.months.contains(index.facts[$0].month) }
    let likely = sorted.filter { preference($0, line) <= nearDays + 2 }
    for candidates in [named, likely, sorted] {
      if let found = window(candidates, line.amountVND) { return found }
    }
    return nil
  }

  private func window(_ bills: [Int], _ amountVND: Int64) -> [Int]? {
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

extension PaymentEvidence {
  /// Whether the line may pay a bill without anybody's decision.
  var mayPayByItself: Bool {
    !groups.isEmpty && veto == nil && !contradictsItself
  }
}
