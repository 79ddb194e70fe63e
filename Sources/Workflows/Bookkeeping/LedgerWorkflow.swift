internal import LedgerStore
internal import Records
internal import Storage

/// What is done with a workspace's ledger beside importing: looking back, taking back, closing.
public enum LedgerWorkflow {
  /// One event, as programs read it.
  public struct EventSummary: Encodable, Sendable {
    /// Its number.
    public let event: Int
    /// When.
    public let at: String
    /// Who; empty where nobody said.
    public let actor: String
    /// What it is, such as `import`.
    public let kind: String
    /// Why; empty where nobody said.
    public let reason: String
    /// The event it takes back.
    public let target: Int?
    /// Whether it was taken back.
    public let undone: Bool
    /// The file of an import.
    public let file: String?
    /// The digest that chains it to the events before.
    public let digest: String
  }

  /// All events of a workspace's ledger, the first first.
  public static func log(_ folder: String) throws -> [EventSummary] {
    try withLedger(folder) { ledger in
      try ledger.events().map { event in
        EventSummary(
          event: event.id, at: event.at, actor: event.actor, kind: event.kind.rawValue,
          reason: event.reason, target: event.target, undone: event.isUndone,
          file: event.fileName, digest: event.digest)
      }
    }
  }

  /// What went in and out of accounts, as programs read it.
  public struct BalanceSummary: Encodable, Sendable {
    /// What kind of account, such as `receivable`.
    public let account: String
    /// The customer's code or the channel's name; empty where there is one of the kind.
    public let name: String
    /// All it received, in đồng.
    public let debitVND: Int64
    /// All it gave, in đồng.
    public let creditVND: Int64
    /// What is left.
    public let balanceVND: Int64

    private enum CodingKeys: String, CodingKey {
      case account, name
      case debitVND = "debit_vnd"
      case creditVND = "credit_vnd"
      case balanceVND = "balance_vnd"
    }

    init(_ balance: AccountBalance) {
      account = balance.account.kind.rawValue
      name = balance.account.name
      debitVND = balance.debitVND
      creditVND = balance.creditVND
      balanceVND = balance.balanceVND
    }
  }

  /// The balances of all accounts, or of one customer's.
  public static func balances(
    _ folder: String, customer: String? = nil
  ) throws -> [BalanceSummary] {
    try withLedger(folder) { ledger in
      guard let customer else { return try ledger.balances().map(BalanceSummary.init) }
      guard let code = CustomerCode(customer) else { throw LedgerRefusal.unfitPosting }
      return [BalanceSummary(try ledger.balance(of: code))]
    }
  }

  // MARK: Acts

  /// Takes back an event, or the import of a file that holds.
  ///
  /// - Parameters:
  ///   - what: The number of an event, the name of an imported file, or `FILE:LINE` for what was
  ///     decided about the payment at that line.
  ///   - folder: The workspace.
  ///   - reason: Why.
  /// - Returns: The number of the event that took it back.
  /// - Throws: `LedgerRefusal`; the modules' errors.
  public static func undo(_ what: String, in folder: String, reason: String) throws -> Int? {
    try withLedger(folder) { ledger in
      let event = try EventFinder(ledger).event(what)
      return try ledger.append(
        .undo(event), at: Person.now, actor: Person.name, reason: reason)
    }
  }

  /// Does again what was taken back last about an event.
  ///
  /// - Parameters: As for ``undo(_:in:reason:)``.
  public static func redo(_ what: String, in folder: String, reason: String) throws -> Int? {
    try withLedger(folder) { ledger in
      let finder = try EventFinder(ledger)
      let undoing = try finder.undoing(of: finder.event(what, undone: true))
      return try ledger.append(
        .undo(undoing), at: Person.now, actor: Person.name, reason: reason)
    }
  }

  /// Makes an entry by hand about a bill or a customer.
  ///
  /// - Returns: The number of its event.
  /// - Throws: `LedgerRefusal`; the modules' errors.
  public static func post(
    kind: String, bill: String?, customer: String?, amountVND: Int64, day: String,
    in folder: String, reason: String
  ) throws -> Int? {
    guard let kind = ManualPosting.Kind(rawValue: kind), let day = CalendarDay(iso: day) else {
      throw LedgerRefusal.unfitPosting
    }
    let posting: ManualPosting
    if let bill {
      posting = ManualPosting(kind, billID: bill, amountVND: amountVND, day: day)
    } else if let code = customer.flatMap({ CustomerCode($0) }) {
      posting = ManualPosting(kind, customer: code, amountVND: amountVND, day: day)
    } else {
      throw LedgerRefusal.unfitPosting
    }
    return try withLedger(folder) { ledger in
      try ledger.append(
        .posting(posting), at: Person.now, actor: Person.name, reason: reason)
    }
  }

  /// Erases what says who somebody is.
  ///
  /// - Parameters:
  ///   - household: Mã hộ.
  ///   - citizen: Số định danh; everybody where neither is given.
  ///   - withSources: Whether the kept copies of files go too.
  ///   - folder: The workspace.
  ///   - reason: Why.
  /// - Returns: The number of its event.
  /// - Throws: `LedgerRefusal`; the modules' errors.
  public static func erase(
    household: String?, citizen: String?, withSources: Bool, in folder: String, reason: String
  ) throws -> Int? {
    let subject: Erasure.Subject =
      household.map { .household($0) } ?? citizen.map { .citizen($0) } ?? .everybody
    return try withLedger(folder) { ledger in
      try ledger.append(
        .erase(Erasure(subject, withSources: withSources)), at: Person.now, actor: Person.name,
        reason: reason)
    }
  }

  // MARK: The ledger

  /// Runs `body` on the ledger of a workspace; an error where there is none yet.
  static func withLedger<Result>(
    _ folder: String, _ body: (Ledger) throws -> Result
  ) throws -> Result {
    let workspace = try Workspace(folder)
    guard Folder.isFile(workspace.ledgerPath) else {
      throw WorkflowError.noLedger(workspace.ledgerPath)
    }
    let ledger = try Ledger.open(workspace.ledgerPath)
    defer { ledger.close() }
    return try body(ledger)
  }
}

/// Finds the event that somebody means.
struct EventFinder {
  private let events: [LedgerEvent]
  private let decisions: [RecordedDecision]
  private let sources: [String: String]

  init(_ ledger: Ledger) throws {
    events = try ledger.events()
    decisions = try ledger.decisions()
    var names: [String: String] = [:]
    for source in try ledger.contents().sources { names[source.sha256] = source.name }
    sources = names
  }

  /// The event of a number, of a file's import, or of what holds about `FILE:LINE`.
  ///
  /// A number whose event was taken back and done again stands for the last doing.
  func event(_ what: String, undone: Bool = false) throws -> Int {
    if let number = Int(what) { return undone ? number : standing(number) }
    let imports = events.filter { $0.fileName == what && $0.isUndone == undone }
    if let last = imports.last { return undone ? last.id : standing(last.id) }
    if let colon = what.lastIndex(of: ":"), let line = Int(what[what.index(after: colon)...]) {
      let file = String(what[..<colon])
      let meant = decisions.last { recorded in
        let place = recorded.decision.payment
        return recorded.isInForce != undone && place.line == line
          && sources[place.sourceSHA256] == file
      }
      if let meant { return undone ? meant.event : standing(meant.event) }
    }
    throw LedgerRefusal.unknownName(what)
  }

  /// What took an event back last and holds.
  func undoing(of event: Int) throws -> Int {
    var last = event
    while let next = events.first(where: { $0.target == last }) { last = next.id }
    let steps = chain(to: last)
    guard steps % 2 == 1 else { throw LedgerRefusal.notUndone(event) }
    return last
  }

  /// The event whose taking back takes `event` back now: itself, or what did it again last.
  private func standing(_ event: Int) -> Int {
    var last = event
    while let next = events.first(where: { $0.target == last }) { last = next.id }
    return chain(to: last) % 2 == 0 ? last : event
  }

  /// How many undoings lie between an event and what it began with.
  private func chain(to event: Int) -> Int {
    var (steps, current) = (0, event)
    while (1...max(events.count, 1)).contains(current), let target = events[current - 1].target {
      current = target
      steps += 1
    }
    return steps
  }
}
