internal import Diagnostics
internal import GRDB
internal import Records
internal import Storage

/// Enters the records of a ledger of version 1 anew, so that they get events and entries.
///
/// The migration left them under names of their own; each import becomes one again, in its order,
/// and then the old tables go.
enum EarlierLedger {
  private static let tables = [
    "rejected_row", "sighting", "household", "resident", "account", "bill", "payment", "figure",
    "import_event",
  ]

  /// Whether there are records to enter.
  static func isPresent(_ database: Database) throws -> Bool {
    try database.tableExists("v1_import_event")
  }

  /// Enters them, and drops the old tables.
  static func enterAnew(_ database: Database) throws {
    let imports = try Row.fetchAll(
      database,
      sql: "SELECT id, imported_at, name, sha256, layout, rows_in, rejected "
        + "FROM v1_import_event ORDER BY id")
    for row in imports {
      let event: Int64 = row[0]
      let session = try ImportSession(
        database, name: row[2], sha256: row[3],
        stamp: EventStamp(at: row[1], actor: "", reason: ""))
      try session.add(records(database, event, sha256: row[3]))
      for rejection in try rejections(database, event) { try session.reject(rejection) }
      _ = try session.finish(layout: row[4], rows: row[5], rejected: row[6])
    }
    for table in tables where try database.tableExists("v1_" + table) {
      try database.execute(sql: "DROP TABLE v1_\(table)")
    }
  }

  /// The records that an import told, new or again, in the order of its rows.
  private static func records(
    _ database: Database, _ event: Int64, sha256: String
  ) throws -> [IdentifiedRecord] {
    var found: [(place: Provenance, record: IdentifiedRecord)] = []
    for kind in RecordKind.allCases {
      let table = "v1_" + kind.rawValue
      guard try database.tableExists(table) else { continue }
      var queries = ["SELECT event_id, sheet, line, r.* FROM \(table) r WHERE event_id = ?"]
      if try database.tableExists("v1_sighting") {
        queries.append(
          "SELECT s.event_id, s.sheet, s.line, r.* FROM v1_sighting s JOIN \(table) r "
            + "ON r.id = s.record_id WHERE s.kind = '\(kind.rawValue)' AND s.event_id = ?")
      }
      for query in queries {
        let rows = try Row.fetchCursor(database, sql: query, arguments: [event])
        while let row = try rows.next() {
          let place = Provenance(sourceSHA256: sha256, sheet: row[1], line: row[2])
          let identity = RecordKey(words: Bytes16(digestOf: row["identity"] as String).words)
          let record = try record(kind, row, place)
          found.append((place, IdentifiedRecord(identity: identity, record: record)))
        }
      }
    }
    return found.enumerated().sorted {
      ($0.element.place.sheet ?? "", $0.element.place.line, $0.offset)
        < ($1.element.place.sheet ?? "", $1.element.place.line, $1.offset)
    }.map(\.element.record)
  }

  private static func record(
    _ kind: RecordKind, _ row: Row, _ place: Provenance
  ) throws -> ImportedRecord {
    switch kind {
    case .household:
      let codes: String = row["customer_codes"]
      return .household(
        Household(
          id: row["household_id"], headName: row["head_name"], pho: row["pho"],
          address: row["address"], members: row["members"],
          membersOver15: row["members_over_15"],
          customerCodes: codes.split(separator: ";").compactMap { CustomerCode($0) },
          provenance: place))
    case .resident:
      return .resident(
        Resident(
          householdID: row["household_id"], name: row["name"],
          born: try CalendarDay(number: row["born"]), citizenID: row["citizen_id"],
          provenance: place))
    case .account:
      return .account(
        PaymentAccount(
          citizenID: row["citizen_id"], bank: row["bank"],
          openedOn: try CalendarDay(number: row["opened_on"]),
          closedOn: try day(row["closed_on"]), provenance: place))
    case .bill: return .bill(try bill(row, place))
    case .payment: return .payment(try payment(row, place))
    case .figure:
      guard let column = ReportColumn(rawValue: row["report_column"]) else {
        throw UnreadableValue()
      }
      return .figure(
        IndicatorFigure(
          criterion: row["criterion"], column: column, numerator: row["numerator"],
          denominator: row["denominator"], pho: row["pho"], evidence: row["evidence"],
          provenance: place))
    }
  }

  private static func bill(_ row: Row, _ place: Provenance) throws -> Bill {
    guard let code = CustomerCode(row["customer_code"] as String) else { throw UnreadableValue() }
    return Bill(
      id: row["bill_id"], customerCode: code, month: try CalendarMonth(number: row["month"]),
      cycle: row["cycle"], issuedOn: try day(row["issued_on"]), amountVND: row["amount_vnd"],
      isResidential: row["is_residential"],
      payment: EVNPayment(
        isPaid: row["is_paid"], paidOn: try day(row["paid_on"]), channel: channel(row),
        collector: row["collector"]),
      provenance: place)
  }

  private static func payment(_ row: Row, _ place: Provenance) throws -> Payment {
    guard let kind = Payment.Kind(rawValue: row["kind"]) else { throw UnreadableValue() }
    return Payment(
      kind: kind, day: try CalendarDay(number: row["day"]), amountVND: row["amount_vnd"],
      narration: row["narration"], reference: row["reference"],
      customerCode: (row["customer_code"] as String?).flatMap { CustomerCode($0) },
      billID: row["bill_id"], channel: channel(row), provenance: place)
  }

  private static func channel(_ row: Row) -> Channel {
    let word: String? = row["channel"]
    guard let word, let isCashless: Bool = row["channel_is_cashless"] else {
      return .unknown(word: word)
    }
    return .known(name: word, isCashless: isCashless)
  }

  private static func day(_ number: Int64?) throws -> CalendarDay? {
    try number.map { try CalendarDay(number: $0) }
  }

  private static func rejections(_ database: Database, _ event: Int64) throws -> [Diagnostic] {
    guard try database.tableExists("v1_rejected_row") else { return [] }
    return try Row.fetchAll(
      database, sql: "SELECT * FROM v1_rejected_row WHERE event_id = ? ORDER BY id",
      arguments: [event]
    ).map { row in
      guard let severity = Diagnostic.Severity(rawValue: row["severity"]) else {
        throw UnreadableValue()
      }
      let hintVi: String? = row["hint_vi"]
      let hintEn: String? = row["hint_en"]
      return Diagnostic(
        row["code"], Words(vi: row["message_vi"], en: row["message_en"]),
        at: Origin(
          file: row["file"], part: row["part"], sheet: row["sheet"], cell: row["cell"],
          line: row["line"], byteOffset: row["byte_offset"]),
        hint: hintVi.map { Words(vi: $0, en: hintEn ?? $0) }, severity: severity)
    }
  }
}
