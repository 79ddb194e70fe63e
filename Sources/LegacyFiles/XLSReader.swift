public import Sheets

/// Reads a workbook of Excel 95 to 2003.
///
/// - Shape: BIFF5 and BIFF8: values, those stored with formulas too; no styles but what tells dates
///   from numbers.
/// - Source: [MS-CFB], [MS-XLS].
public struct XLSReader: WorkbookReader {
  /// The worksheets in their order.
  public let sheets: [SheetInfo]
  /// None: they are not read.
  public var namedRanges: [NamedRange] { [] }

  private let path: String
  private let globals: XLSGlobals
  private let stream: [UInt8]

  /// Opens a workbook.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError` or ``LegacyError``.
  public init(path: String) throws {
    self.path = path
    stream = try CompoundFile(path: path).workbook()
    globals = try XLSGlobals(stream, path)
    sheets = globals.sheets.map { SheetInfo(name: $0.name, isVisible: $0.isVisible) }
  }

  /// Reads one sheet from top to bottom.
  public func visitRows(ofSheet sheet: Int, _ body: (RowCells) throws -> Bool) throws {
    var cells = XLSCells(globals)
    var records = XLSRecords(bytes: stream, place: globals.sheets[sheet].offset)
    guard let first = records.next(), first.kind == XLSGlobals.beginning else {
      throw LegacyError.damaged(path, reason: "BOF")
    }
    var depth = 1
    while depth > 0 {
      guard let record = records.next() else { throw LegacyError.damaged(path, reason: "EOF") }
      switch record.kind {
      // A chart within the sheet has records of its own.
      case XLSGlobals.beginning: depth += 1
      case 0x0A: depth -= 1
      default: if depth == 1 { cells.add(record, records) }
      }
    }
    try cells.rows.visit(body)
  }
}

/// The cells of one sheet.
struct XLSCells {
  private let globals: XLSGlobals
  private var byRow: [Int: [SheetCell]] = [:]
  /// The cell of a formula whose text stands in the record that follows.
  private var pending: (row: Int, column: Int)?

  init(_ globals: XLSGlobals) {
    self.globals = globals
  }

  /// Rows from top to bottom, cells from left to right; of two for one place the later one counts.
  var rows: [SheetRow] {
    byRow.sorted { $0.key < $1.key }.map { index, cells in
      var byColumn: [Int: CellValue] = [:]
      for cell in cells { byColumn[cell.column] = cell.value }
      return SheetRow(
        index: index,
        cells: byColumn.sorted { $0.key < $1.key }.map {
          SheetCell(column: $0.key, value: $0.value)
        })
    }
  }

  /// Adds the cells of a record; other records are none.
  ///
  /// - Source: [MS-XLS] §2.4.149 (LabelSst), §2.4.148 (Label), §2.4.180 (Number), §2.4.220 (RK),
  ///   §2.4.175 (MulRk), §2.4.127 (Formula), §2.4.268 (String), §2.4.24 (BoolErr).
  mutating func add(_ record: XLSRecords.Record, _ records: XLSRecords) {
    let body = record.body.lowerBound
    let count = record.body.count
    guard count >= (record.kind == 0x207 ? 3 : 6) else { return }
    let (row, column) = (records.word16(body), records.word16(body + 2))
    let style = records.word16(body + 4)
    switch record.kind {
    case 0xFD where count >= 10:
      let place = Int(records.word32(body + 6))
      if place < globals.texts.count { set(row, column, text(globals.texts[place])) }
    case 0x204, 0xD6:
      set(row, column, text(globals.text(records, body + 6..<record.body.upperBound)))
    case 0x203 where count >= 14:
      set(row, column, globals.number(records.double(body + 6), style))
    case 0x27E where count >= 10:
      set(row, column, globals.number(records.rk(body + 6), style))
    case 0xBD:
      for place in 0..<max((count - 6) / 6, 0) {
        let entry = body + 4 + place * 6
        let value = globals.number(records.rk(entry + 2), records.word16(entry))
        set(row, column + place, value)
      }
    case 0x06 where count >= 14: formula(records, body, row, column, style)
    case 0x207:
      if let pending {
        set(pending.row, pending.column, text(globals.text(records, record.body)))
      }
      pending = nil
    case 0x205 where count >= 8:
      set(row, column, Self.truth(records.bytes[body + 6], isError: records.bytes[body + 7] != 0))
    default: break
    }
  }

  private mutating func formula(
    _ records: XLSRecords, _ body: Int, _ row: Int, _ column: Int, _ style: Int
  ) {
    pending = nil
    guard records.word16(body + 12) == 0xFFFF else {
      set(row, column, globals.number(records.double(body + 6), style))
      return
    }
    switch records.bytes[body + 6] {
    case 0: pending = (row, column)
    case 1: set(row, column, Self.truth(records.bytes[body + 8], isError: false))
    case 2: set(row, column, Self.truth(records.bytes[body + 8], isError: true))
    default: break
    }
  }

  private mutating func set(_ row: Int, _ column: Int, _ value: CellValue) {
    guard value != .empty else { return }
    byRow[row, default: []].append(SheetCell(column: column, value: value))
  }

  private func text(_ text: String?) -> CellValue {
    guard let text, !text.isEmpty else { return .empty }
    return .text(text)
  }

  /// - Source: [MS-XLS] §2.5.10 (Bes).
  private static func truth(_ value: UInt8, isError: Bool) -> CellValue {
    guard isError else { return .boolean(value != 0) }
    let names: [UInt8: String] = [
      0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
      0x24: "#NUM!", 0x2A: "#N/A",
    ]
    return .error(names[value] ?? "#VALUE!")
  }
}
