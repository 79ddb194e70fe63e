internal import GRDB
internal import Storage

/// Compares the entries of every item with what they should be.
///
/// Bills, payments, what payments give to bills, and entries are read side by side in the order of
/// items, each once. An item with one version of a bill, or one payment, is settled at once; the
/// rest is looked up.
struct ItemCheck {
  private(set) var entries = 0
  private(set) var totalVND: Int64 = 0
  /// The digests of the rows of entries; once all items were checked.
  let digests: EventDigests
  private let database: Database
  private let activity: Activity
  private let facts: ItemFacts
  private let plan: EntryPlan?
  private let crowded: Set<Int64>
  private var walk: EntryWalk
  private var bills: VersionWalk
  private var payments: PaymentWalk
  private var shares: ShareWalk?

  /// Prepares to check.
  init(_ database: Database, _ events: DigestedEvents) throws {
    self.database = database
    activity = try Activity(database)
    facts = try ItemFacts(database, activity: activity)
    let accounts = try StoredRecords.accounts(database, but: .receivable)
    var fixed: [LedgerAccount: Int64] = [:]
    for (id, account) in accounts { fixed[account] = id }
    plan = try? EntryPlan(
      accounts: FixedAccounts { account in
        guard let id = fixed[account] else { throw UnreadableValue() }
        return id
      })
    // Where nothing was taken back, the last ruling about a payment holds.
    shares = try activity.isWhole ? ShareWalk(database) : nil
    crowded = try Int64.fetchSet(
      database,
      sql: """
        SELECT item FROM posting
        UNION SELECT id FROM (\(BillItems.kin)) UNION SELECT same_as FROM (\(BillItems.kin))
        \(shares == nil ? "UNION SELECT item FROM share" : "")
        """)
    digests = EventDigests(except: events.others(.entry, LedgerTable.entry.digesting))
    walk = try EntryWalk(database, digests)
    bills = try VersionWalk(database)
    payments = try PaymentWalk(database, unknownChannel: fixed[LedgerAccount(.unknown)])
  }

  /// Checks all items; `tell` takes findings and returns false to stop.
  mutating func run(_ tell: (LedgerFinding) -> Bool) throws {
    let lastAccount = try Int64.fetchOne(database, sql: "SELECT max(id) FROM account") ?? 0
    let lastEntry = try Int64.fetchOne(database, sql: "SELECT max(id) FROM entry") ?? 0
    let lastItem =
      try ["item", "bill", "payment"].compactMap {
        try Int64.fetchOne(database, sql: "SELECT max(id) FROM \($0)")
      }.reduce(EntryNumber(stored: lastEntry).item) { max($0, $1) }
    if plan == nil && lastItem > 0 && !tell(.balance(item: 1)) { return }
    var item: Int64 = 1
    while item <= lastItem {
      guard try check(item, lastAccount, tell) else { return }
      item += 1
    }
    for payment in try overdrawn() where !tell(.shares(payment: Int(payment))) { return }
  }

  /// Checks the item behind the last one; false to stop.
  private mutating func check(
    _ item: Int64, _ lastAccount: Int64, _ tell: (LedgerFinding) -> Bool
  ) throws -> Bool {
    try walk.next(item)
    entries += walk.count
    totalVND &+= walk.totalVND
    let version = try bills.next(item)
    let payment = try payments.next(item)
    let given = try shares?.next(item) ?? []
    guard let plan else { return true }
    let fault = walk.fault ?? walk.entries.first { !fits($0.entry, lastAccount) }?.seq
    if let fault, !tell(.entry(item: Int(item), seq: Int(fault))) { return false }
    let isRight: Bool
    if let version, version.isOnly, !crowded.contains(item), activity.holds(version.event) {
      isRight = walk.says { plan.forEachEntry(version.facts, given, $0) }
    } else if let payment, version == nil, activity.holds(payment.event) {
      isRight = walk.says { body in if let entry = facts.received(payment.row) { body(entry) } }
    } else {
      let planned = try facts.subject(item).entries(plan)
      isRight = walk.says { planned.forEach($0) }
    }
    return isRight || tell(.balance(item: Int(item)))
  }

  private func fits(_ entry: PlannedEntry, _ lastAccount: Int64) -> Bool {
    entry.amountVND > 0 && entry.debit != entry.credit && (1...max(lastAccount, 1)) ~= entry.debit
      && (1...max(lastAccount, 1)) ~= entry.credit
  }

  /// Payments of which more is given away than was paid.
  private func overdrawn() throws -> [Int64] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT ruling.id, ruling.payment, sum(share.amount_vnd) > payment.amount_vnd FROM share
        JOIN ruling ON ruling.id = share.ruling JOIN payment ON payment.id = ruling.payment
        GROUP BY ruling.id
        """)
    return rows.filter { $0[2] }.map { $0[1] }
  }
}

/// A row of entries, read once for its digest and for what it says.
private struct EntryRow {
  let number: EntryNumber
  let event: Int64
  let kind: Int64
  let debit: Int64
  let credit: Int64
  let amountVND: Int64
  let day: Int64
  let reverses: Int64?
  let payment: Int64?

  init(_ row: RawStatement) {
    number = EntryNumber(stored: row.integer(0))
    event = row.integer(1)
    kind = row.integer(2)
    debit = row.integer(3)
    credit = row.integer(4)
    amountVND = row.integer(5)
    day = row.integer(6)
    reverses = row.optionalInteger(7)
    payment = row.optionalInteger(8)
  }

  /// Adds its values in the order of the table's columns.
  func add(to digest: inout RowDigest) {
    digest.add(number.stored)
    digest.add(event)
    digest.add(kind)
    digest.add(debit)
    digest.add(credit)
    digest.add(amountVND)
    digest.add(day)
    digest.add(reverses)
    digest.add(payment)
  }
}

/// The entries of one item after another.
private struct EntryWalk {
  /// Those that were not reversed.
  private(set) var entries: [(seq: Int64, entry: PlannedEntry)] = []
  /// All, reversed and reversing ones too.
  private(set) var count = 0
  private(set) var totalVND: Int64 = 0
  /// The first entry that is out of place.
  private(set) var fault: Int64?
  private let rows: RawStatement
  private let digests: EventDigests
  /// The current row; nil when none is left.
  private var row: EntryRow?

  /// Starts before the first item, and digests every row that it comes by.
  init(_ database: Database, _ digests: EventDigests) throws {
    self.digests = digests
    rows = try RawStatement(
      database,
      "SELECT \(LedgerTable.entry.columns.joined(separator: ", ")) FROM entry ORDER BY id")
    try step()
  }

  private mutating func step() throws {
    guard try rows.step() else {
      rows.reset()
      row = nil
      return
    }
    let row = EntryRow(rows)
    digests.add(row.event) { row.add(to: &$0) }
    self.row = row
  }

  /// Goes to an item behind the last one.
  mutating func next(_ item: Int64) throws {
    entries.removeAll(keepingCapacity: true)
    (count, totalVND, fault) = (0, 0, nil)
    while let row {
      if row.number.item > item { return }
      if row.number.item == item { read(row) } else { fault = row.number.seq }
      try step()
    }
  }

  private mutating func read(_ row: EntryRow) {
    let seq = row.number.seq
    count += 1
    totalVND &+= row.amountVND
    guard let kind = EntryKind(rawValue: row.kind), seq == count else {
      fault = fault ?? seq
      return
    }
    let entry = PlannedEntry(
      kind: kind, debit: row.debit, credit: row.credit, amountVND: row.amountVND, day: row.day,
      payment: row.payment)
    guard kind == .reversal else {
      if row.reverses != nil { fault = fault ?? seq }
      entries.append((seq, entry))
      return
    }
    let original = row.reverses.map { EntryNumber(stored: $0) }
    guard let original, original.item == row.number.item,
      let place = entries.firstIndex(where: { $0.seq == original.seq }),
      entries[place].entry.isMirrored(by: entry)
    else {
      fault = fault ?? seq
      return
    }
    entries.remove(at: place)
  }

  /// Whether the entries that stand are these, in any order.
  func says(_ forEachPlanned: ((PlannedEntry) -> Void) -> Void) -> Bool {
    var rest = entries
    var isMissing = false
    forEachPlanned { planned in
      if let place = rest.firstIndex(where: { $0.entry == planned }) {
        rest.remove(at: place)
      } else {
        isMissing = true
      }
    }
    return !isMissing && rest.isEmpty
  }
}

extension PlannedEntry {
  fileprivate func isMirrored(by other: PlannedEntry) -> Bool {
    debit == other.credit && credit == other.debit && amountVND == other.amountVND
      && day == other.day && payment == other.payment
  }
}

/// The first version of one bill after another.
private struct VersionWalk {
  /// The first version of an item's bill.
  struct Version {
    var event: Int64
    var facts: BillFacts
    var isOnly: Bool
  }

  private let rows: RawStatement
  private var isThere: Bool
  /// The items of versions that are not the first, in their order.
  private let others: RawStatement
  private var isOtherThere: Bool

  init(_ database: Database) throws {
    rows = try RawStatement(
      database,
      """
      SELECT id, event_id, customer, month, issued_on, amount_vnd, is_paid, paid_on, channel,
        adjusts
      FROM bill WHERE item IS NULL ORDER BY id
      """)
    isThere = try rows.step()
    others = try RawStatement(
      database, "SELECT item FROM bill WHERE item IS NOT NULL ORDER BY item")
    isOtherThere = try others.step()
  }

  /// Goes to an item behind the last one; nil where it has no first version of its number.
  mutating func next(_ item: Int64) throws -> Version? {
    var version: Version?
    while isThere, rows.integer(0) <= item {
      if rows.integer(0) == item {
        version = Version(event: rows.integer(1), facts: facts, isOnly: true)
      }
      isThere = try rows.step()
    }
    while isOtherThere, others.integer(0) <= item {
      version?.isOnly = false
      isOtherThere = try others.step()
    }
    return version
  }

  private var facts: BillFacts {
    BillFacts(
      customer: rows.integer(2), month: rows.integer(3), issuedOn: rows.optionalInteger(4),
      amountVND: rows.integer(5), isPaid: rows.optionalInteger(6).map { $0 != 0 },
      paidOn: rows.optionalInteger(7), channel: rows.integer(8), isAdjusting: !rows.isNull(9))
  }
}

/// What payments give to one bill after another, where nothing was ever taken back.
private struct ShareWalk {
  private let rows: RawStatement
  private var isThere: Bool

  init(_ database: Database) throws {
    rows = try RawStatement(
      database,
      """
      SELECT s.item, r.payment, s.amount_vnd, p.day
      FROM share s JOIN ruling r ON r.id = s.ruling JOIN payment p ON p.id = r.payment
      WHERE r.id = (SELECT max(id) FROM ruling last WHERE last.payment = r.payment)
        AND p.amount_vnd > 0
      ORDER BY s.item, r.id, s.id
      """)
    isThere = try rows.step()
  }

  /// Goes to an item behind the last one; gives its shares in the order they were decided.
  mutating func next(_ item: Int64) throws -> [ShareFacts] {
    var found: [ShareFacts] = []
    while isThere, rows.integer(0) <= item {
      if rows.integer(0) == item {
        found.append(
          ShareFacts(
            payment: rows.integer(1), amountVND: rows.integer(2), day: rows.integer(3)))
      }
      isThere = try rows.step()
    }
    return found
  }
}

/// One payment after another.
private struct PaymentWalk {
  private let rows: RawStatement
  private var isThere: Bool
  /// The account of payments whose channel nobody named.
  private let unknownChannel: Int64?

  init(_ database: Database, unknownChannel: Int64?) throws {
    self.unknownChannel = unknownChannel
    rows = try RawStatement(
      database,
      "SELECT id, event_id, day, amount_vnd, channel, kind = 'bankStatement' FROM payment "
        + "ORDER BY id")
    isThere = try rows.step()
  }

  mutating func next(_ item: Int64) throws -> (event: Int64, row: PaymentFacts)? {
    var found: (event: Int64, row: PaymentFacts)?
    while isThere, rows.integer(0) <= item {
      if rows.integer(0) == item { found = (rows.integer(1), facts) }
      isThere = try rows.step()
    }
    return found
  }

  private var facts: PaymentFacts {
    let channel = rows.integer(4)
    return PaymentFacts(
      day: rows.integer(2), amountVND: rows.integer(3), channel: channel,
      isOnAccount: rows.integer(5) == 1 && channel == unknownChannel)
  }
}
