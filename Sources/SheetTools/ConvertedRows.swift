internal import Diagnostics
internal import Formulas
internal import Sheets
internal import Workbooks

/// The rows of one workbook on their way into another.
struct ConvertedRows: WorkbookRows {
  var summary = SheetConversion.Summary()
  private let reader: any WorkbookReader
  private let draft: WorkbookDraft
  private let dialect: FormulaDialect
  private let isText: Bool
  private let file: String
  private let formulas: FormulaConversion
  private let contexts: [TranslationContext]
  private var repeatedCells = 0
  private var sheet = 0
  /// The merged blocks of the sheet, whose covered cells hold nothing.
  private var merges = RangeSweep<Void>([])

  /// Rows alike without values are written up to so many; more of them only pad.
  private static let paddingMin = 4096
  /// The most UTF-16 units of a text in XLSX (ECMA-376 part 1 §18.4, as Excel reads it).
  private static let textUnitsMax = 32_767

  init(_ reader: any WorkbookReader, _ conversion: DraftConversion, isText: Bool, file: String)
    throws
  {
    self.reader = reader
    draft = conversion.draft
    dialect = conversion.dialect
    formulas = conversion.parser
    self.isText = isText
    self.file = file
    summary.notes = conversion.notes
    contexts = isText ? [] : try Workbook.translationContexts(of: file)
  }

  mutating func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws {
    // A reader that tells values alone streams them as records.
    let isStyled = reader.tellsStyles
    for place in draft.sheets.indices {
      sheet = place
      merges = RangeSweep(draft.sheets[place].merges.map { ($0, ()) })
      var next = 0
      if isStyled {
        try reader.readStyledRows(ofSheet: place) { row in
          try write(row, &next, to: &writer)
          return true
        }
      } else {
        try reader.visitRows(ofSheet: place) { row in
          try write(row, &next, to: &writer)
          return true
        }
      }
      try writer.endSheet()
      summary.sheets += 1
    }
  }

  // MARK: - Records

  private mutating func write<Writer: WorkbookWriter & ~Copyable>(
    _ row: RowCells, _ next: inout Int, to writer: inout Writer
  ) throws {
    var cells = 0
    for place in 0..<row.count { cells += Int(row[place].repeated) }
    try count(cells: cells, rows: row.repeated, written: row.count)
    if row.index > next { try writer.skipRows(row.index - next) }
    for _ in 0..<row.repeated {
      try writer.beginRow(RowFormat())
      var column = 0
      for place in 0..<row.count {
        let cell = row[place]
        if Int(cell.column) > column { try writer.skipCells(Int(cell.column) - column) }
        for _ in 0..<cell.repeated { try add(cell, row, to: &writer) }
        column = Int(cell.column) + Int(cell.repeated)
      }
      try writer.endRow()
    }
    next = row.index + row.repeated
  }

  private mutating func add<Writer: WorkbookWriter & ~Copyable>(
    _ cell: CellRecord, _ row: RowCells, to writer: inout Writer
  ) throws {
    switch cell.kind {
    case .number: try writer.add(cell.number, style: 0)
    case .text:
      try row.withText(cell) { bytes in
        let span = bytes.span
        if isText, let value = TypedField.value(bytes) {
          try writer.add(CellDraft(value))
        } else if bytes.count <= Self.textUnitsMax, let text = try? UTF8Span(validating: span) {
          try writer.add(text, style: 0)
        } else {
          try writer.add(CellDraft(fitting(.text(String(decoding: bytes, as: UTF8.self)))))
        }
      }
    default: try writer.add(CellDraft(fitting(row.value(cell))))
    }
  }

  // MARK: - Rows with their styles

  private mutating func write<Writer: WorkbookWriter & ~Copyable>(
    _ row: SheetRow, _ next: inout Int, to writer: inout Writer
  ) throws {
    var (cells, holding) = (0, 0)
    for cell in row.cells where cell.formula != nil || cell.value != .empty {
      cells += cell.repeated
      holding += 1
    }
    if holding > 0 { try count(cells: cells, rows: row.repeated, written: holding) }
    guard !row.cells.isEmpty || row.format != RowFormat() else { return }
    if holding == 0, row.repeated > Self.paddingMin, !row.format.isHidden { return }
    if row.index > next { try writer.skipRows(row.index - next) }
    for index in row.index..<row.index + row.repeated {
      try writer.beginRow(row.format)
      merges.enter(index)
      var column = 0
      for cell in row.cells {
        if cell.column > column { try writer.skipCells(cell.column - column) }
        column = cell.column + cell.repeated
        if cell.formula == nil, merges.active.isEmpty, try addPlain(cell, to: &writer) { continue }
        for place in cell.column..<column {
          try writer.add(converted(cell, at: CellAddress(row: index, column: place)))
        }
      }
      try writer.endRow()
    }
    next = row.index + row.repeated
  }

  /// Adds a number or a short text as it is.
  ///
  /// - Returns: Whether the cell is one of these.
  private func addPlain<Writer: WorkbookWriter & ~Copyable>(
    _ cell: borrowing SheetCell, to writer: inout Writer
  ) throws -> Bool {
    switch cell.value {
    case .number(let number):
      for _ in 0..<cell.repeated { try writer.add(number, style: cell.style) }
    case .text(let text) where text.utf8.count <= Self.textUnitsMax:
      for _ in 0..<cell.repeated { try writer.add(text.utf8Span, style: cell.style) }
    default: return false
    }
    return true
  }

  private mutating func converted(_ cell: SheetCell, at place: CellAddress) -> CellDraft {
    if !merges.active.isEmpty, let merge = merges.block(at: place), merge.range.first != place {
      if cell.value != .empty { summary.notes.note(.covered) }
      return CellDraft(.empty, style: cell.style)
    }
    var draft = CellDraft(stored(cell, at: place), style: cell.style)
    guard let formula = cell.formula else { return draft }
    let context = contexts.indices.contains(sheet) ? contexts[sheet] : TranslationContext()
    guard
      let expression = formulas.translate(
        formula.expression, to: dialect, at: place, context: context)
    else {
      summary.notes.note(.formula)
      return draft
    }
    draft.formula = CellFormula(expression, arrayRange: formula.arrayRange)
    return draft
  }

  /// The value that is stored in a cell, beside its formula where it has one: that of the source.
  ///
  /// The one place where values are chosen, for whoever computes them anew.
  private mutating func stored(_ cell: SheetCell, at place: CellAddress) -> CellValue {
    fitting(cell.value)
  }

  /// The value as the other format can hold it: XLSX counts no days before 1900, and cuts texts.
  private mutating func fitting(_ value: CellValue) -> CellValue {
    guard dialect == .ooxml else { return value }
    switch value {
    case .date(let date) where date.daysSince1970 < -25_567:
      summary.notes.note(.earlyDate)
      return .text(date.iso)
    case .text(let text)
    where text.utf8.count > Self.textUnitsMax && text.utf16.count > Self.textUnitsMax:
      summary.notes.note(.longText)
      return .text(Self.cut(text))
    default: return value
    }
  }

  private static func cut(_ text: String) -> String {
    var units = 0
    return String(
      text.unicodeScalars.prefix {
        units += UTF16.width($0)
        return units <= textUnitsMax
      })
  }

  private mutating func count(cells: Int, rows: Int, written: Int) throws {
    let all = cells.multipliedReportingOverflow(by: rows).partialValue
    summary.rows += rows
    summary.cells += all
    repeatedCells += all - written
    guard repeatedCells <= SheetLimits.repeatedCellsMax else {
      throw SheetToolsError.limit(
        "repeatedCellsMax", max: SheetLimits.repeatedCellsMax,
        at: Origin(file: file, sheet: draft.sheets[sheet].name))
    }
  }
}

/// A field of delimited text as a value, where nothing is lost by it.
enum TypedField {
  /// The value whose text is the field's; nil where it stays text.
  static func value(_ field: UnsafeBufferPointer<UInt8>) -> CellValue? {
    guard let first = field.first, field.count <= 24 else { return nil }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      let text = String(decoding: field, as: UTF8.self)
      if let number = DecimalText.parse(text), DecimalText.print(number) == text {
        let digits = text.utf8.count(where: { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        let isCode = digits > SheetConversion.digitsMax && !text.contains(".")
        return isCode || text == "-0" ? nil : .number(number)
      }
      return DateTime(iso: text).flatMap { $0.iso == text ? .date($0) : nil }
    case UInt8(ascii: "T"): return field.elementsEqual("TRUE".utf8) ? .boolean(true) : nil
    case UInt8(ascii: "F"): return field.elementsEqual("FALSE".utf8) ? .boolean(false) : nil
    default: return nil
    }
  }
}
