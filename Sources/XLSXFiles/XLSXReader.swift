import Diagnostics
public import Sheets
import XMLStreams

/// Reads an XLSX workbook: transitional and strict, with or without macros, templates too.
///
/// - Source: ECMA-376 part 1 §18.3 (worksheets), §18.4 (shared strings), §18.8 (styles).
public struct XLSXReader: WorkbookReader {
  private let package: XLSXPackage
  private let formats: XLSXNumberFormats
  private let strings: [String]

  /// Opens a workbook; its sheets are read later, one by one.
  ///
  /// - Parameter path: The file.
  /// - Throws: `ZipError`, `XMLError` or ``XLSXError``, with the file in the origin.
  public init(path: String) throws {
    package = try XLSXPackage(path: path)
    formats = try package.numberFormats()
    strings = try package.sharedStrings()
  }

  /// The sheets in the order of their tabs.
  public var sheets: [SheetInfo] { package.sheets.map(\.info) }
  /// The names for blocks of cells.
  public var namedRanges: [NamedRange] { package.namedRanges }

  /// Reads one sheet from top to bottom, one row in memory at a time.
  ///
  /// A sheet of a chart, a dialog or old macros has no rows.
  public func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    let worksheet = package.sheets[sheet]
    guard worksheet.isWorksheet else { return }
    let origin = Origin(file: package.path, sheet: worksheet.info.name)
    try placing(origin) {
      let bytes = try XMLPart.utf8(package.sheetBytes(worksheet))
      var cursor = RowCursor(
        scanner: XMLScanner(bytes), part: worksheet.part, formats: formats, strings: strings,
        uses1904Epoch: package.uses1904Epoch)
      while let row = try cursor.next() {
        guard try row.cells.isEmpty || body(row) else { return }
      }
    }
  }
}

/// Walks through the rows of a sheet part.
private struct RowCursor {
  var scanner: XMLScanner
  let part: String
  let formats: XLSXNumberFormats
  let strings: [String]
  let uses1904Epoch: Bool
  private var rowIndex = -1
  private var isInData = false

  init(
    scanner: XMLScanner, part: String, formats: XLSXNumberFormats, strings: [String],
    uses1904Epoch: Bool
  ) {
    self.scanner = scanner
    self.part = part
    self.formats = formats
    self.strings = strings
    self.uses1904Epoch = uses1904Epoch
  }

  mutating func next() throws -> SheetRow? {
    while let event = try scanner.next() {
      if event == .start && !isInData {
        if scanner.depth == 1 && !scanner.isElement(XLSXNames.main, "worksheet") {
          throw XLSXError.partMissing(part: part)
        }
        isInData = scanner.isElement(XLSXNames.main, "sheetData")
      } else if event == .start && scanner.isElement(XLSXNames.main, "row") {
        return try row()
      } else if event == .end && scanner.isElement(XLSXNames.main, "sheetData") {
        return nil
      }
    }
    return nil
  }

  /// Reads the row whose start tag was just read; one without a reference follows the one before.
  private mutating func row() throws -> SheetRow {
    let depth = scanner.depth
    if let reference = try scanner.attribute("r") {
      guard let number = Int(reference), number - 1 > rowIndex, number <= CellAddress.rowsMax
      else { throw XLSXError.reference(reference, at: Origin(part: part)) }
      rowIndex = number - 1
    } else {
      rowIndex += 1
    }
    guard rowIndex < CellAddress.rowsMax else {
      throw XLSXError.reference(String(rowIndex + 1), at: Origin(part: part))
    }
    var row = SheetRow(index: rowIndex)
    var column = -1
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      if event == .start && scanner.isElement(XLSXNames.main, "c") {
        column = try self.column(after: column)
        if let value = try cell(column) {
          row.cells.append(SheetCell(column: column, value: value))
        }
      }
    }
    return row
  }

  private func column(after last: Int) throws -> Int {
    guard let reference = try scanner.attribute("r") else {
      guard last + 1 < CellAddress.columnsMax else {
        throw XLSXError.reference("", at: Origin(part: part))
      }
      return last + 1
    }
    guard let address = CellAddress(a1: reference), address.column > last,
      address.row == rowIndex
    else { throw XLSXError.reference(reference, at: Origin(part: part)) }
    return address.column
  }

  /// Reads the cell whose start tag was just read; nil when it holds nothing.
  private mutating func cell(_ column: Int) throws -> CellValue? {
    let depth = scanner.depth
    let type = try scanner.attribute("t") ?? "n"
    let style = try scanner.attribute("s").flatMap { Int($0) } ?? 0
    var text: String?
    var isValue = false
    while let event = try scanner.next() {
      switch event {
      case .start where scanner.isElement(XLSXNames.main, "is"):
        text = try XLSXValues.text(&scanner)
      case .start:
        isValue = scanner.isElement(XLSXNames.main, "v")
        if isValue { text = text ?? "" }
      case .text where isValue: text = try (text ?? "") + scanner.text()
      case .text: break
      case .end:
        isValue = false
        if scanner.depth == depth {
          return try value(type: type, text: text, style: style, column: column)
        }
      }
    }
    return nil
  }

  private func value(type: String, text: String?, style: Int, column: Int) throws -> CellValue? {
    guard let text, !(text.isEmpty && type != "inlineStr" && type != "str") else { return nil }
    let cell = CellAddress(row: rowIndex, column: column)
    if type == "s" {
      guard let index = Int(text), strings.indices.contains(index) else {
        throw XLSXError.sharedString(index: text, at: Origin(cell: cell.a1))
      }
      return .text(strings[index])
    }
    let value = XLSXValues.value(
      type: type, text: text, meaning: formats.meaning(style), uses1904Epoch: uses1904Epoch)
    guard let value else { throw XLSXError.value(at: Origin(part: part, cell: cell.a1)) }
    return value
  }
}
