internal import CSVFiles
public import Diagnostics
internal import Indicators
internal import Records
internal import Reports
internal import Storage

/// Packs what a ward hands to the city: forms, annexes, documents, figures, and their digests.
public enum HandoverWorkflow {
  /// What is asked.
  public struct Request: Sendable {
    /// The workspace.
    public var workspace: String
    /// Where the folder goes; nil for `out/`.
    public var output: String?
    /// Whether the forms are printed as PDF too; nil where LibreOffice is installed.
    public var pdf: Bool?
    /// A private key, PEM, to sign with; its certificate must be given too.
    public var key: String?
    /// The certificate of the key, PEM.
    public var certificate: String?
    /// Whether a finding keeps it from being made.
    public var isStrict = false

    /// Asks for the hand-over of a workspace.
    public init(workspace: String) {
      self.workspace = workspace
    }
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The folder.
    public var folder: String
    /// The folder as one file.
    public var zip: String
    /// The SHA-256 of the machine-readable summary.
    public var digest: String
    /// The files in the folder.
    public var files: [String]
    /// What should be settled before it goes.
    public var findings: [Diagnostic]
  }

  /// Makes the hand-over.
  ///
  /// The folder appears whole or not at all; an old one of the same name is replaced.
  ///
  /// - Parameter request: What is asked.
  /// - Returns: What came of it.
  /// - Throws: ``HandoverError``, or the modules' errors.
  public static func make(_ request: Request) throws -> Outcome {
    for path in [request.key, request.certificate].compactMap({ $0 }) where !Folder.isFile(path) {
      throw HandoverError.keyMissing(path)
    }
    let workspace = try Workspace(request.workspace)
    let shipped = try ShippedFiles()
    let files = try ReportFiles(workspace, shipped)
    let (contents, decisions) = try LedgerSession.judged(workspace)
    let judgement = Judgement(rules: try workspace.matchingRules(), decisions: decisions)
    let evaluation = try Evaluation(
      contents, judgement, workspace: workspace, manifest: files.manifest,
      definition: workspace.rateDefinition(), channels: workspace.channels(shipped))
    let notebook = try NotebookFile(workspace, shipped, form: files.manifest)
    let checks = HandoverChecks(evaluation, notebook.notebook, files.manifest)
    let findings = checks.findings + notebook.findings + evaluation.findings
    if request.isStrict && !findings.isEmpty {
      throw HandoverError.notReady(findings: findings.count)
    }
    let unitID = workspace.unitID ?? Folder.name(of: request.workspace)
    let summary = HandoverSummary(
      evaluation.content, manifest: files.manifest, notebook: notebook.notebook, unitID: unitID)
    let period = summary.after ?? summary.before ?? "chua-co-ky"
    let name = "ban-giao-\(unitID)-\(period)"
    let target = Workspace.path(name, in: request.output ?? workspace.out)
    let folder = try HandoverFolder(StagedFolder(for: target))
    let digest = try folder.add(summary)
    try folder.add(files, evaluation.content)
    let book = AnnexBook(
      try AnnexBookManifest(path: shipped.folder + "/Templates/phu-luc.yaml"),
      form: files.manifest,
      content: AnnexBook.Content(
        report: evaluation.content, notebook: notebook.notebook, digest: digest))
    for kind in ["ods", "xlsx"] { try book.write(to: folder.path("phu-luc." + kind)) }
    for file in notebook.files {
      let name = file.hasPrefix("ho-so/") ? file : "ho-so/" + file
      try folder.copy(workspace.path(file), as: name)
    }
    if request.pdf ?? (ExternalProgram.path("soffice") != nil) { try folder.print() }
    try folder.seal(key: request.key, certificate: request.certificate)
    let zip = try folder.commit()
    return Outcome(
      folder: target, zip: zip, digest: digest, files: folder.names, findings: findings)
  }
}
