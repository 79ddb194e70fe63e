/// The bills in the order of amounts; made once, asked which of them are free.
struct AmountOrder: Sendable {
  fileprivate let amounts: [Int64]
  fileprivate let bills: [Int32]

  init(_ facts: [BillFacts]) {
    // Amounts and places packed into one number each sort three times as fast.
    let fits = facts.count < 1 << 24 && facts.allSatisfy { $0.amountVND < 1 << 39 }
    if fits {
      var keys: [UInt64] = []
      keys.reserveCapacity(facts.count)
      for (bill, fact) in facts.enumerated() where fact.amountVND > 0 {
        keys.append(UInt64(fact.amountVND) << 24 | UInt64(bill))
      }
      keys.sort()
      amounts = keys.map { Int64($0 >> 24) }
      bills = keys.map { Int32(truncatingIfNeeded: $0 & 0xFF_FFFF) }
    } else {
      let order = facts.indices.filter { facts[$0].amountVND > 0 }
        .sorted { (facts[$0].amountVND, $0) < (facts[$1].amountVND, $1) }
      amounts = order.map { facts[$0].amountVND }
      bills = order.map { Int32($0) }
    }
  }
}

/// The bills that were free at some point, by amount.
struct AmountIndex: Sendable {
  /// An amount of more free bills than these says nothing.
  private static let billsMax = 256

  private let index: BillIndex
  /// As it was then.
  private let outcomes: Outcomes
  /// The share of bills that are free.
  private let freeShare: Double

  /// Takes the bills that no line pays.
  init(_ index: BillIndex, _ outcomes: Outcomes) {
    self.index = index
    self.outcomes = outcomes
    let free = outcomes.payer.count { $0 < 0 }
    freeShare = Double(free) / Double(max(index.count, 1))
  }

  /// The free bills of exactly an amount, by month and id; none where there are too many.
  func bills(of amountVND: Int64) -> [Int] {
    let order = index.byAmount
    var place = first(amountVND)
    var found: [Int] = []
    while place < order.amounts.count && order.amounts[place] == amountVND {
      let bill = Int(order.bills[place])
      if outcomes.isFree(bill) { found.append(bill) }
      if found.count > Self.billsMax { return [] }
      place += 1
    }
    guard found.count > 1 else { return found }
    return found.sorted { left, right in
      let (one, other) = (index.facts[left], index.facts[right])
      if one.month != other.month { return one.month < other.month }
      return index.ids.precedes(Int(one.id), Int(other.id))
    }
  }

  /// How many free bills one may expect to have an amount by chance: those near it, over the
  /// distance.
  func density(near amountVND: Int64) -> Double {
    guard amountVND > 0 else { return 0 }
    let margin = max(amountVND / 20, 1000)
    let (low, isBelow) = amountVND.subtractingReportingOverflow(margin)
    let (high, isAbove) = amountVND.addingReportingOverflow(margin)
    let count = (isAbove ? index.byAmount.amounts.count : first(high)) - (isBelow ? 0 : first(low))
    return Double(count) * freeShare / Double(2 * margin)
  }

  /// Where amounts of at least this begin.
  private func first(_ amountVND: Int64) -> Int {
    let amounts = index.byAmount.amounts
    var (low, high) = (0, amounts.count)
    while low < high {
      let middle = (low + high) / 2
      if amounts[middle] < amountVND { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
