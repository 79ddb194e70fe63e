internal import Diagnostics
internal import Records
internal import Sheets

/// Reads the rows of one table below its header, account by account.
struct TableImport {
  private let layout: Layout
  private var fit: LayoutFit
  private let headers: HeaderSearch
  private let sheet: String?
  private let options: ImportOptions
  private var fields: [Field] = []
  private var dayFields: [Field] = []
  private var places: [Int] = []
  private var lastColumn = 0
  /// Whether the rows come from a quarantine, whose lines are no chain and whose text was made
  /// harmless.
  private let isQuarantine: Bool
  private var builder: RecordBuilder
  private var section: Section
  private var pastFooter = false
  private var above: [Field: CellValue] = [:]
  /// The file's, in every record that was not handed on yet.
  private var sha256 = ""
  /// Records that were not handed on yet.
  private var made: [IdentifiedRecord] = []
  /// What the dates say of their order.
  private(set) var dates = DateEvidence()
  private var order: DateOrder

  private static let madeMax = 512
  /// Rows without a date that the order makes a difference to, after which none is looked for.
  private static let rowsWithoutOrderMax = 1000

  /// The lines of one account.
  private struct Section {
    var literal: EmptyLiteral?
    /// Rows that wait for the rows below them.
    var held: [RowView] = []
    var check = BalanceCheck()
  }

  init(
    _ builder: RecordBuilder, _ fit: LayoutFit, _ headers: HeaderSearch, sheet: String?,
    head: [InputRow], options: ImportOptions, order: DateOrder
  ) {
    layout = builder.layout
    self.fit = fit
    self.headers = headers
    self.builder = builder
    self.sheet = sheet
    self.options = options
    self.order = order
    let header = head.first { $0.line == fit.headerLine }
    isQuarantine =
      header?.cells.contains { Quarantine.ownHeaders.contains(HeaderKey.whole($0.text)) } ?? false
    section = Section()
    use(fit.columns)
    begin(Preamble(head.filter { $0.line < fit.headerLine }, literal: layout.emptyLiteral))
  }

  private mutating func use(_ columns: ColumnMap) {
    fit.columns = columns
    // Statements have labels below their header too, in any column.
    places = layout.hasBalances ? columns.direct : columns.places
    fields = columns.fields
    dayFields = fields.filter { $0.content == .day }
    lastColumn = columns.used.last ?? 0
  }

  /// Reads all rows into `file`.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - file: What becomes of the rows.
  ///   - identity: Knows the rows of the tables before.
  ///   - body: Takes some hundred records at a time.
  /// - Returns: The words without a meaning.
  /// - Throws: The source's error, ``ImportError/unbalanced(file:sheet:line:breaks:)``, or what
  ///   `body` throws.
  mutating func read(
    _ source: any TableSource, into file: inout ImportedFile, _ identity: inout Identity,
    _ body: ([IdentifiedRecord]) throws -> Void
  ) throws -> UnknownWords {
    sha256 = file.sha256
    try source.readRows(ofTable: fit.table, columns: neededColumns) { input in
      try take(input, &file, &identity)
      if made.count >= Self.madeMax { try body(takeMade()) }
      options.progress?(file.rows + file.ignored + section.held.count)
      return true
    }
    try endSection(&file, &identity)
    if !made.isEmpty { try body(made) }
    return builder.unknownWords
  }

  /// Reads rows of `file` until their dates prove their order, or seem to have none.
  ///
  /// - Throws: The source's error, or ``ImportError/unbalanced(file:sheet:line:breaks:)``.
  mutating func readDates(_ source: any TableSource, of file: ImportedFile) throws {
    guard !dayFields.isEmpty else { return }
    var (file, identity) = (file, Identity())
    var rows = 0
    var isSettled = false
    try source.readRows(ofTable: fit.table, columns: neededColumns) { input in
      try take(input, &file, &identity)
      made.removeAll(keepingCapacity: true)
      rows += 1
      isSettled =
        dates.order == .dayFirst || dates.isIndifferent && rows >= Self.rowsWithoutOrderMax
      return !isSettled
    }
    if !isSettled { try endSection(&file, &identity) }
  }

  private mutating func takeMade() -> [IdentifiedRecord] {
    let taken = made
    made = []
    made.reserveCapacity(Self.madeMax)
    // Two threads that count who holds one text would wait for each other at every record.
    sha256 = String(decoding: Array(sha256.utf8), as: UTF8.self)
    return taken
  }

  private var neededColumns: [Int]? { layout.hasBalances ? nil : fit.columns.used }

  private mutating func take(
    _ input: InputRow, _ file: inout ImportedFile, _ identity: inout Identity
  ) throws {
    guard input.line > fit.headerLine else { return }
    var row = RowView(cells: input.cells, line: input.line, places: places, dates: order)
    if isQuarantine { restore(&row) }
    guard try isData(input, row, &file, &identity) else { return }
    if let fault = shapeFault(input) {
      section.check.add(row, layout, isReadable: false)
      return reject(fault, row, &file)
    }
    fillDown(&row)
    // Cells of a sheet may be dates that it took wrongly: all are looked at.
    if dates.dayFirst == 0 || sheet != nil { noteDates(row) }
    if section.literal != nil { section.held.append(row) } else { build(row, &file, &identity) }
  }

  // MARK: Sections

  private mutating func begin(_ preamble: Preamble) {
    let account = preamble.account(
      layout.labels.account + [HeaderKey.whole(Quarantine.accountLabel)])
    if !account.isEmpty { builder.account = account }
    let opening = preamble.amount(layout.labels.openingBalance)
    section.literal = layout.emptyLiteral.map { EmptyLiteral(literal: $0, opening: opening) }
    section.check.opening = opening
    section.check.closing = preamble.amount(layout.labels.closingBalance)
  }

  private mutating func endSection(
    _ file: inout ImportedFile, _ identity: inout Identity
  ) throws {
    if let literal = section.literal {
      for row in literal.resolve(section.held) { build(row, &file, &identity) }
    }
    section.held = []
    guard layout.hasBalances, !isQuarantine, let gap = section.check.firstBreak() else { return }
    guard options.acceptsUnbalanced else {
      throw ImportError.unbalanced(
        file: file.name, sheet: sheet, line: gap.line, breaks: gap.count)
    }
    file.noteUnbalanced(gap, sheet: sheet)
  }

  /// Takes a label below the header into account: another account, or its balances.
  private mutating func readLabel(
    _ input: InputRow, _ file: inout ImportedFile, _ identity: inout Identity
  ) throws {
    let preamble = Preamble([input], literal: layout.emptyLiteral)
    if !preamble.account(layout.labels.account).isEmpty {
      try endSection(&file, &identity)
      section = Section()
      begin(preamble)
      pastFooter = false
      above = [:]
    }
    if let opening = preamble.amount(layout.labels.openingBalance) {
      section.check.opening = opening
      section.literal?.opening = opening
    }
    if let closing = preamble.amount(layout.labels.closingBalance) {
      section.check.closing = closing
    }
  }

  // MARK: Rows

  private mutating func build(
    _ row: RowView, _ file: inout ImportedFile, _ identity: inout Identity
  ) {
    if layout.hasBalances { section.check.add(row, layout) }
    let provenance = Provenance(sourceSHA256: sha256, sheet: sheet, line: row.line)
    do throws(RowFault) {
      switch try builder.build(row, provenance) {
      case .ignored: file.ignored += 1
      case .record(let record):
        if file.preview.count < ImportedFile.previewMax {
          file.preview.append(fields.map { row.text($0) })
        }
        let keepsTwins = layout.kind == .payments
        if let key = identity.key(builder.content, keepsTwins: keepsTwins) {
          file.recordCount += 1
          made.append(IdentifiedRecord(identity: key, record: record))
        } else {
          file.duplicatesWithin += 1
        }
      }
    } catch {
      if case .day(let field) = error { dates.note(row.cell(field)) }
      reject(error, row, &file)
    }
  }

  private func reject(_ fault: RowFault, _ row: RowView, _ file: inout ImportedFile) {
    var origin = Origin(file: file.name, sheet: sheet, line: row.line)
    if sheet != nil, let column = fault.field.flatMap({ fit.columns[$0] }) {
      origin.cell = CellAddress(row: row.line - 1, column: column).a1
    }
    let header = fault.field.map(layout.header) ?? ""
    let cause = fault.diagnostic(header, at: origin)
    file.rejected.append(cause)
    file.quarantine.add(row, fields, account: builder.account, cause: cause)
  }

  private mutating func noteDates(_ row: RowView) {
    for field in dayFields { dates.note(row.cell(field)) }
  }

  private func restore(_ row: inout RowView) {
    for (place, cell) in row.cells.enumerated() {
      if case .text(let text) = cell { row.cells[place] = .text(Quarantine.restored(text)) }
    }
  }

  /// Whether the row carries data: it is no total, no repeated or second header, no label, no
  /// signature below the totals, and something stands in a column that is read.
  private mutating func isData(
    _ input: InputRow, _ row: RowView, _ file: inout ImportedFile, _ identity: inout Identity
  ) throws -> Bool {
    let keyText = row.text(layout.keyField)
    let keyHasDigit = keyText.utf8.contains { 0x30...0x39 ~= $0 }
    if keyText.isEmpty || (keyText == input.lead && isPhrase(keyText)) {
      let leadKey = startsWithDigit(input.lead) ? "" : HeaderKey.whole(input.lead)
      let isLabel = layout.hasBalances && !leadKey.isEmpty && Preamble.isLabel(input, layout.labels)
      if isLabel { try readLabel(input, &file, &identity) }
      if !leadKey.isEmpty, isFooter(leadKey) {
        pastFooter = true
        return false
      }
      if isLabel { return false }
    }
    if !keyHasDigit, isHeader(row) { return false }
    if !keyHasDigit, layout.hasBalances, !keyText.isEmpty, readHeader(input) {
      return false
    }
    if pastFooter {
      let filled = layout.required.count { !isEmpty(row.cell($0)) }
      if !keyHasDigit || filled * 2 < layout.required.count { return false }
    }
    return isShort(input) || fields.contains { !isEmpty(row.cell($0)) }
  }

  /// Whether a text may be words: codes have neither spaces nor letters beyond ASCII.
  private func isPhrase(_ text: String) -> Bool {
    var hasDigit = false
    for byte in text.utf8 {
      if byte == 0x20 || byte >= 0x80 { return true }
      if 0x30...0x39 ~= byte { hasDigit = true }
    }
    return !hasDigit
  }

  private func isEmpty(_ cell: CellValue) -> Bool {
    if case .text(let text) = cell, text.isBlank { return true }
    return cell == .empty || section.literal?.isLiteral(cell) == true
  }

  private func isShort(_ input: InputRow) -> Bool {
    input.fieldCount.map { $0 <= lastColumn } ?? false
  }

  private func startsWithDigit(_ text: String) -> Bool {
    text.utf8.first.map { 0x30...0x39 ~= $0 } ?? true
  }

  private func isFooter(_ key: String) -> Bool {
    let usual = ["tong cong", "tong so", "tong phat sinh", "cong phat sinh", "so du cuoi ky"]
    return key == "tong" || key == "cong" || key == "total"
      || (usual + layout.footers).contains { key == $0 || key.hasPrefix($0 + " ") }
  }

  /// Whether half of the cells, and two at least, are headers of their own columns.
  private func isHeader(_ row: RowView) -> Bool {
    var headers = 0
    var others = 0
    for field in fields {
      let text = row.text(field)
      guard !text.isEmpty, let spellings = layout.columns[field] else { continue }
      let isHeader = HeaderKey.all(text).contains {
        spellings.keys.contains($0) || spellings.second.contains($0)
      }
      if isHeader { headers += 1 } else { others += 1 }
    }
    return headers >= 2 && headers >= others
  }

  /// Whether the row is a whole header with columns in another order; from here on they count.
  private mutating func readHeader(_ input: InputRow) -> Bool {
    let found = headers.fits([input], table: fit.table).first { $0.layout == fit.layout }
    guard let found, found.fits else { return false }
    // Rows that wait keep the columns that they were read by.
    use(found.columns)
    return true
  }

  /// A line of text that ends before the last column of the layout, or goes on after the header's.
  private func shapeFault(_ input: InputRow) -> RowFault? {
    guard let count = input.fieldCount else { return nil }
    if count <= lastColumn { return .tooShort(found: count, needed: fit.columns.width) }
    guard count > fit.columns.width, input.filledCount > fit.columns.width else { return nil }
    return .tooLong(found: input.filledCount, needed: fit.columns.width)
  }

  private mutating func fillDown(_ row: inout RowView) {
    for field in layout.fillDown {
      let cell = row.cell(field)
      if cell == .empty, let known = above[field] {
        row.set(field, known)
      } else {
        above[field] = cell
      }
    }
  }
}
