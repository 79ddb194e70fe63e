public import Diagnostics
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records

/// Computes everything in a workspace's ledger anew: the chain, rows, balances, matches, figures.
public enum VerifyWorkflow {
  /// What was found.
  public struct Outcome: Sendable {
    /// How many events there are.
    public let events: Int
    /// How many entries there are.
    public let entries: Int
    /// The sum of all debits, which is that of all credits, in đồng.
    public let totalVND: Int64
    /// The digest of the last event.
    public let head: String
    /// How many published figures came out again.
    public let published: Int
    /// What is not as it should be.
    public let findings: [Diagnostic]
  }

  /// Verifies a workspace's ledger.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - pages: Whether SQLite checks every page of the file too.
  /// - Returns: What was found.
  /// - Throws: The modules' errors where the ledger cannot be read at all.
  public static func verify(_ folder: String, pages: Bool = false) throws -> Outcome {
    let workspace = try Workspace(folder)
    return try LedgerWorkflow.withLedger(folder) { ledger in
      let report = try ledger.verify(pages: pages)
      var findings = report.findings.map { $0.diagnostic.within(Origin(file: ledger.path)) }
      // A ledger whose rows are not its own has no matches or figures worth computing.
      var published = 0
      if findings.isEmpty {
        findings += try matches(workspace, ledger)
        let figures = try figures(workspace, ledger)
        published = figures.count
        findings += figures.findings
      }
      return Outcome(
        events: report.events, entries: report.entries, totalVND: report.totalVND,
        head: report.head, published: published, findings: findings)
    }
  }

  /// What rules matched, computed again from what the ledger held then.
  private static func matches(_ workspace: Workspace, _ ledger: Ledger) throws -> [Diagnostic] {
    let events = try ledger.events()
    guard let last = events.last(where: { $0.kind == .match && !$0.isUndone }),
      !events.contains(where: { $0.id > last.id && [.import, .undo, .erase].contains($0.kind) })
    else { return [] }
    let recorded = try ledger.decisions()
    let evaluation = try LedgerWorkflow.evaluation(
      workspace, ledger.contents(), recorded, workspace.rateDefinition())
    var standing: [Provenance: MatchDecision] = [:]
    for decision in recorded where decision.isInForce {
      standing[decision.decision.payment] = decision.decision
    }
    let ruled = Judgement(rules: try workspace.matchingRules(), decisions: recorded).ruled
    let wrong = evaluation.matching.ruled(before: ruled).count { match in
      guard let held = standing[match.payment] else { return !match.shares.isEmpty }
      return held.kind == .ruled && held.shares != match.shares
    }
    return wrong == 0
      ? [] : [WorkflowError.matchesDiffer(ledger.path, payments: wrong).diagnostic]
  }

  /// The figures that were published when months were closed, computed again.
  private static func figures(
    _ workspace: Workspace, _ ledger: Ledger
  ) throws -> (count: Int, findings: [Diagnostic]) {
    var (count, findings) = (0, [Diagnostic]())
    let events = try ledger.events()
    for event in events {
      guard let published = event.published, let figures = PublishedFigures(json: published.figures)
      else { continue }
      let name = figures.definition
      guard let definition = RateDefinition.named(name), definition.version == figures.version
      else {
        findings.append(
          WorkflowError.definitionGone(name, period: published.period.iso).diagnostic)
        continue
      }
      let contents = try ledger.contents(asOf: event.id)
      let evaluation = try LedgerWorkflow.evaluation(
        workspace, contents, ledger.decisions(asOf: event.id), definition)
      if try PublishedFigures(evaluation, definition, published.period) == figures {
        count += 1
      } else {
        findings.append(
          WorkflowError.figuresDiffer(
            event: event.id, period: published.period.iso,
            erasedAt: events.first { $0.id > event.id && $0.kind == .erase }?.id
          ).diagnostic)
      }
    }
    return (count, findings)
  }
}
