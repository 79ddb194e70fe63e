/// Bills that a line with an exact code may mean instead: free ones of its amount whose codes are
/// near its own, where EVN does not say that its own bill is paid.
///
/// The line keeps its bill, which its code names; but it proves no longer that it is paid.
extension Allocation {
  /// Above so many bills nobody is asked: a slip into another billed code whose bill has the same
  /// amount happens to one line in thousands, and where there are many it does not sway a rate.
  private static let billsMax = 200_000

  /// Looks for rivals of all lines that pay by their codes.
  mutating func findRivals() {
    guard index.count <= Self.billsMax else { return }
    let free = FreeBills(index, where: outcomes.isFree)
    for payment in evidence.indices {
      let outcome = outcomes[payment]
      guard outcome.status == .auto, outcome.tier == .code, outcome.confidence == 1 else {
        continue
      }
      guard outcomes.bills(of: payment).contains(where: { index.facts[$0].isPaid != 1 }) else {
        continue
      }
      let line = evidence[payment]
      let rivals = free.bills(of: line.amountVND, for: line) {
        isRival($0, $1, of: line, outcome.reason)
      }
      guard let rivals, !rivals.isEmpty else { continue }
      outcomes.doubt(payment)
      for rival in rivals { outcomes.mark(rival, mayBePaidBy: line.channel) }
    }
  }

  private func isRival(
    _ bill: BillFacts, _ signs: CodeSigns, of line: Evidence, _ reason: MatchReason
  ) -> Bool {
    guard isNear(bill, line), !line.groups.contains(Int(bill.group)) else { return false }
    let code = index.codes.key(Int(bill.group))
    return line.groups.contains { group in
      guard
        index.codeOrder.signs[group].differences(signs) <= 2
          || index.codeOrder.signs[group].count != signs.count
      else { return false }
      let own = index.codes.key(group)
      return CodePiece.isOneSlip(own, code)
        || reason.isInexact && CodePiece.areTwoSigns(own, code)
    }
  }
}
