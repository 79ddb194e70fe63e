internal import CSVFiles
internal import LedgerStore
internal import Reconciliation
internal import Records

/// One payment line and what it was matched to.
public struct MatchLine: Encodable, Sendable {
  /// The file it was read from.
  public let file: String
  /// The physical line of a text file, or the row of a sheet, from 1.
  public let line: Int
  /// The amount in đồng; below 0 for money that went back.
  public let amountVND: Int64
  /// `bill-id`, `code`, `code-fragment`, `name-amount` or `none`.
  public let tier: String
  /// `auto`, `suggested`, `accepted`, `rejected`, `unmatched`, `reversal` or `reversed`.
  public let status: String
  /// The bills' ids; for suggested ones the best proposal.
  public let bills: [String]

  private enum CodingKeys: String, CodingKey {
    case file, line, tier, status, bills
    case amountVND = "amount_vnd"
  }
}

/// A line whose automatic match is another than the ledger was told last.
public struct MatchChange: Encodable, Sendable {
  /// The file it was read from.
  public let file: String
  /// The physical line of a text file, or the row of a sheet, from 1.
  public let line: Int
  /// The bills that it paid before.
  public let before: [String]
  /// The bills that it pays now.
  public let after: [String]
}

/// What matching found.
public struct MatchOutcome: Sendable {
  /// How many lines have which status.
  public let counts: MatchCounts
  /// One a payment line, by file and line.
  public let lines: [MatchLine]
  /// What is new since the ledger was told last, by file and line.
  public let changes: [MatchChange]

  /// The lines as CSV, without a line break at the end; its header is the interface's.
  public var csv: String {
    let header = ["file", "line", "amount_vnd", "tier", "status", "bills"]
    let records = lines.map { line in
      [
        line.file, String(line.line), String(line.amountVND), line.tier, line.status,
        line.bills.joined(separator: ";"),
      ]
    }
    var writer = CSVWriter()
    for record in [header] + records { writer.append(record) }
    return String(decoding: writer.bytes.dropLast(), as: UTF8.self)
  }
}

/// Payments and the bills they pay.
public enum MatchWorkflow {
  /// Matches payments to bills, and tells the ledger what rules matched by themselves.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - rules: A rules file in place of the workspace's.
  ///   - isDryRun: Whether the ledger stays as it is.
  /// - Returns: The counts, one line a payment, and what changed.
  /// - Throws: The modules' errors.
  public static func match(
    _ folder: String, rules: String? = nil, isDryRun: Bool = false
  ) throws -> MatchOutcome {
    let review = try ReviewSession(folder, rules: rules)
    let matching = review.evaluation.matching
    let before = review.judgement.ruled
    let outcome = MatchOutcome(
      counts: MatchCounts(matching), lines: lines(review),
      changes: changes(review, before: before))
    if !isDryRun {
      try review.append(.matches(matching.ruled(before: before)), reason: "")
    }
    return outcome
  }

  private static func lines(_ review: ReviewSession) -> [MatchLine] {
    review.evaluation.matching.matches.map { match in
      let provenance = match.payment.provenance
      return MatchLine(
        file: review.name(provenance), line: provenance.line, amountVND: match.payment.amountVND,
        tier: match.tier.rawValue, status: match.status.rawValue, bills: match.billIDs)
    }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  private static func changes(
    _ review: ReviewSession, before: [Provenance: [MatchDecision.Share]]
  ) -> [MatchChange] {
    review.evaluation.matching.matches.compactMap { match in
      let provenance = match.payment.provenance
      let old = (before[provenance] ?? []).map(\.billID)
      let new = match.status == .auto ? match.billIDs : []
      guard old.sorted() != new.sorted() else { return nil }
      return MatchChange(
        file: review.name(provenance), line: provenance.line, before: old, after: new)
    }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }
}
