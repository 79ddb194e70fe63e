public import Records

/// What somebody decided of a payment line; no rule ever undoes it.
public struct Decision: Hashable, Sendable {
  /// Part of a payment that goes to one bill.
  public struct Share: Hashable, Sendable {
    /// The bill's id.
    public var billID: String
    /// How much of the payment; nil for what the amounts say, oldest bills first.
    public var amountVND: Int64?

    /// Makes a share.
    public init(billID: String, amountVND: Int64? = nil) {
      self.billID = billID
      self.amountVND = amountVND
    }
  }

  /// What was decided.
  public enum Verdict: Hashable, Sendable {
    /// The line pays these bills, one at least.
    case accepted([Share])
    /// The line pays no bill.
    case rejected
  }

  /// The line.
  public var payment: Provenance
  /// What was decided of it.
  public var verdict: Verdict

  /// Makes a decision.
  public init(payment: Provenance, verdict: Verdict) {
    self.payment = payment
    self.verdict = verdict
  }
}
