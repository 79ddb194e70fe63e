internal import Indicators
internal import Reconciliation
internal import Records
internal import Reports

/// What became of one file, as programs read it.
public struct ImportSummary: Encodable, Sendable {
  /// The file's name.
  public let file: String
  /// The layout that read it.
  public let layout: String
  /// Rows that carry data: imported + duplicates + rejected.
  public let rows: Int
  /// Rows that are new.
  public let imported: Int
  /// Rows that were known already.
  public let duplicates: Int
  /// Rows that were set aside.
  public let rejected: Int

  init(_ source: SourceFile, name: String) {
    file = name
    layout = source.layout
    rows = source.rows
    imported = source.imported
    duplicates = source.duplicates
    rejected = source.rejected
  }
}

/// One rate, as programs read it.
public struct RateSummary: Encodable, Sendable {
  /// The definition.
  public let definition: String
  /// Those that count.
  public let numerator: Int
  /// All.
  public let denominator: Int
  /// Those that would count if payments of unknown channel were cashless.
  public let unknown: Int
  /// The share if nothing unknown counts, from 0 to 1.
  public let low: Double
  /// The share if all that is unknown counts, from 0 to 1.
  public let high: Double
  /// The target, from 0 to 1; nil where the form has none.
  public let target: Double?
  /// Whether the target is reached without anything unknown, tested on whole numbers.
  public let met: Bool?
  /// `met`, `met-if-unknown-cashless` or `not-met`.
  public let verdict: String?
  /// `a/b = 61,23% [61,23%; 66,10%]`, for people.
  public let text: String

  private enum CodingKeys: String, CodingKey {
    case definition, numerator, denominator, unknown, low, high, target, met
  }

  init(_ rate: Rate, definition: String) {
    self.definition = definition
    numerator = rate.numerator
    denominator = rate.denominator
    unknown = rate.unknown
    low = rate.low
    high = rate.high
    target = rate.target.map { Double($0) / 100 }
    met = rate.verdict.map { $0 == .met }
    verdict = rate.verdict?.rawValue
    text = "\(rate.fractionText) = \(rate.percentText) \(rate.boundsText)"
  }
}

/// A value for each column of the form; null where there is none.
public struct BeforeAfter<Value: Encodable & Sendable>: Encodable, Sendable {
  /// Trước triển khai.
  public let before: Value?
  /// Sau triển khai.
  public let after: Value?

  private enum CodingKeys: String, CodingKey {
    case before, after
  }

  /// Writes both keys, null for what is not there.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(before, forKey: .before)
    try container.encode(after, forKey: .after)
  }
}

/// One criterion's figures, as programs read them.
public struct CriterionSummary: Encodable, Sendable {
  /// Its number.
  public let number: Int
  /// The figure before, from 0 to 1.
  public let before: Double?
  /// The figure after, from 0 to 1.
  public let after: Double?

  private enum CodingKeys: String, CodingKey {
    case number, before, after
  }

  /// Writes all keys, null for what is not there.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(number, forKey: .number)
    try container.encode(before, forKey: .before)
    try container.encode(after, forKey: .after)
  }
}

/// How many payment lines have which status.
public struct MatchCounts: Encodable, Sendable {
  /// Lines that pay bills, by themselves or because somebody said so.
  public let auto: Int
  /// Lines that may pay bills.
  public let suggested: Int
  /// Lines without a bill.
  public let unmatched: Int

  init(_ matching: Matching) {
    auto = matching.count(.auto) + matching.count(.accepted)
    suggested = matching.count(.suggested)
    unmatched = matching.matches.count - auto - suggested
  }
}

/// What a run or a report came to, as programs read it.
public struct RunSummary: Encodable, Sendable {
  /// The forms, relative to the workspace.
  public let report: [String]
  /// One a file of the inbox.
  public let imports: [ImportSummary]
  /// The payment lines.
  public let matches: MatchCounts
  /// The electricity criterion.
  public let rates: BeforeAfter<RateSummary>
  /// Every criterion of the form.
  public let criteria: [CriterionSummary]

  init(
    report: [String], imports: [ImportSummary], evaluation: Evaluation,
    manifest: FormManifest
  ) {
    self.report = report
    self.imports = imports
    matches = MatchCounts(evaluation.matching)
    let content = evaluation.content
    func rate(_ column: ReportColumn) -> RateSummary? {
      content.households[column]?.total.map {
        RateSummary($0, definition: content.definition.id)
      }
    }
    rates = BeforeAfter(before: rate(.before), after: rate(.after))
    criteria = manifest.criteria.map { criterion in
      func value(_ column: ReportColumn) -> Double? {
        content.share(ReportContent.FigureKey(criterion.number, column))
      }
      return CriterionSummary(
        number: criterion.number, before: value(.before), after: value(.after))
    }
  }
}
