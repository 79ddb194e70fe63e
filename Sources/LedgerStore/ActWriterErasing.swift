internal import GRDB

extension ActWriter {
  /// Erases texts about people, with their salts and keys; digests and everything else stay.
  ///
  /// - Source: sqlite.org/pragma.html#pragma_secure_delete: what is erased is overwritten.
  func erase(_ erasure: Erasure) throws -> Int64? {
    guard !stamp.reason.isEmpty else { throw LedgerRefusal.reasonMissing }
    let payments = try payments(of: erasure.subject)
    let texts = try texts(of: erasure.subject, payments)
    let sources =
      erasure.withSources ? try sources(of: erasure.subject, texts, payments) : []
    let draft = try EventDraft(database, stamp)
    var payload = EventPayload()
    payload.erased = try erase(texts: texts)
    payload.erasedPayments = try erase(payments: payments)
    payload.erasedSources = sources.isEmpty ? nil : sources
    guard payload != EventPayload() else { throw LedgerRefusal.nobodyToErase }
    for source in sources {
      try database.execute(
        sql: "UPDATE source_chunk SET content = NULL WHERE sha256 = ?", arguments: [source])
    }
    try draft.finish(.erase, payload: payload)
    return draft.id
  }

  /// Erases private texts; gives those that there were, nil where there was none.
  private func erase(texts: Set<Int64>) throws -> [Int64]? {
    var erased: [Int64] = []
    var keys: [[UInt8]] = []
    let rows = try RawStatement(
      database, "SELECT key FROM private_text WHERE id = ? AND text IS NOT NULL")
    for text in texts.sorted() {
      rows.bind(text, at: 1)
      if try rows.step() {
        erased.append(text)
        if !rows.isNull(0) { keys.append(rows.bytes(0)) }
      }
      rows.reset()
    }
    let erasing = try RawStatement(
      database, "UPDATE private_text SET text = NULL, salt = NULL, key = NULL WHERE id = ?")
    for text in erased {
      erasing.bind(text, at: 1)
      try erasing.run()
    }
    try forget(keys)
    return erased.isEmpty ? nil : erased
  }

  /// Erases the narrations of payments, and writes the digests that stand for them; gives those
  /// that there were, nil where there was none.
  private func erase(payments: Set<Int64>) throws -> [Int64]? {
    var erased: [Int64] = []
    var keys: [[UInt8]] = []
    let rows = try RawStatement(
      database, "SELECT salt, key, text FROM payment WHERE id = ? AND text IS NOT NULL")
    let erasing = try RawStatement(
      database,
      "UPDATE payment SET digest = ?, text = NULL, salt = NULL, key = NULL WHERE id = ?")
    for payment in payments.sorted() {
      rows.bind(payment, at: 1)
      let isThere = try rows.step()
      let digest = isThere ? PrivateTexts.digest(of: rows, from: 0) : []
      if isThere { keys.append(rows.bytes(1)) }
      rows.reset()
      guard isThere else { continue }
      erased.append(payment)
      erasing.bind(digest, at: 1)
      erasing.bind(payment, at: 2)
      try erasing.run()
    }
    try forget(keys)
    return erased.isEmpty ? nil : erased
  }

  /// Takes keys, which are gone from their records, out of the table that finds payments by them.
  private func forget(_ keys: [[UInt8]]) throws {
    let forgetting = try RawStatement(database, "DELETE FROM payment_of_key WHERE key = ?")
    for key in keys {
      forgetting.bind(key, at: 1)
      try forgetting.run()
    }
  }

  private func list(_ numbers: some Sequence<Int64>) -> String {
    numbers.map(String.init).joined(separator: ", ")
  }

  /// The payments whose narrations tell of somebody.
  private func payments(of subject: Erasure.Subject) throws -> Set<Int64> {
    switch subject {
    case .everybody: try Int64.fetchSet(database, sql: "SELECT id FROM payment")
    case .household(let id):
      try Int64.fetchSet(
        database,
        sql: """
          SELECT payment FROM ruling JOIN share ON share.ruling = ruling.id
          WHERE share.item IN (
            SELECT coalesce(item, id) FROM bill WHERE customer IN (\(Self.customers)))
          """, arguments: [id])
    case .citizen: []
    }
  }

  private func texts(
    of subject: Erasure.Subject, _ payments: Set<Int64>
  ) throws -> Set<Int64> {
    switch subject {
    case .everybody:
      try Int64.fetchSet(database, sql: "SELECT id FROM private_text")
    case .household(let id):
      try Int64.fetchSet(
        database,
        sql: """
          SELECT head_name FROM household WHERE household_id = ?1
          UNION SELECT address FROM household WHERE household_id = ?1
          UNION SELECT name FROM resident WHERE household_id = ?1
          UNION SELECT citizen FROM resident WHERE household_id = ?1
          UNION \(Self.keys("SELECT citizen FROM resident WHERE household_id = ?1"))
          UNION SELECT narration FROM payment
            WHERE id IN (\(list(payments))) AND narration IS NOT NULL
          """, arguments: [id])
    case .citizen(let number):
      try Int64.fetchSet(
        database,
        sql: """
          WITH person AS (SELECT id FROM private_text WHERE kind = 'citizen' AND text = ?1)
          SELECT id FROM person
          UNION SELECT name FROM resident WHERE citizen IN (SELECT id FROM person)
          UNION \(Self.keys("SELECT id FROM person"))
          """, arguments: [number])
    }
  }

  /// The keys of people's payment accounts.
  private static func keys(_ people: String) -> String {
    "SELECT id FROM private_text WHERE kind = 'key' AND record IN "
      + "(SELECT id FROM payment_account WHERE citizen IN (\(people)))"
  }

  /// The accounts of a household's customer codes, which stand in one text with `;` between them.
  private static let customers = """
    SELECT account.id FROM account JOIN household
      ON instr(';' || customer_codes || ';', ';' || account.name || ';') > 0
    WHERE account.kind = 'receivable' AND household_id = ?1
    """

  /// The kept files that told of somebody: registers and lists, and the bills of a household.
  private func sources(
    of subject: Erasure.Subject, _ texts: Set<Int64>, _ payments: Set<Int64>
  ) throws -> [String] {
    let condition: String
    var household: String?
    switch subject {
    case .everybody: condition = ""
    case .household, .citizen:
      if case .household(let id) = subject { household = id }
      let numbers = list(texts)
      condition = """
        WHERE sha256 IN (SELECT sha256 FROM import_event WHERE id IN (
          SELECT event_id FROM household WHERE head_name IN (\(numbers))
          UNION SELECT event_id FROM resident WHERE citizen IN (\(numbers))
          UNION SELECT event_id FROM payment_account WHERE citizen IN (\(numbers))
          UNION SELECT s.event_id FROM sighting s JOIN household h
            ON s.kind = 'household' AND s.record_id = h.id WHERE h.head_name IN (\(numbers))
          UNION SELECT s.event_id FROM sighting s JOIN resident r
            ON s.kind = 'resident' AND s.record_id = r.id WHERE r.citizen IN (\(numbers))
          UNION SELECT event_id FROM payment WHERE id IN (\(list(payments)))
          UNION SELECT event_id FROM bill WHERE customer IN (\(Self.customers))))
        """
    }
    return try String.fetchAll(
      database, sql: "SELECT DISTINCT sha256 FROM source_chunk \(condition) ORDER BY sha256",
      arguments: condition.isEmpty ? [] : [household])
  }
}
