internal import GRDB
internal import Storage

/// Adds rows to one table under one event, and keeps the digest of what it added.
final class RowWriter {
  private var buffer: RowBuffer

  /// Prepares to add to `table`; `conflict` says what happens where a key is taken.
  init(_ database: Database, _ table: LedgerTable, conflict: String = "") throws {
    let places = table.columns.map { _ in "?" }.joined(separator: ", ")
    buffer = RowBuffer(
      try RawStatement(
        database,
        "INSERT INTO \(table.rawValue) (\(table.columns.joined(separator: ", "))) "
          + "VALUES (\(places)) \(conflict)"))
  }

  /// Adds a row.
  ///
  /// - Parameter fill: Puts the values in the order of the table's columns.
  /// - Returns: False where its key is taken and the row was left out.
  /// - Throws: An error of SQLite.
  @discardableResult func insert(_ fill: (inout RowBuffer) -> Void) throws -> Bool {
    fill(&buffer)
    return try buffer.insert()
  }

  /// Whether no row was added.
  var isEmpty: Bool { buffer.digest.rows == 0 }

  /// The digest of all rows; nil where none was added.
  func finish() -> TableDigest? {
    isEmpty ? nil : buffer.digest.finish()
  }
}

/// The values of one row on their way into a statement and a digest.
struct RowBuffer: ~Copyable {
  fileprivate var digest = RowDigest()
  private let statement: RawStatement
  private var index: Int32 = 0

  fileprivate init(_ statement: RawStatement) {
    self.statement = statement
  }

  mutating func put(_ value: Int64) {
    index += 1
    statement.bind(value, at: index)
    digest.add(value)
  }

  mutating func put(_ value: Int) {
    put(Int64(value))
  }

  mutating func put(_ text: String) {
    index += 1
    var text = text
    text.withUTF8 { bytes in
      unsafe statement.bind(text: bytes, at: index)
      unsafe digest.add(text: bytes)
    }
  }

  mutating func put(_ blob: Bytes16) {
    index += 1
    unsafe blob.withBytes { bytes in
      unsafe statement.bind(blob: bytes, at: index)
      unsafe digest.add(blob: bytes)
    }
  }

  mutating func put(_ blob: [UInt8]) {
    index += 1
    unsafe blob.withUnsafeBufferPointer { bytes in
      unsafe statement.bind(blob: bytes, at: index)
      unsafe digest.add(blob: bytes)
    }
  }

  mutating func putNull() {
    index += 1
    statement.bindNull(at: index)
    digest.addNull()
  }

  mutating func put(_ value: Int64?) {
    if let value { put(value) } else { putNull() }
  }

  mutating func put(_ value: Int?) {
    if let value { put(Int64(value)) } else { putNull() }
  }

  mutating func put(_ text: String?) {
    if let text { put(text) } else { putNull() }
  }

  mutating func put(_ truth: Bool?) {
    if let truth { put(Int64(truth ? 1 : 0)) } else { putNull() }
  }

  /// What may be erased one day, and so is no part of the digest.
  mutating func putErasable(_ text: String) {
    index += 1
    statement.bind(text, at: index)
  }

  /// What may be erased one day, and so is no part of the digest.
  mutating func putErasable(_ blob: Bytes16?) {
    index += 1
    if let blob { statement.bind(blob, at: index) } else { statement.bindNull(at: index) }
  }

  fileprivate mutating func insert() throws -> Bool {
    index = 0
    let isNew: Bool
    do {
      isNew = try statement.run() > 0
    } catch {
      digest.dropRow()
      throw error
    }
    if isNew { digest.endRow() } else { digest.dropRow() }
    return isNew
  }
}
