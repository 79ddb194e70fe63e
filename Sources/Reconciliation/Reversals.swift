/// Finds the payment that each reversal takes back, also in an earlier month.
///
/// A reversal is a line with an amount below 0. Its payment has the same amount, is no later, and
/// is named by the same reference, else by the same customer codes or bills, else it is the only
/// line of that amount; of several the last one before the reversal.
struct Reversals {
  /// How many days a payment may lie before its reversal.
  private static let daysMax = 400

  /// The payments by reversal, both as places.
  private(set) var payments: [(reversal: Int, payment: Int)] = []

  /// Finds the payments of reversals among lines that are open.
  init(_ evidence: [Evidence], isOpen: (Int) -> Bool) {
    var reversals = evidence.indices.filter { evidence[$0].amountVND < 0 && isOpen($0) }
    guard !reversals.isEmpty else { return }
    reversals.sort { evidence[$0].precedes(evidence[$1]) }
    let amounts = Set(reversals.map { evidence[$0].amountVND.magnitude })
    var candidates: [UInt64: [Int]] = [:]
    for payment in evidence.indices
    where evidence[payment].amountVND > 0 && isOpen(payment)
      && amounts.contains(evidence[payment].amountVND.magnitude)
    {
      candidates[evidence[payment].amountVND.magnitude, default: []].append(payment)
    }
    for amount in candidates.keys {
      candidates[amount]?.sort { evidence[$0].precedes(evidence[$1]) }
    }
    for reversal in reversals {
      let amount = evidence[reversal].amountVND.magnitude
      guard let place = Self.find(evidence[reversal], candidates[amount] ?? [], evidence),
        let payment = candidates[amount]?.remove(at: place)
      else { continue }
      payments.append((reversal, payment))
    }
  }

  /// The place of the payment among the lines of the amount.
  private static func find(
    _ reversal: Evidence, _ candidates: [Int], _ evidence: [Evidence]
  ) -> Int? {
    let possible = candidates.indices.filter { place in
      let days = Int(reversal.day) - Int(evidence[candidates[place]].day)
      return days >= 0 && days <= daysMax
    }
    func last(_ isSame: (Evidence) -> Bool) -> Int? {
      possible.last { isSame(evidence[candidates[$0]]) }
    }
    if reversal.reference != 0, let same = last({ $0.reference == reversal.reference }) {
      return same
    }
    if !reversal.named.isEmpty, let same = last({ $0.named == reversal.named }) { return same }
    if reversal.group >= 0 { return last { $0.groups == reversal.groups } }
    if reversal.name >= 0, let same = last({ $0.name == reversal.name }) { return same }
    return possible.count == 1 ? possible[0] : nil
  }
}
