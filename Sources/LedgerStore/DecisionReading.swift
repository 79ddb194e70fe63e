internal import GRDB
internal import Records

/// Where payments stand in files: finds the record behind a line.
///
/// The lines of an import are read when the first of them is asked for: its payments have numbers
/// that follow one another, as events do.
final class PaymentPlaces {
  /// A payment, as decisions need it.
  typealias Found = (id: Int64, amountVND: Int64)

  private struct Line: Hashable {
    var sheet: String?
    var line: Int64
  }

  private let activity: Activity
  private let imports: RawStatement
  private let own: RawStatement
  private let again: RawStatement
  private let next: RawStatement
  private let last: Int64
  private var lines: [String: [Line: Found]] = [:]

  init(_ database: Database) throws {
    activity = try Activity(database)
    imports = try RawStatement(database, "SELECT id FROM import_event WHERE sha256 = ? ORDER BY id")
    own = try RawStatement(
      database,
      "SELECT id, amount_vnd, sheet, line, event_id FROM payment WHERE id >= ? ORDER BY id")
    again = try RawStatement(
      database,
      """
      SELECT payment.id, amount_vnd, sighting.sheet, sighting.line FROM sighting
      JOIN payment ON payment.id = record_id
      WHERE sighting.kind = 'payment' AND sighting.event_id = ?
      """)
    next = try RawStatement(
      database, "SELECT id, event_id FROM payment WHERE id >= ? ORDER BY id LIMIT 1")
    last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM payment") ?? 0
  }

  /// The payment that a line of an import that holds became.
  func payment(_ place: Provenance) throws -> Found? {
    let known = try lines[place.sourceSHA256] ?? read(place.sourceSHA256)
    lines[place.sourceSHA256] = known
    return known[Line(sheet: place.sheet, line: Int64(place.line))]
  }

  private func read(_ sha256: String) throws -> [Line: Found] {
    imports.bind(sha256, at: 1)
    var events: [Int64] = []
    while try imports.step() { events.append(imports.integer(0)) }
    imports.reset()
    var found: [Line: Found] = [:]
    for event in events where activity.holds(event) {
      own.bind(try first(of: event), at: 1)
      while try own.step(), own.integer(4) == event { take(own, &found) }
      own.reset()
      again.bind(event, at: 1)
      while try again.step() { take(again, &found) }
      again.reset()
    }
    return found
  }

  private func take(_ row: RawStatement, _ found: inout [Line: Found]) {
    let line = Line(sheet: row.optionalText(2), line: row.integer(3))
    found[line] = found[line] ?? (row.integer(0), row.integer(1))
  }

  /// The number of the first payment of an event or of one after it.
  private func first(of event: Int64) throws -> Int64 {
    var (low, high) = (Int64(1), last + 1)
    while low < high {
      let middle = low + (high - low) / 2
      next.bind(middle, at: 1)
      let isBefore = try next.step() && next.integer(1) < event
      let id = isBefore ? next.integer(0) : middle
      next.reset()
      if isBefore { low = id + 1 } else { high = middle }
    }
    return low
  }
}

/// Reads decisions about payments.
struct DecisionReading {
  private let database: Database
  private let activity: Activity

  /// Reads decisions as they stand, or stood once the event `last` had happened.
  init(_ database: Database, last: Int64 = .max) throws {
    self.database = database
    activity = try Activity(database, last: last)
  }

  /// All decisions in the order they were made, but those about payments that were taken back.
  func decisions() throws -> [RecordedDecision] {
    try withPayments().map(\.decision)
  }

  /// What holds about each payment, by the payment's number.
  func inForce() throws -> [Int64: MatchDecision] {
    var found: [Int64: MatchDecision] = [:]
    for (payment, recorded) in try withPayments() where recorded.isInForce {
      found[payment] = recorded.decision
    }
    return found
  }

  private func withPayments() throws -> [(payment: Int64, decision: RecordedDecision)] {
    let places = try placesOfPayments()
    let bills = try shares()
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT ruling.id, event_id, payment, ruling.kind, at, actor, reason FROM ruling
        JOIN event ON event.id = event_id WHERE event_id <= ? ORDER BY ruling.id
        """, arguments: [activity.last])
    var last: [Int64: Int64] = [:]
    for row in rows where activity.holds(row[1]) { last[row[2]] = row[0] }
    return try rows.compactMap { row in
      guard let place = places[row[2]] else { return nil }
      guard let kind = MatchDecision.Kind(rawValue: row[3]) else { throw UnreadableValue() }
      let event: Int64 = row[1]
      let ruling: Int64 = row[0]
      let decision = RecordedDecision(
        event: Int(event), at: row[4], actor: row[5], reason: row[6],
        decision: MatchDecision(kind, payment: place, shares: bills[ruling] ?? []),
        isInForce: last[row[2]] == ruling)
      return (row[2], decision)
    }
  }

  private func shares() throws -> [Int64: [MatchDecision.Share]] {
    var found: [Int64: [MatchDecision.Share]] = [:]
    let rows = try RawStatement(
      database,
      """
      SELECT ruling, (\(BillItems.billID(of: "share.item"))), amount_vnd FROM share
      ORDER BY share.id
      """)
    defer { rows.reset() }
    while try rows.step() {
      found[rows.integer(0), default: []].append(
        MatchDecision.Share(billID: rows.text(1), amountVND: rows.integer(2)))
    }
    return found
  }

  /// The line that stands for each payment that was ever decided about: the first that holds.
  private func placesOfPayments() throws -> [Int64: Provenance] {
    var found: [Int64: Provenance] = [:]
    let rows = try RawStatement(
      database,
      """
      WITH decided AS (SELECT DISTINCT payment AS id FROM ruling)
      SELECT payment.id, payment.event_id, sha256, sheet, line, 0 FROM payment
        JOIN import_event ON import_event.id = payment.event_id WHERE payment.id IN decided
      UNION ALL
      SELECT record_id, event_id, sha256, sheet, line, sighting.id FROM sighting
        JOIN import_event ON import_event.id = event_id
        WHERE kind = 'payment' AND record_id IN decided
      ORDER BY 6
      """)
    defer { rows.reset() }
    while try rows.step() {
      let id = rows.integer(0)
      guard found[id] == nil, activity.holds(rows.integer(1)) else { continue }
      found[id] = Provenance(
        sourceSHA256: rows.text(2), sheet: rows.optionalText(3), line: Int(rows.integer(4)))
    }
    return found
  }
}
