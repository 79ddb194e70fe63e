internal import GRDB
internal import Storage

/// Adds rows to one table under one event, and keeps the digest of what it added.
///
/// Rows are in the table once ``flush()`` or ``finish()`` returned.
final class RowWriter {
  private var batch: RowBatch

  /// Prepares to add to `table`.
  init(_ database: Database, _ table: LedgerTable, thread: WorkThread? = nil) throws {
    batch = try RowBatch(
      database, table.rawValue, table.columns, isDigested: true, thread: thread)
  }

  /// Adds a row.
  ///
  /// - Parameter fill: Puts the values in the order of the table's columns.
  /// - Throws: An error of SQLite, such as a key that is taken.
  func insert(_ fill: (inout RowBatch) -> Void) throws {
    fill(&batch)
    try batch.endRow()
  }

  /// Writes the rows so far, so that they can be read.
  func flush() throws {
    try batch.flush()
  }

  /// Whether no row was added.
  var isEmpty: Bool { batch.total == 0 }

  /// Writes all rows.
  ///
  /// - Returns: The digest of all rows; nil where none was added.
  func finish() throws -> TableDigest? {
    try flush()
    return batch.digest()
  }
}
