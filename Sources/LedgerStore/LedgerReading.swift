internal import Diagnostics
internal import GRDB
internal import Records

/// Reads the ledger through one connection.
struct LedgerReading {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The file with these bytes, if it was imported.
  func source(sha256: String) throws -> SourceFile? {
    try sources(where: "WHERE sha256 = ?", arguments: [sha256]).first?.source
  }

  /// All that the ledger holds.
  func contents() throws -> LedgerContents {
    let events = try sources()
    var sources: [Int64: String] = [:]
    for event in events { sources[event.id] = event.source.sha256 }
    let stored = StoredRecords(database, sources: sources)
    return LedgerContents(
      sources: events.map(\.source),
      households: Versions.latest(try stored.households()),
      residents: Versions.latest(try stored.residents()) { $0.citizenID },
      accounts: Versions.latest(try stored.accounts()) {
        AccountKey(citizenID: $0.citizenID, bank: $0.bank, openedOn: $0.openedOn)
      },
      bills: Versions.bills(try stored.bills()),
      payments: try stored.payments().map(\.value),
      figures: Versions.latest(try stored.figures()) {
        FigureKey(criterion: $0.criterion, column: $0.column, pho: $0.pho)
      },
      rejected: try rejected(sources))
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
      var fields = FieldReader(row)
      let id: Int64 = fields.next()
      let source = SourceFile(
        sha256: fields.next(), name: fields.next(), layout: fields.next(), rows: fields.next(),
        imported: fields.next(), duplicates: fields.next(), rejected: fields.next())
      return (id, source)
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
    ).map { row in
      var fields = FieldReader(row)
      guard let sha256 = sources[fields.next()] else { throw UnreadableValue() }
      let code: String = fields.next()
      guard let severity = Diagnostic.Severity(rawValue: fields.next()) else {
        throw UnreadableValue()
      }
      let message = Words(vi: fields.next(), en: fields.next())
      let hintVi: String? = fields.nextOptional()
      let hintEn: String? = fields.nextOptional()
      let origin = Origin(
        file: fields.nextOptional(), part: fields.nextOptional(), sheet: fields.nextOptional(),
        cell: fields.nextOptional(), line: fields.nextOptional(),
        byteOffset: fields.nextOptional())
      let hint = hintVi.map { Words(vi: $0, en: hintEn ?? $0) }
      return RejectedRow(
        sourceSHA256: sha256,
        diagnostic: Diagnostic(code, message, at: origin, hint: hint, severity: severity))
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
  var pho: String?
}
