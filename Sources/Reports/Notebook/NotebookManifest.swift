internal import Storage
internal import YAMLDocuments

/// The tables of a clerk's notebook, as their manifest describes them.
///
/// See `Templates/so-tay.yaml` for the meaning of each key.
public struct NotebookManifest: Hashable, Sendable, Decodable {
  let font: FormManifest.TypeFace
  let tables: Tables

  /// Reads a manifest.
  ///
  /// - Parameter path: The YAML file.
  /// - Throws: `StorageError`, or the YAML module's error with file and line.
  public init(path: String) throws {
    self = try YAMLDocument.load(path: path)
  }

  struct Tables: Hashable, Sendable, Decodable {
    var documents: Table
    var plan: Table
    var training: Table
    var models: Table
    var places: Table

    /// In the order of their sheets.
    var all: [Table] { [documents, plan, training, models, places] }
  }

  struct Table: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var columns: [Column]
    /// Rows that the empty notebook begins with.
    var rows: [[String: String]]?
    /// What is typed for yes and for no, where a column asks.
    var yesWords: [String]?
    var noWords: [String]?
  }

  struct Column: Hashable, Sendable, Decodable {
    var key: String
    var title: String
    var widthMM: Double
    var kind: FieldKind
    var required: Bool?
  }
}
