/// A bill of EVN for one customer code and one month, with what EVN knows of its payment.
public struct Bill: Hashable, Sendable {
  /// ID_HDON, or what stands for it where an export has none: code, month, cycle and amount.
  public var id: String
  /// Who is billed.
  public var customerCode: CustomerCode
  /// The month it is for: THANG and NAM, else the month it was issued in.
  public var month: CalendarMonth
  /// KY, the cycle inside the month, normally 1.
  public var cycle: Int
  /// NGAY_PHANH; nil where the export has none.
  public var issuedOn: CalendarDay?
  /// TONG_TIEN in đồng, VAT included.
  public var amountVND: Int64
  /// Whether LOAI_KHANG is SH; true where the export has no such column.
  public var isResidential: Bool
  /// What EVN says of its payment.
  public var payment: EVNPayment
  /// ID_HDON_DC: the id of the bill that this one adjusts; its amount is what that one changes by.
  public var adjusts: String?
  /// The line it comes from.
  public var provenance: Provenance

  /// Makes a bill.
  public init(
    id: String, customerCode: CustomerCode, month: CalendarMonth, cycle: Int,
    issuedOn: CalendarDay?, amountVND: Int64, isResidential: Bool, payment: EVNPayment,
    adjusts: String? = nil, provenance: Provenance
  ) {
    self.id = id
    self.customerCode = customerCode
    self.month = month
    self.cycle = cycle
    self.issuedOn = issuedOn
    self.amountVND = amountVND
    self.isResidential = isResidential
    self.payment = payment
    self.adjusts = adjusts
    self.provenance = provenance
  }
}

/// What EVN's export says of a bill's payment.
public struct EVNPayment: Hashable, Sendable {
  /// Whether EVN holds it paid; nil where the export does not say.
  public var isPaid: Bool?
  /// NGAY_TTOAN.
  public var paidOn: CalendarDay?
  /// KENH_THANH_TOAN through the table of channels.
  public var channel: Channel
  /// MA_TCHUC, the collecting organisation, as written.
  public var collector: String?

  /// Makes an entry.
  public init(
    isPaid: Bool?, paidOn: CalendarDay? = nil, channel: Channel = .unknown(word: nil),
    collector: String? = nil
  ) {
    self.isPaid = isPaid
    self.paidOn = paidOn
    self.channel = channel
    self.collector = collector
  }
}
