internal import GRDB
internal import GRDBSQLite
internal import Storage

/// A prepared statement, bound and stepped through SQLite's own functions.
///
/// GRDB's arguments are arrays of boxed values; a million rows spend more time in them than in
/// SQLite.
///
/// - Source: sqlite.org/c3ref/bind_blob.html, step.html, column_blob.html.
@safe struct RawStatement {
  private let statement: Statement
  private let pointer: OpaquePointer

  /// The statement of `sql`, kept by the connection for the next time.
  init(_ database: Database, _ sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
    unsafe pointer = statement.sqliteStatement
    unsafe sqlite3_reset(pointer)
  }

  // MARK: Parameters, from 1

  func bind(_ value: Int64, at index: Int32) {
    unsafe sqlite3_bind_int64(pointer, index, value)
  }

  func bind(_ text: String, at index: Int32) {
    var text = text
    text.withUTF8 { unsafe bind(text: $0, at: index) }
  }

  func bind(_ bytes: [UInt8], at index: Int32) {
    unsafe bytes.withUnsafeBufferPointer { unsafe bind(blob: $0, at: index) }
  }

  func bind(_ bytes: Bytes16, at index: Int32) {
    unsafe bytes.withBytes { unsafe bind(blob: $0, at: index) }
  }

  @unsafe func bind(text: UnsafeBufferPointer<UInt8>, at index: Int32) {
    let start = unsafe UnsafeRawPointer(text.baseAddress) ?? UnsafeRawPointer(Self.nothing)
    unsafe sqlite3_bind_text(
      pointer, index, start.assumingMemoryBound(to: CChar.self), Int32(text.count), Self.transient)
  }

  @unsafe func bind(blob: UnsafeBufferPointer<UInt8>, at index: Int32) {
    unsafe sqlite3_bind_blob64(
      pointer, index, UnsafeRawPointer(blob.baseAddress) ?? UnsafeRawPointer(Self.nothing),
      UInt64(blob.count), Self.transient)
  }

  func bindNull(at index: Int32) {
    unsafe sqlite3_bind_null(pointer, index)
  }

  /// Binds a text that stays where it is until ``run()`` returns; SQLite copies nothing.
  ///
  /// Another run needs it bound anew.
  @unsafe func bind(lastingText text: UnsafeBufferPointer<UInt8>, at index: Int32) {
    let start = unsafe UnsafeRawPointer(text.baseAddress) ?? UnsafeRawPointer(Self.nothing)
    unsafe sqlite3_bind_text(
      pointer, index, start.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
  }

  /// Binds bytes that stay where they are until ``run()`` returns; SQLite copies nothing.
  ///
  /// Another run needs them bound anew.
  @unsafe func bind(lastingBlob blob: UnsafeBufferPointer<UInt8>, at index: Int32) {
    let start = unsafe UnsafeRawPointer(blob.baseAddress) ?? UnsafeRawPointer(Self.nothing)
    unsafe sqlite3_bind_blob64(pointer, index, start, UInt64(blob.count), nil)
  }

  // MARK: Running

  /// Goes to the next row; false when there is none.
  func step() throws -> Bool {
    switch unsafe sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let connection = unsafe sqlite3_db_handle(pointer)
      let code = unsafe sqlite3_extended_errcode(connection)
      let message = unsafe String(cString: sqlite3_errmsg(connection))
      unsafe sqlite3_reset(pointer)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
  }

  /// Makes it ready for other parameters.
  func reset() {
    unsafe sqlite3_reset(pointer)
  }

  /// Runs it to its end.
  ///
  /// - Returns: How many rows it added.
  @discardableResult func run() throws -> Int {
    while try step() {}
    let changes = unsafe sqlite3_changes(sqlite3_db_handle(pointer))
    reset()
    return Int(changes)
  }

  // MARK: Columns of the row, from 0

  var columnCount: Int32 { unsafe sqlite3_column_count(pointer) }

  func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(pointer, column) == SQLITE_NULL
  }

  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(pointer, column) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func text(_ column: Int32) -> String {
    guard let start = unsafe sqlite3_column_text(pointer, column) else { return "" }
    return unsafe String(cString: start)
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(pointer, column) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(pointer, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Calls `body` with the bytes of a text or blob, which are valid until the next step.
  func withBytes<Result>(
    _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard let start = unsafe sqlite3_column_blob(pointer, column) else {
      return try unsafe body(UnsafeBufferPointer(start: nil, count: 0))
    }
    let count = unsafe Int(sqlite3_column_bytes(pointer, column))
    return try unsafe body(
      UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count))
  }

  /// Adds the value of a column to a digest, as ``RowWriter`` did when it was written.
  func add(_ column: Int32, to digest: inout RowDigest) {
    // Asking for the value once spares SQLite's checks at each of the other questions.
    let value = unsafe sqlite3_column_value(pointer, column)
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_INTEGER: digest.add(unsafe sqlite3_value_int64(value))
    case SQLITE_TEXT:
      guard let start = unsafe sqlite3_value_text(value) else { return }
      let count = unsafe Int(sqlite3_value_bytes(value))
      unsafe digest.add(text: UnsafeBufferPointer(start: start, count: count))
    case SQLITE_NULL: digest.addNull()
    default: unsafe withBytes(column) { unsafe digest.add(blob: $0) }
    }
  }

  /// SQLITE_TRANSIENT: SQLite copies what is bound.
  private static var transient: sqlite3_destructor_type {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  /// An address for texts without a byte: a null pointer would bind NULL.
  private nonisolated(unsafe) static let nothing: UnsafePointer<CChar> = {
    let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    unsafe byte.initialize(to: 0)
    return unsafe UnsafePointer(byte)
  }()
}
