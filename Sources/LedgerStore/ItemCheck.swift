internal import GRDB
internal import Storage

/// Compares the entries of every item with what they should be.
///
/// Bills, payments and entries are read side by side in the order of items. An item with one
/// version of a bill, or one payment, and nothing else is settled at once; the rest is looked up.
struct ItemCheck {
  private(set) var entries = 0
  private(set) var totalVND: Int64 = 0
  private let database: Database
  private let activity: Activity
  private let facts: ItemFacts
  private let plan: EntryPlan?
  private let crowded: Set<Int64>

  init(_ database: Database) throws {
    self.database = database
    activity = try Activity(database)
    facts = try ItemFacts(database, activity: activity)
    var fixed: [LedgerAccount: Int64] = [:]
    let rows = try RawStatement(
      database, "SELECT id, kind, name FROM account WHERE kind <> 'receivable'")
    while try rows.step() {
      guard let kind = LedgerAccount.Kind(rawValue: rows.text(1)) else { throw UnreadableValue() }
      fixed[LedgerAccount(kind, rows.text(2))] = rows.integer(0)
    }
    rows.reset()
    plan = try? EntryPlan(
      accounts: FixedAccounts { account in
        guard let id = fixed[account] else { throw UnreadableValue() }
        return id
      })
    crowded = try Int64.fetchSet(
      database,
      sql: """
        SELECT item FROM share UNION SELECT item FROM posting
        UNION SELECT id FROM (\(BillItems.kin)) UNION SELECT same_as FROM (\(BillItems.kin))
        """)
  }

  /// Checks all items; `tell` takes findings and returns false to stop.
  mutating func run(_ tell: (LedgerFinding) -> Bool) throws {
    let lastAccount = try Int64.fetchOne(database, sql: "SELECT max(id) FROM account") ?? 0
    let lastItem =
      try ["item FROM entry", "id FROM item", "id FROM bill", "id FROM payment"].compactMap {
        try Int64.fetchOne(database, sql: "SELECT max(\($0.replacing(" FROM", with: ") FROM"))")
      }.max() ?? 0
    var walk = try EntryWalk(database)
    var bills = try VersionWalk(database)
    var payments = try PaymentWalk(database)
    guard let plan else {
      if lastItem > 0 { _ = tell(.balance(item: 1)) }
      return
    }
    var item: Int64 = 1
    while item <= lastItem {
      try walk.next(item)
      entries += walk.count
      totalVND &+= walk.totalVND
      let version = try bills.next(item)
      let payment = try payments.next(item)
      let fault = walk.fault ?? walk.entries.first { !fits($0.entry, lastAccount) }?.seq
      if let fault, !tell(.entry(item: Int(item), seq: Int(fault))) { return }
      let isRight: Bool
      if let version, version.isOnly, !crowded.contains(item), activity.holds(version.event) {
        isRight = walk.says(plan.entries(version.facts, []))
      } else if let payment, version == nil, activity.holds(payment.event) {
        isRight = walk.says(facts.received(payment.row).map { [$0] } ?? [])
      } else {
        isRight = walk.says(try facts.subject(item).entries(plan))
      }
      if !isRight && !tell(.balance(item: Int(item))) { return }
      item += 1
    }
    for payment in try overdrawn() where !tell(.shares(payment: Int(payment))) { return }
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
  private var isThere: Bool

  init(_ database: Database) throws {
    rows = try RawStatement(
      database,
      "SELECT item, seq, kind, debit, credit, amount_vnd, day, payment, reverses FROM entry "
        + "ORDER BY item, seq")
    isThere = try rows.step()
  }

  /// Goes to an item behind the last one.
  mutating func next(_ item: Int64) throws {
    entries.removeAll(keepingCapacity: true)
    (count, totalVND, fault) = (0, 0, nil)
    while isThere {
      let its = rows.integer(0)
      if its > item { return }
      if its == item { read() } else { fault = rows.integer(1) }
      isThere = try rows.step()
    }
    rows.reset()
  }

  private mutating func read() {
    let seq = rows.integer(1)
    count += 1
    let amountVND = rows.integer(5)
    totalVND &+= amountVND
    guard let kind = EntryKind(rawValue: rows.integer(2)), seq == count else {
      fault = fault ?? seq
      return
    }
    let entry = PlannedEntry(
      kind: kind, debit: rows.integer(3), credit: rows.integer(4), amountVND: amountVND,
      day: rows.integer(6), payment: rows.optionalInteger(7))
    guard kind == .reversal else {
      if !rows.isNull(8) { fault = fault ?? seq }
      entries.append((seq, entry))
      return
    }
    let original = rows.optionalInteger(8)
    guard let place = entries.firstIndex(where: { $0.seq == original }),
      entries[place].entry.isMirrored(by: entry)
    else {
      fault = fault ?? seq
      return
    }
    entries.remove(at: place)
  }

  /// Whether the entries that stand are these, in any order.
  func says(_ planned: [PlannedEntry]) -> Bool {
    guard planned.count == entries.count else { return false }
    var rest = planned
    for (_, entry) in entries {
      guard let place = rest.firstIndex(of: entry) else { return false }
      rest.remove(at: place)
    }
    return true
  }
}

extension PlannedEntry {
  fileprivate func isMirrored(by other: PlannedEntry) -> Bool {
    debit == other.credit && credit == other.debit && amountVND == other.amountVND
      && day == other.day && payment == other.payment
  }
}

/// The versions of one bill after another.
private struct VersionWalk {
  /// The first version of an item's bill.
  struct Version {
    var event: Int64
    var facts: BillFacts
    var isOnly: Bool
  }

  /// First versions whose number is the item's.
  private var own: Cursor
  /// All others.
  private var others: Cursor

  /// Rows with the item in front, one after another.
  private struct Cursor {
    let rows: RawStatement
    var isThere: Bool

    init(_ database: Database, item: String, _ condition: String) throws {
      rows = try RawStatement(
        database,
        """
        SELECT \(item), event_id, customer, month, issued_on, amount_vnd, is_paid, paid_on, channel,
          adjusts
        FROM bill WHERE \(condition) ORDER BY \(item)
        """)
      isThere = try rows.step()
    }

    mutating func next(_ item: Int64, _ version: inout Version?) throws {
      while isThere, rows.integer(0) <= item {
        if rows.integer(0) == item {
          if version == nil {
            version = Version(event: rows.integer(1), facts: facts, isOnly: true)
          } else {
            version?.isOnly = false
          }
        }
        isThere = try rows.step()
      }
    }

    private var facts: BillFacts {
      BillFacts(
        customer: rows.integer(2), month: rows.integer(3), issuedOn: rows.optionalInteger(4),
        amountVND: rows.integer(5), isPaid: rows.optionalInteger(6).map { $0 != 0 },
        paidOn: rows.optionalInteger(7), channel: rows.integer(8), isAdjusting: !rows.isNull(9))
    }
  }

  init(_ database: Database) throws {
    own = try Cursor(database, item: "id", "item IS NULL")
    others = try Cursor(database, item: "item", "item IS NOT NULL")
  }

  mutating func next(_ item: Int64) throws -> Version? {
    var version: Version?
    try own.next(item, &version)
    try others.next(item, &version)
    return version
  }
}

/// One payment after another.
private struct PaymentWalk {
  private let rows: RawStatement
  private var isThere: Bool

  init(_ database: Database) throws {
    rows = try RawStatement(
      database,
      """
      SELECT payment.id, payment.event_id, payment.kind, day, amount_vnd, channel, account.kind,
        account.name
      FROM payment JOIN account ON account.id = channel ORDER BY payment.id
      """)
    isThere = try rows.step()
  }

  mutating func next(_ item: Int64) throws -> (event: Int64, row: PaymentFacts)? {
    var found: (event: Int64, row: PaymentFacts)?
    while isThere, rows.integer(0) <= item {
      if rows.integer(0) == item { found = (rows.integer(1), PaymentFacts(rows, from: 2)) }
      isThere = try rows.step()
    }
    return found
  }
}

/// The SHA-256 of a file that comes piece by piece.
struct SourceHasher {
  private var hasher = SHA256Hasher()

  mutating func add(_ piece: [UInt8]) {
    hasher.update(piece)
  }

  mutating func finish() -> String { hasher.finish().hex }
}
