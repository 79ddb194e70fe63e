/// Finds the payment that each reversal takes back, also in an earlier month.
///
/// A reversal is a line with an amount below 0. Its payment has the same amount, is no later, and
/// is named by the same reference, else by the same customer codes or bills, else it is the only
/// line of that amount; of several the last one before the reversal.
struct Reversals {
  /// How many days a payment may lie before its reversal.
  private static let daysMax = 400

  /// What is asked of a payment, side by side: of one amount there are thousands.
  private struct Candidate {
    var payment: Int
    var reference: UInt64
    var day: Int32
    var bill: Int32
    var group: Int32
    var name: Int32

    init(_ payment: Int, _ line: Evidence) {
      self.payment = payment
      (reference, day) = (line.reference, line.day)
      (bill, group, name) = (line.bill, line.group, line.name)
    }
  }

  /// The payments by reversal, both as places.
  private(set) var payments: [(reversal: Int, payment: Int)] = []

  /// Finds the payments of reversals among lines that are open.
  init(_ evidence: [Evidence], isOpen: (Int) -> Bool) {
    var reversals = evidence.indices.filter { evidence[$0].amountVND < 0 && isOpen($0) }
    guard !reversals.isEmpty else { return }
    reversals.sort { evidence[$0].precedes(evidence[$1]) }
    var places: [UInt64: Int] = [:]
    for reversal in reversals {
      let amount = evidence[reversal].amountVND.magnitude
      if places[amount] == nil { places[amount] = places.count }
    }
    var candidates: [[Candidate]] = Array(repeating: [], count: places.count)
    for payment in evidence.indices where evidence[payment].amountVND > 0 {
      guard let place = places[evidence[payment].amountVND.magnitude], isOpen(payment) else {
        continue
      }
      candidates[place].append(Candidate(payment, evidence[payment]))
    }
    for place in candidates.indices {
      candidates[place].sort { evidence[$0.payment].precedes(evidence[$1.payment]) }
    }
    for reversal in reversals {
      guard let place = places[evidence[reversal].amountVND.magnitude],
        let found = Self.find(evidence[reversal], candidates[place], evidence)
      else { continue }
      payments.append((reversal, candidates[place].remove(at: found).payment))
    }
  }

  /// The place of the payment among the lines of the amount.
  private static func find(
    _ reversal: Evidence, _ candidates: [Candidate], _ evidence: [Evidence]
  ) -> Int? {
    let first = candidates.partitioned { Int($0.day) < Int(reversal.day) - daysMax }
    let possible = first..<max(candidates.partitioned { $0.day <= reversal.day }, first)
    func last(_ isSame: (Candidate) -> Bool) -> Int? { possible.last { isSame(candidates[$0]) } }
    if reversal.reference != 0, let same = last({ $0.reference == reversal.reference }) {
      return same
    }
    if reversal.bill >= 0 {
      let named = reversal.named
      let same = last { $0.bill == reversal.bill && evidence[$0.payment].named == named }
      if let same { return same }
    }
    if reversal.group >= 0 {
      let groups = reversal.groups
      return last { $0.group == reversal.group && evidence[$0.payment].groups == groups }
    }
    if reversal.name >= 0, let same = last({ $0.name == reversal.name }) { return same }
    return possible.count == 1 ? possible.lowerBound : nil
  }
}
