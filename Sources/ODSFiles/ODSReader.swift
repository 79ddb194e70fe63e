internal import Diagnostics
public import Sheets
internal import XMLStreams

/// Reads an ODS workbook.
///
/// - Shape: at most 1 048 576 rows × 16 384 columns; a value beyond them is an error. Repeated
///   cells and rows are counted, never expanded, and empty ones left out.
/// - Source: ODF 1.3 part 3, `office:spreadsheet`, `table:table`; part 2 for the container.
public struct ODSReader: WorkbookReader {
  /// The sheets in the order of their tabs.
  public let sheets: [SheetInfo]
  /// The names for blocks of cells, those of single sheets among them.
  public let namedRanges: [NamedRange]
  private let path: String
  private let tables: [ODSTable]

  /// Opens a workbook and lists its sheets and names.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``ODSError``, or the container's or the XML's error, with the file in its origin.
  public init(path: String) throws {
    let outline = try ODSOutline(ODSPackage(path: path).content, of: path)
    self.path = path
    tables = outline.tables
    sheets = outline.tables.map(\.info)
    namedRanges = outline.namedRanges
  }

  /// Reads one sheet from top to bottom, one row in memory at a time.
  public func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    let table = tables[sheet]
    var cursor = ODSRowCursor(table.start)
    while true {
      let row: SheetRow?
      do {
        row = try cursor.next()
      } catch let error as any Diagnosable {
        throw PlacedError(
          error,
          within: Origin(
            file: path, part: ODSPart.content, sheet: table.info.name, cell: cursor.cell.a1))
      }
      guard let row else { return }
      guard try body(row) else { return }
    }
  }
}

/// A sheet of a workbook that is open.
struct ODSTable {
  /// Its name and whether it is shown.
  var info: SheetInfo
  /// The scanner at its start event.
  var start: XMLScanner
}

/// What content.xml holds besides cells: the sheets in their order, and the names.
struct ODSOutline {
  private(set) var tables: [ODSTable] = []
  private(set) var namedRanges: [NamedRange] = []
  private var hiddenStyles: Set<String> = []

  /// Goes through content.xml once.
  init(_ content: [UInt8], of path: String) throws {
    try placing(Origin(file: path, part: ODSPart.content)) {
      var scanner = XMLScanner(content)
      var isWorkbook = false
      while let event = try scanner.next() {
        guard event == .start else { continue }
        if scanner.isElement(.office, "automatic-styles") {
          try scanner.eachChild { try readStyle(&$0) }
        } else if scanner.isElement(.office, "spreadsheet") {
          isWorkbook = true
          try scanner.eachChild { try readChild(&$0) }
        }
      }
      guard isWorkbook else {
        throw ODSError.notASpreadsheet(
          file: path,
          reason: Words(vi: "content.xml không có bảng tính", en: "content.xml has no workbook"))
      }
    }
  }

  private mutating func readStyle(_ scanner: inout XMLScanner) throws {
    guard scanner.isElement(.style, "style"),
      try scanner.attribute(.style, "family") == "table",
      let name = try scanner.attribute(.style, "name")
    else { return try scanner.skipElement() }
    try scanner.eachChild { scanner in
      if scanner.isElement(.style, "table-properties"),
        try scanner.attribute(.table, "display") == "false"
      {
        hiddenStyles.insert(name)
      }
      try scanner.skipElement()
    }
  }

  /// Reads a child of `office:spreadsheet`.
  private mutating func readChild(_ scanner: inout XMLScanner) throws {
    if scanner.isElement(.table, "table") { return try readTable(&scanner) }
    if scanner.isElement(.table, "named-expressions") { return try readNames(&scanner) }
    try scanner.skipElement()
  }

  private mutating func readTable(_ scanner: inout XMLScanner) throws {
    let start = scanner
    let name = try scanner.attribute(.table, "name") ?? "Sheet\(tables.count + 1)"
    let style = try scanner.attribute(.table, "style-name") ?? ""
    try scanner.eachChild { scanner in
      if scanner.isElement(.table, "named-expressions") {
        try readNames(&scanner)
      } else {
        try scanner.skipElement()
      }
    }
    // LibreOffice keeps copies of other files' cells in sheets with such names.
    let isCache = name.hasPrefix("'file:") && name.contains("'#")
    guard !isCache else { return }
    let info = SheetInfo(name: name, isVisible: !hiddenStyles.contains(style))
    tables.append(ODSTable(info: info, start: start))
  }

  private mutating func readNames(_ scanner: inout XMLScanner) throws {
    try scanner.eachChild { scanner in
      if let name = try scanner.attribute(.table, "name") {
        let address = try scanner.attribute(.table, "cell-range-address")
        let base = try scanner.attribute(.table, "base-cell-address")
        let sheet = base.flatMap(ODSAddress.parse)?.sheet
        let target = address.flatMap { ODSAddress.parse($0, base: sheet) }
        namedRanges.append(NamedRange(name: name, target: target))
      }
      try scanner.skipElement()
    }
  }
}

/// Goes through the rows of a sheet.
struct ODSRowCursor {
  /// Where it stands: the row and column of the next cell, kept inside the largest sheet.
  var cell: CellAddress {
    CellAddress(
      row: min(row, CellAddress.rowsMax - 1), column: min(column, CellAddress.columnsMax - 1))
  }

  private var scanner: XMLScanner
  private let depth: Int
  private var row = 0
  private var column = 0
  private var isAtEnd = false

  /// Starts at the first row of the table whose start event was the scanner's last.
  init(_ start: XMLScanner) {
    scanner = start
    depth = start.depth
  }

  /// The next row that holds something.
  mutating func next() throws -> SheetRow? {
    while !isAtEnd, let event = try scanner.next() {
      if event == .end && scanner.depth == depth { isAtEnd = true }
      guard event == .start else { continue }
      if scanner.isElement(.table, "table-row") {
        let found = try readRow()
        if !found.cells.isEmpty { return found }
      } else if !scanner.isRowGroup {
        try scanner.skipElement()
      }
    }
    return nil
  }

  private mutating func readRow() throws -> SheetRow {
    let repeated = try scanner.count(.table, "number-rows-repeated")
    var found = SheetRow(index: row, repeated: repeated)
    let rowDepth = scanner.depth
    column = 0
    while let event = try scanner.next() {
      if event == .end && scanner.depth == rowDepth { break }
      guard event == .start else { continue }
      try readCell(into: &found)
    }
    if !found.cells.isEmpty && row + repeated > CellAddress.rowsMax {
      throw ODSError.limit("rowsMax", max: CellAddress.rowsMax, at: Origin())
    }
    row += repeated
    column = 0
    return found
  }

  private mutating func readCell(into row: inout SheetRow) throws {
    // A covered cell keeps what it held before cells were merged; LibreOffice can show it again.
    let isCell =
      scanner.isElement(.table, "table-cell") || scanner.isElement(.table, "covered-table-cell")
    guard isCell else { return try scanner.skipElement() }
    let repeated = try scanner.count(.table, "number-columns-repeated")
    _ = try scanner.count(.table, "number-columns-spanned")
    _ = try scanner.count(.table, "number-rows-spanned")
    let value = try ODSValues.read(&scanner)
    if value != .empty {
      guard column + repeated <= CellAddress.columnsMax else {
        throw ODSError.limit("columnsMax", max: CellAddress.columnsMax, at: Origin())
      }
      row.cells.append(SheetCell(column: column, repeated: repeated, value: value))
    }
    column += repeated
  }
}

extension XMLScanner {
  /// Whether the element only groups rows: outline groups, header rows, rows.
  var isRowGroup: Bool {
    isElement(.table, "table-row-group") || isElement(.table, "table-header-rows")
      || isElement(.table, "table-rows")
  }
}
