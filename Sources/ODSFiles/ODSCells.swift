internal import Diagnostics
internal import Glibc
internal import Sheets
internal import XMLStreams

/// Goes through content.xml as it comes: sheet by sheet, row by row.
///
/// Two ways lead through a cell: ``takeCells()`` takes those that are written as nearly all are,
/// byte by byte; what it does not know stays for ``readCell(isCovered:)``, which goes by events.
/// Both give the same.
struct ODSCells: ~Copyable {
  /// The row that was read last.
  var row = RowBuffer()
  /// The names for blocks of cells that came by so far.
  var namedRanges: [NamedRange] = []
  /// Whether the document turned out to be a workbook.
  var isWorkbook = false
  /// Whether cells are taken byte by byte where they can be.
  var isQuick = true
  /// Whether what hangs on cells is wanted.
  var keepsStyles = false
  /// Whether ``styledCells`` are wanted too, or only what hangs on cells.
  var keepsCells = true
  /// The row's cells with their styles and formulas, those without a value too.
  var styledCells: [SheetCell] = []
  /// The style that was met last by its name, byte by byte.
  var lastStyle = (name: [UInt8](), place: 0)
  /// How the row looks.
  var format = RowFormat()
  /// What hangs on the sheet.
  var details = ODSDetails()
  /// The styles that came by.
  var styles = ODSReadStyles()
  /// The validations that came by, in their order, by name.
  var rules: [(name: String, entry: ODSReadRules.Entry)] = []
  /// The blocks with filter buttons, by sheet.
  var filters: [String: CellRange] = [:]
  /// Whether sheets can be neither added nor removed.
  var locksStructure = false
  /// How many pivot tables there are.
  var pivotTables = 0
  /// What a flat document holds of itself, and of how it is shown.
  var meta: XMLElement?
  var settings: XMLElement?
  /// Where it stands, kept inside the largest sheet.
  var cell: CellAddress {
    CellAddress(
      row: min(nextRow, CellAddress.rowsMax - 1), column: min(column, CellAddress.columnsMax - 1))
  }

  var stream: XMLStream
  var hiddenStyles: Set<String> = []
  var tableCount = 0
  var tableDepth = 0
  var isInTable = false
  /// Whether rows are only passed over: what is wrong with their values is for others to find.
  var isSkipping = false
  var rowDepth = 0
  var nextRow = 0
  var column = 0
  /// Whether the usual prefixes stand for the usual namespaces in this table.
  var isPlain = false
  var hasCalcext = false
  var isInHeader = false
  var isInHeaderColumns = false
  var nextColumn = 0
  /// The style of cells of the row that have none of their own; nil for that of their column.
  var rowStyle: Int?
  var sheetName: String?
  /// The last start tag of a row, byte by byte; most rows share it.
  var rowTag: [UInt8] = []
  var rowRepeats = 1
  var isRowAhead = false
  var text = ODSText()

  init(_ stream: consuming XMLStream) {
    self.stream = stream
  }

  // MARK: - Sheets

  /// Goes on to the next sheet, over what is left of the one before; nil at the end.
  mutating func nextSheet() throws -> SheetInfo? {
    if isInTable {
      isSkipping = true
      while try next() {}
      isSkipping = false
    }
    while let event = try stream.next() {
      guard event == .start else { continue }
      if stream.isElement(ODSSpace.office, "automatic-styles") {
        try readHiddenStyles()
      } else if stream.isElement(ODSSpace.office, "spreadsheet") {
        isWorkbook = true
        locksStructure = try stream.attribute(ODSSpace.table, "structure-protected") == "true"
      } else if stream.isElement(ODSSpace.table, "table") {
        if let info = try startTable() { return info }
      } else if stream.isElement(ODSSpace.table, "named-expressions") {
        try readNames()
      } else if keepsStyles, try readList() {
        continue
      } else if stream.depth > 1 && !stream.isElement(ODSSpace.office, "body") {
        try stream.skipElement()
      }
    }
    return nil
  }

  private mutating func readHiddenStyles() throws {
    if keepsStyles {
      let element = try stream.element()
      styles.read(element, isContent: true)
      for style in element.all("style") where style.attribute("family") == "table" {
        let isHidden =
          style.child("table-properties")?.attribute("display") == "false"
        if isHidden, let name = style.attribute("name") { hiddenStyles.insert(name) }
      }
      return
    }
    let depth = stream.depth
    var name: String?
    while let event = try stream.next() {
      if event == .end && stream.depth == depth { return }
      guard event == .start else { continue }
      if stream.isElement(ODSSpace.style, "style") {
        let isTable = try stream.attribute(ODSSpace.style, "family") == "table"
        name = isTable ? try stream.attribute(ODSSpace.style, "name") : nil
      } else if let name, stream.isElement(ODSSpace.style, "table-properties"),
        try stream.attribute(ODSSpace.table, "display") == "false"
      {
        hiddenStyles.insert(name)
      }
    }
  }

  /// Begins the table of the last start event; nil for one that is none of the user's.
  private mutating func startTable() throws -> SheetInfo? {
    let name =
      try stream.attribute(ODSSpace.table, "name") ?? "Sheet\(tableCount + 1)"
    let style = try stream.attribute(ODSSpace.table, "style-name") ?? ""
    // LibreOffice keeps copies of other files' cells in sheets with such names.
    let isCache = name.hasPrefix("'file:") && name.contains("'#")
    guard !isCache else {
      try stream.skipElement()
      return nil
    }
    tableCount += 1
    sheetName = name
    details = ODSDetails()
    details.style = style
    if try stream.attribute(ODSSpace.table, "protected") == "true" {
      details.protection = SheetProtection()
    }
    details.printArea = try stream.attribute(ODSSpace.table, "print-ranges").flatMap {
      ODSAddress.parse($0, base: name)?.range
    }
    tableDepth = stream.depth
    isInTable = true
    (nextRow, column, isRowAhead) = (0, 0, false)
    (nextColumn, isInHeader, isInHeaderColumns) = (0, false, false)
    rowTag.removeAll(keepingCapacity: true)
    isPlain =
      isQuick && stream.isBound("table", to: ODSSpace.table)
      && stream.isBound("office", to: ODSSpace.office)
      && stream.isBound("text", to: ODSSpace.text)
    hasCalcext = stream.isBound("calcext", to: ODSSpace.calcext)
    return SheetInfo(name: name, isVisible: !hiddenStyles.contains(style))
  }

  // MARK: - Rows

  /// Reads the next row of the sheet that holds something; false at its end.
  mutating func next() throws -> Bool {
    while isInTable {
      if !isRowAhead {
        guard try findRow() else { return false }
      }
      isRowAhead = false
      if keepsStyles { repeatHeader() }
      row.clear()
      styledCells.removeAll(keepingCapacity: true)
      row.index = nextRow
      row.repeated = rowRepeats
      column = 0
      try readRow()
      if keepsStyles && !isSkipping { endKeptRow() }
      if row.count > 0 && nextRow + row.repeated > CellAddress.rowsMax && !isSkipping {
        throw ODSError.limit("rowsMax", max: CellAddress.rowsMax, at: Origin())
      }
      if !isSkipping { nextRow += row.repeated }
      column = 0
      if row.count > 0 || isKept { return true }
    }
    return false
  }

  /// Whether a row without values has something to keep all the same; not one that only pads.
  var isKept: Bool {
    keepsStyles && !isSkipping && nextRow <= CellAddress.rowsMax
      && (!styledCells.isEmpty || format.isHidden || format.startsPage
        || format.heightPoints != nil && rowRepeats <= Self.heightRowsMax)
  }

  /// Rows alike that only state a height are kept up to so many; more of them pad.
  private static let heightRowsMax = 4096

  /// Goes on to the start tag of the next row; false at the table's end.
  private mutating func findRow() throws -> Bool {
    while let event = try stream.next() {
      if event == .end && stream.depth == tableDepth {
        isInTable = false
        return false
      }
      if event == .end && keepsStyles { endGroup() }
      guard event == .start else { continue }
      if stream.isElement(ODSSpace.table, "table-row") {
        rowDepth = stream.depth
        rowRepeats =
          isSkipping ? 1 : try stream.count(ODSSpace.table, "number-rows-repeated")
        rowTag.removeAll(keepingCapacity: true)
        if isPlain && !stream.isEmptyElement { rowTag.append(contentsOf: stream.tag) }
        if keepsStyles { try readFormat() }
        return true
      } else if keepsStyles, try readBeside() {
        continue
      } else if stream.isElement(ODSSpace.table, "named-expressions") {
        try readNames()
      } else if !stream.isRowGroup {
        try stream.skipElement()
      }
    }
    return false
  }

  private mutating func readRow() throws {
    while true {
      if isPlain && !rowTag.isEmpty && takeCells() { return }
      guard let event = try stream.next() else { return }
      if event == .end && stream.depth == rowDepth { return }
      guard event == .start else { continue }
      // A covered cell keeps what it held before cells were merged; LibreOffice can show it again.
      let isCell =
        stream.isElement(ODSSpace.table, "table-cell")
        || stream.isElement(ODSSpace.table, "covered-table-cell")
      if isCell && !isSkipping { try readCell() } else { try stream.skipElement() }
    }
  }

  // MARK: - By events

  private mutating func readCell() throws {
    let repeated = try stream.count(ODSSpace.table, "number-columns-repeated")
    let columns = try stream.count(ODSSpace.table, "number-columns-spanned")
    let rows = try stream.count(ODSSpace.table, "number-rows-spanned")
    guard !keepsStyles else { return try readKeptCell(repeated, columns, rows) }
    var record = CellRecord(column: 0, kind: .text)
    let hasValue = try ODSValues.read(&stream, into: &record, text: &text)
    if hasValue {
      record.column = Int32(truncatingIfNeeded: column)
      record.repeated = Int32(truncatingIfNeeded: repeated)
      try add(record)
    }
    column += repeated
  }

  /// Adds a cell with the text that was read.
  mutating func add(_ record: CellRecord) throws {
    guard column + Int(record.repeated) <= CellAddress.columnsMax else {
      throw ODSError.limit("columnsMax", max: CellAddress.columnsMax, at: Origin())
    }
    guard record.kind == .text || record.kind == .error else { return row.append(record) }
    let isAdded = text.bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { row.append(record, text: $0, count: bytes.count) }
        ?? row.append(record, text: stream.cursor, count: 0)
    }
    guard isAdded else {
      throw ODSError.limit("textBytesMax", max: RowBuffer.textBytesMax, at: Origin())
    }
  }

  // MARK: - Byte by byte

  /// Takes cells as long as they are written as is usual.
  ///
  /// Stops before the first one that is not, or that is not in memory whole: nothing of it is
  /// taken. Behind the bytes in memory stand zeros, which no cell has.
  ///
  /// - Returns: Whether the row ended, and the start tag of the next one was read ahead.
  private mutating func takeCells() -> Bool {
    var place = stream.cursor
    let limit = stream.limit
    while true {
      if hasBytes(place, "<table:table-cell"), let next = takeCell(place + 17, limit) {
        place = next
        continue
      }
      let isAhead =
        hasBytes(place, "</table:table-row>") && limit - place >= rowTag.count + 18
        && rowTag.withUnsafeBytes { isEqual(place + 18, $0) }
      stream.cursor = isAhead ? place + 18 + rowTag.count : place
      isRowAhead = isAhead
      return isAhead
    }
  }

  /// Takes the cell whose `<table:table-cell` stands before `start`; nil when it is not usual.
  private mutating func takeCell(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var place = start
    var head = ODSCellHead(hasCalcext: hasCalcext)
    guard head.take(&place, limit) else { return nil }
    // What hangs on a cell is for events.
    if keepsStyles, head.record.hasFormula || head.hasValidation || !head.isStylePlain {
      return nil
    }
    let isInside = column + Int(head.record.repeated) <= CellAddress.columnsMax
    if place[0] == UInt8(ascii: "/") {
      // Text in no paragraph is none; a value alone is one.
      guard place[1] == UInt8(ascii: ">"), !head.isText else { return nil }
      if head.hasValue {
        guard isInside else { return nil }
        head.record.column = Int32(truncatingIfNeeded: column)
        row.append(head.record)
      }
      if keepsStyles { keepPlain(head, hasValue: head.hasValue) }
      column += Int(head.record.repeated)
      return place + 2
    }
    guard place[0] == UInt8(ascii: ">"), isInside, hasBytes(place + 1, "<text:p>"),
      head.hasValue || head.isText
    else { return nil }
    place += 9
    guard let end = plainEnd(place, limit),
      hasBytes(end, "</text:p></table:table-cell>")
    else { return nil }
    head.record.column = Int32(truncatingIfNeeded: column)
    if head.hasValue {
      // Excel shows an error's name where it writes 0.
      guard !(head.record.hasFormula && place[0] == UInt8(ascii: "#")) else { return nil }
      row.append(head.record)
    } else {
      // A formula's text may be an error's name, and no text may be text all the same.
      guard end > place, !(head.record.hasFormula && place[0] == UInt8(ascii: "#")),
        row.append(head.record, text: place, count: end - place)
      else { return nil }
    }
    if keepsStyles { keepPlain(head, hasValue: true) }
    column += Int(head.record.repeated)
    return end + 28
  }

  /// Where a text ends that has neither references nor tabs nor line ends; nil for any other.
  @inline(__always)
  private func plainEnd(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var place = start
    while place < limit {
      let word = UInt64(littleEndian: ByteSearch.word(place))
      // Bytes below a space borrow; the lowest mark is right.
      let marks =
        ByteSearch.marks(word, UInt8(ascii: "<")) | ByteSearch.marks(word, UInt8(ascii: "&"))
        | ((word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080)
      if marks != 0 {
        place += marks.trailingZeroBitCount / 8
        return place < limit && place[0] == UInt8(ascii: "<") ? place : nil
      }
      place += 8
    }
    return nil
  }
}

extension XMLStream {
  /// A count such as `table:number-columns-repeated`: 1 where it is missing.
  ///
  /// - Throws: ``ODSError/count(attribute:text:at:)`` unless it is 1 to `max`.
  func count(_ namespace: Int, _ name: StaticString, max: Int = 1 << 31) throws -> Int {
    guard let text = try attribute(namespace, name) else { return 1 }
    guard let count = Int(text), count >= 1, count <= max else {
      throw ODSError.count(
        attribute: name.description, text: text, at: Origin(byteOffset: byteOffset))
    }
    return count
  }

  /// Whether the element only groups rows: outline groups, header rows, rows.
  fileprivate var isRowGroup: Bool {
    isElement(ODSSpace.table, "table-row-group")
      || isElement(ODSSpace.table, "table-header-rows") || isElement(ODSSpace.table, "table-rows")
  }
}

/// Whether the bytes at `place` are those of `bytes`.
private func isEqual(_ place: UnsafePointer<UInt8>, _ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let base = bytes.baseAddress else { return true }
  return memcmp(place, base, bytes.count) == 0
}
