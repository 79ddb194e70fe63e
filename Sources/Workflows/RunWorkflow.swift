public import Diagnostics
internal import Importing
internal import Indicators
internal import LedgerStore
internal import Records
internal import Storage

/// The whole job: import the inbox, match, compute, fill the form.
public enum RunWorkflow {
  /// What came of it.
  public struct Outcome: Sendable {
    /// What programs read.
    public var summary: RunSummary
    /// The annexes and the figures for programs beside the forms, relative to the workspace.
    public var annexes: [String]
    /// Things to look at.
    public var findings: [Diagnostic]
    /// The folder that the report lies in.
    public var folder: String
  }

  /// Runs the job in a workspace.
  ///
  /// The ledger and the report change together or not at all.
  ///
  /// - Parameter folder: The workspace.
  /// - Returns: What came of it.
  /// - Throws: ``SeveralErrors`` for files that cannot be read; the modules' errors for all else.
  public static func run(_ folder: String) throws -> Outcome {
    let workspace = try Workspace(folder)
    let shipped = try ShippedFiles()
    let definition = try workspace.rateDefinition()
    let files = try ReportFiles(workspace, shipped)
    let annexes = try ReportAnnexes(workspace, shipped, form: files.manifest)
    let rules = try workspace.matchingRules()
    let inbox = try Inbox(workspace, shipped)
    let paths = try inbox.files()
    return try LedgerSession.with(workspace) { session in
      var staged = StagedReport()
      let result = try session.ledger().write { writer in
        let items = try inbox.add(paths, to: writer)
        let judgement = Judgement(rules: rules, decisions: try writer.decisions())
        let evaluation = try Evaluation(
          writer.contents(), judgement, workspace: workspace, manifest: files.manifest,
          definition: definition, channels: inbox.channels, notebook: annexes.notebook.notebook)
        try writer.append(
          .matches(evaluation.matching.ruled(before: judgement.ruled)), at: Person.now,
          actor: Person.name, reason: "")
        staged = try StagedReport(
          files.papers(evaluation.content)
            + annexes.papers(evaluation.content, forms: files.names))
        return (items, evaluation)
      }
      try staged.commit()
      let (items, evaluation) = result
      let summary = RunSummary(
        report: files.names, imports: items.map(\.summary), evaluation: evaluation,
        manifest: files.manifest)
      // The evaluation lists words for channels on every run, not only on the first.
      let found = items.flatMap { $0.content?.findings ?? [] }
      let findings =
        found.filter { $0.code != "import.channel-unknown" } + annexes.notebook.findings
        + evaluation.findings
        + staged.findings
      return Outcome(
        summary: summary, annexes: ReportAnnexes.names, findings: findings, folder: workspace.out)
    }
  }
}

extension Workspace {
  /// The definition of the electricity rate, or an error that lists those there are.
  func rateDefinition(_ given: String? = nil) throws -> RateDefinition {
    let name = given ?? definition
    guard let definition = RateDefinition.named(name) else {
      throw WorkflowError.unknownDefinition(
        file: given == nil ? settingsPath : nil, name: name)
    }
    return definition
  }
}
