internal import GRDB
public import Records

/// An entry and all that it follows from.
public struct EntryTrace: Sendable {
  /// A line of a file that told of the entry's bill or payment.
  public struct Line: Hashable, Sendable {
    /// What the line is: `bill` or `payment`.
    public var kind: String
    /// The name of the file when it was imported.
    public var file: String
    /// Where in the file.
    public var place: Provenance
    /// The import.
    public var event: Int
    /// Whether the import counts: it was not taken back.
    public var holds: Bool
  }

  /// The entry.
  public var entry: LedgerEntry
  /// The event that made it.
  public var event: LedgerEvent
  /// The entry that takes it back.
  public var reversedBy: Int?
  /// The customer whose item it is.
  public var customer: CustomerCode?
  /// The month of the bill.
  public var month: CalendarMonth?
  /// The id of the bill that its bill adjusts.
  public var adjusts: String?
  /// The lines of its bill, then those of the payment, in the order of imports.
  public var lines: [Line]
  /// The decision that gave the payment to the bill.
  public var decision: RecordedDecision?
}

/// Follows entries back to lines of files.
struct TraceReading {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  func trace(item: Int64, seq: Int64) throws -> EntryTrace? {
    let entries = try EntryReading(database).entries(item: item)
    guard let entry = entries.first(where: { $0.seq == Int(seq) }),
      let event = try EventLog(database).event(Int64(entry.event))
    else { return nil }
    let activity = try Activity(database)
    let bill = try Row.fetchOne(
      database,
      sql: "SELECT name, month, adjusts FROM bill JOIN account ON account.id = customer WHERE "
        + BillItems.isVersion(of: "?1"),
      arguments: [item])
    var lines = try self.lines(of: .bill, BillItems.isVersion(of: "?1", in: "r"), item, activity)
    let payment = entry.payment.map { Int64($0) } ?? item
    lines += try self.lines(of: .payment, "r.id = ?1", payment, activity)
    return EntryTrace(
      entry: entry, event: event,
      reversedBy: entries.first { $0.reverses == entry.seq }?.seq,
      customer: bill.flatMap { CustomerCode($0[0] as String) },
      month: try bill.map { try CalendarMonth(number: $0[1]) },
      adjusts: bill.flatMap { $0[2] as String? }, lines: lines,
      decision: try entry.payment == nil ? nil : decision(lines))
  }

  private func lines(
    of kind: RecordKind, _ condition: String, _ number: Int64, _ activity: Activity
  ) throws -> [EntryTrace.Line] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT i.name, i.sha256, r.sheet, r.line, i.id FROM \(kind.table.rawValue) r
        JOIN import_event i ON i.id = r.event_id WHERE \(condition)
        UNION ALL
        SELECT i.name, i.sha256, s.sheet, s.line, i.id FROM \(kind.table.rawValue) r
        JOIN sighting s ON s.kind = '\(kind.rawValue)' AND s.record_id = r.id
        JOIN import_event i ON i.id = s.event_id WHERE \(condition)
        ORDER BY 5
        """,
      arguments: [number])
    return rows.map { row in
      let event: Int64 = row[4]
      return EntryTrace.Line(
        kind: kind.rawValue, file: row[0],
        place: Provenance(sourceSHA256: row[1], sheet: row[2], line: row[3]), event: Int(event),
        holds: activity.holds(event))
    }
  }

  private func decision(_ lines: [EntryTrace.Line]) throws -> RecordedDecision? {
    let places = Set(lines.filter { $0.kind == "payment" }.map(\.place))
    return try DecisionReading(database).decisions()
      .last { $0.isInForce && places.contains($0.decision.payment) }
  }
}
