import Diagnostics
import Sheets
import Storage
import XMLStreams
import ZipArchives

/// The rows of the sheet that is being written.
///
/// - Source: ECMA-376 part 1 §18.3.1.73 row, §18.3.1.4 c.
struct XLSXWrittenSheet: ~Copyable {
  /// The most UTF-16 units of a cell's text, and half as many of its formula.
  ///
  /// - Source: Excel's specifications and limits.
  static let textMax = 32_767

  let draft: SheetDraft
  private(set) var pageStarts: [Int] = []
  /// Whether a formula came without its value.
  private(set) var needsCalculation = false
  private let styleCount: Int
  private let stream: ZipMemberStream
  private var block = ByteBlock(capacity: ZipMemberStream.blockBytes + (1 << 16))
  private var row = 0
  private var column = 0
  private var rowDigits = ByteBlock(capacity: 16)
  private var letters: [UInt32] = []
  private var merges: RangeSweep<Void>
  private var hasMerges = false
  private let hasColumnStyles: Bool

  init(_ draft: SheetDraft, head: XMLOutput, styleCount: Int, stream: ZipMemberStream) {
    self.draft = draft
    self.styleCount = styleCount
    self.stream = stream
    merges = RangeSweep(draft.merges.map { ($0, ()) })
    hasColumnStyles = draft.columns.contains { $0.style ?? 0 > 0 }
    block.append(head.bytes)
    block.append("<sheetData>")
  }

  // MARK: - Rows

  mutating func skipRows(_ count: Int) throws(DraftError) {
    row += count
    guard row <= CellAddress.rowsMax else { throw tooManyRows }
  }

  mutating func beginRow(_ format: RowFormat) throws(DraftError) {
    guard row < CellAddress.rowsMax else { throw tooManyRows }
    merges.enter(row)
    hasMerges = !merges.active.isEmpty
    column = 0
    rowDigits.removeAll()
    rowDigits.append(number: row + 1)
    block.append("<row r=\"")
    appendRowDigits()
    block.append(UInt8(ascii: "\""))
    if let height = format.heightPoints {
      block.append(" ht=\"")
      block.append(number: height)
      block.append("\" customHeight=\"1\"")
    }
    if format.isHidden { block.append(" hidden=\"1\"") }
    block.append(UInt8(ascii: ">"))
    if format.startsPage && row > 0 { pageStarts.append(row) }
  }

  mutating func endRow() throws(ZipError) {
    block.append("</row>")
    row += 1
    if block.count >= ZipMemberStream.blockBytes { try stream.append(&block) }
  }

  /// Ends the part with what stands behind the rows.
  mutating func finish(tail: XMLOutput) throws(ZipError) {
    block.append("</sheetData>")
    block.append(tail.bytes)
    try stream.finish(&block)
  }

  private var tooManyRows: DraftError {
    .limit("rowsMax", max: CellAddress.rowsMax, at: Origin(line: row + 1))
  }

  // MARK: - Cells

  mutating func skipCells(_ count: Int) throws(DraftError) {
    column += count
    guard column <= CellAddress.columnsMax else { throw tooManyColumns }
  }

  mutating func add(
    _ number: Double, style: Int, _ styles: inout XLSXStyles
  ) throws(DraftError) {
    guard number.isFinite else { throw .notFinite(at: Origin(cell: place.a1)) }
    try begin(style, holdsSomething: true)
    append(styles.cell(style, .number))
    block.append("><v>")
    block.append(number: number)
    block.append("</v></c>")
    column += 1
  }

  mutating func add(
    _ text: UTF8Span, style: Int, _ styles: inout XLSXStyles
  ) throws(DraftError) {
    try begin(style, holdsSomething: true)
    append(styles.cell(style, .plain))
    try append(inline: text.span)
    column += 1
  }

  /// Adds a cell of any kind but a date before Excel's first day.
  mutating func add(_ cell: CellDraft, _ styles: inout XLSXStyles) throws(DraftError) {
    if let formula = cell.formula { return try add(formula, cell, &styles) }
    switch cell.value {
    case .number(let number): try add(number, style: cell.style, &styles)
    case .text(let text): try add(text.utf8Span, style: cell.style, &styles)
    case .empty:
      guard cell.style != 0 || hasColumnStyles else { return try skipCells(1) }
      try begin(cell.style, holdsSomething: false)
      append(styles.cell(cell.style, .plain))
      block.append("/>")
      column += 1
    case .boolean, .date, .duration, .error:
      try begin(cell.style, holdsSomething: true)
      append(styles.cell(cell.style, XLSXStyles.Kind(cell.value)))
      try append(typed: cell.value)
      block.append("</c>")
      column += 1
    }
  }

  private mutating func add(
    _ formula: CellFormula, _ cell: CellDraft, _ styles: inout XLSXStyles
  ) throws(DraftError) {
    let expression = try XLSXWrittenFormulas.expression(formula.expression, at: place)
    try begin(cell.style, holdsSomething: true)
    append(styles.cell(cell.style, XLSXStyles.Kind(cell.value)))
    switch cell.value {
    case .empty, .number, .date, .duration: break
    case .text: block.append(" t=\"str\"")
    case .boolean: block.append(" t=\"b\"")
    case .error: block.append(" t=\"e\"")
    }
    block.append("><f")
    if let range = formula.arrayRange {
      block.append(" t=\"array\"")
      block.append(attribute: "ref", range.a1)
    }
    block.append(UInt8(ascii: ">"))
    try append(expression.text, max: Self.textMax / 4)
    block.append("</f>")
    switch cell.value {
    case .empty: needsCalculation = true
    case .text(let text):
      block.append("<v>")
      try append(text)
      block.append("</v>")
    default: try append(value: cell.value)
    }
    block.append("</c>")
    column += 1
  }

  /// Writes the name and the place of a cell, once they are found to be fit.
  private mutating func begin(_ style: Int, holdsSomething: Bool) throws(DraftError) {
    guard style >= 0, style < styleCount else { throw .style(style, at: Origin(cell: place.a1)) }
    guard column < CellAddress.columnsMax else { throw tooManyColumns }
    if hasMerges, holdsSomething, let merge = merges.block(at: place), merge.range.first != place {
      throw .coveredCell(at: Origin(cell: place.a1))
    }
    while column >= letters.count { letters.append(Self.packedLetters(letters.count)) }
    block.append("<c r=\"")
    var packed = letters[column]
    while packed != 0 {
      block.append(UInt8(truncatingIfNeeded: packed))
      packed >>= 8
    }
    appendRowDigits()
    block.append(UInt8(ascii: "\""))
  }

  /// Cells of the first format say so only where their column has another.
  private mutating func append(_ format: Int) {
    guard format != 0 || hasColumnStyles else { return }
    block.append(" s=\"")
    block.append(number: format)
    block.append(UInt8(ascii: "\""))
  }

  private mutating func append(typed value: CellValue) throws(DraftError) {
    switch value {
    case .boolean: block.append(" t=\"b\">")
    case .error: block.append(" t=\"e\">")
    default: block.append(UInt8(ascii: ">"))
    }
    try append(value: value)
  }

  /// Writes the `v` element of what is no text.
  private mutating func append(value: CellValue) throws(DraftError) {
    block.append("<v>")
    switch value {
    case .number(let number): block.append(number: number)
    case .boolean(let flag): block.append(flag ? "1" : "0")
    case .date(let date):
      block.append(number: XLSXValues.serial(date, uses1904Epoch: false))
    case .duration(let seconds):
      guard seconds.isFinite else { throw .notFinite(at: Origin(cell: place.a1)) }
      block.append(number: seconds / 86_400)
    case .error(let code): try append(code)
    case .empty, .text: break
    }
    block.append("</v>")
  }

  private mutating func append(inline text: Span<UInt8>) throws(DraftError) {
    let traits = TextTraits(of: text)
    let isKept = Self.needsSpace(text, traits)
    if isKept {
      block.append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
    } else {
      block.append(" t=\"inlineStr\"><is><t>")
    }
    if traits.isDisjoint(with: [.markup, .control, .underscore, .rare])
      && text.count <= Self.textMax
    {
      block.append(text)
    } else {
      try append(String(copying: text))
    }
    block.append("</t></is></c>")
  }

  private mutating func append(_ text: String, max: Int = textMax) throws(DraftError) {
    guard text.utf8.count <= max || text.utf16.count <= max else {
      throw .limit("charactersMax", max: max, at: Origin(cell: place.a1))
    }
    block.append(xmlText: XLSXValues.escaped(text).utf8Span.span)
  }

  /// Whether white space would get lost: at an end, or where lines break.
  private static func needsSpace(_ text: Span<UInt8>, _ traits: TextTraits) -> Bool {
    if traits.contains(.control) { return true }
    guard traits.contains(.space), text.count > 0 else { return false }
    if text[0] == 0x20 || text[text.count - 1] == 0x20 { return true }
    for place in 1..<text.count where text[place] == 0x20 && text[place - 1] == 0x20 {
      return true
    }
    return false
  }

  private mutating func appendRowDigits() {
    rowDigits.withBytes { block.append($0) }
  }

  /// The cell that comes next.
  var place: CellAddress { CellAddress(row: row, column: column) }

  private var tooManyColumns: DraftError {
    .limit("columnsMax", max: CellAddress.columnsMax, at: Origin(line: row + 1))
  }

  /// Up to three letters, the first in the lowest byte.
  private static func packedLetters(_ column: Int) -> UInt32 {
    CellAddress.columnLetters(column).utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension String {
  /// A copy of UTF-8 that was proved.
  fileprivate init(copying text: Span<UInt8>) {
    self = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
