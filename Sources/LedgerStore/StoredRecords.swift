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

/// Reads the records of one kind back from their table.
struct StoredRecords {
  private let database: Database
  /// SHA-256 by import event.
  private let sources: [Int64: String]

  init(_ database: Database, sources: [Int64: String]) {
    self.database = database
    self.sources = sources
  }

  /// All records of `kind`, in the order they were added, made by `make` from a row's fields.
  func all<Value>(
    _ kind: RecordKind, _ make: (inout FieldReader, Provenance) throws -> Value
  ) throws -> [Stored<Value>] {
    var found: [Stored<Value>] = []
    let cursor = try Row.fetchCursor(database.cachedStatement(sql: kind.selection))
    while let row = try cursor.next() {
      var fields = FieldReader(row)
      let identity: String = fields.next()
      let event: Int64 = fields.next()
      guard let sha256 = sources[event] else { throw UnreadableValue() }
      let provenance = Provenance(
        sourceSHA256: sha256, sheet: fields.nextOptional(), line: fields.next())
      let value = try make(&fields, provenance)
      found.append(Stored(identity: identity, lastEvent: fields.next(), value: value))
    }
    return found
  }

  func households() throws -> [Stored<Household>] {
    try all(.household) { fields, provenance in
      Household(
        id: fields.next(), headName: fields.next(), pho: fields.next(), address: fields.next(),
        members: fields.nextOptional(), membersOver15: fields.nextOptional(),
        customerCodes: (fields.next() as String).split(separator: ";").compactMap {
          CustomerCode($0)
        },
        provenance: provenance)
    }
  }

  func residents() throws -> [Stored<Resident>] {
    try all(.resident) { fields, provenance in
      Resident(
        householdID: fields.next(), name: fields.next(), born: try fields.nextDay(),
        citizenID: fields.next(), provenance: provenance)
    }
  }

  func accounts() throws -> [Stored<PaymentAccount>] {
    try all(.account) { fields, provenance in
      PaymentAccount(
        citizenID: fields.next(), bank: fields.next(), openedOn: try fields.nextDay(),
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
          channel: fields.nextChannel(), collector: fields.nextOptional()),
        provenance: provenance)
    }
  }

  func payments() throws -> [Stored<Payment>] {
    try all(.payment) { fields, provenance in
      guard let kind = Payment.Kind(rawValue: fields.next()) else { throw UnreadableValue() }
      return Payment(
        kind: kind, day: try fields.nextDay(), amountVND: fields.next(), narration: fields.next(),
        reference: fields.next(),
        customerCode: (fields.nextOptional() as String?).flatMap { CustomerCode($0) },
        billID: fields.nextOptional(), channel: fields.nextChannel(), provenance: provenance)
    }
  }

  func figures() throws -> [Stored<IndicatorFigure>] {
    try all(.figure) { fields, provenance in
      let criterion: Int = fields.next()
      guard let column = ReportColumn(rawValue: fields.next()) else { throw UnreadableValue() }
      return IndicatorFigure(
        criterion: criterion, column: column, numerator: fields.next(),
        denominator: fields.next(), pho: fields.nextOptional(), evidence: fields.nextOptional(),
        provenance: provenance)
    }
  }
}

/// Takes the fields of a row one after another; STRICT tables vouch for their types.
struct FieldReader {
  private let row: Row
  private var index = 0

  init(_ row: Row) {
    self.row = row
  }

  mutating func next<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value {
    defer { index += 1 }
    return row[index]
  }

  mutating func nextOptional<Value: DatabaseValueConvertible & StatementColumnConvertible>()
    -> Value?
  {
    defer { index += 1 }
    return row[index]
  }

  mutating func nextCode() throws -> CustomerCode {
    guard let code = CustomerCode(next() as String) else { throw UnreadableValue() }
    return code
  }

  mutating func nextMonth() throws -> CalendarMonth {
    try Self.month(next())
  }

  mutating func nextDay() throws -> CalendarDay {
    try Self.day(next())
  }

  mutating func nextOptionalDay() throws -> CalendarDay? {
    try (nextOptional() as Int?).map(Self.day)
  }

  mutating func nextChannel() -> Channel {
    let word: String? = nextOptional()
    let isCashless: Bool? = nextOptional()
    guard let word, let isCashless else { return .unknown(word: word) }
    return .known(name: word, isCashless: isCashless)
  }

  private static func month(_ number: Int) throws -> CalendarMonth {
    guard let month = CalendarMonth(year: number / 100, month: number % 100) else {
      throw UnreadableValue()
    }
    return month
  }

  private static func day(_ number: Int) throws -> CalendarDay {
    let month = number / 100
    guard let day = CalendarDay(year: month / 100, month: month % 100, day: number % 100) else {
      throw UnreadableValue()
    }
    return day
  }
}
