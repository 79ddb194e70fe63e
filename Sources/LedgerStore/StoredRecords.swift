internal import GRDB
internal import Records

/// A record as the ledger holds it.
struct Stored<Value> {
  /// The beginning of the key that says whether it is known: enough to settle ties.
  var identity: String
  /// The last import that showed it, as new or again.
  var lastEvent: Int64
  /// The record.
  var value: Value
}

/// A value in the ledger that we cannot have written.
struct UnreadableValue: Error {}

/// Reads the records of one kind back from their table: those that hold.
struct StoredRecords {
  private let database: Database
  /// SHA-256 by import event.
  private let sources: [Int64: String]
  private let activity: Activity
  private let accounts: [Int64: LedgerAccount]

  /// Prepares to read; `accounts` need not be read for records without any.
  init(
    _ database: Database, sources: [Int64: String], activity: Activity,
    accounts: [Int64: LedgerAccount]? = nil
  ) throws {
    self.database = database
    self.sources = sources
    self.activity = activity
    self.accounts = try accounts ?? Self.accounts(database)
  }

  /// All accounts by their numbers, or all `but` those of a kind.
  static func accounts(
    _ database: Database, but kind: LedgerAccount.Kind? = nil
  ) throws -> [Int64: LedgerAccount] {
    var found: [Int64: LedgerAccount] = [:]
    let rows = try RawStatement(
      database, "SELECT id, kind, name FROM account WHERE kind IS NOT ?")
    if let kind { rows.bind(kind.rawValue, at: 1) } else { rows.bindNull(at: 1) }
    defer { rows.reset() }
    while try rows.step() {
      guard let kind = LedgerAccount.Kind(rawValue: rows.text(1)) else { throw UnreadableValue() }
      found[rows.integer(0)] = LedgerAccount(kind, rows.text(2))
    }
    return found
  }

  /// All records of `kind`, in the order they were added, made by `make` from a row's fields; those
  /// alone that are `like` a text where there is a condition on it.
  func all<Value>(
    _ kind: RecordKind, where condition: String? = nil, like text: String = "",
    _ make: (inout FieldReader, Provenance) throws -> Value
  ) throws -> [Stored<Value>] {
    var found: [Stored<Value>] = []
    let again = activity.isWhole ? [:] : try sightings(kind)
    let rows = try RawStatement(database, kind.selection(where: condition))
    if condition != nil { rows.bind(text, at: 1) }
    defer { rows.reset() }
    while try rows.step() {
      var fields = FieldReader(rows, accounts)
      let record: Int64 = fields.next()
      let identity: String = fields.next()
      var place = Place(event: fields.next(), sheet: fields.nextOptional(), line: fields.next())
      var places: [Place] = []
      if !activity.isWhole {
        places = ([place] + (again[record] ?? [])).filter { activity.holds($0.event) }
        guard let first = places.first else { continue }
        place = first
      }
      guard let sha256 = sources[place.event] else { throw UnreadableValue() }
      let provenance = Provenance(sourceSHA256: sha256, sheet: place.sheet, line: place.line)
      let value = try make(&fields, provenance)
      let last: Int64 = fields.next()
      found.append(
        Stored(
          identity: identity, lastEvent: places.map(\.event).max() ?? last, value: value))
    }
    return found
  }

  /// Where a record was told.
  private struct Place {
    var event: Int64
    var sheet: String?
    var line: Int
  }

  private func sightings(_ kind: RecordKind) throws -> [Int64: [Place]] {
    var found: [Int64: [Place]] = [:]
    let rows = try RawStatement(
      database, "SELECT record_id, event_id, sheet, line FROM sighting WHERE kind = ? ORDER BY id")
    rows.bind(kind.rawValue, at: 1)
    defer { rows.reset() }
    while try rows.step() {
      let place = Place(
        event: rows.integer(1), sheet: rows.optionalText(2), line: Int(rows.integer(3)))
      found[rows.integer(0), default: []].append(place)
    }
    return found
  }

  /// Every version of the households that ever had a code.
  func households(of customer: CustomerCode) throws -> [Stored<Household>] {
    let condition = """
      household_id IN (SELECT household_id FROM household
        WHERE instr(';' || customer_codes || ';', ';' || ?1 || ';') > 0)
      """
    return try households(where: condition, like: customer.text)
  }

  func households(
    where condition: String? = nil, like text: String = ""
  ) throws -> [Stored<Household>] {
    try all(.household, where: condition, like: text) { fields, provenance in
      Household(
        id: fields.next(), headName: fields.nextPrivate(), pho: fields.next(),
        address: fields.nextErasable(), members: fields.nextOptional(),
        membersOver15: fields.nextOptional(),
        customerCodes: (fields.next() as String).split(separator: ";").compactMap {
          CustomerCode($0)
        },
        provenance: provenance)
    }
  }

  func residents() throws -> [Stored<Resident>] {
    try all(.resident) { fields, provenance in
      Resident(
        householdID: fields.next(), name: fields.nextPrivate(), born: try fields.nextDay(),
        citizenID: fields.nextPrivate(), provenance: provenance)
    }
  }

  func paymentAccounts() throws -> [Stored<PaymentAccount>] {
    try all(.account) { fields, provenance in
      PaymentAccount(
        citizenID: fields.nextPrivate(), bank: fields.next(), openedOn: try fields.nextDay(),
        closedOn: try fields.nextOptionalDay(), provenance: provenance)
    }
  }

  func bills() throws -> [Stored<Bill>] {
    try all(.bill) { fields, provenance in
      Bill(
        id: fields.next(), customerCode: try fields.nextCode(), month: try fields.nextMonth(),
        cycle: fields.next(), issuedOn: try fields.nextOptionalDay(), amountVND: fields.next(),
        isResidential: fields.next(),
        payment: EVNPayment(
          isPaid: fields.nextOptional(), paidOn: try fields.nextOptionalDay(),
          channel: try fields.nextChannel(), collector: fields.nextOptional()),
        adjusts: fields.nextOptional(), provenance: provenance)
    }
  }

  /// Payments, and the places of those whose narrations were erased.
  func payments() throws -> (payments: [Stored<Payment>], erased: Set<Provenance>) {
    var erased: Set<Provenance> = []
    let payments = try all(.payment) { fields, provenance in
      guard let kind = Payment.Kind(rawValue: fields.next()) else { throw UnreadableValue() }
      let (day, amountVND) = (try fields.nextDay(), fields.next() as Int64)
      let narration: String? = fields.nextOptional()
      if narration == nil { erased.insert(provenance) }
      return Payment(
        kind: kind, day: day, amountVND: amountVND, narration: narration ?? "",
        reference: fields.next(),
        customerCode: (fields.nextOptional() as String?).flatMap { CustomerCode($0) },
        billID: fields.nextOptional(), channel: try fields.nextChannel(), provenance: provenance)
    }
    return (payments, erased)
  }

  func figures() throws -> [Stored<IndicatorFigure>] {
    try all(.figure) { fields, provenance in
      let criterion: Int = fields.next()
      guard let column = ReportColumn(rawValue: fields.next()) else { throw UnreadableValue() }
      let (numerator, denominator): (Int, Int) = (fields.next(), fields.next())
      let (pho, subject) = IndicatorFigure.parts(stored: fields.nextOptional())
      return IndicatorFigure(
        criterion: criterion, column: column, numerator: numerator, denominator: denominator,
        pho: pho, subject: subject, evidence: fields.nextOptional(), provenance: provenance)
    }
  }
}

/// Takes the fields of a row one after another; STRICT tables vouch for their types.
struct FieldReader {
  private let row: RawStatement
  private let accounts: [Int64: LedgerAccount]
  private var index: Int32 = 0

  init(_ row: RawStatement, _ accounts: [Int64: LedgerAccount]) {
    self.row = row
    self.accounts = accounts
  }

  private mutating func advance() -> Int32 {
    defer { index += 1 }
    return index
  }

  mutating func next() -> Int64 { row.integer(advance()) }

  mutating func next() -> Int { Int(row.integer(advance())) }

  mutating func next() -> Bool { row.integer(advance()) != 0 }

  mutating func next() -> String { row.text(advance()) }

  mutating func nextOptional() -> Int? { row.optionalInteger(advance()).map { Int($0) } }

  mutating func nextOptional() -> Bool? { row.optionalInteger(advance()).map { $0 != 0 } }

  mutating func nextOptional() -> String? { row.optionalText(advance()) }

  /// A text that may have been erased; nothing is left of it then.
  mutating func nextErasable() -> String { nextOptional() ?? "" }

  /// A text that may have been erased; the number of its place, which follows it, then stands in,
  /// so that the same person stays the same.
  mutating func nextPrivate() -> String {
    let text: String? = nextOptional()
    let number: Int64 = next()
    return text ?? "#\(number)"
  }

  mutating func nextCode() throws -> CustomerCode {
    guard let account = accounts[next()], let code = CustomerCode(account.name) else {
      throw UnreadableValue()
    }
    return code
  }

  mutating func nextMonth() throws -> CalendarMonth { try CalendarMonth(number: next()) }

  mutating func nextDay() throws -> CalendarDay { try CalendarDay(number: next()) }

  mutating func nextOptionalDay() throws -> CalendarDay? {
    try (nextOptional() as Int?).map { try CalendarDay(number: Int64($0)) }
  }

  mutating func nextChannel() throws -> Channel {
    guard let account = accounts[next()] else { throw UnreadableValue() }
    return account.channel
  }
}
