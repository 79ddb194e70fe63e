internal import GRDB
public import Records

/// One entry of the ledger: an amount that left one account for another.
public struct LedgerEntry: Hashable, Sendable {
  /// The number of the bill, payment or customer's item that it is about.
  public var item: Int
  /// Its place among the entries of the item, from 1.
  public var seq: Int
  /// The event that made it.
  public var event: Int
  /// What it is for.
  public var kind: EntryKind
  /// The account that received.
  public var debit: LedgerAccount
  /// The account that gave.
  public var credit: LedgerAccount
  /// The amount in đồng, above 0.
  public var amountVND: Int64
  /// The day it stands under.
  public var day: CalendarDay
  /// The entry of the same item that it takes back.
  public var reverses: Int?
  /// The bill it is about.
  public var billID: String?
  /// The item of the payment that it follows from.
  public var payment: Int?

  /// The name people give it: item and place, such as `12.1`.
  public var name: String { "\(item).\(seq)" }
}

/// What went in and out of an account.
public struct AccountBalance: Hashable, Sendable {
  /// The account.
  public var account: LedgerAccount
  /// All it received, in đồng.
  public var debitVND: Int64
  /// All it gave, in đồng.
  public var creditVND: Int64
  /// What is left: above 0 it received more than it gave.
  public var balanceVND: Int64 { debitVND - creditVND }
}

/// Reads entries and balances.
struct EntryReading {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// All entries in the order of items.
  func forEach(_ body: (LedgerEntry) throws -> Void) throws {
    try read("", bind: { _ in }, body)
  }

  /// The entries of an item, all or the one of a place.
  func entries(item: Int64, seq: Int64? = nil) throws -> [LedgerEntry] {
    var found: [LedgerEntry] = []
    var range = EntryNumber.range(of: item)
    if let seq {
      let number = EntryNumber(item: item, seq: seq).stored
      range = number...number
    }
    try read(
      "WHERE id BETWEEN ? AND ?",
      bind: { rows in
        rows.bind(range.lowerBound, at: 1)
        rows.bind(range.upperBound, at: 2)
      }, { found.append($0) })
    return found
  }

  /// The number of a bill's item.
  func item(billID: String) throws -> Int64? {
    try Int64.fetchOne(database, sql: BillItems.item(billID: "?"), arguments: [billID])
  }

  private func read(
    _ condition: String, bind: (RawStatement) -> Void, _ body: (LedgerEntry) throws -> Void
  ) throws {
    let accounts = try StoredRecords.accounts(database)
    let rows = try RawStatement(
      database,
      """
      SELECT id, event_id, kind, debit, credit, amount_vnd, day, reverses, payment
      FROM entry \(condition) ORDER BY id
      """)
    let bills = try RawStatement(database, BillItems.billID(of: "?1"))
    var bill: (item: Int64, id: String?) = (0, nil)
    bind(rows)
    defer { rows.reset() }
    while try rows.step() {
      let number = EntryNumber(stored: rows.integer(0))
      if number.item != bill.item {
        bills.bind(number.item, at: 1)
        bill = (number.item, try bills.step() ? bills.optionalText(0) : nil)
        bills.reset()
      }
      guard let kind = EntryKind(rawValue: rows.integer(2)),
        let debit = accounts[rows.integer(3)], let credit = accounts[rows.integer(4)]
      else { throw UnreadableValue() }
      try body(
        LedgerEntry(
          item: Int(number.item), seq: Int(number.seq), event: Int(rows.integer(1)),
          kind: kind, debit: debit, credit: credit, amountVND: rows.integer(5),
          day: try CalendarDay(number: rows.integer(6)),
          reverses: rows.optionalInteger(7).map { Int(EntryNumber(stored: $0).seq) },
          billID: bill.id, payment: rows.optionalInteger(8).map { Int($0) }))
    }
  }

  /// What went in and out of every account that has entries, in the order of their numbers.
  func balances() throws -> [AccountBalance] {
    var sums: [Int64: (debit: Int64, credit: Int64)] = [:]
    let rows = try RawStatement(database, "SELECT debit, credit, amount_vnd FROM entry")
    defer { rows.reset() }
    while try rows.step() {
      let amountVND = rows.integer(2)
      sums[rows.integer(0), default: (0, 0)].debit &+= amountVND
      sums[rows.integer(1), default: (0, 0)].credit &+= amountVND
    }
    let accounts = try StoredRecords.accounts(database)
    return try sums.sorted { $0.key < $1.key }.map { id, sum in
      guard let account = accounts[id] else { throw UnreadableValue() }
      return AccountBalance(account: account, debitVND: sum.debit, creditVND: sum.credit)
    }
  }

  /// What went in and out of a customer's account, found through the customer's items alone.
  func balance(of customer: CustomerCode) throws -> AccountBalance {
    let account = LedgerAccount(.receivable, customer.text)
    var balance = AccountBalance(account: account, debitVND: 0, creditVND: 0)
    let rows = try RawStatement(
      database,
      """
      WITH owner AS (SELECT id FROM account WHERE kind = 'receivable' AND name = ?),
        items AS (
          SELECT bill.item AS id, owner.id AS owner
          FROM owner JOIN bill_of_customer bill ON bill.customer = owner.id
          UNION SELECT item.id, owner.id FROM owner JOIN item ON item.customer = owner.id)
      SELECT sum(amount_vnd * (debit = owner)), sum(amount_vnd * (credit = owner))
      FROM items CROSS JOIN entry ON \(EntryNumber.isEntry("entry.id", of: "items.id"))
      """)
    rows.bind(customer.text, at: 1)
    defer { rows.reset() }
    if try rows.step() {
      balance.debitVND = rows.integer(0)
      balance.creditVND = rows.integer(1)
    }
    return balance
  }
}
