/// The lines that may pay by their codes, in sets that share no customer code with one another.
struct Components: Sendable {
  /// The lines, set by set, in a set in their order.
  private var ordered: [Int32]
  private var starts: [Int32]

  /// How many sets there are.
  var count: Int { starts.count - 1 }

  /// Parts lines that may pay by themselves.
  init(_ allocation: Allocation, _ payments: [Int]) {
    let evidence = allocation.evidence
    var sets = DisjointSets(count: allocation.index.groupCount)
    for payment in payments where evidence[payment].more != nil {
      let groups = evidence[payment].groups
      for group in groups.dropFirst() { sets.join(groups[0], group) }
    }
    starts = Array(repeating: 0, count: allocation.index.groupCount + 1)
    let roots = payments.map { Int32(sets.root(Int(evidence[$0].group))) }
    for root in roots { starts[Int(root) + 1] += 1 }
    for group in 0..<allocation.index.groupCount { starts[group + 1] += starts[group] }
    var next = starts
    ordered = Array(repeating: 0, count: payments.count)
    for (place, payment) in payments.enumerated() {
      ordered[Int(next[Int(roots[place])])] = Int32(payment)
      next[Int(roots[place])] += 1
    }
    func precedes(_ left: Int32, _ right: Int32) -> Bool {
      evidence[Int(left)].precedes(evidence[Int(right)])
    }
    for set in 0..<count {
      let range = Int(starts[set])..<Int(starts[set + 1])
      let isSorted = range.dropFirst().allSatisfy { !precedes(ordered[$0], ordered[$0 - 1]) }
      if !isSorted { ordered[range].sort(by: precedes) }
    }
  }

  /// How many lines there are.
  var lineCount: Int { ordered.count }

  /// The first set behind the first half of the lines.
  var middle: Int { starts.partitioned { Int($0) < lineCount / 2 } }

  /// The lines of the sets from one on.
  func payments(from set: Int) -> ArraySlice<Int32> { ordered[Int(starts[set])...] }

  /// The lines of one set, in their order.
  func payments(of set: Int) -> [Int] {
    ordered[Int(starts[set])..<Int(starts[set + 1])].map { Int($0) }
  }
}

extension Allocation {
  /// Gives bills to the lines of each set by itself, in their order; half of many sets on a second
  /// thread, as no bill may go to lines of two sets.
  mutating func allocate(
    _ components: Components, _ give: @escaping @Sendable (inout Allocation, [Int]) -> Void
  ) {
    // A second thread copies all outcomes, which few lines are not worth.
    let isMuch = components.lineCount > evidence.count / 4 && components.lineCount > 2000
    let middle = isMuch ? components.middle : components.count
    guard middle < components.count else {
      for set in 0..<components.count { give(&self, components.payments(of: set)) }
      return
    }
    let (_, second) = TwoThreads.run(
      { for set in 0..<middle { give(&self, components.payments(of: set)) } },
      { [self] in
        var allocation = self
        for set in middle..<components.count { give(&allocation, components.payments(of: set)) }
        return allocation.outcomes
      })
    outcomes.adopt(second, of: components.payments(from: middle))
  }
}

/// Numbers in sets that can be joined.
private struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) {
    parents = (0..<count).map { Int32($0) }
  }

  mutating func root(_ number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[Int(parents[number])]
      number = Int(parents[number])
    }
    return number
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (left, right) = (root(one), root(other))
    parents[max(left, right)] = Int32(min(left, right))
  }
}
