public import Sheets

/// One file of the sample.
public struct SampleFile: Hashable, Sendable {
  /// What a file holds.
  public enum Content: Hashable, Sendable {
    /// The bytes of a text file.
    case bytes([UInt8])
    /// A workbook to be written, with the rows of each of its sheets.
    case workbook(WorkbookDraft, rows: [[RowDraft]])
  }

  /// Where it goes below the workspace's folder, for example `inbox/sao-ke-1.csv`.
  public var path: String
  /// What it holds.
  public var content: Content

  /// Makes a file.
  public init(path: String, content: Content) {
    self.path = path
    self.content = content
  }

  /// The bytes of a text file; nil for a workbook.
  public var bytes: [UInt8]? {
    guard case .bytes(let bytes) = content else { return nil }
    return bytes
  }
}
