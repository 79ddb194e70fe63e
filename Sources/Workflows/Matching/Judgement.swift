internal import LedgerStore
internal import Reconciliation
internal import Records

/// What matching is told beside the records: rules, and what somebody decided.
struct Judgement {
  var rules: MatchingRules
  var decisions: [RecordedDecision]

  /// The decisions of people that hold, as matching takes them.
  ///
  /// A line that can no more be read stays with what rules matched it to when it could.
  func verdicts(erased: Set<Provenance>) -> [Decision] {
    decisions.filter(\.isInForce).compactMap { recorded in
      let decision = recorded.decision
      switch decision.kind {
      case .ruled where !erased.contains(decision.payment) || decision.shares.isEmpty: return nil
      case .rejected: return Decision(payment: decision.payment, verdict: .rejected)
      case .ruled, .accepted, .split, .chosen:
        let shares = decision.shares.map {
          Decision.Share(billID: $0.billID, amountVND: $0.amountVND)
        }
        return Decision(payment: decision.payment, verdict: .accepted(shares))
      }
    }
  }

  /// What rules matched when the ledger was last told, by line.
  var ruled: [Provenance: [MatchDecision.Share]] {
    var ruled: [Provenance: [MatchDecision.Share]] = [:]
    for recorded in decisions where recorded.isInForce && recorded.decision.kind == .ruled {
      ruled[recorded.decision.payment] = recorded.decision.shares
    }
    return ruled
  }
}

extension Matching {
  /// What rules match by themselves, for the ledger: also the lines that they match no more.
  func ruled(before: [Provenance: [MatchDecision.Share]]) -> [MatchDecision] {
    (0..<matches.count).compactMap { payment in
      let match = match(payment)
      let place = match.payment.provenance
      if match.status == .auto {
        return MatchDecision(.ruled, payment: place, shares: shares(of: payment, match.billIDs))
      }
      guard before[place]?.isEmpty == false, match.status != .accepted, match.status != .rejected
      else { return nil }
      return MatchDecision(.ruled, payment: place)
    }
  }

  /// How a line's whole amount goes to its bills: what is too much goes to the last of them, and
  /// becomes the customer's credit.
  func shares(of payment: Int, _ billIDs: [String]) -> [MatchDecision.Share] {
    let (spread, credit) = reconciled.spread(
      of: payment, over: reconciled.bills(of: payment))
    var shares = zip(billIDs, spread).map {
      MatchDecision.Share(billID: $0, amountVND: $1.amountVND)
    }
    shares.removeAll { $0.amountVND <= 0 }
    if credit > 0, !shares.isEmpty { shares[shares.count - 1].amountVND += credit }
    return shares
  }
}
