internal import GRDB

/// What the records, decisions and postings that hold say about an item.
struct ItemFacts {
  /// What an item is about.
  struct Subject {
    /// The version of the bill that counts; nil where none holds.
    var bill: BillFacts?
    var shares: [ShareFacts] = []
    /// The payment line, where the item is one.
    var received: PlannedEntry?
    var postings: [PlannedEntry] = []
    /// The month that a bill is for, whichever of its versions holds.
    var month: Int64?

    func entries(_ plan: EntryPlan) -> [PlannedEntry] {
      let ofBill = bill.map { plan.entries($0, shares) } ?? []
      return ofBill + (received.map { [$0] } ?? []) + postings
    }
  }

  let activity: Activity
  private let database: Database
  private let item: RawStatement
  private let versions: RawStatement
  private let payment: RawStatement
  private let shares: RawStatement
  private let postings: RawStatement
  private let sightings: RawStatement
  private let rulings: RawStatement
  private let accounts: (bank: Int64, suspense: Int64)

  init(_ database: Database, activity: Activity) throws {
    self.activity = activity
    self.database = database
    item = try RawStatement(database, BillItems.first(of: "?1"))
    versions = try RawStatement(
      database,
      """
      WITH kin AS (
        SELECT ?1 AS item UNION SELECT coalesce(item, id) FROM bill WHERE same_as = ?1)
      SELECT bill.id, bill.event_id, kin.item, customer, month, issued_on, amount_vnd, is_paid,
        paid_on, channel, adjusts, account.kind, hex(substr(identity, 1, 7))
      FROM kin JOIN bill ON \(BillItems.isVersion(of: "kin.item"))
        JOIN account ON account.id = channel
      ORDER BY bill.id
      """)
    payment = try RawStatement(
      database,
      """
      SELECT payment.event_id, payment.kind, day, amount_vnd, channel, account.kind, account.name
      FROM payment JOIN account ON account.id = channel WHERE payment.id = ?
      """)
    shares = try RawStatement(
      database,
      """
      SELECT ruling.id, ruling.payment, amount_vnd FROM share
      JOIN ruling ON ruling.id = share.ruling WHERE item = ? ORDER BY ruling.id, share.id
      """)
    postings = try RawStatement(
      database,
      "SELECT event_id, kind, debit, credit, amount_vnd, day FROM posting "
        + "WHERE item = ? ORDER BY id")
    sightings = try RawStatement(
      database, "SELECT event_id FROM sighting WHERE kind = ? AND record_id = ?")
    rulings = try RawStatement(
      database, "SELECT id, event_id FROM ruling WHERE payment = ? ORDER BY id DESC")
    let numbers = try Row.fetchAll(
      database, sql: "SELECT id, kind FROM account WHERE kind IN ('bank', 'suspense')")
    var found: [String: Int64] = [:]
    for row in numbers { found[row[1]] = row[0] }
    accounts = (found["bank"] ?? 0, found["suspense"] ?? 0)
  }

  /// What is known about the item of a number.
  func subject(_ number: Int64) throws -> Subject {
    item.bind(number, at: 1)
    let isBill = try item.step()
    let sameAs = isBill ? item.optionalInteger(1) : nil
    item.reset()
    var subject = Subject()
    if isBill {
      let (winner, month) = try bill(sameAs ?? number)
      subject.month = month
      if let winner, winner.item == number {
        subject.bill = winner.facts
        subject.shares = try activeShares(sameAs ?? number)
      }
    }
    if !isBill { subject.received = try received(number) }
    subject.postings = try manual(number)
    return subject
  }

  /// Whether a record holds by its own event or by one that met it again.
  func holds(_ kind: RecordKind, record: Int64) throws -> Bool {
    let event = try RawStatement(
      database, "SELECT event_id FROM \(kind.table.rawValue) WHERE id = ?")
    event.bind(record, at: 1)
    defer { event.reset() }
    guard try event.step() else { throw UnreadableValue() }
    return try holds(kind, record: record, event: event.integer(0))
  }

  /// Whether a record holds by its own event or by one that met it again.
  func holds(_ kind: RecordKind, record: Int64, event: Int64) throws -> Bool {
    if activity.holds(event) { return true }
    sightings.bind(kind.rawValue, at: 1)
    sightings.bind(record, at: 2)
    defer { sightings.reset() }
    while try sightings.step() {
      if activity.holds(sightings.integer(0)) { return true }
    }
    return false
  }

  /// The version of a bill that counts, and the item it belongs to.
  private func bill(
    _ first: Int64
  ) throws -> (winner: (item: Int64, facts: BillFacts)?, month: Int64?) {
    var best: (item: Int64, facts: BillFacts, standing: BillStanding)?
    var month: Int64?
    versions.bind(first, at: 1)
    defer { versions.reset() }
    while try versions.step() {
      month = month ?? versions.integer(4)
      guard
        try holds(.bill, record: versions.integer(0), event: versions.integer(1))
      else { continue }
      let facts = BillFacts(
        customer: versions.integer(3), month: versions.integer(4),
        issuedOn: versions.optionalInteger(5), amountVND: versions.integer(6),
        isPaid: versions.optionalInteger(7).map { $0 != 0 }, paidOn: versions.optionalInteger(8),
        channel: versions.integer(9), isAdjusting: !versions.isNull(10))
      let isKnown = versions.text(11) != LedgerAccount.Kind.unknown.rawValue
      let standing = BillStanding(
        isPaid: facts.isPaid, paidOn: facts.paidOn ?? 0, isChannelKnown: isKnown,
        identity: versions.text(12))
      if best.map({ $0.standing < standing }) ?? true {
        best = (versions.integer(2), facts, standing)
      }
    }
    return (best.map { ($0.item, $0.facts) }, best?.facts.month ?? month)
  }

  /// The entry of a payment line that holds.
  private func received(_ number: Int64) throws -> PlannedEntry? {
    payment.bind(number, at: 1)
    defer { payment.reset() }
    guard try payment.step() else { return nil }
    guard try holds(.payment, record: number, event: payment.integer(0)) else { return nil }
    return received(PaymentFacts(payment, from: 1))
  }

  /// The entry of a payment line; nil where it is about nothing.
  func received(_ payment: PaymentFacts) -> PlannedEntry? {
    guard payment.amountVND > 0 else { return nil }
    return PlannedEntry(
      kind: .received, debit: payment.isOnAccount ? accounts.bank : payment.channel,
      credit: accounts.suspense, amountVND: payment.amountVND, day: payment.day)
  }

  private func manual(_ number: Int64) throws -> [PlannedEntry] {
    var found: [PlannedEntry] = []
    postings.bind(number, at: 1)
    defer { postings.reset() }
    while try postings.step() {
      guard activity.holds(postings.integer(0)) else { continue }
      guard let kind = EntryKind(rawValue: postings.integer(1)) else { throw UnreadableValue() }
      found.append(
        PlannedEntry(
          kind: kind, debit: postings.integer(2), credit: postings.integer(3),
          amountVND: postings.integer(4), day: postings.integer(5)))
    }
    return found
  }

  private func activeShares(_ number: Int64) throws -> [ShareFacts] {
    var found: [(ruling: Int64, share: ShareFacts)] = []
    shares.bind(number, at: 1)
    while try shares.step() {
      let share = ShareFacts(payment: shares.integer(1), amountVND: shares.integer(2), day: 0)
      found.append((shares.integer(0), share))
    }
    shares.reset()
    return try found.compactMap { ruling, share in
      guard try rulingInForce(payment: share.payment) == ruling else { return nil }
      guard let received = try received(share.payment) else { return nil }
      return ShareFacts(
        payment: share.payment, amountVND: share.amountVND, day: received.day)
    }
  }

  /// The ruling about a payment that holds: the last one that was not undone.
  func rulingInForce(payment: Int64) throws -> Int64? {
    rulings.bind(payment, at: 1)
    defer { rulings.reset() }
    while try rulings.step() {
      if activity.holds(rulings.integer(1)) { return rulings.integer(0) }
    }
    return nil
  }
}

/// A payment line, as far as bookkeeping goes.
struct PaymentFacts {
  /// As 20240803.
  var day: Int64
  var amountVND: Int64
  /// The account of its channel.
  var channel: Int64
  /// Whether it is a line of a bank statement that names no channel: money on a bank account.
  var isOnAccount: Bool
}

extension PaymentFacts {
  /// Reads the kind, day, amount, channel, and the kind and name of the channel's account.
  init(_ row: RawStatement, from column: Int32) {
    day = row.integer(column + 1)
    amountVND = row.integer(column + 2)
    channel = row.integer(column + 3)
    isOnAccount =
      row.text(column) == "bankStatement"
      && row.text(column + 4) == LedgerAccount.Kind.unknown.rawValue
      && row.text(column + 5).isEmpty
  }
}

/// How much a version of a bill knows of its payment; the one that knows most counts.
struct BillStanding: Comparable {
  var isPaid: Bool?
  /// As 20240803; 0 where it is not known.
  var paidOn: Int64
  var isChannelKnown: Bool
  /// The beginning of the record's key in capital hexadecimal digits, which settles ties.
  var identity: String

  private var knowledge: (Int, Int64, Int) {
    (isPaid.map { $0 ? 2 : 1 } ?? 0, paidOn, isChannelKnown ? 1 : 0)
  }

  static func < (left: BillStanding, right: BillStanding) -> Bool {
    left.knowledge == right.knowledge
      ? left.identity < right.identity : left.knowledge < right.knowledge
  }

  static func == (left: BillStanding, right: BillStanding) -> Bool {
    left.knowledge == right.knowledge && left.identity == right.identity
  }
}
