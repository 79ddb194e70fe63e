internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Inserts, copies and deletes rows of a sheet.
struct ODSRowLines {
  private let index: ODSSheetIndex

  init(_ index: ODSSheetIndex) {
    self.index = index
  }

  // MARK: - Inserting

  /// Empty rows before row `at`; they look like the row above.
  func insert(at: Int, count: Int) throws -> [XMLSplice] {
    try checkMatrices(cutAt: at)
    guard let place = index.place(of: at) else { return [] }
    let model = index.place(of: at > 0 ? at - 1 : at) ?? place
    let crossing = index.merges.filter { $0.first.row < at && $0.last.row >= at }
    let bytes = try blank(
      index.rows[model], count: count, covered: crossing.map(\.columns),
      validated: validations(of: index.rows[place]))
    return try placed(bytes, at: at, place, count) + grown(crossing, by: count)
  }

  /// Copies of rows below them, made by `copy` of an element, its row and the one that is to come.
  func insertCopies(
    of rows: Range<Int>, times: Int, _ copy: (ODSSheetIndex.Row, Int, Int) throws -> [UInt8]
  ) throws -> [XMLSplice] {
    // Below the last row of the sheet nothing stands that a copy would have.
    guard let first = index.place(of: rows.lowerBound) else { return [] }
    for matrix in index.matrices where matrix.rows.overlaps(rows) {
      guard rows.contains(matrix.first.row), rows.contains(matrix.last.row) else {
        throw EditError.arrayFormula(at: Origin(cell: matrix.first.a1))
      }
    }
    for merge in index.merges where merge.rows.overlaps(rows) {
      guard rows.contains(merge.first.row), rows.contains(merge.last.row) else {
        throw EditError.coveredCell(at: Origin(cell: merge.a1))
      }
    }
    var bytes: [UInt8] = []
    var last = first
    for target in rows.upperBound..<rows.upperBound + rows.count * times {
      let row = rows.lowerBound + (target - rows.lowerBound) % rows.count
      if let source = index.place(of: row) {
        bytes += try copy(index.rows[source], row, target)
        last = source
      } else {
        bytes += try blank(index.rows[last], count: 1, covered: [])
      }
    }
    guard let place = index.place(of: rows.upperBound) else {
      let missing = rows.upperBound - index.rowCount
      if missing > 0 { bytes = try blank(index.rows[last], count: missing, covered: []) + bytes }
      let end = index.rows.last?.range.upperBound ?? 0
      return [XMLSplice(range: end..<end, bytes: bytes)]
    }
    return try placed(bytes, at: rows.upperBound, place, rows.count * times)
  }

  /// The splice that puts rows before row `at`, in a run or between two, and shortens the padding.
  private func placed(
    _ bytes: [UInt8], at: Int, _ place: Int, _ count: Int
  ) throws -> [XMLSplice] {
    let target = index.rows[place]
    let above = at - target.first
    let cut = try paddingToCut(count)
    let isPadding = place == index.rows.count - 1
    if above > 0 {
      let rewriter = try ODSRowRewriter(index, target, ODSNumberFormats())
      var run = try rewriter.row([:], clearsOthers: false, count: above) + bytes
      let below = target.repeated - above - (isPadding ? cut : 0)
      if below > 0 { run += try rewriter.row([:], clearsOthers: false, count: below) }
      return [XMLSplice(range: target.range, bytes: run)]
        + (isPadding ? [] : try shorter(by: cut))
    }
    let start = index.groupStart(ofRowAt: place)
    let splice = XMLSplice(range: start..<start, bytes: bytes)
    guard isPadding, cut > 0 else { return [splice] + (try shorter(by: cut)) }
    return try [splice] + shorter(by: cut)
  }

  /// How many rows of the padding at the end are too many once rows came.
  private func paddingToCut(_ count: Int) throws -> Int {
    let tooMany = max(0, index.rowCount + count - CellAddress.rowsMax)
    guard tooMany > 0 else { return 0 }
    guard let last = index.rows.last, !last.hasContent, last.repeated >= tooMany else {
      throw EditError.sheetFull(at: Origin())
    }
    return tooMany
  }

  private func shorter(by cut: Int) throws -> [XMLSplice] {
    guard cut > 0, let last = index.rows.last else { return [] }
    guard cut < last.repeated else { return [XMLSplice(range: last.range, bytes: [])] }
    let rewriter = try ODSRowRewriter(index, last, ODSNumberFormats())
    let bytes = try rewriter.row([:], clearsOthers: false, count: last.repeated - cut)
    return [XMLSplice(range: last.range, bytes: bytes)]
  }

  /// The validations of a row's cells.
  private func validations(of row: ODSSheetIndex.Row) throws -> [(Range<Int>, String)] {
    var found: [(Range<Int>, String)] = []
    var scanner = try index.scanner(at: row)
    var column = 0
    try scanner.eachChild { scanner in
      let count = scanner.isCell ? try scanner.count(.table, "number-columns-repeated") : 0
      if let name = try scanner.attribute(.table, "content-validation-name") {
        found.append((column..<column + count, name))
      }
      column += count
      try scanner.skipElement()
    }
    return found
  }

  /// An empty row that looks like another; columns under a merged block stay covered, and a
  /// validation goes on where the row below has it too.
  private func blank(
    _ model: ODSSheetIndex.Row, count: Int, covered: [ClosedRange<Int>],
    validated: [(columns: Range<Int>, name: String)] = []
  ) throws -> [UInt8] {
    var scanner = try index.scanner(at: model)
    var output = XMLOutput()
    let name = scanner.writtenName
    output.raw("<" + name)
    output.copyAttributes(
      of: scanner, [(.table, "style-name"), (.table, "default-cell-style-name")])
    if count > 1 {
      output.attribute(scanner.tablePrefix + "number-rows-repeated", String(count))
    }
    output.raw(">")
    var column = 0
    try scanner.eachChild { scanner in
      let isCell = scanner.isCell
      let repeated = isCell ? try scanner.count(.table, "number-columns-repeated") : 0
      var next = column
      column += repeated
      let rule = try scanner.attribute(.table, "content-validation-name")
      // Where one of the runs begins or ends, the cells may change.
      let edges =
        covered.flatMap { [$0.lowerBound, $0.upperBound + 1] }
        + validated.flatMap { [$0.columns.lowerBound, $0.columns.upperBound] }
      while next < column {
        let end = edges.filter { $0 > next && $0 < column }.min() ?? column
        output.blankCell(
          like: scanner, count: end - next,
          isCovered: covered.contains { $0.contains(next) },
          isValidated: validated.contains { $0.columns.contains(next) && $0.name == rule })
        next = end
      }
      try scanner.skipElement()
    }
    if column == 0 { output.raw("<\(scanner.prefix)table-cell/>") }
    output.raw("</" + name + ">")
    return output.bytes
  }

  // MARK: - Deleting

  /// Takes rows out; a merged block that goes on below loses them, one that begins in them and goes
  /// on is refused.
  func delete(_ rows: Range<Int>) throws -> [XMLSplice] {
    for merge in index.merges where merge.rows.overlaps(rows) {
      guard merge.last.row < rows.upperBound || !rows.contains(merge.first.row) else {
        throw EditError.cannotFollow(
          Words(vi: "ô gộp mất dòng đầu", en: "a merged block would lose its first row"),
          at: Origin(cell: merge.a1))
      }
    }
    for matrix in index.matrices where matrix.rows.overlaps(rows) {
      guard rows.contains(matrix.first.row), rows.contains(matrix.last.row) else {
        throw EditError.arrayFormula(at: Origin(cell: matrix.first.a1))
      }
    }
    let touched = index.rows.filter { $0.rows.overlaps(rows) }
    let leaves = touched.reduce(0) { $0 + $1.rows.clamped(to: rows).count }
    var splices: [XMLSplice] = []
    if leaves == index.rowCount, let first = index.rows.first {
      splices.append(
        XMLSplice(range: first.range, bytes: try blank(first, count: 1, covered: [])))
    }
    for row in touched where splices.first?.range != row.range {
      let left = row.repeated - row.rows.clamped(to: rows).count
      let rewriter = try ODSRowRewriter(index, row, ODSNumberFormats())
      let bytes = left > 0 ? try rewriter.row([:], clearsOthers: false, count: left) : []
      splices.append(XMLSplice(range: row.range, bytes: bytes))
    }
    let crossing = index.merges.filter {
      $0.rows.overlaps(rows) && !rows.contains($0.first.row)
    }
    for merge in crossing {
      let lost = (merge.first.row..<merge.last.row + 1).clamped(to: rows).count
      splices += try grown([merge], by: -lost)
    }
    return try withoutEmptyGroups(splices, touched, rows)
  }

  /// Groups of rows that lose all their rows leave too: the schema wants a row in each.
  private func withoutEmptyGroups(
    _ splices: [XMLSplice], _ touched: [ODSSheetIndex.Row], _ rows: Range<Int>
  ) throws -> [XMLSplice] {
    var splices = splices
    for parent in Set(touched.map(\.parent)) where parent > 0 {
      let members = index.rows.filter { $0.parent == parent }
      let isGone = members.allSatisfy { $0.rows.clamped(to: rows).count == $0.repeated }
      let hasOthers = index.parentOf.contains { $0 == parent }
      guard isGone, !hasOthers, members.count < index.rows.count else { continue }
      var scanner = index.parents[parent]
      let start = scanner.range.lowerBound
      try scanner.skipElement()
      let group = start..<scanner.range.upperBound
      splices.removeAll { group.contains($0.range.lowerBound) }
      splices.append(XMLSplice(range: group, bytes: []))
    }
    return splices
  }

  // MARK: - What lies across

  /// Merged blocks with more or fewer rows, told in their first cells.
  private func grown(_ merges: [CellRange], by count: Int) throws -> [XMLSplice] {
    try merges.compactMap { merge in
      guard let place = index.place(of: merge.first.row),
        let cell = try index.cells(of: index.rows[place]).first(where: {
          $0.column == merge.first.column
        })
      else { return nil }
      guard index.rows[place].repeated == 1 else {
        throw EditError.coveredCell(at: Origin(cell: merge.a1))
      }
      var scanner = try index.scanner(at: index.rows[place]).resumed(at: cell.range.lowerBound)
      _ = try scanner.next()
      guard let range = scanner.attributeRange(.table, "number-rows-spanned") else { return nil }
      return XMLSplice(range: range, bytes: Array(String(merge.rows.count + count).utf8))
    }
  }

  private func checkMatrices(cutAt row: Int) throws {
    let cut = index.matrices.first { $0.first.row < row && $0.last.row >= row }
    if let cut { throw EditError.arrayFormula(at: Origin(cell: cut.first.a1)) }
  }
}

extension XMLScanner {
  /// Whether the element is a cell, covered or not.
  var isCell: Bool {
    isElement(.table, "table-cell") || isElement(.table, "covered-table-cell")
  }

  /// The prefix of attributes of the table namespace.
  var tablePrefix: String { attributePrefix(of: .table) ?? prefix }
}

extension XMLOutput {
  /// Copies some attributes of the last start event as they are written.
  mutating func copyAttributes(
    of scanner: XMLScanner, _ names: [(XMLNamespace, StaticString)]
  ) {
    for (namespace, name) in names {
      guard let span = scanner.attributeSpan(namespace, name) else { continue }
      raw(" ")
      raw(scanner.bytes[span])
    }
  }

  /// Empty cells that look like another.
  mutating func blankCell(
    like scanner: XMLScanner, count: Int, isCovered: Bool, isValidated: Bool
  ) {
    raw("<\(scanner.prefix)\(isCovered ? "covered-" : "")table-cell")
    copyAttributes(of: scanner, [(.table, "style-name")])
    if !isCovered, isValidated {
      copyAttributes(of: scanner, [(.table, "content-validation-name")])
    }
    if count > 1 {
      attribute(scanner.tablePrefix + "number-columns-repeated", String(count))
    }
    raw("/>")
  }
}
