/// The bills in the order of amounts; made once, asked which of them are free.
struct AmountOrder: Sendable {
  fileprivate let bills: [Int32]
  /// EVN's word on the channel of each: 1 cashless, 0 cash, -1 unknown.
  fileprivate let cashless: [Int8]
  private let chances: AmountChances

  init(_ facts: [BillFacts]) {
    // Amounts and places packed into one number each sort three times as fast.
    let amounts: [Int64]
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
    cashless = bills.map { facts[Int($0)].cashless }
    chances = AmountChances(amounts)
  }

  /// How many bills one may expect to have the amount of a line that has nothing to do with them.
  func expected(_ amountVND: Int64) -> Double { chances.expected(amountVND) }
}

/// How often amounts are alike by chance, told for ranges of amounts.
///
/// Where bills of a range have amounts of any đồng, it is how densely they lie; where they come of
/// whole kilowatt-hours, it is how many others have the amount of one of them.
private struct AmountChances: Sendable {
  /// Sixteen ranges to each doubling.
  private static let bits: Int64 = 4

  private var bills: [Double] = Array(repeating: 0, count: 64 << bits)
  /// Pairs of bills with the same amount, each twice.
  private var pairs: [Double] = Array(repeating: 0, count: 64 << bits)

  init(_ sorted: [Int64]) {
    var place = 0
    while place < sorted.count {
      var end = place + 1
      while end < sorted.count, sorted[end] == sorted[place] { end += 1 }
      let count = Double(end - place)
      let range = Self.range(sorted[place])
      bills[range] += count
      pairs[range] += count * (count - 1)
      place = end
    }
  }

  func expected(_ amountVND: Int64) -> Double {
    guard amountVND > 0 else { return 0 }
    let range = Self.range(amountVND)
    guard bills[range] > 0 else { return 0 }
    let width = Double(max(Self.first(amountVND) >> Self.bits, 1))
    return max(bills[range] / width, pairs[range] / bills[range])
  }

  /// The power of two at or below an amount.
  private static func first(_ amountVND: Int64) -> Int64 {
    1 << Int64(63 - amountVND.leadingZeroBitCount)
  }

  private static func range(_ amountVND: Int64) -> Int {
    let first = first(amountVND)
    let part = (amountVND - first) / max(first >> bits, 1)
    return (63 - amountVND.leadingZeroBitCount) << Int(bits) + Int(part)
  }
}

/// The bills that are free at some point, by amount, apart by EVN's word on their channel.
struct FreeBills: Sendable {
  /// An amount of more bills than these that a line may pay says nothing.
  private static let billsMax = 1024

  /// In the order of amounts; what is asked of a bill lies beside its neighbours', because to
  /// fetch it from all over the memory takes longer than all else.
  private struct Sorted: Sendable {
    var facts: [BillFacts] = []
    var signs: [CodeSigns] = []
    var bills: [Int32] = []

    mutating func append(_ bill: Int32, _ index: BillIndex) {
      facts.append(index.facts[Int(bill)])
      signs.append(index.codeOrder.signs[Int(index.facts[Int(bill)].group)])
      bills.append(bill)
    }

    /// The same order without some bills, and with others that come in that order.
    func without(_ gone: Set<Int>, with come: ArraySlice<Int>, _ index: BillIndex) -> Sorted {
      var (come, sorted) = (come, Sorted())
      for place in bills.indices {
        while let next = come.first,
          (index.facts[next].amountVND, next) < (facts[place].amountVND, Int(bills[place]))
        {
          sorted.append(Int32(next), index)
          come.removeFirst()
        }
        guard !gone.contains(Int(bills[place])) else { continue }
        sorted.facts.append(facts[place])
        sorted.signs.append(signs[place])
        sorted.bills.append(bills[place])
      }
      for bill in come { sorted.append(Int32(bill), index) }
      return sorted
    }
  }

  private let index: BillIndex
  /// Of unknown channel, cash, cashless.
  private var lists: [Sorted] = [Sorted(), Sorted(), Sorted()]

  /// None, until they are given.
  init(_ index: BillIndex) {
    self.index = index
  }

  init(_ index: BillIndex, where isFree: (Int) -> Bool) {
    self.index = index
    let order = index.byAmount
    for place in order.bills.indices where isFree(Int(order.bills[place])) {
      lists[Int(order.cashless[place]) + 1].append(order.bills[place], index)
    }
  }

  /// Takes out those of some bills that are no longer free, and puts in those that are.
  mutating func update(_ bills: [Int], where isFree: (Int) -> Bool) {
    for list in lists.indices {
      let changed = Set(
        bills.filter {
          index.facts[$0].amountVND > 0 && Int(index.facts[$0].cashless) + 1 == list
        })
      guard !changed.isEmpty else { continue }
      let free = changed.filter(isFree)
        .sorted { (index.facts[$0].amountVND, $0) < (index.facts[$1].amountVND, $1) }
      lists[list] = lists[list].without(changed, with: free[...], index)
    }
  }

  /// The bills of exactly an amount that a line may pay, not against EVN's word; by month and id.
  ///
  /// - Parameters:
  ///   - amountVND: The amount, not always the line's own.
  ///   - line: The line.
  ///   - isSuch: What else must hold of a bill, by its facts and the signs of its code.
  /// - Returns: The bills; nil where there are too many.
  func bills(
    of amountVND: Int64, for line: Evidence, where isSuch: (BillFacts, CodeSigns) -> Bool
  ) -> [Int]? {
    var found: [Int] = []
    for said in -1...1 where said < 0 || line.cashless < 0 || said == Int(line.cashless) {
      let (facts, signs) = (lists[said + 1].facts, lists[said + 1].signs)
      var place = facts.partitioned { $0.amountVND < amountVND }
      while place < facts.count && facts[place].amountVND == amountVND {
        if isSuch(facts[place], signs[place]) { found.append(Int(lists[said + 1].bills[place])) }
        if found.count > Self.billsMax { return nil }
        place += 1
      }
    }
    return found.count > 1 ? found.sorted(by: index.isEarlier) : found
  }
}

extension Array {
  /// How many elements come first for which this holds; it holds for none behind them.
  func partitioned(_ isFirst: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isFirst(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
