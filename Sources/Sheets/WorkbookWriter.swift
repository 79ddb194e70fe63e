/// Writes one workbook from its first row to its last; rows before it are final.
///
/// A row comes whole by ``append(_:)``, or, faster, cell by cell: ``beginRow(_:)``, then the cells
/// from the left, then ``endRow()``. A sheet ends with ``endSheet()``, the workbook with
/// ``finish()``; one that is let go without it leaves no file.
///
/// - Throws: Everything here throws `DraftError` for what makes no workbook, with the cell in its
///   origin, and the container's error when the disk refuses.
public protocol WorkbookWriter: ~Copyable {
  /// Whether a formula came without its value, in the sheets that are ended.
  var needsCalculation: Bool { get }
  /// Leaves rows as they usually are.
  mutating func skipRows(_ count: Int) throws
  /// Begins the next row.
  mutating func beginRow(_ format: RowFormat) throws
  /// Leaves cells of the row empty.
  mutating func skipCells(_ count: Int) throws
  /// Adds a cell that holds a number.
  mutating func add(_ number: Double, style: Int) throws
  /// Adds a cell that holds text.
  mutating func add(_ text: UTF8Span, style: Int) throws
  /// Adds a cell of any kind.
  mutating func add(_ cell: CellDraft) throws
  /// Ends the row.
  mutating func endRow() throws
  /// Ends the sheet that is being written; rows after it belong to the next one.
  mutating func endSheet() throws
  /// Ends the workbook after its last sheet and writes the file whole.
  consuming func finish() throws
}

extension WorkbookWriter where Self: ~Copyable {
  /// Adds a row to the sheet that is being written.
  public mutating func append(_ row: RowDraft) throws {
    try beginRow(row.format)
    for cell in row.cells { try add(cell) }
    try endRow()
  }
}
