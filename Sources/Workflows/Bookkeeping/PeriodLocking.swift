internal import FoundationEssentials
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records

/// The figures of a period as they were published, or as they come out again.
struct PublishedFigures: Codable, Equatable {
  /// The definition they were counted by, with its version.
  var definition: String
  var version: Int
  /// Nil where no household has a bill in the period.
  var numerator: Int?
  var denominator: Int?
  var unknown: Int?
  /// The sum of the period's bills in đồng, and how many there are.
  var billedVND: Int64
  var bills: Int

  private enum CodingKeys: String, CodingKey {
    case definition, version, numerator, denominator, unknown, bills
    case billedVND = "billed_vnd"
  }

  /// Counts a period anew.
  init(_ evaluation: Evaluation, _ definition: RateDefinition, _ period: Period) throws {
    let total = try evaluation.basis.rates(definition, period: period, target: nil).total
    let bills = evaluation.contents.bills.filter { period.contains($0.month) }
    self.definition = definition.id
    version = definition.version
    numerator = total?.numerator
    denominator = total?.denominator
    unknown = total?.unknown
    billedVND = bills.reduce(0) { $0 &+ $1.amountVND }
    self.bills = bills.count
  }

  init?(json: String) {
    let decoded = try? JSONDecoder().decode(PublishedFigures.self, from: Data(json.utf8))
    guard let decoded else { return nil }
    self = decoded
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension LedgerWorkflow {
  /// Closes months with what is known of them now.
  ///
  /// - Parameters:
  ///   - text: A month such as `2024-08`, or `2024-01..2024-03`.
  ///   - folder: The workspace.
  ///   - reason: Why.
  /// - Returns: The number of the event.
  /// - Throws: `LedgerRefusal`; the modules' errors.
  public static func lock(_ text: String, in folder: String, reason: String) throws -> Int? {
    let period = try period(text)
    let figures = try figures(of: period, in: folder)
    return try withLedger(folder) { ledger in
      try ledger.append(
        .lock(period, figures: figures.json()), at: Person.now, actor: Person.name,
        reason: reason)
    }
  }

  /// Opens months again.
  public static func unlock(_ text: String, in folder: String, reason: String) throws -> Int? {
    let period = try period(text)
    return try withLedger(folder) { ledger in
      try ledger.append(
        .unlock(period), at: Person.now, actor: Person.name, reason: reason)
    }
  }

  private static func figures(of period: Period, in folder: String) throws -> PublishedFigures {
    let workspace = try Workspace(folder)
    let definition = try workspace.rateDefinition()
    return try withLedger(folder) { ledger in
      let evaluation = try evaluation(
        workspace, ledger.contents(), ledger.decisions(), definition)
      return try PublishedFigures(evaluation, definition, period)
    }
  }

  /// What the ledger's records and decisions come to.
  static func evaluation(
    _ workspace: Workspace, _ contents: LedgerContents, _ decisions: [RecordedDecision],
    _ definition: RateDefinition
  ) throws -> Evaluation {
    let shipped = try ShippedFiles()
    return try Evaluation(
      contents, Judgement(rules: workspace.matchingRules(), decisions: decisions),
      workspace: workspace, manifest: ReportFiles(workspace, shipped).manifest,
      definition: definition, channels: workspace.channels(shipped))
  }

  private static func period(_ text: String) throws -> Period {
    let separator = text.contains("..") ? ".." : ":"
    let months = text.replacing(separator, with: " ").split(separator: " ")
      .map { CalendarMonth(iso: $0) }
    guard (1...2).contains(months.count), let first = months.first ?? nil,
      let last = months.last ?? nil, let period = Period(from: first, to: last)
    else { throw WorkflowError.period(file: nil, text: text) }
    return period
  }
}
