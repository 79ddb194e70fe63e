/// What is known of the payment of one bill, from EVN and from the lines that were matched to it.
public struct Settlement: Hashable, Sendable {
  /// The bill.
  public var bill: Bill
  /// Whether it is paid; nil where nobody says.
  public var isPaid: Bool?
  /// How it was paid: EVN's word where it is known, else that of the matched payment.
  public var channel: Channel
  /// The lines that show it paid: EVN's, then the matched payment's.
  public var shownBy: [Provenance]

  /// Makes a settlement.
  public init(bill: Bill, isPaid: Bool?, channel: Channel, shownBy: [Provenance] = []) {
    self.bill = bill
    self.isPaid = isPaid
    self.channel = channel
    self.shownBy = shownBy
  }
}
