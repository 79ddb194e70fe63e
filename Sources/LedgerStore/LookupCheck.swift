internal import GRDB
internal import Storage

/// Compares the tables by which bills and payments are found with what they should hold.
///
/// The pairs of each are added up on either side, in any order, by a hash that differs from run to
/// run; so both sides are read once, in whatever order they lie.
struct LookupCheck {
  private var billsByID = PairSum()
  private var billsByCustomer = PairSum()
  private var paymentsByKey = PairSum()

  /// Where columns of ``LedgerTable/bill`` stand.
  private enum BillColumn {
    static let id: Int32 = 0
    static let item: Int32 = 1
    static let billID: Int32 = 2
    static let sameAs: Int32 = 3
    static let customer: Int32 = 8
  }

  /// Starts with the keys of payments of earlier versions, which do not stand in their rows.
  init(_ database: Database) throws {
    let earlier = try RawStatement(
      database,
      "SELECT key, record FROM private_text WHERE kind = 'narration' AND key IS NOT NULL "
        + "UNION ALL SELECT identity, id FROM payment WHERE identity IS NOT NULL")
    defer { earlier.reset() }
    while try earlier.step() { paymentsByKey.add(earlier, key: 0, item: earlier.integer(1)) }
  }

  /// Adds a row of bills.
  mutating func addBill(_ row: RawStatement) {
    let isNamed = !row.isNull(BillColumn.billID)
    guard isNamed || !row.isNull(BillColumn.sameAs) else { return }
    let item = row.optionalInteger(BillColumn.item) ?? row.integer(BillColumn.id)
    if isNamed { billsByID.add(row, key: BillColumn.billID, item: item) }
    billsByCustomer.add(row.integer(BillColumn.customer), item: item)
  }

  /// Adds a row of payments, whose digest is followed by salt, key and text.
  mutating func addPayment(_ row: RawStatement) {
    let key: Int32 = 13
    if !row.isNull(key) { paymentsByKey.add(row, key: key, item: row.integer(0)) }
  }

  /// The names of the tables that hold something else.
  func faults(_ database: Database) throws -> [String] {
    var faults: [String] = []
    for (table, wanted) in [
      ("bill_of_id", billsByID), ("bill_of_customer", billsByCustomer),
      ("payment_of_key", paymentsByKey),
    ] {
      var found = PairSum()
      let rows = try RawStatement(database, "SELECT * FROM \(table)")
      while try rows.step() {
        if table == "bill_of_customer" {
          found.add(rows.integer(0), item: rows.integer(1))
        } else {
          found.add(rows, key: 0, item: rows.integer(1))
        }
      }
      rows.reset()
      if found != wanted { faults.append(table) }
    }
    return faults
  }
}

/// The sum of hashes of pairs.
private struct PairSum: Equatable {
  private var count = 0
  private var sum = 0

  mutating func add(_ row: RawStatement, key: Int32, item: Int64) {
    var hasher = Hasher()
    unsafe row.withBytes(key) { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    add(hasher, item)
  }

  mutating func add(_ key: Int64, item: Int64) {
    var hasher = Hasher()
    hasher.combine(key)
    add(hasher, item)
  }

  private mutating func add(_ hasher: Hasher, _ item: Int64) {
    var hasher = hasher
    hasher.combine(item)
    count += 1
    sum &+= hasher.finalize()
  }
}
