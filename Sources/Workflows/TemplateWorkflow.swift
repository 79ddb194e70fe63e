internal import Reports
internal import Storage
internal import YAMLDocuments

/// Writes a form's empty templates from its manifest.
public enum TemplateWorkflow {
  /// Writes the ODS and the XLSX beside the manifest, the same bytes for the same manifest.
  ///
  /// - Parameter path: The YAML file.
  /// - Returns: The files written.
  /// - Throws: The manifest's, the writers' and the disk's errors.
  public static func make(manifest path: String) throws -> [String] {
    let stem = path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path
    let files = [stem + ".ods", stem + ".xlsx"]
    let kind: Kind = try YAMLDocument.load(path: path)
    if kind.version != nil {
      let manifest = try CollectionManifest(path: path)
      for file in files { try CollectionTemplate.write(manifest, to: file) }
    } else if kind.tables != nil {
      let manifest = try NotebookManifest(path: path)
      for file in files { try NotebookTemplate.write(manifest, to: file) }
    } else {
      let manifest = try FormManifest(path: path)
      for file in files { try FormTemplate.write(manifest, to: file) }
    }
    return files
  }

  /// What a manifest is of: a collection form states its version, a notebook has tables.
  private struct Kind: Decodable {
    struct Anything: Decodable {}

    var version: String?
    var tables: Anything?
  }
}
