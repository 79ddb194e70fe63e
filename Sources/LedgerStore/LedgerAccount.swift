internal import GRDB
internal import Records

/// An account of the ledger.
public struct LedgerAccount: Hashable, Sendable {
  /// What accounts there are.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What a customer owes EVN; below 0 it is the customer's credit. Its name is the code.
    case receivable
    /// What EVN billed.
    case billing
    /// Money that came by a channel without cash, as EVN or a list says.
    case cashless = "channel-cashless"
    /// Money that came in cash.
    case cash = "channel-cash"
    /// Money whose channel nobody knows; its name is the word that was written, if any.
    case unknown = "channel-unknown"
    /// Money on a bank account, by the lines of its statement.
    case bank
    /// Money that no bill is known for.
    case suspense
    /// Bills that EVN corrected.
    case adjustments
    /// Bills that were given up.
    case writtenOff = "written-off"
  }

  /// What it is.
  public var kind: Kind
  /// The customer's code or the channel's name; empty where there is one of the kind.
  public var name: String

  /// Makes an account.
  public init(_ kind: Kind, _ name: String = "") {
    self.kind = kind
    self.name = name
  }
}

extension LedgerAccount {
  /// The account of a channel.
  init(_ channel: Channel) {
    switch channel {
    case .known(let name, let isCashless): self.init(isCashless ? .cashless : .cash, name)
    case .unknown(let word): self.init(.unknown, word ?? "")
    }
  }

  /// The channel that the account stands for.
  var channel: Channel {
    switch kind {
    case .cashless: .known(name: name, isCashless: true)
    case .cash: .known(name: name, isCashless: false)
    default: .unknown(word: name.isEmpty ? nil : name)
    }
  }
}

/// The numbers of accounts; those that are new are added under an event.
final class AccountBook {
  // The draft keeps this book.
  private unowned let draft: EventDraft
  private let selection: RawStatement
  private var next: Int64
  private var customers = KeyNumbers<ExactText>()
  private var others: [LedgerAccount.Kind: [ExactText: Int64]] = [:]
  /// Whether all customers that there are, are known.
  private var isWhole: Bool

  /// How many customers were looked up one by one.
  private var lookups = 0

  // More customers than these are looked up again rather than held in memory: some 60 MB.
  private static let customersMax = 1_570_000
  /// A file that looks up as many has most of them: all are read at once then.
  private static let lookupsMax = 1000

  init(_ draft: EventDraft) throws {
    self.draft = draft
    let database = try draft.database()
    selection = try RawStatement(
      database, "SELECT id FROM account WHERE kind = ? AND name = ?")
    next = (try Int64.fetchOne(database, sql: "SELECT max(id) FROM account") ?? 0) + 1
    isWhole = next == 1
  }

  func id(_ account: LedgerAccount) throws -> Int64 {
    let name = ExactText(account.name)
    if account.kind == .receivable { return try customer(name, account) }
    if let id = others[account.kind]?[name] { return id }
    let id = try find(account) ?? add(account)
    others[account.kind, default: [:]][name] = id
    return id
  }

  private func customer(_ name: ExactText, _ account: LedgerAccount) throws -> Int64 {
    if isWhole, customers.count < Self.customersMax {
      if let id = customers.find(name, orAdd: next) { return id }
      return try add(account)
    }
    if let id = customers.find(name) { return id }
    if customers.count >= Self.customersMax {
      try draft.flush()
      customers = KeyNumbers()
      isWhole = false
    }
    lookups += 1
    if lookups == Self.lookupsMax, next <= Self.customersMax {
      try readCustomers()
      return try self.customer(name, account)
    }
    let id = try find(account) ?? add(account)
    _ = customers.find(name, orAdd: id)
    return id
  }

  private func readCustomers() throws {
    try draft.flush()
    let rows = try RawStatement(draft.database(), "SELECT id, name FROM account WHERE kind = ?")
    rows.bind(LedgerAccount.Kind.receivable.rawValue, at: 1)
    defer { rows.reset() }
    while try rows.step() {
      _ = customers.find(ExactText(rows.text(1)), orAdd: rows.integer(0))
    }
    isWhole = true
  }

  private func find(_ account: LedgerAccount) throws -> Int64? {
    _ = try draft.database()
    selection.bind(account.kind.rawValue, at: 1)
    selection.bind(account.name, at: 2)
    defer { selection.reset() }
    return try selection.step() ? selection.integer(0) : nil
  }

  private func add(_ account: LedgerAccount) throws -> Int64 {
    let id = next
    next += 1
    let row = try draft.writer(.account)
    try row.insert {
      $0.put(id)
      $0.put(draft.id)
      $0.put(account.kind.rawValue)
      $0.put(account.name)
    }
    return id
  }
}
