/// What a cell that streams by holds.
public enum CellKind: UInt8, Sendable {
  /// Text.
  case text
  /// A number; percent and currency are numbers with a format.
  case number
  /// A truth value.
  case boolean
  /// A calendar date, with a time of day or without.
  case date
  /// A time of day or a duration.
  case duration
  /// An error such as `#N/A`.
  case error
}

/// One cell of ``RowCells``, or a run of equal ones: a few plain numbers, nothing to retain.
public struct CellRecord: Sendable {
  /// Of a number the number, of a truth value 0 or 1, of a duration its seconds, of a date the
  /// seconds since midnight.
  public var number: Double = 0
  /// The first column, from 0.
  public var column: Int32
  /// How many columns in sequence hold the same, this one included.
  public var repeated: Int32 = 1
  /// Of a date, days since 1970-01-01; of text and errors, where the text begins in the row's
  /// bytes, or its place among the shared strings.
  public var place: Int32 = 0
  /// How many bytes the text in the row's bytes has.
  public var count: Int32 = 0
  /// The cell's style as its format counts them; 0 where it does not count.
  public var style: Int32 = 0
  /// What it holds.
  public var kind: CellKind
  /// Whether the text is one of the shared strings.
  public var isShared = false
  /// Whether a formula stands behind the value.
  public var hasFormula = false

  /// Makes a record without a value.
  @inlinable
  public init(column: Int32, kind: CellKind) {
    self.column = column
    self.kind = kind
  }
}

/// The cells of one row that hold something, as they stream by: valid during one call.
public struct RowCells {
  /// The row, from 0.
  public let index: Int
  /// How many rows in sequence are the same, this one included.
  public let repeated: Int
  /// How many cells, or runs of equal ones, there are.
  public let count: Int
  @usableFromInline let records: UnsafePointer<CellRecord>
  @usableFromInline let bytes: UnsafePointer<UInt8>
  @usableFromInline let strings: SharedStrings

  /// A cell, from left to right.
  @inlinable
  public subscript(cell: Int) -> CellRecord {
    precondition(cell >= 0 && cell < count)
    return records[cell]
  }

  /// Calls `body` with the UTF-8 bytes of a cell's text; none for other kinds.
  @inlinable
  public func withText<Result>(
    _ cell: CellRecord, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard cell.kind == .text || cell.kind == .error else {
      return try body(UnsafeBufferPointer(start: nil, count: 0))
    }
    if cell.isShared { return try body(strings.bytes(Int(cell.place))) }
    return try body(
      UnsafeBufferPointer(start: bytes + Int(cell.place), count: Int(cell.count)))
  }

  /// The text of a cell of text, or the name of an error.
  public func text(_ cell: CellRecord) -> String {
    if cell.isShared { return strings.text(Int(cell.place)) }
    return withText(cell) { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of a cell.
  public func value(_ cell: CellRecord) -> CellValue {
    switch cell.kind {
    case .text: .text(text(cell))
    case .number: .number(cell.number)
    case .boolean: .boolean(cell.number != 0)
    case .date:
      DateTime(daysSince1970: Int(cell.place), secondOfDay: cell.number).map { .date($0) }
        ?? .number(cell.number)
    case .duration: .duration(seconds: cell.number)
    case .error: .error(text(cell))
    }
  }

  /// The row with its values taken out, to be kept.
  public var row: SheetRow {
    var row = SheetRow(index: index, repeated: repeated)
    row.cells.reserveCapacity(count)
    for place in 0..<count {
      let cell = records[place]
      row.cells.append(
        SheetCell(
          column: Int(cell.column), repeated: Int(cell.repeated), value: value(cell)))
    }
    return row
  }
}

/// Where a reader puts the cells of a row; the same memory serves row after row.
public struct RowBuffer: ~Copyable {
  /// The most bytes of text in one row.
  public static let textBytesMax = 256 << 20

  /// The row, from 0.
  public var index = 0
  /// How many rows in sequence are the same.
  public var repeated = 1
  /// How many cells there are.
  public private(set) var count = 0
  private var records: UnsafeMutablePointer<CellRecord>
  private var capacity = 256
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCount = 0
  private var byteCapacity = 4096
  private let strings: SharedStrings

  /// Makes an empty row.
  ///
  /// - Parameter strings: Those that cells may name by their place.
  public init(strings: SharedStrings = SharedStrings()) {
    records = .allocate(capacity: capacity)
    bytes = .allocate(capacity: byteCapacity)
    self.strings = strings
  }

  deinit {
    records.deallocate()
    bytes.deallocate()
  }

  /// Takes all cells out.
  public mutating func clear() {
    count = 0
    byteCount = 0
  }

  /// Adds a cell to the right of those before it.
  public mutating func append(_ cell: CellRecord) {
    if count == capacity { grow() }
    records[count] = cell
    count += 1
  }

  /// Adds a cell of text, or an error, with its bytes.
  ///
  /// - Returns: False when the row's text passes ``textBytesMax``.
  public mutating func append(
    _ cell: CellRecord, text: UnsafePointer<UInt8>, count textCount: Int
  ) -> Bool {
    if byteCapacity - byteCount < textCount {
      guard textCount <= Self.textBytesMax - byteCount else { return false }
      growBytes(textCount)
    }
    (bytes + byteCount).update(from: text, count: textCount)
    var cell = cell
    cell.place = Int32(truncatingIfNeeded: byteCount)
    cell.count = Int32(truncatingIfNeeded: textCount)
    byteCount += textCount
    append(cell)
    return true
  }

  /// Puts a row of values in, in place of what was there.
  ///
  /// - Parameter row: The row; what it holds beside values is left out.
  public mutating func fill(_ row: SheetRow) {
    clear()
    (index, repeated) = (row.index, row.repeated)
    for cell in row.cells { append(cell) }
  }

  private mutating func append(_ cell: SheetCell) {
    var record = CellRecord(column: Int32(truncatingIfNeeded: cell.column), kind: .text)
    record.repeated = Int32(truncatingIfNeeded: cell.repeated)
    switch cell.value {
    case .empty: return
    case .text(var text), .error(var text):
      if case .error = cell.value { record.kind = .error }
      _ = text.withUTF8 { bytes in
        append(record, text: bytes.baseAddress ?? UnsafePointer(self.bytes), count: bytes.count)
      }
      return
    case .number(let number): (record.kind, record.number) = (.number, number)
    case .boolean(let isTrue): (record.kind, record.number) = (.boolean, isTrue ? 1 : 0)
    case .duration(let seconds): (record.kind, record.number) = (.duration, seconds)
    case .date(let date):
      (record.kind, record.number) = (.date, date.secondOfDay)
      record.place = Int32(truncatingIfNeeded: date.daysSince1970)
    }
    append(record)
  }

  /// Calls `body` with the row.
  public func give<Result>(_ body: (RowCells) throws -> Result) rethrows -> Result {
    try body(
      RowCells(
        index: index, repeated: repeated, count: count, records: records, bytes: bytes,
        strings: strings))
  }

  /// The value of the cell that was added last, which there must be.
  public var lastValue: CellValue { give { $0.value($0[$0.count - 1]) } }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<CellRecord>.allocate(capacity: capacity * 2)
    larger.update(from: records, count: count)
    records.deallocate()
    records = larger
    capacity *= 2
  }

  private mutating func growBytes(_ more: Int) {
    byteCapacity = (byteCount + more) * 2
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity)
    larger.update(from: bytes, count: byteCount)
    bytes.deallocate()
    bytes = larger
  }
}
