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
    let (contents, decisions) = try LedgerSession.judged(workspace)
    let judgement = Judgement(rules: try workspace.matchingRules(), decisions: decisions)
    let evaluation = try Evaluation(
      contents, judgement, workspace: workspace, manifest: files.manifest,
      definition: definition, channels: workspace.channels(shipped))
    let staged = try files.stage(evaluation.content)
    for file in staged.files { try file.commit() }
    let summary = RunSummary(
      report: files.names, imports: [], evaluation: evaluation, manifest: files.manifest)
    return RunWorkflow.Outcome(
      summary: summary, findings: evaluation.findings + staged.findings, folder: workspace.out)
  }
}
