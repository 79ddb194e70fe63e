import Diagnostics
import LedgerStore
import Records
import Testing

/// A story of a ledger as a text table: one operation a line, what comes of it behind the bar.
///
/// ```
/// import a: bill 1 350000      | new 1
/// customer 1                   | 350000
/// ```
///
/// Bill N belongs to customer N unless told (`of 7`), and adjusts no other (`adjusts 3`). Amounts
/// are đồng.
struct Scenario: CustomTestStringConvertible {
  struct Step {
    var operation: String
    var expected: String
    var line: Int
  }

  var title: String
  var steps: [Step]
  var testDescription: String { title }

  /// The scenarios of a text: each begins with `== title`.
  static func parse(_ text: String) -> [Scenario] {
    var scenarios: [Scenario] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("== ") {
        scenarios.append(Scenario(title: String(line.dropFirst(3)), steps: []))
      } else if let bar = line.lastIndex(of: "|") {
        let step = Step(
          operation: line[..<bar].trimmed, expected: line[line.index(after: bar)...].trimmed,
          line: index + 1)
        scenarios[scenarios.count - 1].steps.append(step)
      }
    }
    return scenarios
  }

  /// Plays the story in a new ledger; every step must come out as told and leave all in order.
  func play() throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    let player = ScenarioPlayer(ledger)
    for step in steps {
      let outcome = player.outcome(step.operation)
      #expect(outcome == step.expected, "line \(step.line): \(step.operation)")
      let findings = try ledger.verify().findings
      #expect(findings.isEmpty, "line \(step.line): \(step.operation)")
    }
  }
}

/// Does what the operations of scenarios say.
final class ScenarioPlayer {
  private let ledger: Ledger
  private var clock = 0

  init(_ ledger: Ledger) {
    self.ledger = ledger
  }

  /// What comes of an operation: counts, a balance, `ok`, or the code of an error.
  func outcome(_ operation: String) -> String {
    do {
      return try run(operation)
    } catch let error as any Diagnosable {
      return error.diagnostic.code
    } catch {
      return "\(error)"
    }
  }

  private func run(_ operation: String) throws -> String {
    let words = operation.split(separator: " ").map(String.init)
    let rest = Array(words.dropFirst())
    switch words.first {
    case "import": return try add(operation.dropFirst("import ".count))
    case "customer": return "\(try ledger.balance(of: Invented.code(number(rest[0]))).balanceVND)"
    case "account": return "\(try balance(LedgerAccount.Kind(rawValue: rest[0])))"
    case "entries": return try entries(billID: Self.billID(rest[0]))
    case "payment": return try entries(item: number(rest[0]))
    case "events": return "\(try ledger.events().count)"
    case "bills": return "\(try ledger.contents().bills.count)"
    case "payments": return "\(try ledger.contents().payments.count)"
    case "decisions": return try decisions()
    default: return try append(words)
    }
  }

  // MARK: What changes the ledger

  private func append(_ words: [String]) throws -> String {
    let rest = Array(words.dropFirst())
    let act: LedgerAct
    switch words[0] {
    case "undo": act = .undo(try number(rest[0]))
    case "lock": act = .lock(try period(rest[0]), figures: "{}")
    case "unlock": act = .unlock(try period(rest[0]))
    case "match": act = .matches([try decision(.ruled, rest)])
    case "adjusted", "refunded", "written-off", "prepaid":
      guard let kind = ManualPosting.Kind(rawValue: words[0]) else { throw Unreadable(words[0]) }
      let amountVND = Int64(rest[2]) ?? 0
      let day = try Invented.day(rest.count > 3 ? rest[3] : "2024-09-01")
      act = .posting(
        rest[0] == "bill"
          ? ManualPosting(kind, billID: Self.billID(rest[1]), amountVND: amountVND, day: day)
          : ManualPosting(
            kind, customer: try Invented.code(number(rest[1])), amountVND: amountVND, day: day))
    default:
      guard let kind = MatchDecision.Kind(rawValue: words[0]) else { throw Unreadable(words[0]) }
      act = .decision(try decision(kind, rest))
    }
    clock += 1
    let reason = words.last == "silently" ? "" : "vì thế"
    let event = try ledger.append(act, at: "t\(clock)", actor: "an", reason: reason)
    return event.map { "event \($0)" } ?? "nothing"
  }

  /// `p 1 to 1=350000 2=5`: line 1 of file p, and its bills.
  private func decision(_ kind: MatchDecision.Kind, _ words: [String]) throws -> MatchDecision {
    let shares = try words.dropFirst(3).map { word in
      let parts = word.split(separator: "=").map(String.init)
      return MatchDecision.Share(
        billID: Self.billID(parts[0]), amountVND: Int64(try number(parts[1])))
    }
    return MatchDecision(
      kind, payment: Provenance(sourceSHA256: words[0], line: try number(words[1])),
      shares: shares)
  }

  /// `a: bill 1 350000; pay 350000`.
  private func add(_ text: Substring) throws -> String {
    let parts = text.split(separator: ":", maxSplits: 1)
    let name = parts[0].trimmed
    let rows = parts.count < 2 ? [] : parts[1].split(separator: ";").map(\.trimmed)
    let records = try rows.enumerated().map { index, row in
      try record(row.split(separator: " ").map(String.init), file: name, line: index + 1)
    }
    clock += 1
    let file = Invented.file(name + ".csv", records, sha256: name)
    let counts = try ledger.write { try $0.add(file, importedAt: "t\(clock)", actor: "an") }
    return counts.duplicates == 0
      ? "new \(counts.imported)" : "new \(counts.imported) known \(counts.duplicates)"
  }

  private func record(_ words: [String], file: String, line: Int) throws -> ImportedRecord {
    let place = Provenance(sourceSHA256: file, line: line)
    guard words[0] == "bill" else {
      return .payment(
        Payment(
          kind: words.contains("list") ? .collectionList : .bankStatement,
          day: try day(words, after: "on") ?? Invented.day("2024-08-20"),
          amountVND: Int64(try number(words[1])), narration: words.joined(separator: " "),
          channel: Self.channel(words), provenance: place))
    }
    let owner = try value(words, after: "of").map(number) ?? number(words[1])
    let month = try value(words, after: "for").map(Invented.month) ?? Invented.month("2024-08")
    let paidOn = try day(words, after: "paid")
    return .bill(
      Bill(
        id: Self.billID(words[1]), customerCode: try Invented.code(owner), month: month, cycle: 1,
        issuedOn: CalendarDay(year: month.year, month: month.month, day: 3),
        amountVND: Int64(try number(words[2])), isResidential: true,
        payment: EVNPayment(
          isPaid: words.contains("unpaid") ? false : paidOn.map { _ in true }, paidOn: paidOn,
          channel: Self.channel(words)),
        adjusts: value(words, after: "adjusts").map(Self.billID), provenance: place))
  }

  // MARK: What reads the ledger

  private func balance(_ kind: LedgerAccount.Kind?) throws -> Int64 {
    try ledger.balances().filter { $0.account.kind == kind }.reduce(0) { $0 + $1.balanceVND }
  }

  private func entries(billID: String) throws -> String {
    guard let item = try ledger.item(billID: billID) else { return "none" }
    return try entries(item: item)
  }

  private func entries(item: Int) throws -> String {
    let entries = try ledger.entries(item: item)
    let texts = entries.map { entry in
      let name = entry.reverses.map { "reversal of \($0)" } ?? entry.kind.word
      return "\(name) \(entry.amountVND)"
    }
    return texts.isEmpty ? "none" : texts.joined(separator: ", ")
  }

  private func decisions() throws -> String {
    let all = try ledger.decisions().map { recorded in
      recorded.decision.kind.rawValue + (recorded.isInForce ? "!" : "")
    }
    return all.isEmpty ? "none" : all.joined(separator: " ")
  }

  // MARK: Words

  private struct Unreadable: Error {
    var word: String

    init(_ word: String) {
      self.word = word
    }
  }

  private static func billID(_ number: String) -> String { "HD" + number }

  private static func channel(_ words: [String]) -> Channel {
    if words.contains("cash") { return .known(name: "Thu ngân viên", isCashless: false) }
    if words.contains("wallet") { return .known(name: "Ví điện tử", isCashless: true) }
    return .unknown(word: words.contains("odd") ? "kênh lạ" : nil)
  }

  private func number(_ word: String) throws -> Int {
    guard let number = Int(word) else { throw Unreadable(word) }
    return number
  }

  private func value(_ words: [String], after word: String) -> String? {
    guard let place = words.firstIndex(of: word), place + 1 < words.count else { return nil }
    return words[place + 1]
  }

  private func day(_ words: [String], after word: String) throws -> CalendarDay? {
    try value(words, after: word).map(Invented.day)
  }

  private func period(_ word: String) throws -> Period {
    let months = try word.split(separator: "-to-").map { try Invented.month(String($0)) }
    guard let period = Period(from: months[0], to: months[months.count - 1]) else {
      throw Unreadable(word)
    }
    return period
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    let start = firstIndex { $0 != " " } ?? endIndex
    let end = lastIndex { $0 != " " }.map(index(after:)) ?? start
    return String(self[start..<end])
  }
}
