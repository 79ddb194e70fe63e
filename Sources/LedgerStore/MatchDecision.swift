public import Records

/// What a rule or a person decided about one payment line: which bills it pays, and how much each.
///
/// The line is named by its place in its file; the ledger remembers the record behind it, so a
/// decision outlives an undone and repeated import.
public struct MatchDecision: Hashable, Sendable {
  /// Who decided, and how.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A rule matched the line by itself; gives way to every decision of a person.
    case ruled
    /// A person took what was proposed.
    case accepted
    /// A person turned down what was proposed: the line pays nothing until decided otherwise.
    case rejected
    /// A person divided the line among bills.
    case split
    /// A person named other bills than those proposed.
    case chosen
  }

  /// How much of a payment goes to one bill.
  public struct Share: Hashable, Sendable, Codable {
    /// The bill's id.
    public var billID: String
    /// The amount in đồng, above 0; more than the bill asks for becomes the customer's credit.
    public var amountVND: Int64

    /// Makes a share.
    public init(billID: String, amountVND: Int64) {
      self.billID = billID
      self.amountVND = amountVND
    }

    private enum CodingKeys: String, CodingKey {
      case billID = "bill"
      case amountVND = "amount_vnd"
    }
  }

  /// Who decided, and how.
  public var kind: Kind
  /// The line of the payment.
  public var payment: Provenance
  /// The bills it pays; none where it was rejected, or where a rule withdraws what it matched.
  public var shares: [Share]

  /// Makes a decision.
  ///
  /// - Parameters:
  ///   - kind: Who decided, and how.
  ///   - payment: The line of the payment.
  ///   - shares: The bills it pays; their sum is at most the payment's amount.
  public init(_ kind: Kind, payment: Provenance, shares: [Share] = []) {
    self.kind = kind
    self.payment = payment
    self.shares = shares
  }
}

/// A decision as the ledger holds it.
public struct RecordedDecision: Hashable, Sendable {
  /// The number of its event, by which it can be undone.
  public var event: Int
  /// When it was made.
  public var at: String
  /// Who made it.
  public var actor: String
  /// Why.
  public var reason: String
  /// What was decided; its payment is the line that stands for the payment now.
  public var decision: MatchDecision
  /// Whether it holds: not undone, and none about the same payment came after it.
  public var isInForce: Bool
}
