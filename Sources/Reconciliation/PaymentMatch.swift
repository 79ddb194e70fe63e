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
    /// A customer code with one slip, or part of one.
    case codeFragment = "code-fragment"
    /// The amount with a name, a month, a day.
    case nameAmount = "name-amount"
    /// Nothing that is enough.
    case none
  }

  /// What is made of it.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// The line pays these bills.
    case auto
    /// The line may pay these bills; somebody has to say.
    case suggested
    /// Somebody said that the line pays these bills.
    case accepted
    /// Somebody said that the line pays no bill.
    case rejected
    /// No bill was found.
    case unmatched
    /// The line takes a payment back.
    case reversal
    /// The payment was taken back.
    case reversed

    /// Whether somebody said so.
    var isDecided: Bool { self == .accepted || self == .rejected }
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
  /// How likely the bills are the right ones, from 0 to 1; 1 for exact codes and decisions.
  public var confidence: Double
  /// How the money travelled, by the line's kind, column and words.
  public var channel: Channel
  /// What of the amount is more than the bills, in đồng: credit of the payer.
  public var creditVND: Int64

  /// Makes a match.
  public init(
    payment: Payment, tier: Tier, status: Status, billIDs: [String], reason: Words,
    confidence: Double = 1, channel: Channel, creditVND: Int64 = 0
  ) {
    self.payment = payment
    self.tier = tier
    self.status = status
    self.billIDs = billIDs
    self.reason = reason
    self.confidence = confidence
    self.channel = channel
    self.creditVND = creditVND
  }

  /// Whether the line pays its bills.
  public var isPaying: Bool { status == .auto || status == .accepted }
}
