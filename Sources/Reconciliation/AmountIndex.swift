/// The free bills in the order of amounts.
struct AmountIndex: Sendable {
  private struct Entry {
    var amountVND: Int64
    var bill: Int32
  }

  /// An amount of more bills than these says nothing.
  private static let billsMax = 256

  private let entries: [Entry]

  /// Indexes the bills that no line pays.
  init(_ index: BillIndex, _ outcomes: Outcomes) {
    var entries: [Entry] = []
    for bill in 0..<index.count where outcomes.isFree(bill) {
      let amount = index.facts[bill].amountVND
      if amount > 0 { entries.append(Entry(amountVND: amount, bill: Int32(bill))) }
    }
    entries.sort { left, right in
      if left.amountVND != right.amountVND { return left.amountVND < right.amountVND }
      let (one, other) = (index.facts[Int(left.bill)], index.facts[Int(right.bill)])
      if one.month != other.month { return one.month < other.month }
      return index.ids.precedes(Int(one.id), Int(other.id))
    }
    self.entries = entries
  }

  /// How many bills there are.
  var count: Int { entries.count }

  /// The bills of exactly an amount, by month and id; none where there are too many.
  func bills(of amountVND: Int64) -> [Int] {
    let start = first(amountVND)
    var end = start
    while end < entries.count && entries[end].amountVND == amountVND { end += 1 }
    return end - start > Self.billsMax ? [] : entries[start..<end].map { Int($0.bill) }
  }

  /// How many bills one may expect to have an amount by chance: those near it, over the distance.
  func density(near amountVND: Int64) -> Double {
    guard amountVND > 0 else { return 0 }
    let margin = max(amountVND / 20, 1000)
    let (low, isBelow) = amountVND.subtractingReportingOverflow(margin)
    let (high, isAbove) = amountVND.addingReportingOverflow(margin)
    let count = (isAbove ? entries.count : first(high)) - (isBelow ? 0 : first(low))
    return Double(count) / Double(2 * margin)
  }

  /// Where amounts of at least this begin.
  private func first(_ amountVND: Int64) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].amountVND < amountVND { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
