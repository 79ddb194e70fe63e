import Records

@testable import Reconciliation

/// Matching written plainly: every set of bills is looked at for every payment, by every reason.
///
/// It is told what each payment names, and so knows nothing of narrations. All codes it is given
/// differ from one another by one slip.
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
  /// Bills that no line had when all lines whose amounts agree had theirs.
  private var freeAfterExact: Set<Int> = []

  init(_ bills: [Bill], _ lines: [Line]) {
    // Oldest first, then by code: the order in which people would pay them.
    self.bills = bills.sorted {
      ($0.month, $0.customerCode, $0.issuedOn?.iso ?? "~", $0.amountVND, $0.id)
        < ($1.month, $1.customerCode, $1.issuedOn?.iso ?? "~", $1.amountVND, $1.id)
    }
    self.lines = lines
    let order = lines.indices.sorted {
      let (left, right) = (lines[$0].payment, lines[$1].payment)
      return (left.day, left.amountVND, EvidenceReader.contentHash(left))
        < (right.day, right.amountVND, EvidenceReader.contentHash(right))
    }
    for contradicting in [false, true] {
      for reason in 0..<7 {
        for line in order where billsOfLine[line] == nil {
          billsOfLine[line] = find(lines[line], reason, contradicting)
        }
      }
    }
    freeAfterExact = Set(self.bills.indices).subtracting(taken)
    let inexact = order.filter { billsOfLine[$0] == nil && mayBeInexact(lines[$0]) }
    for first in inexact where billsOfLine[first] == nil {
      guard let (bill, others) = instalments(first, inexact) else { continue }
      for line in [first] + others { billsOfLine[line] = [bill] }
    }
    for line in inexact where billsOfLine[line] == nil {
      billsOfLine[line] = fee(lines[line]) ?? named(lines[line]) ?? rounded(lines[line])
    }
  }

  private var taken: Set<Int> { Set(billsOfLine.values.joined()) }

  private func isPossible(_ bill: Int, _ line: Line) -> Bool {
    bills[bill].issuedOn.map { $0 <= line.payment.day }
      ?? (bills[bill].month <= line.payment.day.month)
  }

  private func contradicts(_ bill: Int, _ line: Line) -> Bool {
    bills[bill].payment.channel.isCashless.map { $0 != line.isCashless } ?? false
  }

  private func usable(_ line: Line, _ contradicting: Bool) -> [Int] {
    let taken = taken
    return bills.indices.filter { bill in
      !taken.contains(bill) && line.codes.contains(bills[bill].customerCode.text)
        && isPossible(bill, line) && (contradicting || !contradicts(bill, line))
    }
  }

  private func days(_ bill: Int, _ line: Line) -> Int? {
    bills[bill].payment.paidOn.map { abs($0.days(to: line.payment.day)) }
  }

  // MARK: Amounts that agree

  private func find(_ line: Line, _ reason: Int, _ contradicting: Bool) -> [Int]? {
    let usable = usable(line, contradicting)
    let sets = subsets(of: usable).filter { set in
      set.reduce(0) { $0 + bills[$1].amountVND } == line.payment.amountVND
    }
    switch reason {
    case 5: return oneOfEach(sets, line)
    case 6: return run(sets, usable, line)
    default:
      guard oneOfEach(sets, line) == nil else { return nil }
      return single(sets.filter { $0.count == 1 }.map { $0[0] }, line, reason)
    }
  }

  private func single(_ exact: [Int], _ line: Line, _ reason: Int) -> [Int]? {
    let fitting = exact.filter { bill in
      switch reason {
      case 0: line.months.contains(bills[bill].month)
      case 1: days(bill, line) == 0
      case 2: days(bill, line).map { $0 <= 10 } ?? false
      case 3: days(bill, line) == nil
      default: days(bill, line) != nil
      }
    }
    guard reason < 3 || !isRepeated(line) else { return nil }
    // Of bills alike the latest.
    let ranked = fitting.sorted {
      let left = (days($0, line) ?? 10, bills[$0].customerCode.text, -$0)
      return left < (days($1, line) ?? 10, bills[$1].customerCode.text, -$1)
    }
    return ranked.first.map { [$0] }
  }

  /// Whether another line of these days paid as much for one of the codes.
  private func isRepeated(_ line: Line) -> Bool {
    billsOfLine.contains { other, theirs in
      let payment = lines[other].payment
      return payment.amountVND == line.payment.amountVND
        && abs(payment.day.days(to: line.payment.day)) <= 20
        && theirs.contains {
          bills[$0].amountVND == payment.amountVND
            && line.codes.contains(bills[$0].customerCode.text)
        }
    }
  }

  private func rank(_ bill: Int, _ line: Line) -> Int {
    if line.months.contains(bills[bill].month) { return 0 }
    guard let days = days(bill, line) else { return 12 }
    return days <= 10 ? 1 + days : 13 + days
  }

  private func oneOfEach(_ sets: [[Int]], _ line: Line) -> [Int]? {
    let billed = Set(bills.map(\.customerCode.text))
    let codes = line.codes.filter(billed.contains).sorted()
    guard codes.count > 1 else { return nil }
    let fitting = sets.filter { $0.map { bills[$0].customerCode.text }.sorted() == codes }
    func key(_ set: [Int]) -> [Int] {
      set.sorted { bills[$0].customerCode < bills[$1].customerCode }
        .flatMap { [rank($0, line), -$0] }
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

  // MARK: Amounts that differ

  private func mayBeInexact(_ line: Line) -> Bool {
    let billed = Set(bills.map(\.customerCode.text))
    return line.codes.contains(where: billed.contains)
      && !bills.indices.contains { bill in
        let isOwn = line.codes.contains(bills[bill].customerCode.text)
        return bills[bill].amountVND == line.payment.amountVND && isPossible(bill, line)
          && (isOwn || freeAfterExact.contains(bill) && !contradicts(bill, line))
      }
  }

  private func instalments(_ first: Int, _ inexact: [Int]) -> (bill: Int, others: [Int])? {
    let line = lines[first]
    let codes = billedCodes(line)
    guard codes.count == 1, let place = inexact.firstIndex(of: first) else { return nil }
    let later = inexact[(place + 1)...].filter {
      billsOfLine[$0] == nil && billedCodes(lines[$0]) == codes
        && line.payment.day.days(to: lines[$0].payment.day) <= 45
    }
    for bill in usable(line, false).reversed() {
      let rest = bills[bill].amountVND - line.payment.amountVND
      var found: [[Int]] = []
      for second in later.indices {
        if lines[later[second]].payment.amountVND == rest { found.append([second]) }
        for third in later.indices where third > second {
          let sum = lines[later[second]].payment.amountVND + lines[later[third]].payment.amountVND
          if sum == rest { found.append([second, third]) }
        }
      }
      found = found.filter { $0.allSatisfy { !contradicts(bill, lines[later[$0]]) } }
      if let best = found.min(by: { $0.lexicographicallyPrecedes($1) }) {
        return (bill, best.map { later[$0] })
      }
    }
    return nil
  }

  private func billedCodes(_ line: Line) -> Set<String> {
    Set(line.codes).intersection(bills.map(\.customerCode.text))
  }

  private func likely(_ line: Line) -> [Int] {
    usable(line, false).filter { bill in
      if let days = days(bill, line) { return days <= 10 }
      if let issued = bills[bill].issuedOn { return issued.days(to: line.payment.day) <= 75 }
      return 30 * (line.payment.day.month.ordinal - bills[bill].month.ordinal) <= 75
    }
  }

  private func fee(_ line: Line) -> [Int]? {
    let found = likely(line).filter {
      MatchingRules.usualFeesVND.contains(line.payment.amountVND - bills[$0].amountVND)
    }
    return found.count == 1 ? found : nil
  }

  private func named(_ line: Line) -> [Int]? {
    let found = usable(line, false).filter { line.months.contains(bills[$0].month) }
    guard !found.isEmpty else { return nil }
    let (sum, paid) = (found.reduce(0) { $0 + bills[$1].amountVND }, line.payment.amountVND)
    if found.count == 1, paid < sum { return sum / paid < 9 ? found : nil }
    return paid > sum && paid / sum < 3 ? found : nil
  }

  private func rounded(_ line: Line) -> [Int]? {
    let found = likely(line)
    guard line.months.isEmpty, found.count == 1 else { return nil }
    let (owed, paid) = (bills[found[0]].amountVND, line.payment.amountVND)
    guard paid % 1000 == 0, owed % 1000 != 0 else { return nil }
    if paid < owed { return owed / paid < 3 ? found : nil }
    let steps: [Int64] = [500_000, 100_000, 50_000, 10_000, 1000]
    let step = steps.first { paid % $0 == 0 } ?? 0
    return paid - owed < min(step, owed) ? found : nil
  }
}
