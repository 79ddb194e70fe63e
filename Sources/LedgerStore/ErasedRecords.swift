internal import GRDB
internal import Records

/// Payments and residents whose texts and keys were erased, to be known again by what is left.
///
/// Without it a statement that is exported again would bring a payment in twice. Each erased record
/// is taken once by a file, so that rows beyond them are new.
struct ErasedRecords {
  private var left: [[String]: [Int64]] = [:]

  init(_ database: Database) throws {
    let erase = LedgerEvent.Kind.erase.rawValue
    let isAny = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM event WHERE kind = ?)", arguments: [erase])
    guard isAny == true else { return }
    try add(
      RawStatement(
        database,
        """
        SELECT r.id, r.kind, day, amount_vnd, reference, customer_code, bill_id
        FROM payment r LEFT JOIN private_text t ON t.id = narration
        WHERE r.salt IS NULL AND t.salt IS NULL AND r.identity IS NULL
        """))
    try add(
      RawStatement(
        database,
        """
        SELECT r.id, 'resident', household_id, born
        FROM resident r JOIN private_text t ON t.id = name
        WHERE t.salt IS NULL AND r.identity IS NULL
        """))
  }

  /// Whether nothing was erased.
  var isEmpty: Bool { left.isEmpty }

  private mutating func add(_ rows: RawStatement) throws {
    defer { rows.reset() }
    while try rows.step() {
      let says = (1..<rows.columnCount).map { rows.text($0) }
      left[says, default: []].append(rows.integer(0))
    }
  }

  /// The erased record that a row tells of again.
  mutating func take(_ record: ImportedRecord) -> Int64? {
    guard !left.isEmpty else { return nil }
    switch record {
    case .payment(let it):
      return take([
        it.kind.rawValue, String(it.day.number), String(it.amountVND), it.reference,
        it.customerCode?.text ?? "", it.billID ?? "",
      ])
    case .resident(let it): return take(["resident", it.householdID, String(it.born.number)])
    default: return nil
    }
  }

  private mutating func take(_ says: [String]) -> Int64? {
    left[says]?.popLast()
  }
}
