/// A record with the key that says whether it is known already.
///
/// The key is made from what the row says, never from the file's name or the row's place, so that
/// the same row in another export is the same record.
public struct IdentifiedRecord: Hashable, Sendable {
  /// The key: equal for rows that say the same.
  ///
  /// True twins within one file differ by an ordinal.
  public var identity: String
  /// The record.
  public var record: ImportedRecord

  /// Pairs a record with its key.
  public init(identity: String, record: ImportedRecord) {
    self.identity = identity
    self.record = record
  }
}
