internal import Reports
internal import Storage

/// The forms of a report: each template that stands under one name, filled and staged.
struct ReportFiles {
  /// One template and where its filled form goes.
  struct Form {
    /// The path relative to the workspace, or as the user gave it.
    var name: String
    var output: String
    /// `ods` or `xlsx`.
    var kind: String
    /// The form as the program wrote it last, to hold an edited one against; nil for a form that
    /// goes somewhere else than `out/`.
    var base: String?
    var filling: FormFilling
  }

  let manifest: FormManifest
  private(set) var forms: [Form] = []

  /// Opens the templates and checks their fields; nothing is written yet.
  ///
  /// - Parameters:
  ///   - workspace: Whose report.
  ///   - shipped: What comes with the program.
  ///   - template: A template in place of the workspace's.
  ///   - output: One file in place of all forms in `out/`; its extension chooses the form.
  /// - Throws: ``WorkflowError``, `ReportError` or `TemplateError` where a template, its manifest
  ///   or a field is missing; the workbook's errors.
  init(
    _ workspace: Workspace, _ shipped: ShippedFiles, template: String? = nil,
    output: String? = nil
  ) throws {
    let template = try workspace.template(shipped, given: template)
    let stem = String(template.dropLast(Folder.pathExtension(of: template).count + 1))
    let manifestPath = stem + ".yaml"
    guard Folder.isFile(manifestPath) else {
      throw ReportError.manifestMissing(
        template: template, manifest: Folder.name(of: manifestPath))
    }
    manifest = try FormManifest(path: manifestPath)
    let all = ["ods", "xlsx"]
    let kinds = output.map { [Folder.pathExtension(of: $0)] } ?? all
    if let output, !all.contains(kinds[0]) { throw WorkflowError.reportFormat(output) }
    for kind in kinds where Folder.isFile(stem + "." + kind) || output != nil {
      let template = stem + "." + kind
      let name = output ?? "out/" + Folder.name(of: template)
      let path = output ?? workspace.path(name)
      guard !Folder.isFolder(path) else {
        throw StorageError.refused(file: path, action: .write, reason: "is a directory")
      }
      forms.append(
        Form(
          name: name, output: path, kind: kind,
          base: output == nil ? workspace.path(".goc/" + Folder.name(of: template)) : nil,
          filling: try FormFilling(template: template, manifest: manifest)))
    }
    guard !forms.isEmpty else { throw WorkflowError.reportFormat(template) }
  }

  /// The files' names, relative to the workspace.
  var names: [String] { forms.map(\.name) }

  /// The forms, to be filled with what a report says.
  func papers(_ content: ReportContent) -> [ReportPaper] {
    forms.map { form in
      ReportPaper(name: form.name, output: form.output, base: form.base) { path in
        var filling = form.filling
        try filling.write(content, toNewFile: path)
      }
    }
  }
}
