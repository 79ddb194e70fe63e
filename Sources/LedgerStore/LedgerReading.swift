internal import Diagnostics
internal import GRDB
internal import Records

/// Reads the ledger through one connection.
struct LedgerReading {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The file with these bytes, if it was imported and not taken back.
  func source(sha256: String) throws -> SourceFile? {
    let activity = try Activity(database)
    return try sources(where: "WHERE sha256 = ?", arguments: [sha256])
      .last { activity.holds($0.id) }?.source
  }

  /// All that the ledger holds, or held once the event `last` had happened.
  func contents(last: Int64 = .max) throws -> LedgerContents {
    let activity = try Activity(database, last: last)
    let events = try sources()
    var sources: [Int64: String] = [:]
    for event in events { sources[event.id] = event.source.sha256 }
    let stored = try StoredRecords(database, sources: sources, activity: activity)
    let (payments, erased) = try stored.payments()
    return LedgerContents(
      sources: events.filter { activity.holds($0.id) }.map(\.source),
      households: Versions.latest(try stored.households()),
      residents: Versions.latest(try stored.residents()) { $0.citizenID },
      accounts: Versions.latest(try stored.paymentAccounts()) {
        AccountKey(citizenID: $0.citizenID, bank: $0.bank, openedOn: $0.openedOn)
      },
      bills: Versions.bills(try stored.bills()),
      payments: payments.map(\.value), erased: erased,
      figures: Versions.latest(try stored.figures()) {
        FigureKey(criterion: $0.criterion, column: $0.column, part: $0.storedPart)
      },
      adjustments: try EventLog(database).adjustments(activity),
      rejected: try rejected(sources.filter { activity.holds($0.key) }))
  }

  /// The months of all bills that hold, in their order.
  func billedMonths() throws -> [CalendarMonth] {
    let activity = try Activity(database)
    let rows = try RawStatement(
      database,
      "SELECT DISTINCT month, event_id FROM bill UNION SELECT DISTINCT month, s.event_id FROM bill "
        + "JOIN sighting s ON s.kind = 'bill' AND s.record_id = bill.id ORDER BY 1")
    defer { rows.reset() }
    var months: [CalendarMonth] = []
    while try rows.step() {
      let month = try CalendarMonth(number: rows.integer(0))
      if months.last != month, activity.holds(rows.integer(1)) { months.append(month) }
    }
    return months
  }

  /// The household that a code belongs to.
  func household(of customer: CustomerCode) throws -> Household? {
    var events: [Int64: String] = [:]
    for event in try sources() { events[event.id] = event.source.sha256 }
    let stored = try StoredRecords(
      database, sources: events, activity: Activity(database), accounts: [:])
    return Versions.latest(try stored.households(of: customer))
      .first { $0.customerCodes.contains(customer) }
  }

  private func sources(
    where condition: String = "", arguments: StatementArguments = []
  ) throws -> [(id: Int64, source: SourceFile)] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT id, sha256, name, layout, rows_in, imported, duplicates, rejected
        FROM import_event \(condition) ORDER BY id
        """,
      arguments: arguments
    ).map { row in
      let source = SourceFile(
        sha256: row[1], name: row[2], layout: row[3], rows: row[4], imported: row[5],
        duplicates: row[6], rejected: row[7])
      return (row[0], source)
    }
  }

  private func rejected(_ sources: [Int64: String]) throws -> [RejectedRow] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT event_id, code, severity, message_vi, message_en, hint_vi, hint_en,
          file, part, sheet, cell, line, byte_offset
        FROM rejected_row ORDER BY id
        """
    ).compactMap { row in
      guard let sha256 = sources[row[0]] else { return nil }
      guard let severity = Diagnostic.Severity(rawValue: row[2]) else { throw UnreadableValue() }
      let hintVi: String? = row[5]
      let hintEn: String? = row[6]
      let origin = Origin(
        file: row[7], part: row[8], sheet: row[9], cell: row[10], line: row[11],
        byteOffset: row[12])
      return RejectedRow(
        sourceSHA256: sha256,
        diagnostic: Diagnostic(
          row[1], Words(vi: row[3], en: row[4]), at: origin,
          hint: hintVi.map { Words(vi: $0, en: hintEn ?? $0) }, severity: severity))
    }
  }
}

private struct AccountKey: Hashable {
  var citizenID: String
  var bank: String
  var openedOn: CalendarDay
}

private struct FigureKey: Hashable {
  var criterion: Int
  var column: ReportColumn
  var part: String?
}
