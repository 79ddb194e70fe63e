import Records

/// Matching written plainly: every set of bills is looked at for every payment, by every reason.
///
/// It is told what each payment names, and so knows nothing of narrations.
struct PlainMatcher {
  /// A payment and what its narration names.
  struct Line {
    var payment: Payment
    var codes: [String]
    var months: [CalendarMonth]
    var isCashless: Bool
  }

  let bills: [Bill]
  let lines: [Line]
  private(set) var billsOfLine: [Int: [Int]] = [:]

  init(_ bills: [Bill], _ lines: [Line]) {
    // Oldest first, then by code: the order in which people would pay them.
    self.bills = bills.sorted {
      ($0.month, $0.customerCode, $0.issuedOn?.iso ?? "~", $0.amountVND, $0.id)
        < ($1.month, $1.customerCode, $1.issuedOn?.iso ?? "~", $1.amountVND, $1.id)
    }
    self.lines = lines
    let order = lines.indices.sorted {
      let (left, right) = (lines[$0].payment, lines[$1].payment)
      return (left.day, left.amountVND, left.narration, left.reference)
        < (right.day, right.amountVND, right.narration, right.reference)
    }
    for contradicting in [false, true] {
      for reason in 0..<7 {
        for line in order where billsOfLine[line] == nil {
          billsOfLine[line] = find(lines[line], reason, contradicting)
        }
      }
    }
  }

  private func find(_ line: Line, _ reason: Int, _ contradicting: Bool) -> [Int]? {
    let taken = Set(billsOfLine.values.joined())
    let usable = bills.indices.filter { index in
      let bill = bills[index]
      let contradicts = bill.payment.channel.isCashless.map { $0 != line.isCashless } ?? false
      let isIssued =
        bill.issuedOn.map { $0 <= line.payment.day } ?? (bill.month <= line.payment.day.month)
      return !taken.contains(index) && line.codes.contains(bill.customerCode.text) && isIssued
        && (contradicting || !contradicts)
    }
    let sets = subsets(of: usable).filter { set in
      set.reduce(0) { $0 + bills[$1].amountVND } == line.payment.amountVND
    }
    switch reason {
    case 5: return oneOfEach(sets, line)
    case 6: return run(sets, usable, line)
    default: return single(sets.filter { $0.count == 1 }.map { $0[0] }, line, reason)
    }
  }

  private func single(_ exact: [Int], _ line: Line, _ reason: Int) -> [Int]? {
    func days(_ bill: Int) -> Int? {
      bills[bill].payment.paidOn.map { abs($0.days(to: line.payment.day)) }
    }
    let fitting = exact.filter { bill in
      switch reason {
      case 0: line.months.contains(bills[bill].month)
      case 1: days(bill) == 0
      case 2: days(bill).map { $0 <= 10 } ?? false
      case 3: days(bill) == nil
      default: days(bill) != nil
      }
    }
    let ranked = fitting.sorted {
      let left = (days($0) ?? 10, bills[$0].customerCode.text, $0)
      return left < (days($1) ?? 10, bills[$1].customerCode.text, $1)
    }
    return ranked.first.map { [$0] }
  }

  private func rank(_ bill: Int, _ line: Line) -> Int {
    if line.months.contains(bills[bill].month) { return 0 }
    guard let paidOn = bills[bill].payment.paidOn else { return 12 }
    let days = abs(paidOn.days(to: line.payment.day))
    return days <= 10 ? 1 + days : 13 + days
  }

  private func oneOfEach(_ sets: [[Int]], _ line: Line) -> [Int]? {
    let billed = Set(bills.map(\.customerCode.text))
    let codes = line.codes.filter(billed.contains).sorted()
    guard codes.count > 1 else { return nil }
    let fitting = sets.filter { $0.map { bills[$0].customerCode.text }.sorted() == codes }
    func key(_ set: [Int]) -> [Int] {
      set.sorted { bills[$0].customerCode < bills[$1].customerCode }
        .flatMap { [rank($0, line), $0] }
    }
    return fitting.min { key($0).lexicographicallyPrecedes(key($1)) }
  }

  private func run(_ sets: [[Int]], _ usable: [Int], _ line: Line) -> [Int]? {
    let named = usable.filter { line.months.contains(bills[$0].month) }
    let likely = usable.filter { rank($0, line) <= 12 }
    for candidates in [named, likely, usable] {
      let runs = sets.filter { set in
        guard set.count > 1, let first = candidates.firstIndex(of: set[0]) else { return false }
        return Array(candidates[first...].prefix(set.count)) == set
      }
      if let found = runs.min(by: { ($0.last ?? 0) < ($1.last ?? 0) }) { return found }
    }
    return nil
  }

  private func subsets(of bills: [Int]) -> [[Int]] {
    guard let first = bills.first else { return [[]] }
    let rest = subsets(of: Array(bills.dropFirst()))
    return rest.map { [first] + $0 } + rest
  }
}
