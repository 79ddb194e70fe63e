internal import GRDB
internal import Storage
internal import Synchronization

/// Adds rows to a table some dozens at a time: what SQLite does for a statement takes longer than
/// what it does for a row.
///
/// Rows are in the table once ``flush()`` returned, not before: those of large files are written on
/// a second thread, where the transaction has one.
@safe struct RowBatch: ~Copyable {
  private let columns: Int
  private let isDigested: Bool
  private let writing: RowWriting
  private let thread: WorkThread?
  private var cells: UnsafeMutablePointer<RowCell>
  private var bytes = ByteBlock(capacity: 1 << 14)
  private var count = 0
  private var rows = 0
  private var blocks = 0
  private var rowDigest = RowDigest()

  private static let bytesMax = 1 << 18
  /// Files of less than so many blocks are written on the thread that they are read on.
  private static let smallMax = 4

  /// Prepares to add to `table`; `isDigested` says whether ``digest()`` will be asked for.
  init(
    _ database: Database, _ table: String, _ columns: [String], isDigested: Bool = false,
    thread: WorkThread? = nil
  ) throws {
    self.columns = columns.count
    self.isDigested = isDigested
    self.thread = thread
    writing = try RowWriting(database, table, columns)
    unsafe cells = .allocate(capacity: RowBlock.rowsMax * columns.count)
  }

  deinit {
    unsafe cells.deallocate()
  }

  // MARK: Values, in the order of the columns

  mutating func put(_ value: Int64) {
    put(RowCell(number: value, form: .integer))
  }

  mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { unsafe put($0, .text) }
  }

  mutating func put(_ blob: Bytes16) {
    unsafe blob.withBytes { unsafe put($0, .blob) }
  }

  mutating func put(_ blob: [UInt8]) {
    unsafe blob.withUnsafeBufferPointer { unsafe put($0, .blob) }
  }

  mutating func putNull() {
    put(RowCell(form: .null))
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
    var text = text
    text.withUTF8 { unsafe put($0, .erasableText) }
  }

  /// What may be erased one day, and so is no part of the digest.
  mutating func putErasable(_ blob: Bytes16?) {
    guard let blob else { return put(RowCell(form: .erasableNull)) }
    unsafe blob.withBytes { unsafe put($0, .erasableBlob) }
  }

  /// The digest of what may be erased: it is written where that has been erased, and digested now
  /// as it will be then.
  mutating func putNull(standingFor privateDigest: [UInt8]) {
    unsafe privateDigest.withUnsafeBufferPointer { unsafe put($0, .standIn) }
  }

  @unsafe private mutating func put(
    _ content: UnsafeBufferPointer<UInt8>, _ form: RowCell.Form
  ) {
    put(RowCell(number: Int64(bytes.count), count: Int32(content.count), form: form))
    unsafe bytes.append(content)
  }

  private mutating func put(_ cell: RowCell) {
    precondition(count < (rows + 1) * columns, "a row has no more values than columns")
    unsafe (cells + count).initialize(to: cell)
    count += 1
  }

  /// Ends a row, and hands over the rows so far where they are many.
  mutating func endRow() throws {
    rows += 1
    total += 1
    precondition(count == rows * columns, "a row has as many values as columns")
    guard rows == RowBlock.rowsMax || bytes.count > Self.bytesMax else { return }
    blocks += 1
    guard let thread, blocks > Self.smallMax else { return try write() }
    let (block, writing) = (take(), writing)
    try thread.add {
      try writing.write(block)
      writing.spare.withLock { $0.append(block) }
    }
  }

  /// How many rows there are.
  private(set) var total = 0

  /// The digest of all rows, which are written; nil where there are none.
  mutating func digest() -> TableDigest? {
    total == 0 ? nil : rowDigest.finish()
  }

  /// Writes the rows so far.
  ///
  /// - Throws: An error of SQLite, such as a key that is taken.
  mutating func flush() throws {
    if rows > 0 { try write() } else { try thread?.wait() }
  }

  private mutating func write() throws {
    try thread?.wait()
    let block = take()
    try writing.write(block)
    writing.spare.withLock { $0.append(block) }
  }

  /// Takes the rows so far out.
  private mutating func take() -> RowBlock {
    let block = writing.spare.withLock { $0.popLast() } ?? RowBlock(columns: columns)
    unsafe swap(&cells, &block.cells)
    swap(&bytes, &block.bytes)
    bytes.removeAll()
    block.rows = rows
    (rows, count) = (0, 0)
    if isDigested { block.add(to: &rowDigest, columns: columns) }
    return block
  }
}

/// One value: a number, or where its bytes lie.
private struct RowCell {
  enum Form: UInt8 {
    case null, integer, text, blob
    /// Not digested.
    case erasableNull, erasableText, erasableBlob
    /// Digested as a blob, written as NULL.
    case standIn
  }

  var number: Int64 = 0
  var count: Int32 = 0
  var form: Form

  @unsafe func content(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let start = Int(number)
    return unsafe UnsafeBufferPointer(rebasing: bytes[start..<start + Int(count)])
  }
}

/// Rows that wait to be written.
@safe private final class RowBlock: @unchecked Sendable {
  static let rowsMax = 512

  var cells: UnsafeMutablePointer<RowCell>
  var bytes = ByteBlock(capacity: 1 << 14)
  var rows = 0

  init(columns: Int) {
    unsafe cells = .allocate(capacity: Self.rowsMax * columns)
  }

  deinit {
    unsafe cells.deallocate()
  }

  /// Adds its rows to a digest.
  func add(to digest: inout RowDigest, columns: Int) {
    let cells = unsafe cells
    unsafe bytes.withBytes { bytes in
      for row in 0..<rows {
        for place in row * columns..<(row + 1) * columns {
          let cell = unsafe cells[place]
          switch cell.form {
          case .null: digest.addNull()
          case .integer: digest.add(cell.number)
          case .text: unsafe digest.add(text: cell.content(of: bytes))
          case .blob, .standIn: unsafe digest.add(blob: cell.content(of: bytes))
          case .erasableNull, .erasableText, .erasableBlob: break
          }
        }
        digest.endRow()
      }
    }
  }
}

/// Writes blocks of rows into a table.
private final class RowWriting: @unchecked Sendable {
  /// Blocks that were written and can be used again.
  let spare = Mutex<[RowBlock]>([])
  private let columns: Int
  private let single: RawStatement
  private let many: RawStatement

  private static let rowsOfStatement = 64

  init(_ database: Database, _ table: String, _ columns: [String]) throws {
    self.columns = columns.count
    func statement(rows: Int) throws -> RawStatement {
      // OR FAIL: whatever fails ends the transaction. OR ABORT, the usual, would have SQLite copy
      // each page that a statement of several rows touches into a file, in case it has to undo it.
      let places = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
      return try RawStatement(
        database,
        "INSERT OR FAIL INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
          + Array(repeating: places, count: rows).joined(separator: ", "))
    }
    single = try statement(rows: 1)
    many = try statement(rows: Self.rowsOfStatement)
  }

  func write(_ block: RowBlock) throws {
    var row = 0
    while row < block.rows {
      let isMany = row + Self.rowsOfStatement <= block.rows
      let next = row + (isMany ? Self.rowsOfStatement : 1)
      try run(isMany ? many : single, block, row * columns..<next * columns)
      row = next
    }
  }

  private func run(_ statement: RawStatement, _ block: RowBlock, _ range: Range<Int>) throws {
    let cells = unsafe block.cells
    try unsafe block.bytes.withBytes { bytes in
      var index: Int32 = 0
      for place in range {
        let cell = unsafe cells[place]
        index += 1
        switch cell.form {
        case .null, .erasableNull, .standIn: statement.bindNull(at: index)
        case .integer: statement.bind(cell.number, at: index)
        case .text, .erasableText:
          unsafe statement.bind(lastingText: cell.content(of: bytes), at: index)
        case .blob, .erasableBlob:
          unsafe statement.bind(lastingBlob: cell.content(of: bytes), at: index)
        }
      }
      // What was bound lasts until the end of this, and is bound anew before the next run.
      try statement.run()
    }
  }
}
