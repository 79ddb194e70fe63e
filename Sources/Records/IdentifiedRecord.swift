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
  /// The bytes in memory, eight and eight.
  public let words: (first: UInt64, second: UInt64)

  /// Takes sixteen bytes.
  public init(words: (first: UInt64, second: UInt64)) {
    self.words = words
  }

  /// Equal where all bytes are.
  public static func == (left: RecordKey, right: RecordKey) -> Bool {
    left.words == right.words
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.first)
    hasher.combine(words.second)
  }
}
