internal import Diagnostics
internal import Records
internal import Sheets

/// Reads the rows of one table below its header.
struct TableImport {
  private let layout: Layout
  private let fit: LayoutFit
  private let places: [Int?]
  private let lastColumn: Int
  private let sheet: String?
  private let literal: EmptyLiteral?
  private var builder: RecordBuilder
  private var pastFooter = false
  private var above: [Field: CellValue] = [:]

  init(_ builder: RecordBuilder, _ fit: LayoutFit, sheet: String?, literal: EmptyLiteral?) {
    layout = builder.layout
    self.fit = fit
    self.builder = builder
    self.sheet = sheet
    self.literal = literal
    places = fit.columns.places
    lastColumn = fit.columns.used.last ?? 0
  }

  /// Reads all rows into `file`.
  ///
  /// - Returns: The words without a meaning.
  mutating func read(
    _ source: any TableSource, into file: inout ImportedFile, _ identity: inout Identity
  ) throws -> UnknownWords {
    var held: [RowView] = []
    try source.readRows(ofTable: fit.table, columns: fit.columns.used) { input in
      guard input.line > fit.headerLine else { return true }
      var row = RowView(cells: input.cells, line: input.line, places: places)
      guard isData(input, row) else { return true }
      if let fault = shapeFault(input) {
        reject(fault, row, &file)
        return true
      }
      fillDown(&row)
      if literal != nil { held.append(row) } else { build(row, &file, &identity) }
      return true
    }
    if let literal {
      for row in literal.resolve(held) { build(row, &file, &identity) }
    }
    return builder.unknownWords
  }

  private mutating func build(
    _ row: RowView, _ file: inout ImportedFile, _ identity: inout Identity
  ) {
    let provenance = Provenance(sourceSHA256: file.sha256, sheet: sheet, line: row.line)
    do throws(RowFault) {
      switch try builder.build(row, provenance) {
      case .ignored: file.ignored += 1
      case .record(let record, let content):
        if let key = identity.key(record, content) {
          file.records.append(IdentifiedRecord(identity: key, record: record))
        } else {
          file.duplicatesWithin += 1
        }
      }
    } catch {
      reject(error, row, &file)
    }
  }

  private func reject(_ fault: RowFault, _ row: RowView, _ file: inout ImportedFile) {
    var origin = Origin(file: file.name, sheet: sheet, line: row.line)
    if sheet != nil, let column = fault.field.flatMap({ fit.columns[$0] }) {
      origin.cell = CellAddress(row: row.line - 1, column: column).a1
    }
    let header = fault.field.map(layout.header) ?? ""
    file.rejected.append(fault.diagnostic(header, at: origin))
  }

  /// Whether the row carries data: it is no total, no repeated or second header, no signature
  /// below the totals, and something stands in a column that is read.
  private mutating func isData(_ input: InputRow, _ row: RowView) -> Bool {
    let leadKey = startsWithDigit(input.lead) ? "" : HeaderKey.whole(input.lead)
    let keyText = row.text(layout.keyField)
    if !leadKey.isEmpty, keyText.isEmpty || keyText == input.lead, isFooter(leadKey) {
      pastFooter = true
      return false
    }
    if !keyText.utf8.contains(where: { 0x30...0x39 ~= $0 }), isHeader(row) { return false }
    if pastFooter {
      let filled = layout.required.count { !isEmpty(row.cell($0)) }
      let keyHasDigit = keyText.utf8.contains { 0x30...0x39 ~= $0 }
      if !keyHasDigit || filled * 2 < layout.required.count { return false }
    }
    return isShort(input) || !row.cells.allSatisfy(isEmpty)
  }

  private func isEmpty(_ cell: CellValue) -> Bool {
    if case .text(let text) = cell, text.trimmed.isEmpty { return true }
    return cell == .empty || literal?.isLiteral(cell) == true
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
    for field in fit.columns.fields {
      let text = row.text(field)
      guard !text.isEmpty, let spellings = layout.columns[field] else { continue }
      let key = HeaderKey.whole(text)
      let before = HeaderKey.beforeSign(text) ?? key
      let isHeader = [key, before].contains {
        spellings.keys.contains($0) || spellings.second.contains($0)
      }
      if isHeader { headers += 1 } else { others += 1 }
    }
    return headers >= 2 && headers >= others
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
