internal import FoundationEssentials
internal import GRDB
internal import Records
internal import Storage

/// The particulars of an event, as they stand in its payload.
struct EventPayload: Codable, Hashable {
  /// What a file was.
  struct FileFacts: Codable, Hashable {
    var name: String
    var sha256: String
    var layout: String
    var rows: Int
    var imported: Int
    var duplicates: Int
    var rejected: Int
  }

  /// Which months, and what was published of them.
  struct Months: Codable, Hashable {
    var from: String
    var to: String
    var figures: String?
  }

  /// By table: what the event added.
  var rows: [String: TableDigest]?
  var file: FileFacts?
  /// The import that a repost follows from.
  var cause: Int64?
  var posting: ManualPosting?
  var adjustment: FigureAdjustment?
  var months: Months?
  /// The private texts that were erased.
  var erased: [Int64]?
  /// The payments whose narrations were erased.
  var erasedPayments: [Int64]?
  /// The sources whose bytes were erased.
  var erasedSources: [String]?

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  init() {}

  init(json: String) throws {
    do {
      self = try JSONDecoder().decode(EventPayload.self, from: Data(json.utf8))
    } catch {
      throw UnreadableValue()
    }
  }
}

extension EventPayload.FileFacts {
  init(_ source: SourceFile) {
    self.init(
      name: source.name, sha256: source.sha256, layout: source.layout, rows: source.rows,
      imported: source.imported, duplicates: source.duplicates, rejected: source.rejected)
  }
}

/// Reads and continues the chain of events.
struct EventLog {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The number the next event will have.
  func next() throws -> Int64 {
    let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM event") ?? 0
    return last + 1
  }

  /// Adds an event behind the last one.
  func append(
    id: Int64, _ kind: LedgerEvent.Kind, _ stamp: EventStamp, target: Int64? = nil,
    payload: EventPayload
  ) throws {
    let before = try last()?.digest ?? ""
    var event = LedgerEvent(
      id: Int(id), at: stamp.at, actor: stamp.actor, reason: stamp.reason, kind: kind,
      target: target.map { Int($0) }, isUndone: false, payload: try payload.json(), digest: "")
    event.digest = event.chained(to: before)
    try database.execute(
      sql: "INSERT INTO event (id, at, actor, reason, kind, target, payload, digest) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        id, event.at, event.actor, event.reason, kind.rawValue, target, event.payload,
        Data(Hexadecimal.bytes(event.digest)),
      ])
  }

  /// The last event.
  private func last() throws -> LedgerEvent? {
    try events("WHERE id = (SELECT max(id) FROM event)", []).first
  }

  /// The event of a number.
  func event(_ id: Int64) throws -> LedgerEvent? {
    try events("WHERE id = ?", [id]).first
  }

  /// All events, the first first.
  func all() throws -> [LedgerEvent] {
    try events("", [])
  }

  /// Events of some kinds.
  func all(_ kinds: LedgerEvent.Kind...) throws -> [LedgerEvent] {
    let names = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try events("WHERE kind IN (\(names))", [])
  }

  private func events(
    _ condition: String, _ arguments: StatementArguments
  ) throws -> [LedgerEvent] {
    let undone = try Activity(database).undone
    return try Row.fetchAll(
      database,
      sql: "SELECT id, at, actor, reason, kind, target, payload, digest FROM event "
        + condition + " ORDER BY id",
      arguments: arguments
    ).map { row in
      guard let kind = LedgerEvent.Kind(rawValue: row[4]) else { throw UnreadableValue() }
      let id: Int64 = row[0]
      let target: Int64? = row[5]
      let digest: Data = row[7]
      return LedgerEvent(
        id: Int(id), at: row[1], actor: row[2], reason: row[3], kind: kind,
        target: target.map { Int($0) }, isUndone: undone.contains(id), payload: row[6],
        digest: Hexadecimal.text(Array(digest)))
    }
  }
}

/// When, who, and why.
struct EventStamp: Sendable {
  var at: String
  var actor: String
  var reason: String
}

extension LedgerEvent {
  /// The digest of this event behind one with the digest `before`.
  ///
  /// Each part is preceded by its length, so that no two events give the same bytes.
  func chained(to before: String) -> String {
    var digest = RowDigest()
    for part in [before, at, actor, reason, kind.rawValue, payload] { digest.add(part) }
    digest.add(Int64(id))
    if let target { digest.add(Int64(target)) } else { digest.addNull() }
    digest.endRow()
    return digest.finish().sha256
  }
}

/// Which events hold: all up to some number, but for those that a later one took back.
struct Activity {
  /// The events that were taken back.
  private(set) var undone: Set<Int64> = []
  /// The last event that counts.
  let last: Int64

  /// Reads what holds, what held once `last` had happened, or what will hold once `undoing` is
  /// taken back.
  init(_ database: Database, last: Int64 = .max, undoing: Int64? = nil) throws {
    self.last = last
    if let undoing { undone.insert(undoing) }
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT id, target FROM event WHERE target IS NOT NULL AND id <= ? ORDER BY id DESC",
      arguments: [last])
    // The latest first: an undoing that was undone takes nothing back.
    while let row = try rows.next() {
      if !undone.contains(row[0]) { undone.insert(row[1]) }
    }
  }

  /// Whether everything that was ever added counts.
  var isWhole: Bool { undone.isEmpty && last == .max }

  func holds(_ event: Int64) -> Bool {
    event <= last && !undone.contains(event)
  }
}

/// Bytes as text and back.
enum Hexadecimal {
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The bytes of a text; signs that are no digits count as 0.
  static func bytes(_ text: String) -> [UInt8] {
    let digits = text.utf8.map { sign -> UInt8 in
      switch sign {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): sign - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): sign - UInt8(ascii: "a") + 10
      default: 0
      }
    }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
