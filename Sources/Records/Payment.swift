/// One payment line of a bank statement or collection list.
public struct Payment: Hashable, Sendable {
  /// The kind of list it stands in.
  public enum Kind: String, Hashable, Sendable {
    /// A bank statement: money that reached or left an account.
    case bankStatement
    /// A list of a collection point.
    case collectionList
  }

  /// The kind of list it stands in.
  public var kind: Kind
  /// The day.
  public var day: CalendarDay
  /// The amount in đồng, above 0; below 0 for a line that takes a payment back.
  public var amountVND: Int64
  /// The raw narration; empty where the list has none.
  public var narration: String
  /// The reference or document number; empty where there is none.
  public var reference: String
  /// The customer code from a column of its own.
  public var customerCode: CustomerCode?
  /// The bill id from a column of its own.
  public var billID: String?
  /// The channel from a column of its own; unknown without a word where there is no such column.
  public var channel: Channel
  /// The line it comes from.
  public var provenance: Provenance

  /// Makes a payment.
  public init(
    kind: Kind, day: CalendarDay, amountVND: Int64, narration: String, reference: String = "",
    customerCode: CustomerCode? = nil, billID: String? = nil,
    channel: Channel = .unknown(word: nil), provenance: Provenance
  ) {
    self.kind = kind
    self.day = day
    self.amountVND = amountVND
    self.narration = narration
    self.reference = reference
    self.customerCode = customerCode
    self.billID = billID
    self.channel = channel
    self.provenance = provenance
  }
}
