// A ledger kept by the plainest means: all facts in arrays, all entries made anew each time.

/// One row of an invented file: everything it says follows from its numbers.
enum ModelRow: Hashable {
  /// A bill, as well known as its level from 0 to 4.
  case bill(Int, level: Int)
  case payment(Int)
}

/// What of a payment goes to a bill.
struct ModelShare: Hashable {
  var bill: Int
  var amount: Int
}

/// One event of the plain ledger.
enum ModelEvent {
  case file(Int, [ModelRow])
  case repost
  case decision(payment: Int, byRule: Bool, [ModelShare])
  case posting(bill: Int, amount: Int)
  case undo(Int)
  case lock(Int)
  case unlock(Int)
}

/// An entry as two names and an amount, and what else it says.
struct ModelEntry: Hashable {
  var debit: String
  var credit: String
  var amount: Int
  var note = ""
}

/// The plain ledger.
struct BookModel {
  /// By number less 1.
  var events: [ModelEvent] = []

  // MARK: What rows say

  static func amount(bill: Int, level: Int) -> Int { 1000 + bill * 10 + (level == 3 ? 7 : 0) }
  static func amount(payment: Int) -> Int { 400 + payment % 4 * 350 }
  /// The month of a bill: one of three.
  static func month(bill: Int) -> Int { 6 + bill % 3 }
  static func month(payment: Int) -> Int { 7 + payment % 2 }
  static func customer(bill: Int, level: Int) -> Int {
    bill % 4 + (bill % 5 == 0 && level == 4 ? 4 : 0)
  }
  static func isPaid(level: Int) -> Bool { level >= 2 }
  static func channel(level: Int) -> String { level >= 4 ? "channel-cashless" : "channel-unknown" }

  // MARK: What holds

  func holds(_ event: Int) -> Bool {
    !events.indices.contains { later in
      if case .undo(event) = events[later] { return holds(later + 1) }
      return false
    }
  }

  /// The rows of files that hold, each once.
  func rows() -> Set<ModelRow> {
    var found: Set<ModelRow> = []
    for (index, event) in events.enumerated() {
      if case .file(_, let rows) = event, holds(index + 1) { found.formUnion(rows) }
    }
    return found
  }

  /// The last decision about each payment that holds, whether the payment does or not.
  func decisions() -> [Int: (byRule: Bool, shares: [ModelShare])] {
    var found: [Int: (byRule: Bool, shares: [ModelShare])] = [:]
    for (index, event) in events.enumerated() {
      if case .decision(let payment, let byRule, let shares) = event, holds(index + 1) {
        found[payment] = (byRule, shares)
      }
    }
    return found
  }

  func lockedMonths() -> Set<Int> {
    var locked: Set<Int> = []
    for event in events {
      if case .lock(let month) = event { locked.insert(month) }
      if case .unlock(let month) = event { locked.remove(month) }
    }
    return locked
  }

  // MARK: What the entries are

  /// The entries of each bill and payment, in any order, with the month they belong to.
  func books() -> [String: (month: Int, entries: [ModelEntry])] {
    let rows = rows()
    var levels: [Int: Int] = [:]
    var payments: Set<Int> = []
    for row in rows {
      switch row {
      case .bill(let bill, let level): levels[bill] = max(levels[bill] ?? -1, level)
      case .payment(let payment): payments.insert(payment)
      }
    }
    var books: [String: (month: Int, entries: [ModelEntry])] = [:]
    for payment in payments {
      let amount = Self.amount(payment: payment)
      books["p\(payment)"] = (
        Self.month(payment: payment),
        [ModelEntry(debit: "bank", credit: "suspense", amount: amount)]
      )
    }
    for (bill, level) in levels {
      books["b\(bill)"] = (Self.month(bill: bill), entries(bill, level, payments))
    }
    addPostings(to: &books)
    return books
  }

  private func entries(_ bill: Int, _ level: Int, _ payments: Set<Int>) -> [ModelEntry] {
    let customer = "customer \(Self.customer(bill: bill, level: level))"
    var rest = Self.amount(bill: bill, level: level)
    var entries = [ModelEntry(debit: customer, credit: "billing", amount: rest)]
    for (payment, share) in sharesInOrder(of: bill) where payments.contains(payment) {
      let part = min(share, rest)
      rest -= part
      for (note, amount) in [(rest == 0 ? "paid" : "part", part), ("over", share - part)]
      where amount > 0 {
        entries.append(
          ModelEntry(
            debit: "suspense", credit: customer, amount: amount, note: "\(note) by \(payment)"))
      }
    }
    if Self.isPaid(level: level) && rest > 0 {
      entries.append(
        ModelEntry(
          debit: Self.channel(level: level), credit: customer, amount: rest,
          note: "level \(level)"))
    }
    return entries
  }

  /// What decisions that hold give to a bill, the earlier first.
  private func sharesInOrder(of bill: Int) -> [(payment: Int, amount: Int)] {
    var last: [Int: Int] = [:]
    for (index, event) in events.enumerated() {
      if case .decision(let payment, _, _) = event, holds(index + 1) { last[payment] = index }
    }
    return last.values.sorted().flatMap { index -> [(payment: Int, amount: Int)] in
      guard case .decision(let payment, _, let shares) = events[index] else { return [] }
      return shares.filter { $0.bill == bill }.map { (payment, $0.amount) }
    }
  }

  private func addPostings(to books: inout [String: (month: Int, entries: [ModelEntry])]) {
    for (index, event) in events.enumerated() {
      guard case .posting(let bill, let amount) = event, holds(index + 1) else { continue }
      let key = "b\(bill)"
      // A posting stays with the customer whom the bill was first told of.
      let first = Self.customer(bill: bill, level: firstLevel(bill))
      let entry = ModelEntry(debit: "written-off", credit: "customer \(first)", amount: amount)
      let standing = books[key]?.entries ?? []
      books[key] = (Self.month(bill: bill), standing + [entry])
    }
  }

  /// The level at which a bill was told of first, taken back or not.
  private func firstLevel(_ bill: Int) -> Int {
    for event in events {
      guard case .file(_, let rows) = event else { continue }
      for row in rows {
        if case .bill(bill, let level) = row { return level }
      }
    }
    return 0
  }

  /// What is left on each account that has something.
  func balances() -> [String: Int] {
    var sums: [String: Int] = [:]
    for (_, book) in books() {
      for entry in book.entries {
        sums[entry.debit, default: 0] += entry.amount
        sums[entry.credit, default: 0] -= entry.amount
      }
    }
    return sums.filter { $0.value != 0 }
  }

  /// Whether an entry of a month that is closed differs between two states.
  func changesLocked(from before: BookModel) -> Bool {
    let locked = before.lockedMonths()
    let (old, new) = (before.books(), books())
    return Set(old.keys).union(new.keys).contains { key in
      let month = old[key]?.month ?? new[key]?.month ?? 0
      guard locked.contains(month) else { return false }
      return before.signature(old[key]?.entries) != signature(new[key]?.entries)
    }
  }

  private func signature(_ entries: [ModelEntry]?) -> [String] {
    (entries ?? []).map { "\($0)" }.sorted()
  }
}
