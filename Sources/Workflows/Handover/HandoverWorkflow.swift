public import Diagnostics
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
  /// The report is made anew first; then what lies in `out/` is packed, edits by hand and all. The
  /// folder appears whole or not at all; an old one of the same name is replaced.
  ///
  /// - Parameter request: What is asked.
  /// - Returns: What came of it.
  /// - Throws: ``HandoverError``, or the modules' errors.
  public static func make(_ request: Request) throws -> Outcome {
    for path in [request.key, request.certificate].compactMap({ $0 }) where !Folder.isFile(path) {
      throw HandoverError.keyMissing(path)
    }
    let report = try PreparedReport(request.workspace)
    let content = report.evaluation.content
    let notebook = report.annexes.notebook
    let edits = try HandoverEdits(report.files)
    let staged = try StagedReport(report.papers())
    let checks = HandoverChecks(report.evaluation, notebook.notebook, report.files.manifest)
    let findings =
      checks.findings + edits.findings + notebook.findings + report.evaluation.findings
      + staged.findings
    if request.isStrict && !findings.isEmpty {
      throw HandoverError.notReady(findings: findings.count)
    }
    try staged.commit()
    let summary = report.annexes.summary(content, forms: report.files.names)
    let period = summary.after ?? summary.before ?? "chua-co-ky"
    let name = "ban-giao-\(summary.unitID)-\(period)"
    let target = Workspace.path(name, in: request.output ?? report.workspace.out)
    let folder = try HandoverFolder(StagedFolder(for: target))
    // What lies in out/ is handed over, with all that people changed in it by hand.
    for paper in try report.papers() {
      try folder.copy(paper.output, as: Folder.name(of: paper.output))
    }
    try folder.add(table: summary.table)
    for file in notebook.files {
      let name = file.hasPrefix("ho-so/") ? file : "ho-so/khac/" + file
      try folder.copy(report.workspace.path(file), as: name)
    }
    if request.pdf ?? (ExternalProgram.path("soffice") != nil) { try folder.print() }
    try folder.seal(key: request.key, certificate: request.certificate)
    let zip = try folder.commit()
    return Outcome(
      folder: target, zip: zip, digest: SHA256Digest(of: try summary.bytes()).hex,
      files: folder.names, findings: findings)
  }
}
