/// The tables that events add rows to.
///
/// Every row says its event, and every event says the digest of the rows it added to each table, in
/// the order of the table's key.
enum LedgerTable: String, CaseIterable {
  case account, item
  case privateText = "private_text"
  case household, resident
  case paymentAccount = "payment_account"
  case bill, payment, figure, sighting
  case rejectedRow = "rejected_row"
  case ruling, share, posting, entry

  /// Its columns in the order they are written and digested.
  var columns: [String] {
    switch self {
    case .account: ["id", "event_id", "kind", "name"]
    case .item: ["id", "event_id", "bill_id", "customer", "same_as"]
    case .privateText: ["id", "event_id", "kind", "record", "digest", "salt", "key", "text"]
    case .household, .resident, .paymentAccount: ["id"] + Self.place + facts
    case .bill: ["id", "item", "bill_id", "same_as", "identity"] + Self.place + facts + ["adjusts"]
    case .payment: ["id"] + Self.place + facts
    case .figure: ["identity"] + Self.place + facts
    case .sighting: ["kind", "record_id"] + Self.place
    case .rejectedRow:
      [
        "event_id", "code", "severity", "message_vi", "message_en", "hint_vi", "hint_en", "file",
        "part", "sheet", "cell", "line", "byte_offset",
      ]
    case .ruling: ["id", "event_id", "payment", "kind"]
    case .share: ["event_id", "ruling", "item", "amount_vnd"]
    case .posting: ["event_id", "item", "kind", "debit", "credit", "amount_vnd", "day"]
    case .entry:
      [
        "item", "seq", "event_id", "kind", "debit", "credit", "amount_vnd", "day", "reverses",
        "payment",
      ]
    }
  }

  /// What a record says.
  private var facts: [String] {
    switch self {
    case .household:
      [
        "household_id", "head_name", "pho", "address", "members", "members_over_15",
        "customer_codes",
      ]
    case .resident: ["household_id", "name", "born", "citizen"]
    case .paymentAccount: ["citizen", "bank", "opened_on", "closed_on"]
    case .bill:
      [
        "customer", "month", "cycle", "issued_on", "amount_vnd", "is_residential", "is_paid",
        "paid_on", "channel", "collector",
      ]
    case .payment:
      [
        "kind", "day", "amount_vnd", "narration", "reference", "customer_code", "bill_id",
        "channel",
      ]
    case .figure:
      ["criterion", "report_column", "numerator", "denominator", "pho", "evidence"]
    default: []
    }
  }

  /// The columns as version 2 digested them; nil where they are the same today.
  private var version2Digested: [String]? {
    switch self {
    case .privateText: ["id", "event_id", "kind", "digest"]
    case .household, .resident, .paymentAccount: ["identity"] + Self.place + facts
    case .bill: ["item", "identity"] + Self.place + facts
    case .payment: ["id", "identity"] + Self.place + facts
    default: nil
    }
  }

  /// One way to digest a table's rows.
  struct Digesting {
    /// The name that an event's digest stands under.
    var name: String
    /// The columns whose values the digest covers.
    var columns: [String]
  }

  /// How rows are digested today: all columns but those that may be erased.
  var digesting: Digesting {
    let columns = self == .privateText ? Array(self.columns.dropLast(3)) : self.columns
    return Digesting(name: version2Digested == nil ? rawValue : rawValue + "/3", columns: columns)
  }

  /// How rows were digested before; nil where it was as today.
  var earlierDigesting: Digesting? {
    version2Digested.map { Digesting(name: rawValue, columns: $0) }
  }

  /// Its place among all tables.
  var place: Int {
    switch self {
    case .account: 0
    case .item: 1
    case .privateText: 2
    case .household: 3
    case .resident: 4
    case .paymentAccount: 5
    case .bill: 6
    case .payment: 7
    case .figure: 8
    case .sighting: 9
    case .rejectedRow: 10
    case .ruling: 11
    case .share: 12
    case .posting: 13
    case .entry: 14
    }
  }

  /// Where a record comes from.
  private static let place = ["event_id", "sheet", "line"]

  /// The order in which an event's rows were added.
  var order: String {
    self == .entry ? "item, seq" : "rowid"
  }
}
