internal import GRDB

extension ActWriter {
  /// Erases texts about people, with their salts and keys; digests and everything else stay.
  ///
  /// - Source: sqlite.org/pragma.html#pragma_secure_delete: what is erased is overwritten.
  func erase(_ erasure: Erasure) throws -> Int64? {
    guard !stamp.reason.isEmpty else { throw LedgerRefusal.reasonMissing }
    let texts = try texts(of: erasure.subject)
    let sources = erasure.withSources ? try sources(of: erasure.subject, texts) : []
    let erased = try Int64.fetchAll(
      database,
      sql: "SELECT id FROM private_text WHERE text IS NOT NULL AND id IN (\(list(texts))) "
        + "ORDER BY id")
    guard !erased.isEmpty || !sources.isEmpty else { throw LedgerRefusal.nobodyToErase }
    let draft = try EventDraft(database, stamp)
    try database.execute(
      sql: "UPDATE private_text SET text = NULL, salt = NULL, key = NULL "
        + "WHERE id IN (\(list(erased)))")
    for source in sources {
      try database.execute(
        sql: "UPDATE source_chunk SET content = NULL WHERE sha256 = ?", arguments: [source])
    }
    var payload = EventPayload()
    payload.erased = erased
    payload.erasedSources = sources.isEmpty ? nil : sources
    try draft.finish(.erase, payload: payload)
    return draft.id
  }

  private func list(_ numbers: some Sequence<Int64>) -> String {
    numbers.map(String.init).joined(separator: ", ")
  }

  private func texts(of subject: Erasure.Subject) throws -> Set<Int64> {
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
          UNION SELECT narration FROM payment WHERE id IN (
            SELECT payment FROM ruling JOIN share ON share.ruling = ruling.id
            WHERE share.item IN (
              SELECT coalesce(item, id) FROM bill WHERE customer IN (\(Self.customers))))
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
  private func sources(of subject: Erasure.Subject, _ texts: Set<Int64>) throws -> [String] {
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
          UNION SELECT event_id FROM payment WHERE narration IN (\(numbers))
          UNION SELECT event_id FROM bill WHERE customer IN (\(Self.customers))))
        """
    }
    return try String.fetchAll(
      database, sql: "SELECT DISTINCT sha256 FROM source_chunk \(condition) ORDER BY sha256",
      arguments: condition.isEmpty ? [] : [household])
  }
}
