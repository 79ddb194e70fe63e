internal import Storage

/// The digest of rows, value by value, in the order they were added.
///
/// Each value has a sign for its type; an integer follows in groups of seven bits, a text or blob
/// as its length and bytes. So no two lists of values give the same bytes.
struct RowDigest {
  /// How many rows went in.
  private(set) var rows = 0
  private var hasher = SHA256Hasher()
  private var pending: [UInt8] = []
  private var rowStart = 0

  private static let pendingMax = 1 << 15

  mutating func add(_ value: Int64) {
    pending.append(1)
    addGroups(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  mutating func add(text: UnsafeBufferPointer<UInt8>) {
    pending.append(3)
    addGroups(UInt64(text.count))
    unsafe pending.append(contentsOf: text)
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { unsafe add(text: $0) }
  }

  mutating func add(blob: [UInt8]) {
    pending.append(4)
    addGroups(UInt64(blob.count))
    pending.append(contentsOf: blob)
  }

  mutating func addNull() {
    pending.append(5)
  }

  /// Ends a row: what was added since the last one counts.
  mutating func endRow() {
    rows += 1
    if pending.count >= Self.pendingMax {
      hasher.update(pending)
      pending.removeAll(keepingCapacity: true)
    }
    rowStart = pending.count
  }

  /// Forgets what was added since the last row.
  mutating func dropRow() {
    pending.removeLast(pending.count - rowStart)
  }

  /// What the rows came to; ends the digest.
  mutating func finish() -> TableDigest {
    hasher.update(pending)
    pending = []
    return TableDigest(rows: rows, sha256: hasher.finish().hex)
  }

  private mutating func addGroups(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      pending.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    pending.append(UInt8(truncatingIfNeeded: rest))
  }
}

/// How many rows an event added to a table, and their digest.
struct TableDigest: Codable, Hashable, Sendable {
  var rows: Int
  var sha256: String
}
