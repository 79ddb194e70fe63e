internal import GRDB
internal import Records

/// Makes the entries of items what the facts say they should be.
///
/// What no longer fits is reversed, what is missing is added; nothing else is touched.
struct Poster {
  private let draft: EventDraft
  private let plan: EntryPlan
  private let facts: ItemFacts
  private let live: RawStatement
  private let locked: LockedMonths

  /// Prepares to post under an event; `undoing` is the event that it takes back.
  init(_ draft: EventDraft, undoing: Int64? = nil) throws {
    self.draft = draft
    plan = try EntryPlan(accounts: draft.fixedAccounts())
    facts = try ItemFacts(
      draft.database(), activity: Activity(draft.database(), undoing: undoing))
    live = try RawStatement(
      draft.database(),
      "SELECT id, kind, debit, credit, amount_vnd, day, payment, reverses FROM entry "
        + "WHERE \(EntryNumber.isEntry("id", of: "?1")) ORDER BY id")
    locked = try LockedMonths(draft.database())
  }

  /// Brings items up to date.
  ///
  /// - Parameter items: Their numbers.
  /// - Throws: ``LockedMonth`` where an entry of a locked month would change.
  func settle(_ items: some Sequence<Int64>) throws {
    try draft.flush()
    for item in Set(items).sorted() { try settle(item) }
  }

  private func settle(_ item: Int64) throws {
    let subject = try facts.subject(item)
    var wanted = subject.entries(plan)
    var (standing, seq) = try standing(item)
    // What stands and is wanted stays; the rest of either changes.
    standing.removeAll { entry in
      guard let place = wanted.firstIndex(of: entry.entry) else { return false }
      wanted.remove(at: place)
      return true
    }
    for entry in standing {
      try locked.check(day: entry.entry.day, month: subject.month)
      seq += 1
      let reversal = PlannedEntry(
        kind: .reversal, debit: entry.entry.credit, credit: entry.entry.debit,
        amountVND: entry.entry.amountVND, day: entry.entry.day, payment: entry.entry.payment)
      try draft.add(reversal, item: item, seq: seq, reverses: entry.seq)
    }
    for entry in wanted {
      try locked.check(day: entry.day, month: subject.month)
      seq += 1
      try draft.add(entry, item: item, seq: seq)
    }
  }

  /// The entries that were not reversed, and the last number.
  private func standing(
    _ item: Int64
  ) throws -> (entries: [(seq: Int64, entry: PlannedEntry)], last: Int64) {
    var entries: [(seq: Int64, entry: PlannedEntry)] = []
    var reversed: Set<Int64> = []
    var last: Int64 = 0
    live.bind(item, at: 1)
    defer { live.reset() }
    while try live.step() {
      last = EntryNumber(stored: live.integer(0)).seq
      if let original = live.optionalInteger(7) {
        reversed.insert(EntryNumber(stored: original).seq)
        continue
      }
      guard let kind = EntryKind(rawValue: live.integer(1)) else { throw UnreadableValue() }
      let entry = PlannedEntry(
        kind: kind, debit: live.integer(2), credit: live.integer(3), amountVND: live.integer(4),
        day: live.integer(5), payment: live.optionalInteger(6))
      entries.append((last, entry))
    }
    return (entries.filter { !reversed.contains($0.seq) }, last)
  }
}

/// The months that are closed.
struct LockedMonths {
  private var ranges: [ClosedRange<Int64>] = []

  /// Reads which months are closed.
  init(_ database: Database) throws {
    for event in try EventLog(database).all(.lock, .unlock) where !event.isUndone {
      guard let months = try EventPayload(json: event.payload).months,
        let from = CalendarMonth(iso: months.from), let to = CalendarMonth(iso: months.to)
      else { throw UnreadableValue() }
      let range = Int64(from.number)...Int64(max(from, to).number)
      if event.kind == .lock {
        ranges.append(range)
      } else {
        ranges = ranges.flatMap { $0.without(range) }
      }
    }
  }

  var isEmpty: Bool { ranges.isEmpty }

  func contains(_ month: Int64) -> Bool {
    ranges.contains { $0.contains(month) }
  }

  /// Refuses an entry of a closed month: that of its bill, or of its day where there is no bill.
  func check(day: Int64, month: Int64?) throws {
    let month = month ?? day / 100
    if contains(month) { throw LockedMonth(month: month) }
  }
}

/// An entry of a closed month would change.
struct LockedMonth: Error {
  var month: Int64
}

extension ClosedRange<Int64> {
  /// The parts of this range that lie outside `other`.
  fileprivate func without(_ other: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
    guard overlaps(other) else { return [self] }
    var parts: [ClosedRange<Int64>] = []
    if lowerBound < other.lowerBound { parts.append(lowerBound...other.lowerBound - 1) }
    if upperBound > other.upperBound { parts.append(other.upperBound + 1...upperBound) }
    return parts
  }
}
