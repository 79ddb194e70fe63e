/// Lines whose codes are exact and whose amounts are not: instalments, fees, part payments, and
/// what people pay too much.
///
/// Runs after all lines whose amounts agree. A line is given nothing here where its amount is
/// that of a bill that another line pays, or of a bill whose code differs from the line's by one
/// slip: then the code or the line is likelier to be wrong than the amount.
extension Allocation {
  /// Lines looked at together for instalments; more are no honest payer.
  private static let instalmentLinesMax = 16
  /// How many times a bill's amount a line may be at most, and a bill how many times a line's.
  private static let ratioMax: Int64 = 3

  /// Gives what can be given to the lines of one component that wait still, in their order.
  ///
  /// - Parameters:
  ///   - payments: The lines.
  ///   - free: The bills that no exact amount gave away.
  mutating func allocateInexactly(_ payments: [Int], _ free: FreeBills) {
    var waiting = payments.filter { outcomes[$0].status == .unmatched && mayBeInexact($0, free) }
    guard !waiting.isEmpty else { return }
    instalments(&waiting)
    for payment in waiting {
      let line = evidence[payment]
      if let (bill, isOnly) = withFee(line) {
        take([bill], for: payment, .fee, isSure: isOnly)
      } else if let (bills, reason) = ofNamed(line) ?? rounded(line) {
        take(bills, for: payment, reason)
      }
    }
  }

  private func mayBeInexact(_ payment: Int, _ free: FreeBills) -> Bool {
    let line = evidence[payment]
    for group in line.groups {
      for bill in index.bills(of: group)
      where index.facts[Int(bill)].amountVND == line.amountVND && isPossible(Int(bill), for: line) {
        return false
      }
    }
    let codes = PieceSigns(
      line.groups.map { CodePiece(index.codes, $0) }, index.codeOrder)
    let near = free.bills(of: line.amountVND, for: line) { facts, signs in
      facts.mayBePaid(on: line.day) && codes.agree(with: facts.group, signs, index)
    }
    return near?.isEmpty ?? true
  }

  /// The bills that a line may be about though the amount is another: free, not against EVN's
  /// word, and open or paid by EVN's account on a near day.
  func likely(_ line: Evidence) -> [Int] {
    line.groups.flatMap { index.bills(of: $0) }.map { Int($0) }.filter { bill in
      guard isUsable(bill, for: line, false) else { return false }
      if let days = days(bill, line) { return days <= rules.nearDays }
      return age(bill, line) <= rules.openDays
    }
  }

  /// Days since the bill was issued, or since its month began.
  func age(_ bill: Int, _ line: Evidence) -> Int {
    index.facts[bill].age(on: line.day)
  }

  // MARK: Several lines for one bill

  /// Two or three lines of one code that add up to a bill.
  private mutating func instalments(_ waiting: inout [Int]) {
    guard (2...Self.instalmentLinesMax).contains(waiting.count) else { return }
    var place = 0
    while place < waiting.count {
      if let (bill, lines) = instalments(waiting, from: place) {
        let isSure = !isOneOfSeveral(bill, evidence[lines[0]])
        for line in lines { take([bill], for: line, .instalments, isSure: isSure) }
        waiting.removeAll(where: lines.contains)
      } else {
        place += 1
      }
    }
  }

  private func instalments(_ waiting: [Int], from place: Int) -> (bill: Int, lines: [Int])? {
    let first = evidence[waiting[place]]
    guard first.bill < 0, first.groups.count == 1 else { return nil }
    let others = waiting[(place + 1)...].filter { payment in
      let line = evidence[payment]
      return line.bill < 0 && line.groups == first.groups
        && Int(line.day) - Int(first.day) <= rules.instalmentDays
    }
    // The latest bill first, as where the amount is paid at once.
    for bill in index.bills(of: Int(first.group)).reversed().map({ Int($0) })
    where isUsable(bill, for: first, false) {
      let rest = index.facts[bill].amountVND - first.amountVND
      guard rest > 0 else { continue }
      for (second, payment) in others.enumerated() where !contradicts(bill, evidence[payment]) {
        let left = rest - evidence[payment].amountVND
        if left == 0 { return (bill, [waiting[place], payment]) }
        let third = others[(second + 1)...].first {
          evidence[$0].amountVND == left && !contradicts(bill, evidence[$0])
        }
        if let third { return (bill, [waiting[place], payment, third]) }
      }
    }
    return nil
  }

  /// Whether another bill of the code that the line could pay has a bill's amount.
  private func isOneOfSeveral(_ bill: Int, _ line: Evidence) -> Bool {
    index.bills(of: Int(line.group)).contains { other in
      Int(other) != bill && index.facts[Int(other)].amountVND == index.facts[bill].amountVND
        && isUsable(Int(other), for: line, false)
    }
  }

  // MARK: One line and another amount

  /// The one likely bill that is a usual fee below the amount, and whether no other is likely: then
  /// the line may also be that one's, rounded up.
  private func withFee(_ line: Evidence) -> (bill: Int, isOnly: Bool)? {
    let likely = likely(line)
    let found = likely.filter { bill in
      rules.feesVND.contains(line.amountVND - index.facts[bill].amountVND)
        && (line.bill < 0 || line.named == [bill])
    }
    guard found.count == 1 else { return nil }
    return (found[0], likely.count == 1 || line.bill >= 0 || line.month != 0)
  }

  /// The bills of the ids or months that the line names: part of one, or more than all of them.
  private func ofNamed(_ line: Evidence) -> (bills: [Int], reason: MatchReason)? {
    var bills: [Int]
    if line.bill >= 0 {
      guard line.flags.contains(.hasLongBillID) else { return nil }
      bills = line.named.filter { isUsable($0, for: line, false) }
      guard bills.count == line.named.count else { return nil }
    } else {
      bills = line.groups.flatMap { index.bills(of: $0) }.map { Int($0) }.filter {
        line.names(month: index.facts[$0].month) && isUsable($0, for: line, false)
      }
    }
    bills = index.oldestFirst(bills)
    guard let sum = sum(bills) else { return nil }
    if bills.count == 1, line.amountVND < sum, sum / line.amountVND < Self.ratioMax * 3 {
      return (bills, .part)
    }
    return line.amountVND > sum && line.amountVND / sum < Self.ratioMax ? (bills, .tooMuch) : nil
  }

  /// Whole thousands paid for the one likely bill, which is none: rounded up, or part of it.
  private func rounded(_ line: Evidence) -> (bills: [Int], reason: MatchReason)? {
    guard line.amountVND % 1000 == 0, line.bill < 0, line.month == 0 else { return nil }
    let bills = likely(line)
    guard bills.count == 1, let amount = sum(bills), amount % 1000 != 0 else { return nil }
    if line.amountVND < amount {
      return amount / line.amountVND < Self.ratioMax ? (bills, .part) : nil
    }
    let step = [500_000, 100_000, 50_000, 10_000, 1000].first { line.amountVND % $0 == 0 }
    return line.amountVND - amount < min(step ?? 0, amount) ? (bills, .tooMuch) : nil
  }

  /// The sum of bills; nil for none, and where it does not fit.
  private func sum(_ bills: [Int]) -> Int64? {
    var sum: Int64 = 0
    for bill in bills {
      let (next, overflow) = sum.addingReportingOverflow(index.facts[bill].amountVND)
      guard !overflow else { return nil }
      sum = next
    }
    return bills.isEmpty ? nil : sum
  }
}
