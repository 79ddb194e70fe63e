internal import GRDB

extension ActWriter {
  /// Takes an event back: what it said does not count any more, and the entries follow.
  ///
  /// An event is taken back at most once. What took it back can be taken back in its turn, and then
  /// it counts again; so the number of an event that was undone stands for its last undoing.
  func undo(_ number: Int64) throws -> Int64? {
    guard !stamp.reason.isEmpty else { throw LedgerRefusal.reasonMissing }
    let log = EventLog(database)
    guard let named = try log.event(number) else { throw LedgerRefusal.unknownEvent(Int(number)) }
    guard try successor(of: number) == nil else {
      throw LedgerRefusal.undoneAlready(Int(number))
    }
    var base = named
    while base.kind == .undo, let target = base.target {
      guard let event = try log.event(Int64(target)) else { throw UnreadableValue() }
      base = event
    }
    switch base.kind {
    case .import, .match, .decision, .posting, .adjustment: break
    case .repost, .undo, .lock, .unlock, .erase:
      throw LedgerRefusal.notUndoable(base.id, base.kind)
    }
    let draft = try EventDraft(database, stamp)
    try Poster(draft, undoing: number).settle(items(of: Int64(base.id), base.kind))
    try draft.finish(.undo, target: number)
    return draft.id
  }

  /// The event that took `number` back.
  private func successor(of number: Int64) throws -> Int64? {
    try Int64.fetchOne(
      database, sql: "SELECT id FROM event WHERE target = ?", arguments: [number])
  }

  /// The items whose entries follow from an event.
  private func items(of event: Int64, _ kind: LedgerEvent.Kind) throws -> Set<Int64> {
    let queries =
      switch kind {
      case .import: Self.ofImport
      case .posting: ["SELECT item FROM posting WHERE event_id = ?1"]
      case .adjustment: [String]()
      default: [Self.ofRulings("SELECT payment FROM ruling WHERE event_id = ?1")]
      }
    var found: Set<Int64> = []
    for query in queries {
      found.formUnion(try Int64.fetchSet(database, sql: query, arguments: [event]))
    }
    return try withKin(Array(found))
  }

  private static let ofImport = [
    "SELECT coalesce(item, id) FROM bill WHERE event_id = ?1",
    "SELECT coalesce(item, id) FROM bill WHERE id IN "
      + "(SELECT record_id FROM sighting WHERE kind = 'bill' AND event_id = ?1)",
    paymentsOfImport, ofRulings(paymentsOfImport),
  ]

  private static let paymentsOfImport =
    "SELECT id FROM payment WHERE event_id = ?1 UNION "
    + "SELECT record_id FROM sighting WHERE kind = 'payment' AND event_id = ?1"

  /// The bills that payments were ever given to.
  private static func ofRulings(_ payments: String) -> String {
    "SELECT item FROM share WHERE ruling IN (SELECT id FROM ruling WHERE payment IN (\(payments)))"
  }
}
