/// A record with the key that says whether it is known already.
///
/// The key is made from what the row says, never from the file's name or the row's place, so that
/// the same row in another export is the same record.
public struct IdentifiedRecord: Hashable, Sendable {
  /// The key: equal for rows that say the same.
  ///
  /// True twins within one file differ by an ordinal.
  public var identity: RecordKey
  /// The record.
  public var record: ImportedRecord

  /// Pairs a record with its key.
  public init(identity: RecordKey, record: ImportedRecord) {
    self.identity = identity
    self.record = record
  }
}

/// The sixteen bytes that a record is known by: half a digest of what its row says.
///
/// Two numbers rather than a text, as records come by the million.
public struct RecordKey: Hashable, Sendable {
  private let first: UInt64
  private let second: UInt64

  /// The bytes in memory, eight and eight.
  public var words: (first: UInt64, second: UInt64) { (first, second) }

  /// Takes sixteen bytes.
  public init(words: (first: UInt64, second: UInt64)) {
    (first, second) = words
  }
}
