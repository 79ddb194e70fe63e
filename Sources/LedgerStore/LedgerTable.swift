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
    case .payment: ["id"] + Self.place + facts + ["digest", "salt", "key", "text"]
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
        "id", "event_id", "kind", "debit", "credit", "amount_vnd", "day", "reverses", "payment",
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
      ["kind", "day", "amount_vnd", "reference", "customer_code", "bill_id", "channel"]
    case .figure:
      ["criterion", "report_column", "numerator", "denominator", "pho", "evidence"]
    default: []
    }
  }

  /// One way to digest a table's rows.
  struct Digesting {
    /// The name that an event's digest stands under.
    var name: String
    /// What of a row the digest covers, in SQL.
    var columns: [String]
  }

  /// How rows are digested today: all columns but those that may be erased.
  var digesting: Digesting {
    switch self {
    case .entry: Digesting(name: "entry/4", columns: columns)
    case .payment: Digesting(name: "payment/4", columns: columns.dropLast(3))
    case .privateText: Digesting(name: "private_text/3", columns: columns.dropLast(3))
    case .household, .resident, .paymentAccount, .bill:
      Digesting(name: rawValue + "/3", columns: columns)
    default: Digesting(name: rawValue, columns: columns)
    }
  }

  /// How rows were digested in earlier versions of the ledger.
  var earlierDigestings: [Digesting] {
    switch self {
    case .privateText: [Digesting(name: rawValue, columns: ["id", "event_id", "kind", "digest"])]
    case .household, .resident, .paymentAccount:
      [Digesting(name: rawValue, columns: ["identity"] + Self.place + facts)]
    case .bill: [Digesting(name: rawValue, columns: ["item", "identity"] + Self.place + facts)]
    case .payment:
      [
        Digesting(name: "payment/3", columns: ["id"] + Self.place + Self.version3Payment),
        Digesting(name: rawValue, columns: ["id", "identity"] + Self.place + Self.version3Payment),
      ]
    case .entry:
      [
        Digesting(
          name: rawValue,
          columns: [
            EntryNumber.parts("id").item, EntryNumber.parts("id").seq, "event_id", "kind",
            "debit", "credit", "amount_vnd", "day", EntryNumber.parts("reverses").seq, "payment",
          ])
      ]
    default: []
    }
  }

  private static let version3Payment = [
    "kind", "day", "amount_vnd", "narration", "reference", "customer_code", "bill_id", "channel",
  ]

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
}
