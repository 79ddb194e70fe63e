/// What an entry is for; the numbers stand in the file.
public enum EntryKind: Int64, Hashable, Sendable, CaseIterable {
  /// A bill was issued.
  case issued = 1
  /// A bill was corrected.
  case adjusted = 2
  /// A bill was paid, or the rest of it.
  case paid = 3
  /// A bill was paid in part.
  case partlyPaid = 4
  /// More was paid than the bill asked for.
  case overpaid = 5
  /// Money came in by a line of a statement or list.
  case received = 6
  /// Money came in before there was a bill.
  case prepaid = 7
  /// Money went back.
  case refunded = 8
  /// What was owed was given up.
  case writtenOff = 9
  /// An earlier entry was taken back.
  case reversal = 10

  /// The word for it in exports.
  public var word: String {
    switch self {
    case .issued: "issued"
    case .adjusted: "adjusted"
    case .paid: "paid"
    case .partlyPaid: "partly-paid"
    case .overpaid: "overpaid"
    case .received: "received"
    case .prepaid: "prepaid"
    case .refunded: "refunded"
    case .writtenOff: "written-off"
    case .reversal: "reversal"
    }
  }
}

/// What an entry says, apart from its place in the ledger.
struct PlannedEntry: Hashable {
  var kind: EntryKind
  /// The number of the account that receives.
  var debit: Int64
  /// The number of the account that gives.
  var credit: Int64
  /// Above 0.
  var amountVND: Int64
  /// As 20240803.
  var day: Int64
  /// The payment that it follows from.
  var payment: Int64?
}

/// The numbers of accounts of which there is one each.
struct FixedAccounts {
  let billing: Int64
  let suspense: Int64
  let adjustments: Int64
  let writtenOff: Int64
  let bank: Int64

  init(_ id: (LedgerAccount) throws -> Int64) rethrows {
    billing = try id(LedgerAccount(.billing))
    suspense = try id(LedgerAccount(.suspense))
    adjustments = try id(LedgerAccount(.adjustments))
    writtenOff = try id(LedgerAccount(.writtenOff))
    bank = try id(LedgerAccount(.bank))
  }
}

/// One version of a bill, as far as bookkeeping goes.
struct BillFacts {
  var customer: Int64
  /// As 202408.
  var month: Int64
  /// As 20240803.
  var issuedOn: Int64?
  var amountVND: Int64
  var isPaid: Bool?
  var paidOn: Int64?
  /// The account of its channel.
  var channel: Int64
  /// Whether it adjusts another bill.
  var isAdjusting = false

  /// The day it stands under where it has none: the first of its month.
  var day: Int64 { issuedOn ?? month * 100 + 1 }
}

/// What of one payment goes to one bill.
struct ShareFacts {
  var payment: Int64
  var amountVND: Int64
  /// The payment's day.
  var day: Int64
}

/// What entries should stand, from the facts alone.
///
/// The order in which the facts came to be known makes no difference.
struct EntryPlan {
  let accounts: FixedAccounts

  /// The entries of a bill.
  ///
  /// Lines that are matched to it come first; what EVN holds paid beyond them is entered as paid
  /// through EVN's channel, so that money which both know of counts once.
  ///
  /// - Parameters:
  ///   - bill: The version that counts.
  ///   - shares: What payments go to it, in the order they were decided.
  /// - Returns: The entries in the order they are written.
  func entries(_ bill: BillFacts, _ shares: [ShareFacts]) -> [PlannedEntry] {
    var planned: [PlannedEntry] = []
    forEachEntry(bill, shares) { planned.append($0) }
    return planned
  }

  /// The entries of a bill one after another; no list is made of them.
  func forEachEntry(
    _ bill: BillFacts, _ shares: [ShareFacts], _ body: (PlannedEntry) throws -> Void
  ) rethrows {
    // What adjusts another bill is no billing: its amount is what the other one changes by.
    let other = bill.isAdjusting ? accounts.adjustments : accounts.billing
    if bill.amountVND > 0 {
      try body(
        PlannedEntry(
          kind: bill.isAdjusting ? .adjusted : .issued, debit: bill.customer, credit: other,
          amountVND: bill.amountVND, day: bill.day))
    } else if bill.amountVND < 0 {
      try body(
        PlannedEntry(
          kind: .adjusted, debit: other, credit: bill.customer,
          amountVND: Int64(clamping: bill.amountVND.magnitude), day: bill.day))
    }
    var rest = max(bill.amountVND, 0)
    for share in shares {
      let part = min(share.amountVND, rest)
      rest -= part
      let over = share.amountVND - part
      for (kind, amountVND) in [
        (rest == 0 ? EntryKind.paid : .partlyPaid, part), (EntryKind.overpaid, over),
      ] where amountVND > 0 {
        try body(
          PlannedEntry(
            kind: kind, debit: accounts.suspense, credit: bill.customer, amountVND: amountVND,
            day: share.day, payment: share.payment))
      }
    }
    let isPaid = bill.isPaid ?? (bill.paidOn != nil)
    if isPaid && rest > 0 {
      try body(
        PlannedEntry(
          kind: .paid, debit: bill.channel, credit: bill.customer, amountVND: rest,
          day: bill.paidOn ?? bill.day))
    }
  }

  /// The entry of a payment line: money came in, and waits for its bills.
  func entry(receivedBy account: Int64, amountVND: Int64, day: Int64) -> PlannedEntry? {
    guard amountVND > 0 else { return nil }
    return PlannedEntry(
      kind: .received, debit: account, credit: accounts.suspense, amountVND: amountVND, day: day)
  }
}
