public import Diagnostics
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records
internal import Reports

/// A payment line that somebody should look at.
public struct ReviewItem: Encodable, Sendable {
  /// How a command names it: `file:line`, with the sheet between where it needs one.
  public let id: String
  /// The file it was read from.
  public let file: String
  /// The physical line of a text file, or the row of a sheet, from 1.
  public let line: Int
  /// `suggested`; `auto` where rules took one of several bills that fit; or what was decided.
  public let status: String
  /// What kind of evidence leads to the bills.
  public let tier: String
  /// How likely the bills are the right ones, from 0 to 1.
  public let confidence: Double
  /// The proposed bills.
  public let bills: [String]
  /// Why.
  public let reason: String
  /// How many households' part in the rates hangs on it.
  public let impact: Int
  let words: Words
  let kind: (status: Words, tier: Words)
  let amountVND: Int64

  private enum CodingKeys: String, CodingKey {
    case id, file, line, status, tier, confidence, bills, reason, impact
  }

  /// The item for people.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - showsValues: Whether to tell the amount.
  /// - Returns: Two lines.
  public func text(in language: Language, showsValues: Bool) -> String {
    let percent = Int((confidence * 100).rounded())
    let affected = Words(vi: "\(impact) hộ", en: "\(impact) households")[language]
    let amount = showsValues ? ", \(amountVND) đ" : ""
    let (status, tier) = (kind.status[language], kind.tier[language])
    let head = "\(id)  \(status), \(tier), \(percent)%, \(affected)\(amount)"
    return head + "\n  \(bills.joined(separator: ";")): \(words[language])"
  }
}

/// Decisions about payment lines.
public enum ReviewWorkflow {
  /// What to do with one line.
  public enum Action: Sendable {
    /// Take what is proposed.
    case accept
    /// It pays no bill.
    case reject
    /// It pays these bills, so much each.
    case split([(billID: String, amountVND: Int64)])
    /// It pays these bills, the oldest first.
    case choose([String])
  }

  /// What a decision came to.
  public struct Outcome: Encodable, Sendable {
    /// The number of the event, by which it can be undone.
    public let event: Int?
    /// The line.
    public let line: String
    /// What was decided.
    public let decision: String
    /// The same for people.
    public let words: Words
    /// The bills it pays now.
    public let bills: [String]

    private enum CodingKeys: String, CodingKey {
      case event, line, decision, bills
    }
  }

  /// The lines to look at, those that could change the rates most first.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - includesDecided: Whether lines that somebody decided are listed too.
  /// - Returns: The queue.
  /// - Throws: The modules' errors.
  public static func list(_ folder: String, includesDecided: Bool = false) throws -> [ReviewItem] {
    let review = try ReviewSession(folder)
    let matching = review.evaluation.matching
    let impact = ReviewImpact(review.evaluation)
    let wanted: Set<PaymentMatch.Status> =
      includesDecided ? [.suggested, .accepted, .rejected] : [.suggested]
    let items = matching.matches.indices.compactMap { payment -> ReviewItem? in
      let isUnsure = matching.reconciled.isUnsure(payment)
      guard isUnsure || wanted.contains(matching.reconciled.outcome(of: payment).status) else {
        return nil
      }
      let match = matching.match(payment)
      let provenance = match.payment.provenance
      let file = review.name(provenance)
      let place = provenance.sheet.map { "\(file):\($0):\(provenance.line)" }
      return ReviewItem(
        id: place ?? "\(file):\(provenance.line)", file: file, line: provenance.line,
        status: match.status.rawValue, tier: match.tier.rawValue, confidence: match.confidence,
        bills: match.billIDs, reason: match.reason.en,
        impact: impact.households(touchedBy: payment), words: match.reason,
        kind: (match.status.words, match.tier.words), amountVND: match.payment.amountVND)
    }
    return items.sorted { left, right in
      if left.impact != right.impact { return left.impact > right.impact }
      if left.confidence != right.confidence { return left.confidence > right.confidence }
      return (left.file, left.line) < (right.file, right.line)
    }
  }

  /// Decides about one line; the decision is an event of the ledger.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - line: `file:line`, or `file:sheet:line`.
  ///   - action: What to do.
  ///   - reason: Why.
  /// - Returns: What was decided.
  /// - Throws: ``WorkflowError`` where the line is unknown or nothing is proposed for it; the
  ///   ledger's refusals.
  public static func decide(
    _ folder: String, line: String, _ action: Action, reason: String
  ) throws -> Outcome {
    let review = try ReviewSession(folder)
    let payment = try review.payment(named: line)
    let decision = try decision(action, payment, line, review)
    let event = try review.append(.decision(decision), reason: reason)
    return Outcome(
      event: event, line: line, decision: decision.kind.rawValue, words: words(decision.kind),
      bills: decision.shares.map(\.billID))
  }

  /// Takes back the decision about one line that holds.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - line: `file:line`, or `file:sheet:line`.
  ///   - reason: Why.
  /// - Returns: The event, and the line's bills as rules and earlier decisions have them.
  /// - Throws: ``WorkflowError/notDecided(_:)`` where nobody decided about it.
  public static func undo(_ folder: String, line: String, reason: String) throws -> Outcome {
    let review = try ReviewSession(folder)
    let payment = try review.payment(named: line)
    let place = review.evaluation.contents.payments[payment].provenance
    let standing = review.judgement.decisions.last {
      $0.isInForce && $0.decision.kind != .ruled && $0.decision.payment == place
    }
    guard let standing else { throw WorkflowError.notDecided(line) }
    let event = try review.append(.undo(standing.event), reason: reason)
    let after = try ReviewSession(folder).evaluation.matching.match(payment)
    return Outcome(
      event: event, line: line, decision: after.status.rawValue, words: after.status.words,
      bills: after.billIDs)
  }

  private static func words(_ kind: MatchDecision.Kind) -> Words {
    switch kind {
    case .ruled: PaymentMatch.Status.auto.words
    case .accepted: PaymentMatch.Status.accepted.words
    case .rejected: PaymentMatch.Status.rejected.words
    case .split: Words(vi: "đã chia", en: "split")
    case .chosen: Words(vi: "đã chọn hóa đơn khác", en: "other bills chosen")
    }
  }

  private static func decision(
    _ action: Action, _ payment: Int, _ line: String, _ review: ReviewSession
  ) throws -> MatchDecision {
    let matching = review.evaluation.matching
    let match = matching.match(payment)
    let place = match.payment.provenance
    switch action {
    case .reject: return MatchDecision(.rejected, payment: place)
    case .accept:
      guard !match.billIDs.isEmpty else { throw WorkflowError.nothingProposed(line) }
      return MatchDecision(
        .accepted, payment: place, shares: matching.shares(of: payment, match.billIDs))
    case .split(let parts):
      let shares = parts.map { MatchDecision.Share(billID: $0.billID, amountVND: $0.amountVND) }
      return MatchDecision(.split, payment: place, shares: shares)
    case .choose(let billIDs):
      return MatchDecision(
        .chosen, payment: place,
        shares: try spread(match.payment.amountVND, over: billIDs, review.evaluation))
    }
  }

  /// An amount over chosen bills, the oldest first, what is too much to the last.
  private static func spread(
    _ amountVND: Int64, over billIDs: [String], _ evaluation: Evaluation
  ) throws -> [MatchDecision.Share] {
    let bills = try billIDs.map { id in
      guard let bill = evaluation.contents.bills.first(where: { $0.id == id }) else {
        throw LedgerRefusal.unknownBill(id)
      }
      return bill
    }
    var rest = amountVND
    var shares: [MatchDecision.Share] = []
    for bill in bills.sorted(by: { ($0.month, $0.id) < ($1.month, $1.id) }) where rest > 0 {
      let amount = min(rest, max(bill.amountVND, 1))
      shares.append(MatchDecision.Share(billID: bill.id, amountVND: amount))
      rest -= amount
    }
    if rest > 0, !shares.isEmpty { shares[shares.count - 1].amountVND += rest }
    return shares
  }
}

/// How many households' part in the rates hangs on a line.
struct ReviewImpact {
  private let evaluation: Evaluation
  private let settled: SettledBills
  private let holders: [[Int]]

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    settled = evaluation.matching.settledBills
    holders = evaluation.basis.householdsByCustomer
  }

  /// Households of the register whose bill of a report's period is unpaid or of unknown channel as
  /// long as nobody decides about the line.
  func households(touchedBy payment: Int) -> Int {
    let periods = evaluation.content.periods.values
    var touched: Set<Int> = []
    for bill in evaluation.matching.reconciled.bills(of: payment) {
      let line = settled.lines[bill]
      let isOpen = line.isPaid != true || settled.channels[Int(line.channel)].isCashless == nil
      guard isOpen, periods.contains(where: { $0.contains(ordinal: Int(line.month)) }) else {
        continue
      }
      touched.formUnion(holders[Int(line.customer)])
    }
    return touched.count
  }
}

extension Period {
  fileprivate func contains(ordinal: Int) -> Bool {
    first.ordinal <= ordinal && ordinal <= last.ordinal
  }
}
