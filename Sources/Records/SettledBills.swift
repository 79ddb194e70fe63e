/// Bills with what is known of their payment, in columns: what rates are counted from.
///
/// A line takes 24 bytes, so that the bills of a province fit into memory.
public struct SettledBills: Sendable {
  /// One bill.
  public struct Line: Hashable, Sendable {
    /// The amount in đồng.
    public var amountVND: Int64
    /// Whose bill it is: a place in ``SettledBills/customers``.
    public var customer: Int32
    /// The month it is for, as `CalendarMonth.ordinal`.
    public var month: Int32
    /// How it was paid: a place in ``SettledBills/channels``.
    public var channel: UInt16
    /// How it may have been paid, where a line proposed for it is still to be looked at; a place in
    /// ``SettledBills/channels``, ``none`` where there is no such line.
    public var proposed: UInt16
    /// Whether it is paid; nil where nobody says.
    public var isPaid: Bool?
    /// Whether it is a household's.
    public var isResidential: Bool

    /// Stands for no channel.
    public static let none = UInt16.max

    /// Makes a line.
    public init(
      amountVND: Int64, customer: Int32, month: Int32, channel: UInt16, proposed: UInt16 = none,
      isPaid: Bool?, isResidential: Bool
    ) {
      self.amountVND = amountVND
      self.customer = customer
      self.month = month
      self.channel = channel
      self.proposed = proposed
      self.isPaid = isPaid
      self.isResidential = isResidential
    }
  }

  /// The customer codes, each once.
  public var customers: [CustomerCode]
  /// The channels, each once.
  public var channels: [Channel]
  /// The bills.
  public var lines: [Line]
  /// The line of a file that a bill comes from; nil where that is not kept.
  public var provenance: @Sendable (Int) -> Provenance?

  /// Makes bills from columns.
  public init(
    customers: [CustomerCode], channels: [Channel], lines: [Line],
    provenance: @escaping @Sendable (Int) -> Provenance? = { _ in nil }
  ) {
    self.customers = customers
    self.channels = channels
    self.lines = lines
    self.provenance = provenance
  }

  /// Puts settlements into columns.
  public init(_ settlements: some Sequence<Settlement>) {
    let settlements = Array(settlements)
    var customers: [CustomerCode] = []
    var channels: [Channel] = []
    var customerPlaces: [CustomerCode: Int] = [:]
    var channelPlaces: [Channel: Int] = [:]
    func place<Key: Hashable>(_ key: Key, _ places: inout [Key: Int], _ keys: inout [Key]) -> Int {
      if let place = places[key] { return place }
      places[key] = keys.count
      keys.append(key)
      return keys.count - 1
    }
    lines = settlements.map { settlement in
      let bill = settlement.bill
      return Line(
        amountVND: bill.amountVND,
        customer: Int32(place(bill.customerCode, &customerPlaces, &customers)),
        month: Int32(bill.month.ordinal),
        channel: UInt16(clamping: place(settlement.channel, &channelPlaces, &channels)),
        isPaid: settlement.isPaid, isResidential: bill.isResidential)
    }
    self.customers = customers
    self.channels = channels
    provenance = { settlements[$0].bill.provenance }
  }
}
