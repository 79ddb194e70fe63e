internal import GRDB

/// Adds rows to one table under one event, and keeps the digest of what it added.
final class RowWriter {
  private let statement: RawStatement
  private var digest = RowDigest()
  private var index: Int32 = 0

  /// Prepares to add to `table`; `conflict` says what happens where a key is taken.
  init(_ database: Database, _ table: LedgerTable, conflict: String = "") throws {
    let places = table.columns.map { _ in "?" }.joined(separator: ", ")
    statement = try RawStatement(
      database,
      "INSERT INTO \(table.rawValue) (\(table.columns.joined(separator: ", "))) "
        + "VALUES (\(places)) \(conflict)")
  }

  func put(_ value: Int64) {
    index += 1
    statement.bind(value, at: index)
    digest.add(value)
  }

  func put(_ value: Int) {
    put(Int64(value))
  }

  func put(_ text: String) {
    index += 1
    statement.bind(text, at: index)
    digest.add(text)
  }

  func put(_ blob: [UInt8]) {
    index += 1
    statement.bind(blob, at: index)
    digest.add(blob: blob)
  }

  func putNull() {
    index += 1
    statement.bindNull(at: index)
    digest.addNull()
  }

  func put(_ value: Int64?) {
    if let value { put(value) } else { putNull() }
  }

  func put(_ value: Int?) {
    put(value.map { Int64($0) })
  }

  func put(_ text: String?) {
    if let text { put(text) } else { putNull() }
  }

  func put(_ truth: Bool?) {
    put(truth.map { Int64($0 ? 1 : 0) })
  }

  /// What may be erased one day, and so is no part of the digest.
  func putErasable(_ text: String) {
    index += 1
    statement.bind(text, at: index)
  }

  /// What may be erased one day, and so is no part of the digest.
  func putErasable(_ blob: [UInt8]) {
    index += 1
    statement.bind(blob, at: index)
  }

  /// Adds the row that was put.
  ///
  /// - Returns: False where its key is taken and the row was left out.
  @discardableResult func insert() throws -> Bool {
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

  /// Whether no row was added.
  var isEmpty: Bool { digest.rows == 0 }

  /// The digest of all rows; nil where none was added.
  func finish() -> TableDigest? {
    digest.rows == 0 ? nil : digest.finish()
  }
}
