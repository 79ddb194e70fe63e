internal import Diagnostics
internal import Reports
internal import Storage

/// The clerk's notebook of a workspace, `so-tay.ods` or `so-tay.xlsx`, with the files it names.
struct NotebookFile {
  /// The most bytes of a document: 256 MiB.
  private static let bytesMax = 256 << 20

  private(set) var notebook = Notebook()
  private(set) var findings: [Diagnostic] = []

  /// Reads the notebook; without one it is empty.
  init(_ workspace: Workspace, _ shipped: ShippedFiles, form: FormManifest) throws {
    let names = ["so-tay.ods", "so-tay.xlsx"]
    guard let name = names.first(where: { Folder.isFile(workspace.path($0)) }) else { return }
    let manifest = try NotebookManifest(path: shipped.folder + "/Templates/so-tay.yaml")
    let reader = try NotebookReader(
      path: workspace.path(name), manifest: manifest, criteria: Set(form.criteria.map(\.number)),
      name: name)
    notebook = reader.notebook
    findings = reader.findings
    for place in notebook.documents.indices where !notebook.documents[place].file.isEmpty {
      let file = notebook.documents[place].file
      guard HandoverList.isInside(file), Folder.isFile(workspace.path(file)) else {
        let error = NotebookError.fileMissing(name: file, at: Origin(file: name))
        findings.append(error.diagnostic)
        continue
      }
      let bytes = try FileBytes.read(workspace.path(file), bytesMax: Self.bytesMax)
      notebook.documents[place].sha256 = SHA256Digest(of: bytes).hex
    }
  }

  /// The documents' files, each once, relative to the workspace.
  var files: [String] {
    var seen: Set<String> = []
    return notebook.documents.filter { $0.sha256 != nil && seen.insert($0.file).inserted }
      .map(\.file)
  }
}
