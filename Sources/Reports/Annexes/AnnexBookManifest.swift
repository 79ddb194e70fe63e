internal import Storage
internal import YAMLDocuments

/// The words and widths of the annexes beside the form.
///
/// See `Templates/phu-luc.yaml` for the meaning of each key.
public struct AnnexBookManifest: Hashable, Sendable, Decodable {
  let font: FormManifest.TypeFace
  let page: FormManifest.Page
  let results: Table
  let documents: Table
  let charts: Table
  let plan: Table
  let training: Table
  let models: Table
  let places: Table

  /// Reads a manifest.
  ///
  /// - Parameter path: The YAML file.
  /// - Throws: `StorageError`, the YAML module's error with file and line, or ``ReportError`` where
  ///   a table has another number of columns than the program fills.
  public init(path: String) throws {
    self = try YAMLDocument.load(path: path)
    for (table, count) in [
      (results, 8), (documents, 7), (plan, 6), (training, 6), (models, 6), (places, 5),
    ] where table.columns.count != count {
      throw ReportError.manifestColumns(
        manifest: Folder.name(of: path), table: table.sheet, expected: count)
    }
  }

  /// One sheet of the annexes.
  struct Table: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var columns: [Column]
    var words: [String: String]

    /// What is put into a cell; the key itself where the manifest has no word for it.
    func word(_ key: String, _ values: [String: String] = [:]) -> String {
      (words[key] ?? key).filled(values)
    }

    var titles: [String] { columns.map(\.title) }
    var widthsMM: [Double] { columns.map(\.widthMM) }
  }

  struct Column: Hashable, Sendable, Decodable {
    var title: String
    var widthMM: Double
  }
}
