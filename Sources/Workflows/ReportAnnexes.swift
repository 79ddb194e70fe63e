internal import Reports
internal import Storage

/// What lies beside the forms in `out/`: annexes for people, figures for programs.
struct ReportAnnexes {
  static let stem = "phu-luc"
  static let summaryName = "tom-tat.json"
  private static let kinds = ["ods", "xlsx"]

  /// The files' names, relative to the workspace.
  static let names =
    kinds.map { "out/" + stem + "." + $0 } + ["out/" + summaryName]

  /// What the clerk keeps by hand.
  let notebook: NotebookFile
  private let workspace: Workspace
  private let form: FormManifest
  private let words: AnnexBookManifest

  /// Reads the annexes' words and the clerk's notebook; nothing is written yet.
  init(_ workspace: Workspace, _ shipped: ShippedFiles, form: FormManifest) throws {
    self.workspace = workspace
    self.form = form
    words = try AnnexBookManifest(path: shipped.folder + "/Templates/\(Self.stem).yaml")
    notebook = try NotebookFile(workspace, shipped, form: form)
  }

  /// What the report says, for programs.
  func summary(_ content: ReportContent, forms: [String]) -> HandoverSummary {
    HandoverSummary(
      content, manifest: form, notebook: notebook.notebook, unitID: workspace.id, forms: forms)
  }

  /// The files that go beside forms of these names.
  func papers(_ content: ReportContent, forms: [String]) throws -> [ReportPaper] {
    let summary = try summary(content, forms: forms).bytes()
    let book = AnnexBook(
      words, form: form,
      content: AnnexBook.Content(
        report: content, notebook: notebook.notebook, digest: SHA256Digest(of: summary).hex))
    let annexes = Self.kinds.map { kind in
      let name = Self.stem + "." + kind
      return ReportPaper(
        name: "out/" + name, output: workspace.path("out/" + name),
        base: workspace.path(".goc/" + name)
      ) { try book.write(to: $0, kind: kind) }
    }
    let figures = ReportPaper(
      name: "out/" + Self.summaryName, output: workspace.path("out/" + Self.summaryName)
    ) { try StagedFile.writeNew(summary, to: $0) }
    return annexes + [figures]
  }
}
