import Diagnostics
import Foundation
import LedgerStore
import Records
import TestSupport
import Testing

/// Plays seeded histories on a ledger and on the plainest one there is, equal after every step.
@Suite struct SimulationTests {
  /// More histories than continuous integration plays: `BAKHONG_HISTORIES=1000`.
  private static let histories =
    ProcessInfo.processInfo.environment["BAKHONG_HISTORIES"].flatMap { Int($0) } ?? 8

  @Test func everyHistoryComesOutAsThePlainOne() throws {
    var random = SeededGenerator.announced()
    for _ in 0..<Self.histories {
      let seed = UInt64.random(in: 0...UInt64.max, using: &random)
      let scratch = try LedgerScratch()
      var history = History(try Ledger.open(scratch.path), seed: seed)
      for step in 0..<50 {
        let told = try history.step()
        guard try history.isAsPlain() else {
          Issue.record("history \(seed), step \(step): \(told)")
          return
        }
      }
      let findings = try history.ledger.verify(pages: true).findings
      #expect(findings.isEmpty, "history \(seed): \(findings)")
    }
  }
}

/// One history: each step does the same to both ledgers.
private struct History {
  let ledger: Ledger
  private var model = BookModel()
  private var random: SeededGenerator
  /// What the files hold that were ever used, so that they come again.
  private var files: [[ModelRow]] = []

  init(_ ledger: Ledger, seed: UInt64) {
    self.ledger = ledger
    random = SeededGenerator(seed: seed)
  }

  /// Whether both hold the same.
  func isAsPlain() throws -> Bool {
    var balances: [String: Int] = [:]
    for balance in try ledger.balances() where balance.balanceVND != 0 {
      balances[Self.name(balance.account)] = Int(balance.balanceVND)
    }
    let rows = model.rows()
    let bills = Set(
      rows.compactMap { row in if case .bill(let bill, _) = row { bill } else { nil } })
    let payments = rows.count { row in if case .payment = row { true } else { false } }
    let contents = try ledger.contents()
    let events = try ledger.events().count
    let findings = try ledger.verify().findings
    return balances == model.balances() && contents.bills.count == bills.count
      && contents.payments.count == payments && events == model.events.count
      && findings.isEmpty
  }

  /// Does something by chance; gives the words for it.
  mutating func step() throws -> String {
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<7: try importFile()
    case 7..<11: try decide(byRule: false)
    case 11..<13: try decide(byRule: true)
    case 13..<17: try undo()
    case 17: try post()
    default: try lockOrUnlock()
    }
  }

  // MARK: Steps

  private mutating func importFile() throws -> String {
    let isOld = !files.isEmpty && Bool.random(using: &random)
    if !isOld { files.append(rows()) }
    let number = isOld ? Int.random(in: files.indices, using: &random) : files.count - 1
    let rows = files[number]
    let told = "file \(number): \(rows)"
    let isKnown = model.events.enumerated().contains { index, event in
      if case .file(number, _) = event { model.holds(index + 1) } else { false }
    }
    let records = try rows.enumerated().map { try record($1, file: number, line: $0 + 1) }
    let file = Invented.file("\(number).csv", records, sha256: "\(number)")
    if isKnown {
      try ledger.add(file)
      return told
    }
    var next = model
    next.events.append(.file(number, rows))
    let refused = next.changesLocked(from: model)
    let outcome = Result { try ledger.add(file) }
    guard (try? outcome.get()) == nil ? refused : !refused else { return "\(told): \(outcome)" }
    guard !refused else { return told }
    model = next
    if try ledger.events().last?.kind == .repost { model.events.append(.repost) }
    return told
  }

  private mutating func decide(byRule: Bool) throws -> String {
    let payments = files.joined().compactMap { row in
      if case .payment(let payment) = row { payment } else { nil }
    }
    guard let payment = payments.randomElement(using: &random) else { return "nothing to decide" }
    let known = model.rows()
    var rest = BookModel.amount(payment: payment)
    var shares: [ModelShare] = []
    let told = Set(
      model.events.flatMap { event in
        if case .file(_, let rows) = event { rows } else { [] as [ModelRow] }
      }
    ).compactMap { row in if case .bill(let bill, _) = row { bill } else { nil } }.sorted()
    for _ in 0..<Int.random(in: 0...2, using: &random) where rest > 0 {
      guard let bill = told.randomElement(using: &random) else { break }
      let amount = Int.random(in: 1...rest, using: &random)
      shares.append(ModelShare(bill: bill, amount: amount))
      rest -= amount
    }
    guard let place = place(of: payment), known.contains(.payment(payment)) else {
      return "payment \(payment) is not there"
    }
    let kind: MatchDecision.Kind = byRule ? .ruled : shares.isEmpty ? .rejected : .split
    let decision = MatchDecision(
      kind, payment: place,
      shares: shares.map {
        MatchDecision.Share(billID: "HD\($0.bill)", amountVND: Int64($0.amount))
      })
    if byRule {
      let held = model.decisions()[payment]
      let isIdle = held.map { !$0.byRule || $0.shares == shares } ?? shares.isEmpty
      if isIdle { return "idle: \(try append(.matches([decision])) as Int?)" }
    }
    return try apply(
      .decision(payment: payment, byRule: byRule, shares),
      byRule ? .matches([decision]) : .decision(decision))
  }

  private mutating func undo() throws -> String {
    guard !model.events.isEmpty else { return "nothing to undo" }
    let event = Int.random(in: 1...model.events.count, using: &random)
    let isUndone = model.events.contains { if case .undo(event) = $0 { true } else { false } }
    var base = event
    while case .undo(let target) = model.events[base - 1] { base = target }
    switch model.events[base - 1] {
    case .repost, .lock, .unlock, .undo:
      #expect(throws: LedgerRefusal.self) { try append(.undo(event)) }
      return "cannot undo \(event)"
    default: break
    }
    guard !isUndone else {
      #expect(throws: LedgerRefusal.undoneAlready(event)) { try append(.undo(event)) }
      return "undone already \(event)"
    }
    return try apply(.undo(event), .undo(event))
  }

  private mutating func post() throws -> String {
    let bills = files.joined().compactMap { row in
      if case .bill(let bill, _) = row { bill } else { nil }
    }
    guard let bill = bills.randomElement(using: &random),
      try ledger.item(billID: "HD\(bill)") != nil
    else { return "nothing to post" }
    let amount = Int.random(in: 1...50, using: &random)
    return try apply(
      .posting(bill: bill, amount: amount),
      .posting(
        ManualPosting(
          .writtenOff, billID: "HD\(bill)", amountVND: Int64(amount),
          day: Invented.day("2024-09-01"))))
  }

  private mutating func lockOrUnlock() throws -> String {
    let locked = model.lockedMonths()
    let month = Int.random(in: 6...8, using: &random)
    let period = Period(try Invented.month("2024-0\(month)"))
    return locked.contains(month)
      ? try apply(.unlock(month), .unlock(period))
      : try apply(.lock(month), .lock(period, figures: "{}"))
  }

  /// Appends to both; a change of a closed month is refused by the ledger and left out here.
  private mutating func apply(_ event: ModelEvent, _ act: LedgerAct) throws -> String {
    var next = model
    next.events.append(event)
    if next.changesLocked(from: model) {
      #expect(throws: LedgerRefusal.self) { try append(act) }
    } else {
      try append(act)
      model = next
    }
    return "\(event)"
  }

  @discardableResult private func append(_ act: LedgerAct) throws -> Int? {
    try ledger.append(act, at: "", actor: "", reason: "vì thế")
  }

  // MARK: Rows

  private mutating func rows() -> [ModelRow] {
    var rows: [ModelRow] = []
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let row: ModelRow =
        Int.random(in: 0..<3, using: &random) == 0
        ? .payment(Int.random(in: 0..<12, using: &random))
        : .bill(
          Int.random(in: 0..<12, using: &random), level: Int.random(in: 0...4, using: &random))
      if !rows.contains(row) { rows.append(row) }
    }
    return rows
  }

  private func record(_ row: ModelRow, file: Int, line: Int) throws -> ImportedRecord {
    let place = Provenance(sourceSHA256: "\(file)", line: line)
    switch row {
    case .payment(let payment):
      let month = BookModel.month(payment: payment)
      return .payment(
        Payment(
          kind: .bankStatement, day: try Invented.day("2024-0\(month)-20"),
          amountVND: Int64(BookModel.amount(payment: payment)), narration: "lần \(payment)",
          provenance: place))
    case .bill(let bill, let level):
      let month = BookModel.month(bill: bill)
      return .bill(
        Bill(
          id: "HD\(bill)",
          customerCode: try Invented.code(BookModel.customer(bill: bill, level: level)),
          month: try Invented.month("2024-0\(month)"), cycle: 1, issuedOn: nil,
          amountVND: Int64(BookModel.amount(bill: bill, level: level)), isResidential: true,
          payment: EVNPayment(
            isPaid: level == 0 ? nil : level >= 2,
            paidOn: level >= 3 ? try Invented.day("2024-0\(month)-1\(level)") : nil,
            channel: level >= 4
              ? .known(name: "Ví điện tử", isCashless: true) : .unknown(word: nil)),
          provenance: place))
    }
  }

  /// A place where a payment stands in a file that holds.
  private func place(of payment: Int) -> Provenance? {
    for (index, event) in model.events.enumerated() {
      if case .file(let number, let rows) = event, model.holds(index + 1),
        let line = rows.firstIndex(of: .payment(payment))
      {
        return Provenance(sourceSHA256: "\(number)", line: line + 1)
      }
    }
    return nil
  }

  private static func name(_ account: LedgerAccount) -> String {
    account.kind == .receivable
      ? "customer \(Int(account.name.suffix(7)) ?? -1)" : account.kind.rawValue
  }
}
