internal import Reports

/// What the ledger already holds, without importing anything.
public enum ReportWorkflow {
  /// Fills the forms from the ledger, and writes the annexes beside them.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - template: A template in place of the workspace's.
  ///   - output: One file, ODS or XLSX, in place of all that goes to `out/`.
  /// - Returns: What came of it.
  /// - Throws: The modules' errors; the files stay as they were.
  public static func report(
    _ folder: String, template: String? = nil, output: String? = nil
  ) throws -> RunWorkflow.Outcome {
    let report = try PreparedReport(folder, template: template, output: output)
    let staged = try StagedReport(report.papers())
    try staged.commit()
    let evaluation = report.evaluation
    let summary = RunSummary(
      report: report.files.names, imports: [], evaluation: evaluation,
      manifest: report.files.manifest)
    return RunWorkflow.Outcome(
      summary: summary, annexes: report.isWhole ? ReportAnnexes.names : [],
      findings: report.annexes.notebook.findings + evaluation.findings + staged.findings,
      folder: report.workspace.out)
  }
}

/// A report from what the ledger holds, before anything is written.
struct PreparedReport {
  let workspace: Workspace
  let files: ReportFiles
  let annexes: ReportAnnexes
  let evaluation: Evaluation
  /// Whether all goes to `out/`, not one form somewhere else.
  let isWhole: Bool

  init(_ folder: String, template: String? = nil, output: String? = nil) throws {
    workspace = try Workspace(folder)
    let definition = try workspace.rateDefinition()
    let shipped = try ShippedFiles()
    files = try ReportFiles(workspace, shipped, template: template, output: output)
    annexes = try ReportAnnexes(workspace, shipped, form: files.manifest)
    isWhole = output == nil
    let (contents, decisions) = try LedgerSession.judged(workspace)
    evaluation = try Evaluation(
      contents, Judgement(rules: workspace.matchingRules(), decisions: decisions),
      workspace: workspace, manifest: files.manifest, definition: definition,
      channels: workspace.channels(shipped), notebook: annexes.notebook.notebook)
  }

  /// The forms; where all go to `out/`, the annexes and the figures for programs too.
  func papers() throws -> [ReportPaper] {
    let forms = files.papers(evaluation.content)
    return isWhole ? try forms + annexes.papers(evaluation.content, forms: files.names) : forms
  }
}
