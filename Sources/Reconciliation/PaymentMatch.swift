public import Diagnostics
public import Records

/// What matching found for one payment line.
public struct PaymentMatch: Hashable, Sendable {
  /// What kind of evidence leads to the bills.
  public enum Tier: String, Hashable, Sendable, CaseIterable {
    /// A bill id.
    case billID = "bill-id"
    /// An exact customer code.
    case code
    /// Nothing that is enough.
    case none
  }

  /// What is made of it.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// The line pays these bills.
    case auto
    /// The line may pay these bills; somebody has to say.
    case suggested
    /// No bill was found.
    case unmatched
  }

  /// The payment.
  public var payment: Payment
  /// What kind of evidence leads to the bills.
  public var tier: Tier
  /// What is made of it.
  public var status: Status
  /// The ids of the bills, oldest first; empty when unmatched.
  public var billIDs: [String]
  /// Why, in words without personal data.
  public var reason: Words
  /// How the money travelled, by the line's kind, column and words.
  public var channel: Channel

  /// Makes a match.
  public init(
    payment: Payment, tier: Tier, status: Status, billIDs: [String], reason: Words,
    channel: Channel
  ) {
    self.payment = payment
    self.tier = tier
    self.status = status
    self.billIDs = billIDs
    self.reason = reason
    self.channel = channel
  }
}

/// What matching found for all payments and bills.
public struct Matching: Hashable, Sendable {
  /// One a payment, in the order of the payments given.
  public var matches: [PaymentMatch]
  /// One a bill, in the order of the bills given.
  public var settlements: [Settlement]
  /// What contradicts itself, in the order of the matches.
  public var findings: [MatchFinding]

  /// Makes a result.
  public init(matches: [PaymentMatch], settlements: [Settlement], findings: [MatchFinding]) {
    self.matches = matches
    self.settlements = settlements
    self.findings = findings
  }

  /// How many matches have a status.
  public func count(_ status: PaymentMatch.Status) -> Int {
    matches.count { $0.status == status }
  }
}

/// Something that matching noticed and somebody should look at.
public enum MatchFinding: Diagnosable, Hashable {
  /// EVN says that a bill was paid in cash and the payment that fits it was not, or the reverse.
  case channelContradiction(payment: Provenance, bill: Provenance, evnIsCashless: Bool)

  /// The line of the payment.
  public var payment: Provenance {
    switch self {
    case .channelContradiction(let payment, _, _): payment
    }
  }

  /// The line of the bill.
  public var bill: Provenance {
    switch self {
    case .channelContradiction(_, let bill, _): bill
    }
  }

  /// What to tell, placed at the payment's sheet and line; the caller adds the file's name.
  public var diagnostic: Diagnostic {
    switch self {
    case .channelContradiction(let payment, let bill, let evnIsCashless):
      let line = String(bill.line)
      return Diagnostic(
        "match.channel-contradiction",
        evnIsCashless
          ? Words(
            vi: "dòng này là tiền mặt, nhưng EVN (dòng \(line)) ghi không dùng tiền mặt",
            en: "this line is cash, but EVN (line \(line)) says it was cashless")
          : Words(
            vi: "dòng này là chuyển khoản, nhưng EVN (dòng \(line)) ghi thu tiền mặt",
            en: "this line is cashless, but EVN (line \(line)) says it was paid in cash"),
        at: Origin(sheet: payment.sheet, line: payment.line),
        hint: Words(
          vi: "đối chiếu hai dòng; tỷ lệ đang tính theo EVN",
          en: "compare both lines; the rate follows EVN"),
        severity: .warning)
    }
  }
}
