internal import GRDB
internal import Storage

/// What events say of the rows that they added.
struct DigestedEvents {
  private let payloads: [Int64: EventPayload]

  init(_ payloads: [Int64: EventPayload]) {
    self.payloads = payloads
  }

  /// The events whose rows of a table are digested in another way.
  func others(_ table: LedgerTable, _ digesting: LedgerTable.Digesting) -> Set<Int64> {
    let names = ([table.digesting] + table.earlierDigestings).map(\.name)
    if digesting.name == table.digesting.name {
      // Whatever says nothing has no rows today.
      return Set(payloads.filter { says($0.value, names.dropFirst()) }.keys)
    }
    return Set(payloads.filter { !says($0.value, [digesting.name]) }.keys)
  }

  private func says(_ payload: EventPayload, _ names: some Sequence<String>) -> Bool {
    names.contains { payload.rows?[$0] != nil }
  }

  /// Reads a table whole, and compares its rows with what events say of them.
  ///
  /// - Parameters:
  ///   - database: The connection.
  ///   - table: The table.
  ///   - digesting: How its rows are digested; those of other events are passed over.
  ///   - look: Is called for every row.
  /// - Returns: What is not as it should be.
  /// - Throws: An error of SQLite.
  func faults(
    _ database: Database, _ table: LedgerTable, _ digesting: LedgerTable.Digesting,
    _ look: (RawStatement) -> Void = { _ in }
  ) throws -> [LedgerFinding] {
    let others = others(table, digesting)
    if digesting.name != table.digesting.name && others.count == payloads.count { return [] }
    // A payment's digest stands for its salt, key and text, which follow it.
    let isPrivate = table == .payment && digesting.columns.last == "digest"
    let columns = digesting.columns + (isPrivate ? ["salt", "key", "text"] : [])
    let row = try RawStatement(
      database,
      "SELECT \(columns.joined(separator: ", ")) FROM \(table.rawValue) ORDER BY rowid")
    defer { row.reset() }
    let digests = EventDigests(except: others)
    let eventColumn = Int32(columns.firstIndex(of: "event_id") ?? 0)
    let count = Int32(digesting.columns.count)
    while try row.step() {
      digests.add(row.integer(eventColumn)) { digest in
        for column in 0..<(isPrivate ? count - 1 : count) { row.add(column, to: &digest) }
        if isPrivate { Self.addPrivate(row, from: count - 1, to: &digest) }
      }
      look(row)
    }
    return faults(digests, table, digesting)
  }

  /// Compares digests of rows with what events say of them.
  func faults(
    _ digests: EventDigests, _ table: LedgerTable, _ digesting: LedgerTable.Digesting
  ) -> [LedgerFinding] {
    let found = digests.finish()
    return Set(found.keys).union(payloads.keys).subtracting(digests.others).sorted()
      .filter { found[$0] != payloads[$0]?.rows?[digesting.name] }
      .map { .rows(event: Int($0), table: table.rawValue) }
  }

  /// Adds what stands for a text: what was written when it was erased, or what would be.
  private static func addPrivate(
    _ row: RawStatement, from column: Int32, to digest: inout RowDigest
  ) {
    if !row.isNull(column) { row.add(column, to: &digest) }
    guard !(row.isNull(column + 1) && row.isNull(column + 2) && row.isNull(column + 3)) else {
      return
    }
    let whole = PrivateTexts.digest(of: row, from: column + 1)
    unsafe whole.withUnsafeBufferPointer { unsafe digest.add(blob: $0) }
  }
}

/// The digests of rows that events added to a table, kept while those of others come between.
final class EventDigests {
  private final class Kept {
    var digest = RowDigest()

    func add(_ fill: (inout RowDigest) -> Void) {
      fill(&digest)
      digest.endRow()
    }
  }

  /// Events whose rows are not digested.
  let others: Set<Int64>
  private var kept: [Int64: Kept] = [:]
  private var current: (event: Int64, kept: Kept?) = (-1, nil)

  init(except others: Set<Int64>) {
    self.others = others
  }

  /// Adds a row of an event.
  func add(_ event: Int64, _ fill: (inout RowDigest) -> Void) {
    if event != current.event { choose(event) }
    current.kept?.add(fill)
  }

  private func choose(_ event: Int64) {
    guard !others.contains(event) else {
      current = (event, nil)
      return
    }
    let chosen = kept[event] ?? Kept()
    kept[event] = chosen
    current = (event, chosen)
  }

  /// What all rows came to, by event; once.
  func finish() -> [Int64: TableDigest] { kept.mapValues { $0.digest.finish() } }
}
