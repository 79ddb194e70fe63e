internal import Diagnostics
internal import Sheets
internal import Storage
internal import XMLStreams
internal import ZipArchives

/// The rows of the sheet that is being written.
///
/// - Source: ODF 1.3 part 3 §9.1.3 table:table-row, §9.1.4 table:table-cell.
struct ODSWrittenSheet: ~Copyable {
  let draft: SheetDraft
  /// How many columns the rows reach.
  private(set) var columns = 1
  /// Whether a formula came without its value.
  private(set) var needsCalculation = false
  private let styleCount: Int
  private let spool: ZipSpool
  private var block = ByteBlock(capacity: 1 << 16)
  private var row = 0
  private var column = 0
  private var isInHeader = false
  private var marks: ODSCellMarks
  private var isMarked = false
  /// Equal cells without content that are not written yet.
  private var waiting = 0
  private var waitingStyle = 0
  /// The styles of cells of which nothing is said, column by column; 0 beyond.
  private let defaults: [Int]
  private var scratch = ByteBlock(capacity: 64)
  /// The styles with conditions that cells needed.
  private(set) var mapped: ODSMappedStyles

  init(_ draft: SheetDraft, _ marks: ODSCellMarks, place: Int, styleCount: Int, spool: ZipSpool) {
    self.draft = draft
    mapped = ODSMappedStyles(sheet: place)
    self.marks = marks
    self.styleCount = styleCount
    self.spool = spool
    var defaults: [Int] = []
    for column in draft.columns where column.style ?? 0 > 0 {
      let missing = column.columns.lowerBound - defaults.count
      defaults += [Int](repeating: 0, count: missing)
      defaults += column.columns.map { _ in column.style ?? 0 }
    }
    self.defaults = defaults
  }

  // MARK: - Rows

  mutating func beginRow(_ format: RowFormat, _ styles: inout ODSStyles) throws(DraftError) {
    guard row < CellAddress.rowsMax else { throw tooManyRows }
    openRow(format, repeated: 1, &styles)
  }

  mutating func endRow() throws(ZipError) {
    closeRow(count: 1)
    if block.count >= ZipMemberStream.blockBytes { try spool.append(&block) }
  }

  /// Leaves rows without cells, but for what marks them.
  mutating func skipRows(_ count: Int, _ styles: inout ODSStyles) throws {
    guard count <= CellAddress.rowsMax - row else { throw tooManyRows }
    let end = row + count
    while row < end {
      marks.enter(row)
      var last = min(end, marks.change(after: row) ?? end)
      if let header = draft.repeatedRows {
        if row < header.lowerBound { last = min(last, header.lowerBound) }
        if header.contains(row) { last = min(last, header.upperBound + 1) }
      }
      openRow(RowFormat(), repeated: last - row, &styles)
      closeRow(count: last - row)
      if block.count >= ZipMemberStream.blockBytes { try spool.append(&block) }
    }
  }

  /// Ends the rows, those below them that something marks too.
  mutating func finish(_ styles: inout ODSStyles) throws -> ZipSpool.Piece {
    let end = max(marks.rows, draft.repeatedRows.map { $0.upperBound + 1 } ?? 0, 1)
    if row < end { try skipRows(end - row, &styles) }
    return try spool.cut(&block)
  }

  private mutating func openRow(_ format: RowFormat, repeated: Int, _ styles: inout ODSStyles) {
    marks.enter(row)
    isMarked = marks.isMarked
    column = 0
    waiting = 0
    if draft.repeatedRows?.lowerBound == row {
      block.append("<table:table-header-rows>")
      isInHeader = true
    }
    block.append("<table:table-row table:style-name=\"ro")
    block.append(number: styles.row(format) + 1)
    block.append(UInt8(ascii: "\""))
    if repeated > 1 {
      block.append(" table:number-rows-repeated=\"")
      block.append(number: repeated)
      block.append(UInt8(ascii: "\""))
    }
    if format.isHidden { block.append(" table:visibility=\"collapse\"") }
    block.append(UInt8(ascii: ">"))
  }

  private mutating func closeRow(count: Int) {
    if waiting > 0 && waitingStyle != Self.styleByDefault { flush() }
    waiting = 0
    if isMarked && marks.columns > column {
      wait(style: Self.styleByDefault, marks.columns - column)
      flush()
    }
    if column == 0 { block.append("<table:table-cell/>") }
    columns = max(columns, column)
    block.append("</table:table-row>")
    row += count
    if isInHeader, let header = draft.repeatedRows, row > header.upperBound {
      block.append("</table:table-header-rows>")
      isInHeader = false
    }
  }

  private var tooManyRows: DraftError {
    .limit("rowsMax", max: CellAddress.rowsMax, at: Origin(line: row + 1))
  }

  // MARK: - Cells

  /// The style of waiting cells that have that of their column.
  private static let styleByDefault = -1

  mutating func skipCells(_ count: Int) throws(DraftError) {
    guard column + waiting + count <= CellAddress.columnsMax else { throw tooManyColumns }
    if count > 0 { wait(style: Self.styleByDefault, count) }
  }

  private mutating func wait(style: Int, _ count: Int) {
    if waiting > 0 && waitingStyle != style { flush() }
    (waitingStyle, waiting) = (style, waiting + count)
  }

  mutating func add(
    _ number: Double, style: Int, _ styles: inout ODSStyles
  ) throws(DraftError) {
    guard number.isFinite else { throw .notFinite(at: Origin(cell: place.a1)) }
    guard !isMarked else { return try add(CellDraft(.number(number), style: style), &styles) }
    let name = try open(style, twin: nil, holdsSomething: true)
    append(number, styles.face(style))
    close(name)
  }

  mutating func add(_ text: UTF8Span, style: Int) throws(DraftError) {
    let traits = TextTraits(of: text.span)
    let isPlain =
      traits.isDisjoint(with: [.markup, .control, .rare])
      && (!traits.contains(.space) || Self.hasSingleSpaces(text.span))
    guard isPlain, !isMarked, text.span.count > 0 else {
      return try add(CellDraft(.text(String(copying: text.span)), style: style))
    }
    let name = try open(style, twin: nil, holdsSomething: true)
    block.append(" office:value-type=\"string\"><text:p>")
    block.append(text.span)
    block.append("</text:p>")
    close(name)
  }

  mutating func add(_ cell: CellDraft, _ styles: inout ODSStyles) throws(DraftError) {
    if case .number(let number) = cell.value, cell.formula == nil, !isMarked {
      return try add(number, style: cell.style, &styles)
    }
    if case .text(let text) = cell.value, cell.formula == nil, !isMarked {
      return try add(text.utf8Span, style: cell.style)
    }
    guard styleCount > cell.style, cell.style >= 0 else {
      throw .style(cell.style, at: Origin(cell: place.a1))
    }
    if cell.value == .empty && cell.formula == nil {
      guard column + waiting < CellAddress.columnsMax else { throw tooManyColumns }
      return wait(style: cell.style == 0 && defaults.isEmpty ? Self.styleByDefault : cell.style, 1)
    }
    let twin = styles.twin(cell.style, for: cell.value)
    if case .date(let date) = cell.value, date.secondOfDay == 0, cell.formula == nil, !isMarked {
      return try add(date, style: cell.style, twin: twin)
    }
    try add(cell, face: styles.face(cell.style), twin: twin)
  }

  /// Adds a cell that holds neither number, date nor duration.
  private mutating func add(_ cell: CellDraft) throws(DraftError) {
    try add(cell, face: ODSNumberFace(), twin: nil)
  }

  private mutating func add(_ date: DateTime, style: Int, twin: Int?) throws(DraftError) {
    let name = try open(style, twin: twin, holdsSomething: true)
    block.append(" office:value-type=\"date\" office:date-value=\"")
    block.append(magnitude: UInt64(date.year), width: 4)
    block.append(UInt8(ascii: "-"))
    block.append(magnitude: UInt64(date.month), width: 2)
    block.append(UInt8(ascii: "-"))
    block.append(magnitude: UInt64(date.day), width: 2)
    block.append("\"><text:p>")
    block.append(magnitude: UInt64(date.day), width: 2)
    block.append(UInt8(ascii: "/"))
    block.append(magnitude: UInt64(date.month), width: 2)
    block.append(UInt8(ascii: "/"))
    block.append(magnitude: UInt64(date.year), width: 4)
    block.append("</text:p>")
    close(name)
  }

  /// Writes a cell of any kind with all that hangs on it.
  private mutating func add(
    _ cell: CellDraft, face: ODSNumberFace, twin: Int?
  ) throws(DraftError) {
    try cell.value.check(at: place)
    let name = try open(cell.style, twin: twin, holdsSomething: true)
    var output = XMLOutput()
    let value = ODSWrittenValue(cell.value, shownAs: face)
    if let formula = cell.formula {
      try write(formula, to: &output)
      if cell.value == .empty { needsCalculation = true }
    } else if let formula = value.formula {
      output.attribute("table:formula", "of:" + formula)
    }
    for (name, text) in value.attributes { output.attribute("office:" + name, text) }
    output.raw(">")
    let mark = isMarked ? marks.mark(at: place) : ODSCellMark()
    if let comment = mark.comment { ODSWrittenComments.write(comment, to: &output) }
    for frame in mark.frames { output.raw(frame.markup) }
    if let link = mark.link {
      ODSWrittenLinks.write(value.paragraphs, link, to: &output)
    } else {
      output.paragraphs(value.paragraphs)
    }
    block.append(output.bytes)
    close(name)
  }

  private func write(_ formula: CellFormula, to output: inout XMLOutput) throws(DraftError) {
    let expression = try ODSWrittenFormulas.expression(formula.expression, at: place)
    output.attribute("table:formula", "of:=" + expression.text)
    guard let range = formula.arrayRange else { return }
    output.attribute("table:number-matrix-columns-spanned", String(range.columns.count))
    output.attribute("table:number-matrix-rows-spanned", String(range.rows.count))
  }

  // MARK: - Tags

  private enum Name { case cell, covered }

  /// Writes the start of a cell's tag, once the cell is found to be fit.
  private mutating func open(
    _ style: Int, twin: Int?, holdsSomething: Bool
  ) throws(DraftError) -> Name {
    guard style >= 0, style < styleCount else {
      throw .style(style, at: Origin(cell: place.a1))
    }
    if waiting > 0 { flush() }
    guard column < CellAddress.columnsMax else { throw tooManyColumns }
    let name = isMarked ? openMarked() : openPlain()
    if name == .covered && holdsSomething {
      throw .coveredCell(at: Origin(cell: place.a1))
    }
    append(style: style, twin: twin)
    if isMarked { appendMarks() }
    return name
  }

  private mutating func openPlain() -> Name {
    block.append("<table:table-cell")
    return .cell
  }

  private mutating func openMarked() -> Name {
    guard let merge = marks.merge(at: place), merge.first != place else { return openPlain() }
    block.append("<table:covered-table-cell")
    return .covered
  }

  private mutating func append(style: Int, twin: Int?) {
    let formats = isMarked ? marks.formats(at: place) : []
    if !formats.isEmpty {
      let style = ODSMappedStyle(style: style, twin: twin, formats: formats)
      return block.append(attribute: "table:style-name", mapped.name(style))
    }
    if let twin {
      block.append(" table:style-name=\"tw")
      block.append(number: twin + 1)
    } else {
      guard style != styleOfColumn(column) else { return }
      block.append(" table:style-name=\"ce")
      block.append(number: style + 1)
    }
    block.append(UInt8(ascii: "\""))
  }

  /// Writes spans and the name of a validation.
  private mutating func appendMarks() {
    if let merge = marks.merge(at: place), merge.first == place {
      block.append(" table:number-columns-spanned=\"")
      block.append(number: merge.columns.count)
      block.append("\" table:number-rows-spanned=\"")
      block.append(number: merge.rows.count)
      block.append(UInt8(ascii: "\""))
    }
    if let validation = marks.validation(at: place) {
      block.append(attribute: "table:content-validation-name", ODSWrittenRules.name(validation))
    }
  }

  private func styleOfColumn(_ column: Int) -> Int {
    column < defaults.count ? defaults[column] : 0
  }

  private mutating func close(_ name: Name) {
    block.append(name == .cell ? "</table:table-cell>" : "</table:covered-table-cell>")
    column += 1
  }

  /// Writes the cells without content that wait, each run of equal ones once.
  private mutating func flush() {
    while waiting > 0 {
      var run = isMarked ? min(waiting, marks.run(at: place)) : waiting
      let name = isMarked ? openMarked() : openPlain()
      if waitingStyle >= 0 {
        append(style: waitingStyle, twin: nil)
      } else if isMarked && !marks.formats(at: place).isEmpty {
        let style = styleOfColumn(column)
        while run > 1 && styleOfColumn(column + run - 1) != style { run -= 1 }
        append(style: style, twin: nil)
      }
      if isMarked { appendMarks() }
      if run > 1 {
        block.append(" table:number-columns-repeated=\"")
        block.append(number: run)
        block.append(UInt8(ascii: "\""))
      }
      let mark = isMarked ? marks.mark(at: place) : ODSCellMark()
      if mark.comment == nil && mark.frames.isEmpty {
        block.append("/>")
      } else {
        var output = XMLOutput()
        if let comment = mark.comment { ODSWrittenComments.write(comment, to: &output) }
        for frame in mark.frames { output.raw(frame.markup) }
        block.append(UInt8(ascii: ">"))
        block.append(output.bytes)
        block.append(name == .cell ? "</table:table-cell>" : "</table:covered-table-cell>")
      }
      column += run
      waiting -= run
    }
  }

  // MARK: - Values

  /// Writes a number's type, its value and what is shown.
  private mutating func append(_ number: Double, _ face: ODSNumberFace) {
    let isPercent = face.kind == .percentage
    block.append(isPercent ? " office:value-type=\"percentage\"" : " office:value-type=\"float\"")
    block.append(" office:value=\"")
    if face.kind == .general {
      scratch.removeAll()
      scratch.append(number: number)
      scratch.withBytes { block.append($0) }
      block.append("\"><text:p>")
      scratch.withBytes { bytes in
        for byte in bytes {
          block.append(byte == UInt8(ascii: ".") && face.usesComma ? UInt8(ascii: ",") : byte)
        }
      }
    } else {
      block.append(number: number)
      block.append("\"><text:p>")
      face.append(number, to: &block)
    }
    block.append("</text:p>")
  }

  /// Whether spaces stand alone between other characters, so that they read back as they are.
  private static func hasSingleSpaces(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[0] != 0x20, text[text.count - 1] != 0x20 else { return false }
    for place in 1..<text.count where text[place] == 0x20 && text[place - 1] == 0x20 {
      return false
    }
    return true
  }

  /// The cell that comes next.
  var place: CellAddress { CellAddress(row: row, column: column) }

  private var tooManyColumns: DraftError {
    .limit("columnsMax", max: CellAddress.columnsMax, at: Origin(line: row + 1))
  }
}

extension String {
  /// A copy of UTF-8 that was proved.
  fileprivate init(copying text: Span<UInt8>) {
    self = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
