/// Customer codes that new lines touch.
struct TouchedGroups {
  private var isTouched: [Bool]
  private(set) var groups: [Int] = []

  init(count: Int) {
    isTouched = Array(repeating: false, count: count)
  }

  mutating func insert(_ group: Int) {
    guard !isTouched[group] else { return }
    isTouched[group] = true
    groups.append(group)
  }

  func contains(_ group: Int) -> Bool { isTouched[group] }
}

/// Bills whose lines may change, with how they stood before.
private struct WatchedBills {
  private var bills: [(bill: Int, wasFree: Bool, wasFreeOfExact: Bool)] = []

  mutating func add(_ groups: some Sequence<Int>, _ allocation: Allocation) {
    for group in groups {
      for bill in allocation.index.bills(of: group) {
        let bill = Int(bill)
        bills.append(
          (bill, allocation.outcomes.isFree(bill), allocation.outcomes.isFreeOfExact(bill)))
      }
    }
  }

  /// The bills that exact amounts gave away, or no longer do.
  func changedOfExact(_ allocation: Allocation) -> [Int] {
    bills.filter { $0.wasFreeOfExact != allocation.outcomes.isFreeOfExact($0.bill) }.map(\.bill)
  }

  /// The bills that were taken, or became free.
  func changed(_ allocation: Allocation) -> [Int] {
    bills.filter { $0.wasFree != allocation.outcomes.isFree($0.bill) }.map(\.bill)
  }
}

/// Matching anew only what new lines touch.
extension ReconcilingRun {
  mutating func allocateTouched() {
    guard first < evidence.count else { return }
    var touched = TouchedGroups(count: index.groupCount)
    let reversals = findReversals()
    let reversed = reversals.lines
    for payment in reversed { touch(payment, &touched) }
    for payment in first..<evidence.count { touch(payment, &touched) }
    spread(&touched)
    var watched = WatchedBills()
    watched.add(touched.groups, allocation)

    // Codes and exact amounts, in the sets that new lines belong to.
    reverse(reversals)
    let lines = lines(of: touched)
    for payment in lines { allocation.outcomes.release(payment) }
    let components = Components(allocation, lines)
    allocation.allocate(components) { $0.allocateExactly($1) }

    // Amounts that differ, also where a bill of the line's amount came or went.
    let changedOfExact = watched.changedOfExact(allocation)
    freeOfExact.update(changedOfExact, where: allocation.outcomes.isFreeOfExact)
    let index = index
    let others = linesNear(Set(changedOfExact.map { index.facts[$0].amountVND }), touched)
    watched.add(others.groups, allocation)
    let nearLines = self.lines(of: others)
    for payment in nearLines where allocation.outcomes[payment].reason.isInexact {
      allocation.outcomes.release(payment)
    }
    for components in [components, Components(allocation, nearLines)] {
      allocation.allocate(components) { [freeOfExact] in $0.allocateInexactly($1, freeOfExact) }
    }
    collect(reversed, touched, others, changed: watched.changed(allocation))
  }

  private func touch(_ payment: Int, _ touched: inout TouchedGroups) {
    guard evidence[payment].mayPayByItself else { return }
    for group in evidence[payment].groups { touched.insert(group) }
  }

  /// Goes on to the codes that lines with several codes join.
  private func spread(_ touched: inout TouchedGroups) {
    var isDone = false
    while !isDone {
      isDone = true
      for line in linking {
        let groups = evidence[Int(line)].groups
        guard groups.contains(where: touched.contains) else { continue }
        for group in groups where !touched.contains(group) {
          touched.insert(group)
          isDone = false
        }
      }
    }
  }

  private func lines(of touched: TouchedGroups) -> [Int] {
    guard !touched.groups.isEmpty else { return [] }
    let evidence = evidence
    return evidence.indices.filter {
      evidence[$0].group >= 0 && touched.contains(Int(evidence[$0].group)) && isOpen($0)
    }
  }

  /// The codes of lines with other amounts than their bills that are those of some others.
  private func linesNear(_ amounts: Set<Int64>, _ touched: TouchedGroups) -> TouchedGroups {
    var near = TouchedGroups(count: index.groupCount)
    guard !amounts.isEmpty else { return near }
    let evidence = evidence
    for payment in 0..<first where amounts.contains(evidence[payment].amountVND) {
      let outcome = allocation.outcomes[payment]
      guard outcome.status == .unmatched || outcome.reason.isInexact, isOpen(payment),
        !touched.contains(Int(evidence[payment].group))
      else { continue }
      touch(payment, &near)
    }
    spread(&near)
    return near
  }

  /// Brings the leftover lines up to date.
  private mutating func collect(
    _ reversed: Set<Int>, _ touched: TouchedGroups, _ others: TouchedGroups, changed: [Int]
  ) {
    let (first, evidence) = (first, evidence)
    var isReversed = Array(repeating: false, count: evidence.count)
    for payment in reversed { isReversed[payment] = true }
    func isRenewed(_ payment: Int) -> Bool {
      guard payment < first, !isReversed[payment] else { return true }
      let group = Int(evidence[payment].group)
      return group >= 0 && (touched.contains(group) || others.contains(group))
    }
    free.update(changed, where: allocation.outcomes.isFree)
    leftovers.update(allocation, names, free, changed: changed, isRenewed: isRenewed)
    leftovers.collect(evidence.indices.filter(isRenewed), allocation, names, free)
    leftovers.weigh(allocation, names)
  }
}
