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
  private let selection: RawStatement
  private let writer: RowWriter
  private let event: Int64
  private var next: Int64
  private var known: [LedgerAccount: Int64] = [:]

  // More customers than these are looked up again rather than held in memory.
  private static let knownMax = 200_000

  init(_ database: Database, event: Int64, writer: RowWriter) throws {
    selection = try RawStatement(
      database, "SELECT id FROM account WHERE kind = ? AND name = ?")
    self.writer = writer
    self.event = event
    next = (try Int64.fetchOne(database, sql: "SELECT max(id) FROM account") ?? 0) + 1
  }

  func id(_ account: LedgerAccount) throws -> Int64 {
    if let id = known[account] { return id }
    if known.count >= Self.knownMax { known = [:] }
    let id = try find(account) ?? add(account)
    known[account] = id
    return id
  }

  private func find(_ account: LedgerAccount) throws -> Int64? {
    selection.bind(account.kind.rawValue, at: 1)
    selection.bind(account.name, at: 2)
    defer { selection.reset() }
    return try selection.step() ? selection.integer(0) : nil
  }

  private func add(_ account: LedgerAccount) throws -> Int64 {
    let id = next
    next += 1
    try writer.insert {
      $0.put(id)
      $0.put(event)
      $0.put(account.kind.rawValue)
      $0.put(account.name)
    }
    return id
  }
}
