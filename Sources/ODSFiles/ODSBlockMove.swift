internal import Diagnostics
internal import Formulas
internal import Sheets
internal import XMLStreams

/// Moves a block of cells within its sheet.
extension ODSEditedDocument {
  mutating func move(_ block: SheetRange, to landing: CellRange) throws {
    let (before, check) = try (index(block.sheet), MoveCheck(block.range, to: landing))
    try check.check(merges: before.merges, arrays: before.matrices)
    try check.check(filled: before.filledCells(in: landing))
    try follow(
      .moveBlock(
        GridRange(block.range), sheet: block.sheet, to: GridCell(landing.first),
        toSheet: block.sheet))
    let move = try ODSBlockMove(index(block.sheet), check)
    try splice(move.leaving())
    try splice(move.arriving(index(block.sheet)))
  }
}

/// The cells of a block that moves: their elements go to other rows.
private struct ODSBlockMove {
  private let index: ODSSheetIndex
  private let check: MoveCheck
  /// The cells of each run of rows that moves, the rows counted from the block's first.
  private let runs: [(rows: Range<Int>, bytes: [UInt8])]

  init(_ index: ODSSheetIndex, _ check: MoveCheck) throws {
    self.index = index
    self.check = check
    let rows = check.block.first.row..<check.block.last.row + 1
    runs = try index.rows.filter { $0.rows.overlaps(rows) }.map { row in
      let touched = row.rows.clamped(to: rows)
      let rewriter = try ODSRowRewriter(index, row, ODSNumberFormats())
      return (
        touched.lowerBound - rows.lowerBound..<touched.upperBound - rows.lowerBound,
        try rewriter.cells(in: check.block.columns)
      )
    }
  }

  /// The splices that leave the block empty.
  func leaving() throws -> [XMLSplice] {
    let rows = check.block.first.row..<check.block.last.row + 1
    return try index.rows.filter { $0.rows.overlaps(rows) }.map { row in
      let rewriter = try ODSRowRewriter(index, row, ODSNumberFormats())
      return try rewriter.splice(
        [(row.rows.clamped(to: rows), check.block.columns, nil)])
    }
  }

  /// The splices that put the cells where they come to, in the sheet without them.
  func arriving(_ index: ODSSheetIndex) throws -> [XMLSplice] {
    let first = check.landing.first.row
    let placed = runs.map { run in
      (
        rows: run.rows.lowerBound + first..<run.rows.upperBound + first,
        columns: check.landing.columns, bytes: Optional(run.bytes)
      )
    }
    var splices: [XMLSplice] = []
    for row in index.rows {
      let own = placed.compactMap { part -> (Range<Int>, ClosedRange<Int>, [UInt8]?)? in
        let rows = part.rows.clamped(to: row.rows)
        return rows.isEmpty ? nil : (rows, part.columns, part.bytes)
      }
      guard !own.isEmpty else { continue }
      splices.append(try ODSRowRewriter(index, row, ODSNumberFormats()).splice(own))
    }
    let beyond = placed.filter { $0.rows.upperBound > index.rowCount }
    guard !beyond.isEmpty, let end = index.rowsEnd, let last = index.rows.last else {
      return splices
    }
    let rewriter = try ODSRowRewriter(index, last, ODSNumberFormats())
    var bytes: [UInt8] = []
    var next = index.rowCount
    for part in beyond {
      let rows = max(part.rows.lowerBound, index.rowCount)..<part.rows.upperBound
      if rows.lowerBound > next { bytes += rewriter.newRows(rows.lowerBound - next, nil, 0) }
      bytes += rewriter.newRows(rows.count, part.bytes, part.columns.lowerBound)
      next = rows.upperBound
    }
    // Behind what replaced the last row, should that touch.
    splices.join(XMLSplice(range: end..<end, bytes: bytes))
    return splices
  }
}

extension ODSRowRewriter {
  /// A part of a run of rows, and what comes to some of its columns; empty cells for nil.
  typealias Part = (rows: Range<Int>, columns: ClosedRange<Int>, bytes: [UInt8]?)

  /// The cells of some columns as they are written.
  fileprivate func cells(in columns: ClosedRange<Int>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var next = columns.lowerBound
    for cell in cells {
      let touched = cell.columns.clamped(to: columns.lowerBound..<columns.upperBound + 1)
      guard !touched.isEmpty else { continue }
      bytes += try repeated(cell, count: touched.count)
      next = touched.upperBound
    }
    return bytes + blankCells(columns.upperBound + 1 - next)
  }

  /// The run with other cells in some of its rows.
  fileprivate func splice(_ parts: [Part]) throws -> XMLSplice {
    var bytes: [UInt8] = []
    var next = row.first
    for part in parts {
      if part.rows.lowerBound > next {
        bytes += try row([:], clearsOthers: false, count: part.rows.lowerBound - next)
      }
      bytes += try row(part)
      next = part.rows.upperBound
    }
    if next < row.rows.upperBound {
      bytes += try row([:], clearsOthers: false, count: row.rows.upperBound - next)
    }
    return XMLSplice(range: row.range, bytes: bytes)
  }

  private func row(_ part: Part) throws -> [UInt8] {
    let new = part.bytes ?? blankCells(part.columns.count)
    var bytes: [UInt8] = []
    var end = 0
    var isPlaced = false
    for cell in cells {
      let left = cell.columns.clamped(to: 0..<part.columns.lowerBound)
      if !left.isEmpty { bytes += try repeated(cell, count: left.count) }
      end = cell.columns.upperBound
      guard end > part.columns.lowerBound else { continue }
      if !isPlaced { bytes += new }
      isPlaced = true
      let right = part.columns.upperBound + 1..<max(part.columns.upperBound + 1, end)
      let rest = cell.columns.clamped(to: right)
      if !rest.isEmpty { bytes += try repeated(cell, count: rest.count) }
    }
    if !isPlaced { bytes += blankCells(part.columns.lowerBound - end) + new }
    let repeats = scanner.repeatSplices("number-rows-repeated", part.rows.count)
    guard let first = cells.first, let last = cells.last else {
      return scanner.bytes.spliced(repeats + [scanner.appending(bytes)], in: row.range)
    }
    let range = first.range.lowerBound..<last.range.upperBound
    return scanner.bytes.spliced(
      repeats + [XMLSplice(range: range, bytes: bytes)], in: row.range)
  }

  private func blankCells(_ count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    var output = XMLOutput()
    output.raw("<\(scanner.prefix)table-cell")
    if count > 1 {
      output.attribute(scanner.tablePrefix + "number-columns-repeated", String(count))
    }
    output.raw("/>")
    return output.bytes
  }

  /// Rows below the last one of the sheet, like it or of another style; empty ones without cells.
  func newRows(
    _ count: Int, _ cells: [UInt8]?, _ column: Int, style: String? = nil
  ) -> [UInt8] {
    let name = scanner.writtenName
    var output = XMLOutput()
    output.raw("<" + name)
    if let style {
      output.attribute(scanner.tablePrefix + "style-name", style)
    } else if let style = scanner.attributeSpan(.table, "style-name") {
      output.raw(" ")
      output.raw(scanner.bytes[style])
    }
    if count > 1 { output.attribute(scanner.tablePrefix + "number-rows-repeated", String(count)) }
    output.raw(">")
    output.raw(cells.map { blankCells(column) + $0 } ?? blankCells(1))
    output.raw("</\(name)>")
    return output.bytes
  }
}

/// The cells that each validation is for: in ODF they name it.
enum ODSValidatedCells {
  /// The blocks of cells in a sheet by the name of their validation.
  static func ranges(_ bytes: [UInt8], sheet: String) throws -> [String: [GridRange]] {
    var ranges: [String: [GridRange]] = [:]
    var scanner = XMLScanner(bytes)
    var (isSheet, row, column, rows) = (false, 0, 0, 1)
    while let event = try scanner.next() {
      if scanner.isElement(.table, "table") {
        guard event == .start else { continue }
        isSheet = try scanner.attribute(.table, "name") == sheet
        row = 0
      }
      guard isSheet else { continue }
      if scanner.isElement(.table, "table-row") {
        if event == .start { rows = try scanner.count(.table, "number-rows-repeated") }
        if event == .end { (row, column) = (row + rows, 0) }
      } else if scanner.isCell, event == .start {
        let columns = try scanner.count(.table, "number-columns-repeated")
        if let name = try scanner.attribute(.table, "content-validation-name") {
          ranges[name, default: []].append(
            GridRange(
              GridCell(row: row, column: column),
              GridCell(row: row + rows - 1, column: column + columns - 1)))
        }
        column += columns
      }
    }
    return ranges
  }
}
