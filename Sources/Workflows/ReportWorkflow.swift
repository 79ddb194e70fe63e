internal import Diagnostics
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records
internal import Reports
internal import Storage

/// What the ledger already holds, without importing anything.
public enum ReportWorkflow {
  /// Fills the forms from the ledger.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - template: A template in place of the workspace's.
  ///   - output: One file, ODS or XLSX, in place of all forms in `out/`.
  /// - Returns: What came of it.
  /// - Throws: The modules' errors; the files stay as they were.
  public static func report(
    _ folder: String, template: String? = nil, output: String? = nil
  ) throws -> RunWorkflow.Outcome {
    let workspace = try Workspace(folder)
    let definition = try workspace.rateDefinition()
    let shipped = try ShippedFiles()
    let files = try ReportFiles(workspace, shipped, template: template, output: output)
    let evaluation = try Evaluation(
      LedgerSession.contents(workspace), workspace: workspace, manifest: files.manifest,
      definition: definition, channels: workspace.channels(shipped))
    let staged = try files.stage(evaluation.content)
    for file in staged.files { try file.commit() }
    let summary = RunSummary(
      report: files.names, imports: [], evaluation: evaluation, manifest: files.manifest)
    return RunWorkflow.Outcome(
      summary: summary, findings: evaluation.findings + staged.findings, folder: workspace.out)
  }

  /// Matches payments to bills.
  ///
  /// - Parameter folder: The workspace.
  /// - Returns: The counts, and one line a payment.
  /// - Throws: The modules' errors.
  public static func match(_ folder: String) throws -> MatchOutcome {
    let evaluation = try evaluation(folder)
    let names = Dictionary(
      evaluation.contents.sources.map { ($0.sha256, $0.name) }, uniquingKeysWith: { $1 })
    let lines = evaluation.matching.matches.map { match in
      MatchLine(
        file: names[match.payment.provenance.sourceSHA256] ?? "",
        line: match.payment.provenance.line, amountVND: match.payment.amountVND,
        tier: match.tier.rawValue, status: match.status.rawValue, bills: match.billIDs)
    }
    return MatchOutcome(
      counts: MatchCounts(evaluation.matching),
      lines: lines.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
  }

  /// Computes the electricity rate of both periods.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - definition: A definition in place of the workspace's.
  /// - Returns: One entry a period that has a figure.
  /// - Throws: The modules' errors.
  public static func rates(_ folder: String, definition: String? = nil) throws -> [PeriodRates] {
    let content = try evaluation(folder, definition: definition).content
    return ReportColumn.allCases.compactMap { column in
      guard let rates = content.households[column], let period = content.periods[column],
        let total = rates.total
      else { return nil }
      let name = content.definition.id
      return PeriodRates(
        period: period.iso, total: RateSummary(total, definition: name),
        byPho: rates.byPho.map { ($0.pho, RateSummary($0.rate, definition: name)) },
        byChannel: rates.byChannel.map(ChannelSummary.init))
    }
  }

  private static func evaluation(
    _ folder: String, definition: String? = nil
  ) throws -> Evaluation {
    let workspace = try Workspace(folder)
    let definition = try workspace.rateDefinition(definition)
    let shipped = try ShippedFiles()
    let files = try ReportFiles(workspace, shipped)
    return try Evaluation(
      LedgerSession.contents(workspace), workspace: workspace, manifest: files.manifest,
      definition: definition, channels: workspace.channels(shipped))
  }
}

extension LedgerSession {
  /// What the ledger of a workspace holds; an error where there is none yet.
  static func contents(_ workspace: Workspace) throws -> LedgerContents {
    guard Folder.isFile(workspace.ledgerPath) else {
      throw WorkflowError.noLedger(workspace.ledgerPath)
    }
    let ledger = try Ledger.open(workspace.ledgerPath)
    defer { ledger.close() }
    return try ledger.contents()
  }
}
