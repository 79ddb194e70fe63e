internal import GRDB
internal import Records
internal import Storage

/// What the ledger knows already of the records of a file.
final class KnownRecords {
  private let draft: EventDraft
  private let activity: Activity
  private var found: [RecordKind: RawStatement] = [:]

  init(_ draft: EventDraft) throws {
    self.draft = draft
    activity = try Activity(draft.database())
  }

  /// What a record is to the ledger.
  enum Meeting {
    case new
    /// Known, and holds without this file.
    case known
    /// Known, but all files that told it were taken back.
    case revived(Int64)
  }

  /// Notes that a record was met again, where it is known.
  func meet(_ kind: RecordKind, _ place: Provenance, as known: Int64?) throws -> Meeting {
    guard let record = known else { return .new }
    let held = try holds(kind, record)
    let row = try draft.writer(.sighting)
    try row.insert {
      $0.put(kind.rawValue)
      $0.put(record)
      $0.put(place, of: draft.id)
    }
    return held ? .known : .revived(record)
  }

  private func holds(_ kind: RecordKind, _ record: Int64) throws -> Bool {
    if activity.isWhole { return true }
    try draft.flush()
    return try ItemFacts(draft.database(), activity: activity).holds(kind, record: record)
  }

  /// The number of a record by its key; of a bill's version by its item too.
  func lookup(
    _ kind: RecordKind, _ identity: Bytes16, item: Int64? = nil
  ) throws -> Int64? {
    let database = try draft.database()
    let statement = try found[kind] ?? RawStatement(database, kind.lookup)
    found[kind] = statement
    statement.bind(identity, at: 1)
    if let item { statement.bind(item, at: 2) }
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : nil
  }
}

extension RowBatch {
  /// Puts where a record comes from: event, sheet and line.
  mutating func put(_ place: Provenance, of event: Int64) {
    put(event)
    put(place.sheet)
    put(place.line)
  }
}
