internal import GRDB
internal import Records

/// Where payments stand in files: finds the record behind a line, and the line behind a record.
struct PaymentPlaces {
  private let byPlace: RawStatement
  private let activity: Activity

  init(_ database: Database) throws {
    activity = try Activity(database)
    byPlace = try RawStatement(
      database,
      """
      WITH imports AS (SELECT id FROM import_event WHERE sha256 = ?1)
      SELECT id, amount_vnd, event_id FROM payment
        WHERE event_id IN imports AND line = ?2 AND sheet IS ?3
      UNION ALL
      SELECT payment.id, amount_vnd, sighting.event_id FROM sighting
        JOIN payment ON payment.id = record_id
        WHERE sighting.kind = 'payment' AND sighting.event_id IN imports
          AND sighting.line = ?2 AND sighting.sheet IS ?3
      """)
  }

  /// The payment that a line of an import that holds became.
  func payment(_ place: Provenance) throws -> (id: Int64, amountVND: Int64)? {
    byPlace.bind(place.sourceSHA256, at: 1)
    byPlace.bind(Int64(place.line), at: 2)
    if let sheet = place.sheet { byPlace.bind(sheet, at: 3) } else { byPlace.bindNull(at: 3) }
    defer { byPlace.reset() }
    while try byPlace.step() {
      if activity.holds(byPlace.integer(2)) { return (byPlace.integer(0), byPlace.integer(1)) }
    }
    return nil
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
      SELECT ruling, bill_id, amount_vnd FROM share JOIN item ON item.id = share.item
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
