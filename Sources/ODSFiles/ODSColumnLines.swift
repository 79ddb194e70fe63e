internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Inserts and deletes columns of a sheet.
struct ODSColumnLines {
  private let index: ODSSheetIndex

  init(_ index: ODSSheetIndex) {
    self.index = index
  }

  // MARK: - Inserting

  /// Empty columns before column `at`; they look like the column on their left.
  func insert(at: Int, count: Int) throws -> [XMLSplice] {
    let cut = index.matrices.first { $0.first.column < at && $0.last.column >= at }
    if let cut { throw EditError.arrayFormula(at: Origin(cell: cut.first.a1)) }
    var splices = try insertColumns(at: at, count: count)
    let crossing = index.merges.filter { $0.first.column < at && $0.last.column >= at }
    for row in index.rows {
      let covered = crossing.contains { $0.rows.contains(row.first) }
      splices += try insert(into: row, at: at, count: count, isCovered: covered, crossing)
    }
    return splices
  }

  private func insert(
    into row: ODSSheetIndex.Row, at: Int, count: Int, isCovered: Bool, _ crossing: [CellRange]
  ) throws -> [XMLSplice] {
    let cells = try index.cells(of: row)
    guard let place = cells.firstIndex(where: { $0.columns.contains(at) }) else { return [] }
    var splices: [XMLSplice] = []
    let cell = cells[place]
    let model = at > cell.column || place == 0 ? cell : cells[place - 1]
    var output = XMLOutput()
    let like = try scanner(at: model, of: row)
    let rule = try scanner(at: cell, of: row).attribute(.table, "content-validation-name")
    output.blankCell(
      like: like, count: count, isCovered: isCovered,
      isValidated: try like.attribute(.table, "content-validation-name") == rule)
    let above = at - cell.column
    let cut = max(0, (cells.last?.columns.upperBound ?? 0) + count - CellAddress.columnsMax)
    let isLast = place == cells.count - 1
    if cut > 0, let last = cells.last {
      guard !last.hasContent, !last.isCovered, cut <= last.repeated else {
        throw EditError.sheetFull(at: Origin())
      }
    }
    if above > 0 {
      let below = cell.repeated - above - (isLast ? cut : 0)
      var bytes = try repeated(cell, row, above) + output.bytes
      if below > 0 { bytes += try repeated(cell, row, below) }
      splices.append(XMLSplice(range: cell.range, bytes: bytes))
    } else {
      let start = cell.range.lowerBound
      splices.append(XMLSplice(range: start..<start, bytes: output.bytes))
    }
    if cut > 0, above == 0 || !isLast, let last = cells.last {
      let bytes = cut < last.repeated ? try repeated(last, row, last.repeated - cut) : []
      splices.append(XMLSplice(range: last.range, bytes: bytes))
    }
    for merge in crossing where row.rows.contains(merge.first.row) {
      splices += try grown(merge, row, cells, by: count)
    }
    return splices
  }

  // MARK: - Deleting

  /// Takes columns out; a merged block that goes on to the right loses them, one that begins in
  /// them and goes on is refused.
  func delete(_ columns: Range<Int>) throws -> [XMLSplice] {
    for merge in index.merges where merge.columns.overlaps(columns) {
      guard merge.last.column < columns.upperBound || !columns.contains(merge.first.column) else {
        throw EditError.cannotFollow(
          Words(vi: "ô gộp mất cột đầu", en: "a merged block would lose its first column"),
          at: Origin(cell: merge.a1))
      }
    }
    for matrix in index.matrices where matrix.columns.overlaps(columns) {
      guard columns.contains(matrix.first.column), columns.contains(matrix.last.column) else {
        throw EditError.arrayFormula(at: Origin(cell: matrix.first.a1))
      }
    }
    var splices = try deleteColumns(columns)
    for row in index.rows {
      let cells = try index.cells(of: row)
      let touched = cells.filter { $0.columns.overlaps(columns) }
      let gone = touched.reduce(0) { $0 + $1.columns.clamped(to: columns).count }
      let keepsNone = gone == cells.last?.columns.upperBound
      for (place, cell) in touched.enumerated() {
        let left = cell.repeated - cell.columns.clamped(to: columns).count
        var bytes: [UInt8] = []
        if left > 0 {
          bytes = try repeated(cell, row, left)
        } else if keepsNone && place == 0 {
          // The schema wants a cell in each row.
          bytes = Array("<\(try index.scanner(at: row).prefix)table-cell/>".utf8)
        }
        splices.append(XMLSplice(range: cell.range, bytes: bytes))
      }
      for merge in index.merges
      where row.rows.contains(merge.first.row) && merge.columns.overlaps(columns)
        && !columns.contains(merge.first.column)
      {
        let lost = (merge.first.column..<merge.last.column + 1).clamped(to: columns).count
        splices += try grown(merge, row, cells, by: -lost)
      }
    }
    return splices
  }

  // MARK: - The elements of columns

  private func insertColumns(at: Int, count: Int) throws -> [XMLSplice] {
    let columns = index.columns
    guard let place = columns.firstIndex(where: { $0.columns.contains(at) }) else { return [] }
    let column = columns[place]
    let model = at > column.columns.lowerBound || place == 0 ? column : columns[place - 1]
    let total = (columns.last?.columns.upperBound ?? 0) + count
    let cut = max(0, total - CellAddress.columnsMax)
    let isLast = place == columns.count - 1
    if at > column.columns.lowerBound {
      let grown = column.columns.count + count - (isLast ? cut : 0)
      return [rewritten(column, grown)] + (isLast ? [] : shorter(by: cut))
    }
    let start = column.range.lowerBound
    var splices = [
      XMLSplice(range: start..<start, bytes: rewritten(model, count).bytes)
    ]
    splices += shorter(by: cut)
    return splices
  }

  private func deleteColumns(_ range: Range<Int>) throws -> [XMLSplice] {
    let touched = index.columns.filter { $0.columns.overlaps(range) }
    let gone = touched.reduce(0) { $0 + $1.columns.clamped(to: range).count }
    let keepsNone = gone == index.columns.last?.columns.upperBound
    return touched.enumerated().map { place, column in
      var left = column.columns.count - column.columns.clamped(to: range).count
      if keepsNone && place == 0 { left = 1 }
      return left > 0 ? rewritten(column, left) : XMLSplice(range: column.range, bytes: [])
    }
  }

  private func shorter(by cut: Int) -> [XMLSplice] {
    guard cut > 0, let last = index.columns.last else { return [] }
    let left = last.columns.count - cut
    return [left > 0 ? rewritten(last, left) : XMLSplice(range: last.range, bytes: [])]
  }

  /// A column's element, standing for so many columns.
  private func rewritten(_ column: ODSSheetIndex.Column, _ count: Int) -> XMLSplice {
    var scanner = column.parent.resumed(at: column.range.lowerBound)
    guard (try? scanner.next()) == .start else { return XMLSplice(range: column.range, bytes: []) }
    return XMLSplice(
      range: column.range,
      bytes: scanner.bytes.spliced(
        scanner.countSplices("number-columns-repeated", count), in: column.range))
  }

  // MARK: - Cells

  private func scanner(
    at cell: ODSSheetIndex.Cell, of row: ODSSheetIndex.Row
  ) throws -> XMLScanner {
    var scanner = try index.scanner(at: row).resumed(at: cell.range.lowerBound)
    _ = try scanner.next()
    return scanner
  }

  private func repeated(
    _ cell: ODSSheetIndex.Cell, _ row: ODSSheetIndex.Row, _ count: Int
  ) throws -> [UInt8] {
    let scanner = try scanner(at: cell, of: row)
    return scanner.bytes.spliced(
      scanner.repeatSplices("number-columns-repeated", count), in: cell.range)
  }

  private func grown(
    _ merge: CellRange, _ row: ODSSheetIndex.Row, _ cells: [ODSSheetIndex.Cell], by count: Int
  ) throws -> [XMLSplice] {
    guard let cell = cells.first(where: { $0.column == merge.first.column }) else { return [] }
    let scanner = try scanner(at: cell, of: row)
    guard let range = scanner.attributeRange(.table, "number-columns-spanned") else { return [] }
    return [XMLSplice(range: range, bytes: Array(String(merge.columns.count + count).utf8))]
  }
}

extension XMLScanner {
  /// The splices that make the element of the last start event stand for `count` lines, whether it
  /// says so already or not.
  func countSplices(_ name: StaticString, _ count: Int) -> [XMLSplice] {
    guard attributeRange(.table, name) == nil else { return repeatSplices(name, count) }
    guard count > 1 else { return [] }
    var output = XMLOutput()
    output.attribute(tablePrefix + name.description, String(count))
    let end = range.upperBound - (isEmptyElement ? 2 : 1)
    return [XMLSplice(range: end..<end, bytes: output.bytes)]
  }
}
