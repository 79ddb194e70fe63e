public import Diagnostics
public import Records

/// What one file holds, as it is handed to the ledger.
public struct FileImport: Sendable {
  /// Its name in the inbox, without folders.
  public var name: String
  /// The SHA-256 of its bytes, in hexadecimal.
  public var sha256: String
  /// The layout that read it.
  public var layout: String
  /// Rows that carry data: the records, those set aside, and repetitions that the reader dropped.
  public var rows: Int
  /// Rows that were set aside.
  public var rejected: Int
  /// What is wrong with the rows that were set aside; a reader may cap the list.
  public var rejections: [Diagnostic]
  /// The records of its rows, one a row.
  public var records: [IdentifiedRecord]
  /// The file itself, for the ledger to keep; nil to keep nothing.
  public var copy: SourceCopy?

  /// Makes a file; every row that is neither a record nor set aside counts as a duplicate.
  ///
  /// - Parameters:
  ///   - name: Its name in the inbox.
  ///   - sha256: The SHA-256 of its bytes.
  ///   - layout: The layout that read it.
  ///   - rows: Rows that carry data.
  ///   - rejected: Rows that were set aside; as many as there are rejections unless told.
  ///   - rejections: What is wrong with those rows.
  ///   - records: The records of the other rows.
  ///   - copy: The file itself, for the ledger to keep.
  public init(
    name: String, sha256: String, layout: String, rows: Int, rejected: Int? = nil,
    rejections: [Diagnostic] = [], records: [IdentifiedRecord], copy: SourceCopy? = nil
  ) {
    self.name = name
    self.sha256 = sha256
    self.layout = layout
    self.rows = rows
    self.rejected = rejected ?? rejections.count
    self.rejections = rejections
    self.records = records
    self.copy = copy
  }
}
