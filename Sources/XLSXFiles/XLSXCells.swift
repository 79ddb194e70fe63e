internal import Diagnostics
internal import Glibc
internal import Sheets
internal import XMLStreams

/// Goes through the rows of a worksheet part as it comes.
///
/// Two ways lead through a cell: ``takeCells()`` takes those that are written as nearly all are,
/// byte by byte; what it does not know stays for ``readCell(_:)``, which goes by events. Both give
/// the same.
struct XLSXCells: ~Copyable {
  /// What the workbook's cells are read with.
  struct Context {
    var part: String
    var formats: XLSXNumberFormats
    var stringCount: Int
    var uses1904Epoch: Bool
  }

  /// The row that was read last.
  var row: RowBuffer
  /// Whether cells are taken byte by byte where they can be.
  var isQuick = true
  /// Whether ``styledCells`` and ``format`` are wanted.
  var keepsStyles = false
  /// The row's cells with their styles and formulas, those without a value too.
  var styledCells: [SheetCell] = []
  /// How the row looks.
  var format = RowFormat()
  var sharedFormulas = XLSXReadFormulas()

  var stream: XMLStream
  let context: Context
  var rowDepth = 0
  var column = -1
  var isInData = false
  /// Whether the row whose start tag was found holds nothing.
  var isEmptyRow = false
  /// The row whose start tag was read ahead; -1 for none.
  var aheadIndex = -1
  /// Whether the part's own namespace needs no prefix here.
  var isPlain = false
  /// What stands behind the number in the last row's start tag, up to its end.
  var rowTail: [UInt8] = []
  var text: [UInt8] = []

  init(_ stream: consuming XMLStream, strings: SharedStrings, context: Context) {
    self.stream = stream
    self.context = context
    row = RowBuffer(strings: strings)
    row.index = -1
  }

  /// Reads the next row that holds something; false when there is none.
  mutating func next() throws -> Bool {
    while true {
      if aheadIndex >= 0 {
        row.index = aheadIndex
        aheadIndex = -1
      } else if try !findRow() {
        return false
      }
      row.clear()
      styledCells.removeAll(keepingCapacity: true)
      column = -1
      try readRow()
      if row.count > 0 || !styledCells.isEmpty || format != RowFormat() { return true }
    }
  }

  /// Goes on to the start tag of the next row.
  private mutating func findRow() throws -> Bool {
    while let event = try stream.next() {
      if event == .start && !isInData {
        if stream.depth == 1 && !stream.isElement(XLSXSpace.main, "worksheet") {
          throw XLSXError.partMissing(part: context.part)
        }
        isInData = stream.isElement(XLSXSpace.main, "sheetData")
      } else if event == .start && stream.isElement(XLSXSpace.main, "row") {
        rowDepth = stream.depth
        try startRow(stream.attribute(nil, "r"))
        isPlain = isQuick && !stream.hasPrefix && stream.isBound(nil, to: XLSXSpace.main)
        if keepsStyles { try readFormat() }
        isEmptyRow = stream.isEmptyElement
        keepTail()
        return true
      } else if event == .end && stream.isElement(XLSXSpace.main, "sheetData") {
        // What follows is read too, so that damage there is noticed.
        isInData = false
        while try stream.next() != nil {}
        return false
      }
    }
    return false
  }

  /// A row without a reference follows the one before.
  private mutating func startRow(_ reference: String?) throws {
    var index = row.index + 1
    if let reference {
      guard let number = Int(reference), number > index, number <= CellAddress.rowsMax else {
        throw XLSXError.reference(reference, at: Origin(part: context.part))
      }
      index = number - 1
    }
    guard index < CellAddress.rowsMax else {
      throw XLSXError.reference(String(index + 1), at: Origin(part: context.part))
    }
    row.index = index
  }

  private mutating func readRow() throws {
    if isEmptyRow {
      isEmptyRow = false
      _ = try stream.next()
      return
    }
    while true {
      if isPlain && takeCells() { return }
      guard let event = try stream.next() else { return }
      if event == .end && stream.depth == rowDepth { return }
      guard event == .start else { continue }
      if stream.isElement(XLSXSpace.main, "c") {
        try readCell(stream.attribute(nil, "r"))
      } else {
        try stream.skipElement()
      }
    }
  }

  // MARK: - By events

  private mutating func readCell(_ reference: String?) throws {
    column = try place(reference)
    let type = try stream.attribute(nil, "t") ?? "n"
    let style = try stream.attribute(nil, "s").flatMap { Int32($0) } ?? 0
    let depth = stream.depth
    text.removeAll(keepingCapacity: true)
    let before = row.count
    var formula = XLSXReadFormulas.Entry()
    var isFormula = false
    var hasText = false
    var isValue = false
    var record = CellRecord(column: Int32(column), kind: .text)
    record.style = style
    while let event = try stream.next() {
      switch event {
      case .start where stream.isElement(XLSXSpace.main, "is"):
        hasText = true
        text.removeAll(keepingCapacity: true)
        try XLSXValues.appendText(&stream, to: &text)
      case .start:
        isValue = stream.isElement(XLSXSpace.main, "v")
        hasText = hasText || isValue
        isFormula = stream.isElement(XLSXSpace.main, "f")
        record.hasFormula = record.hasFormula || isFormula
        if isFormula && keepsStyles { try formula.start(stream) }
      case .text where isValue:
        try stream.appendText(to: &text)
        try XLSXValues.checkLength(text)
      case .text where isFormula && keepsStyles: try stream.appendText(to: &formula.text)
      case .text: break
      case .end:
        (isValue, isFormula) = (false, false)
        if stream.depth == depth {
          if hasText { try addCell(record, type: type) }
          if keepsStyles { keep(record, formula, hasValue: row.count > before) }
          return
        }
      }
    }
  }

  private func place(_ reference: String?) throws -> Int {
    guard let reference else {
      guard column + 1 < CellAddress.columnsMax else {
        throw XLSXError.reference("", at: Origin(part: context.part))
      }
      return column + 1
    }
    guard let address = CellAddress(a1: reference), address.column > column,
      address.row == row.index
    else { throw XLSXError.reference(reference, at: Origin(part: context.part)) }
    return address.column
  }

  /// Adds the cell whose ``text`` was read.
  private mutating func addCell(_ cell: CellRecord, type: String) throws {
    guard !(text.isEmpty && type != "inlineStr" && type != "str") else { return }
    var record = cell
    let origin = Origin(
      part: context.part, cell: CellAddress(row: row.index, column: column).a1)
    if type == "s" {
      let shown = String(decoding: text, as: UTF8.self)
      guard let index = Int32(shown), index >= 0, index < context.stringCount else {
        throw XLSXError.sharedString(index: shown, at: origin)
      }
      record.isShared = true
      record.place = index
      row.append(record)
      return
    }
    if type == "inlineStr" { XLSXValues.unescape(&text) }
    if ["str", "inlineStr", "e"].contains(type) {
      record.kind = type == "e" ? .error : .text
      return try addText(record, at: origin)
    }
    let meaning = context.formats.meaning(Int(record.style))
    guard
      XLSXValues.fill(
        &record, type: type, text: String(decoding: text, as: UTF8.self), meaning: meaning,
        uses1904Epoch: context.uses1904Epoch)
    else { throw XLSXError.value(at: origin) }
    row.append(record)
  }

  private mutating func addText(_ record: CellRecord, at origin: Origin) throws {
    text.append(0)
    defer { text.removeLast() }
    let isAdded = text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return true }
      return row.append(record, text: base, count: bytes.count - 1)
    }
    guard isAdded else {
      throw XLSXError.limit("textBytesMax", max: RowBuffer.textBytesMax, at: origin)
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
    while true {
      if hasBytes(place, "<c"), let next = takeCell(place + 2) {
        place = next
      } else if hasBytes(place, "</row><row r=\""), let next = takeRowStart(place + 14) {
        stream.cursor = next
        return true
      } else {
        stream.cursor = place
        return false
      }
    }
  }

  /// Keeps what stands behind the number in the row's start tag, which most rows share.
  private mutating func keepTail() {
    rowTail.removeAll(keepingCapacity: true)
    let tag = stream.tag
    guard isPlain, !isEmptyRow, tag.count > 9, let base = tag.baseAddress,
      hasBytes(base, "<row r=\"")
    else { return }
    rowTail.append(contentsOf: tag.dropFirst(8).drop { $0 &- 0x30 < 10 })
  }

  private mutating func takeRowStart(
    _ start: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    guard !rowTail.isEmpty, start[0] != UInt8(ascii: "0") else { return nil }
    var place = start
    var number = 0
    while case let digit = place[0] &- 0x30, digit < 10, number <= CellAddress.rowsMax {
      number = number * 10 + Int(digit)
      place += 1
    }
    guard number - 1 > row.index, number <= CellAddress.rowsMax,
      stream.limit - place >= rowTail.count,
      rowTail.withUnsafeBytes({ isEqual(place, $0) })
    else { return nil }
    aheadIndex = number - 1
    return place + rowTail.count
  }

  /// Takes the cell whose `<c` stands before `start`; nil when it is not written as is usual.
  private mutating func takeCell(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var place = start
    var head = XLSXCellHead(column: column + 1)
    guard head.take(&place, row: row.index + 1, after: column) else { return nil }
    if place[0] == UInt8(ascii: "/") {
      guard place[1] == UInt8(ascii: ">") else { return nil }
      column = head.column
      if keepsStyles { keep(style: head.style, hasValue: false) }
      return place + 2
    }
    guard place[0] == UInt8(ascii: ">") else { return nil }
    place += 1
    var record = CellRecord(column: Int32(truncatingIfNeeded: head.column), kind: .text)
    record.style = head.style
    if hasBytes(place, "<f>") {
      // A formula that is wanted is for events.
      guard !keepsStyles else { return nil }
      let end = ByteSearch.first(UInt8(ascii: "<"), from: place + 3, to: stream.limit)
      guard hasBytes(end, "</f>") else { return nil }
      place = end + 4
      record.hasFormula = true
    }
    let next =
      head.type == .inline
      ? takeInline(record, place)
      : hasBytes(place, "<v>") ? takeValue(record, head.type, place + 3) : nil
    guard next != nil else { return nil }
    column = head.column
    if keepsStyles { keep(style: head.style, hasValue: true) }
    return next
  }

  private mutating func takeValue(
    _ cell: CellRecord, _ type: XLSXCellHead.Kind, _ start: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var record = cell
    var place = start
    switch type {
    case .shared:
      var index = 0
      while case let digit = place[0] &- 0x30, digit < 10, index < context.stringCount {
        index = index * 10 + Int(digit)
        place += 1
      }
      guard place > start, index < context.stringCount, hasBytes(place, "</v></c>") else {
        return nil
      }
      record.isShared = true
      record.place = Int32(truncatingIfNeeded: index)
    case .number:
      guard let number = DecimalBytes.number(at: start, end: &place),
        hasBytes(place, "</v></c>")
      else { return nil }
      let meaning = context.formats.meaning(Int(record.style))
      if meaning == .number {
        record.kind = .number
        record.number = number
      } else {
        XLSXValues.fill(
          &record, number: number, meaning: meaning, uses1904Epoch: context.uses1904Epoch)
      }
    case .boolean:
      guard place[0] == UInt8(ascii: "0") || place[0] == UInt8(ascii: "1") else { return nil }
      record.kind = .boolean
      record.number = Double(place[0] &- 0x30)
      place += 1
      guard hasBytes(place, "</v></c>") else { return nil }
    case .error, .formulaText:
      guard let end = plainEnd(place), end > place, hasBytes(end, "</v></c>") else { return nil }
      record.kind = type == .error ? .error : .text
      guard row.append(record, text: place, count: end - place) else { return nil }
      return end + 8
    case .inline: return nil
    }
    row.append(record)
    return place + 8
  }

  private mutating func takeInline(
    _ record: CellRecord, _ start: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    guard hasBytes(start, "<is><t") else { return nil }
    var place = start + 6
    if hasBytes(place, " xml:space=\"preserve\"") { place += 21 }
    guard place[0] == UInt8(ascii: ">") else { return nil }
    place += 1
    guard let end = plainEnd(place, stopsAtEscapes: true), hasBytes(end, "</t></is></c>"),
      row.append(record, text: place, count: end - place)
    else { return nil }
    return end + 13
  }

  /// The end of a text without references, carriage returns and, where asked, `_x` escapes.
  private func plainEnd(
    _ start: UnsafePointer<UInt8>, stopsAtEscapes: Bool = false
  ) -> UnsafePointer<UInt8>? {
    XLSXValues.plainEnd(start, limit: stream.limit, stopsAtEscapes: stopsAtEscapes)
  }
}

/// Whether the bytes at `place` are those of `bytes`.
private func isEqual(_ place: UnsafePointer<UInt8>, _ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let base = bytes.baseAddress else { return true }
  return memcmp(place, base, bytes.count) == 0
}
