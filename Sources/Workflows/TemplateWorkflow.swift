internal import Reports
internal import Storage

/// Writes a form's empty templates from its manifest.
public enum TemplateWorkflow {
  /// Writes the ODS and the XLSX beside the manifest, the same bytes for the same manifest.
  ///
  /// - Parameter path: The YAML file.
  /// - Returns: The files written.
  /// - Throws: The manifest's, the writers' and the disk's errors.
  public static func make(manifest path: String) throws -> [String] {
    let manifest = try FormManifest(path: path)
    let stem = path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path
    let files = [stem + ".ods", stem + ".xlsx"]
    for file in files { try FormTemplate.write(manifest, to: file) }
    return files
  }
}
