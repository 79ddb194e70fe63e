internal import Storage

/// The digest of rows, value by value, in the order they were added.
///
/// Each value has a sign for its type; an integer follows in groups of seven bits, a text or blob
/// as its length and bytes. So no two lists of values give the same bytes.
struct RowDigest: ~Copyable {
  /// How many rows went in.
  private(set) var rows = 0
  private var hasher = SHA256Hasher()
  private var pending = ByteBlock(capacity: 1 << 16)

  private static let pendingMax = 1 << 15

  mutating func add(_ value: Int64) {
    pending.append(1)
    pending.append(groups: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  @unsafe mutating func add(text: UnsafeBufferPointer<UInt8>) {
    pending.append(3)
    pending.append(groups: UInt64(text.count))
    unsafe pending.append(text)
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { unsafe add(text: $0) }
  }

  @unsafe mutating func add(blob: UnsafeBufferPointer<UInt8>) {
    pending.append(4)
    pending.append(groups: UInt64(blob.count))
    unsafe pending.append(blob)
  }

  mutating func addNull() {
    pending.append(5)
  }

  mutating func add(_ value: Int64?) {
    if let value { add(value) } else { addNull() }
  }

  /// Ends a row: what was added since the last one counts.
  mutating func endRow() {
    rows += 1
    if pending.count >= Self.pendingMax { flush() }
  }

  /// What the rows came to; ends the digest.
  mutating func finish() -> TableDigest {
    flush()
    return TableDigest(rows: rows, sha256: hasher.finish().hex)
  }

  private mutating func flush() {
    var hasher = hasher
    unsafe pending.withBytes { unsafe hasher.update($0) }
    self.hasher = hasher
    pending.removeAll()
  }
}

/// How many rows an event added to a table, and their digest.
struct TableDigest: Codable, Hashable, Sendable {
  var rows: Int
  var sha256: String
}
