internal import CFreeXL
public import Sheets

/// Reads a workbook of Excel 95 to 2003 through FreeXL.
///
/// The compound file and its records are walked by ``CompoundFile`` first: FreeXL trusts what a
/// file says of its own sizes.
///
/// - Source: [MS-CFB], [MS-XLS]; FreeXL 1.0.
public final class XLSReader: WorkbookReader {
  /// The sheets in their order.
  public let sheets: [SheetInfo]
  /// None: FreeXL does not read them.
  public var namedRanges: [NamedRange] { [] }

  private let path: String
  private let handle: UnsafeRawPointer

  /// Opens a workbook.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError` or ``LegacyError``.
  public init(path: String) throws {
    try CompoundFile(path: path).checkWorkbook()
    var opened: UnsafeRawPointer?
    let status = unsafe freexl_open(path, &opened)
    guard let handle = unsafe opened, status == FREEXL_OK else {
      unsafe freexl_close(opened)
      throw LegacyError.damaged(path, reason: "FreeXL \(status)")
    }
    self.path = path
    unsafe self.handle = handle
    var count: UInt32 = 0
    unsafe freexl_get_info(handle, UInt16(FREEXL_BIFF_SHEET_COUNT), &count)
    var sheets: [SheetInfo] = []
    for place in 0..<UInt16(min(count, UInt32(LegacyLimits.sheetsMax))) {
      var name: UnsafePointer<CChar>?
      unsafe freexl_get_worksheet_name(handle, place, &name)
      let text = unsafe name.map { unsafe String(cString: $0) }
      sheets.append(SheetInfo(name: text ?? "\(place + 1)"))
    }
    self.sheets = sheets
    guard !sheets.isEmpty else { throw LegacyError.damaged(path, reason: "BOUNDSHEET") }
  }

  deinit {
    unsafe freexl_close(handle)
  }

  /// Reads one sheet from top to bottom.
  public func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    guard unsafe freexl_select_active_worksheet(handle, UInt16(sheet)) == FREEXL_OK else {
      throw LegacyError.damaged(path, reason: "BOF")
    }
    var rows: UInt32 = 0
    var columns: UInt16 = 0
    guard unsafe freexl_worksheet_dimensions(handle, &rows, &columns) == FREEXL_OK else { return }
    for row in 0..<rows {
      var cells: [SheetCell] = []
      for column in 0..<columns {
        let value = value(row, column)
        if value != .empty { cells.append(SheetCell(column: Int(column), value: value)) }
      }
      guard !cells.isEmpty else { continue }
      guard try body(SheetRow(index: Int(row), cells: cells)) else { return }
    }
  }

  private func value(_ row: UInt32, _ column: UInt16) -> CellValue {
    var cell = unsafe FreeXL_CellValue()
    guard unsafe freexl_get_cell_value(handle, row, column, &cell) == FREEXL_OK else {
      return .empty
    }
    func text() -> String {
      unsafe cell.value.text_value.map { unsafe String(cString: $0) } ?? ""
    }
    switch Int32(unsafe cell.type) {
    case FREEXL_CELL_INT: return .number(Double(unsafe cell.value.int_value))
    case FREEXL_CELL_DOUBLE: return .number(unsafe cell.value.double_value)
    case FREEXL_CELL_TEXT, FREEXL_CELL_SST_TEXT:
      let text = text()
      return text.isEmpty ? .empty : .text(text)
    case FREEXL_CELL_DATE, FREEXL_CELL_DATETIME:
      let text = text()
      return DateText.value(text) ?? .text(text)
    case FREEXL_CELL_TIME:
      let parts = text().split(separator: ":").compactMap { Double($0) }
      guard parts.count == 3 else { return .empty }
      return .duration(seconds: parts[0] * 3600 + parts[1] * 60 + parts[2])
    default: return .empty
    }
  }
}
