internal import Storage
internal import YAMLDocuments

/// The words and widths of the annexes beside the form.
///
/// See `Templates/phu-luc.yaml` for the meaning of each key.
public struct AnnexBookManifest: Hashable, Sendable, Decodable {
  let font: FormManifest.TypeFace
  let page: FormManifest.Page
  let results: Results
  let documents: Table
  let charts: Charts
  let plan: Plan
  let training: Training
  let models: Table

  /// Reads a manifest.
  ///
  /// - Parameter path: The YAML file.
  /// - Throws: `StorageError`, or the YAML module's error with file and line.
  public init(path: String) throws {
    self = try YAMLDocument.load(path: path)
  }

  struct Results: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var columns: [String]
    var columnsMM: [Double]
    var met: String
    var metIfUnknownCashless: String
    var notMet: String
    var noFigure: String
    var adjusted: String
    var definition: String
    var digest: String
    var digestHint: String
  }

  struct Table: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var columns: [String]
    var columnsMM: [Double]
    var none: String
  }

  struct Charts: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var criteria: String
    var byPho: String
    var byChannel: String
    var criterion: String
    var pho: String
    var channel: String
    var before: String
    var after: String
    var target: String
    var bills: String
    var unknownChannel: String
    var unpaid: String
  }

  struct Plan: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var columns: [String]
    var columnsMM: [Double]
    var done: String
    var doneLate: String
    var late: String
    var due: String
    var open: String
    var none: String
  }

  struct Training: Hashable, Sendable, Decodable {
    var sheet: String
    var title: String
    var columns: [String]
    var columnsMM: [Double]
    var total: String
    var none: String
  }
}
