internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Where the rows and cells of a sheet stand in content.xml.
///
/// Rows are listed once; the cells of a row only when it is touched.
struct ODSSheetIndex {
  /// A row element, standing for one row or a run of equal ones.
  struct Row {
    /// The first row, from 0.
    var first: Int
    /// How many rows it stands for.
    var repeated: Int
    /// Its bytes, from the start of its start tag to the end of its end tag.
    var range: Range<Int>
    /// The element it is in: a place in ``ODSSheetIndex/parents``.
    var parent: Int
    /// Whether a cell of it has a value, a formula, a comment or anything else in it.
    var hasContent: Bool

    /// The rows it stands for.
    var rows: Range<Int> { first..<first + repeated }
  }

  /// A cell element, standing for one cell or a run of equal ones.
  struct Cell {
    /// The first column, from 0.
    var column: Int
    /// How many columns it stands for.
    var repeated: Int
    /// Its bytes.
    var range: Range<Int>
    /// Whether it lies under a merged block.
    var isCovered: Bool
    /// Whether it has a value, a formula or anything in it.
    var hasContent: Bool
    /// Its own style.
    var style: String?
    /// How many rows and columns it spans as a merged block, one each where it is none.
    var spans = CellAddress(row: 1, column: 1)
    /// How many rows and columns its matrix formula fills; nil where it has none.
    var matrix: CellAddress?
    /// Whether it holds a formula.
    var hasFormula = false

    /// The columns it stands for.
    var columns: Range<Int> { column..<column + repeated }
  }

  /// A column element, standing for one column or a run of equal ones.
  struct Column {
    /// The columns it stands for.
    var columns: Range<Int>
    /// Its bytes.
    var range: Range<Int>
    /// A scanner that stands in the element it is in.
    var parent: XMLScanner
  }

  /// The column elements from left to right.
  private(set) var columns: [Column] = []
  /// The row elements from top to bottom.
  private(set) var rows: [Row] = []
  /// Scanners that stand in the table, or in a group of its rows.
  private(set) var parents: [XMLScanner]
  /// The group that each group is in: a place in ``parents``.
  private(set) var parentOf: [Int] = [-1]
  /// Where a row can be added below all others.
  private(set) var rowsEnd: Int?
  /// The merged blocks, row by row.
  private(set) var merges: [CellRange] = []
  /// The blocks that matrix formulas of more than one cell fill.
  private(set) var matrices: [CellRange] = []
  /// Whether a cell holds a formula.
  private(set) var hasFormulas = false
  private var columnStyles: [(columns: Range<Int>, style: String)] = []

  /// Lists the rows of the table whose start event was the scanner's last.
  init(_ start: XMLScanner) throws {
    parents = [start]
    var scanner = start
    var columns = 0
    try readChildren(&scanner, parent: 0, columns: &columns)
  }

  /// How many rows the sheet lists, padding and all.
  var rowCount: Int { rows.last.map { $0.first + $0.repeated } ?? 0 }

  /// The place in ``rows`` of the element that stands for a row.
  func place(of row: Int) -> Int? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].rows.upperBound <= row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].rows.contains(row) ? low : nil
  }

  /// The style that a column gives to cells without one.
  func columnStyle(_ column: Int) -> String? {
    columnStyles.first { $0.columns.contains(column) }?.style
  }

  /// Where rows before a row element are put: in front of the groups that begin with it.
  func groupStart(ofRowAt place: Int) -> Int {
    var parent = rows[place].parent
    var start = rows[place].range.lowerBound
    while parent > 0, place == 0 || !isIn(parent, rows[place - 1]) {
      start = parents[parent].range.lowerBound
      parent = parentOf[parent]
    }
    return start
  }

  private func isIn(_ group: Int, _ row: Row) -> Bool {
    var parent = row.parent
    while parent > group { parent = parentOf[parent] }
    return parent == group
  }

  /// The scanner at the start event of a row.
  func scanner(at row: Row) throws -> XMLScanner {
    var scanner = parents[row.parent].resumed(at: row.range.lowerBound)
    _ = try scanner.next()
    return scanner
  }

  /// The cells of a row from left to right.
  func cells(of row: Row) throws -> [Cell] {
    var scanner = try scanner(at: row)
    var cells: [Cell] = []
    var column = 0
    try scanner.eachChild { scanner in
      guard let cell = try Self.readCell(&scanner, column: column) else { return }
      cells.append(cell)
      column += cell.repeated
    }
    return cells
  }

  /// The styles of the cells of a block, row by row; of one without its own, what its row or its
  /// column gives it.
  func styles(in block: CellRange) throws -> [[String?]] {
    let columns = block.columns.map { columnStyle($0) }
    var styles: [[String?]] = []
    var row = block.first.row
    while row <= block.last.row {
      guard let place = place(of: row) else {
        styles += Array(repeating: columns, count: block.last.row + 1 - row)
        break
      }
      let line = rows[place]
      let own = try scanner(at: line).attribute(.table, "default-cell-style-name")
      var found = columns.map { own ?? $0 }
      for cell in try cells(of: line) where cell.style != nil {
        let touched = cell.columns.clamped(to: block.first.column..<block.last.column + 1)
        for column in touched { found[column - block.first.column] = cell.style }
      }
      let count = min(line.rows.upperBound, block.last.row + 1) - row
      styles += Array(repeating: found, count: count)
      row += count
    }
    return styles
  }

  /// The cells of a block that hold something, covered ones left out.
  func filledCells(in block: CellRange) throws -> [CellAddress] {
    var found: [CellAddress] = []
    for row in rows where row.hasContent && row.rows.overlaps(block.rows) {
      let columns = try cells(of: row).filter { $0.hasContent && !$0.isCovered }
        .flatMap { $0.columns.clamped(to: block.columns.lowerBound..<block.columns.upperBound + 1) }
      for row in row.rows.clamped(to: block.rows.lowerBound..<block.rows.upperBound + 1) {
        found += columns.map { CellAddress(row: row, column: $0) }
      }
      guard found.count <= SheetRange.cellsMax else {
        throw ODSError.limit("cellsMax", max: SheetRange.cellsMax, at: Origin())
      }
    }
    return found
  }

  // MARK: - Reading

  /// Reads what is in the table or in a group; a group's columns and rows count as the table's.
  private mutating func readChildren(
    _ scanner: inout XMLScanner, parent: Int, columns: inout Int
  ) throws {
    let depth = scanner.depth
    let own = scanner
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { return }
      guard event == .start else { continue }
      if scanner.isElement(.table, "table-row") {
        try readRow(&scanner, parent: parent)
      } else if scanner.isRowGroup {
        parents.append(scanner)
        parentOf.append(parent)
        try readChildren(&scanner, parent: parents.count - 1, columns: &columns)
      } else if scanner.isElement(.table, "table-column") {
        let start = scanner.range.lowerBound
        let first = columns
        try readColumn(scanner, &columns)
        try scanner.skipElement()
        self.columns.append(
          Column(
            columns: first..<columns, range: start..<scanner.range.upperBound,
            parent: own))
      } else if scanner.isColumnGroup {
        try readChildren(&scanner, parent: parent, columns: &columns)
        continue
      } else {
        try scanner.skipElement()
        continue
      }
      if parent == 0 && !rows.isEmpty { rowsEnd = scanner.range.upperBound }
    }
  }

  private mutating func readColumn(_ scanner: XMLScanner, _ columns: inout Int) throws {
    let repeated = try scanner.count(.table, "number-columns-repeated")
    if let style = try scanner.attribute(.table, "default-cell-style-name") {
      columnStyles.append((columns..<columns + repeated, style))
    }
    columns += repeated
  }

  private mutating func readRow(_ scanner: inout XMLScanner, parent: Int) throws {
    let start = scanner.range.lowerBound
    let repeated = try scanner.count(.table, "number-rows-repeated")
    var hasContent = false
    var column = 0
    try scanner.eachChild { scanner in
      guard let cell = try Self.readCell(&scanner, column: column) else { return }
      column += cell.repeated
      if cell.hasContent { hasContent = true }
      if cell.hasFormula { hasFormulas = true }
      readSpans(of: cell, rows: repeated)
    }
    rows.append(
      Row(
        first: rowCount, repeated: repeated, range: start..<scanner.range.upperBound,
        parent: parent, hasContent: hasContent))
  }

  /// Lists a cell's merged block and matrix; a run of rows has one for each row.
  private mutating func readSpans(of cell: Cell, rows: Int) {
    let first = CellAddress(row: rowCount, column: cell.column)
    if cell.spans.row > 1 || cell.spans.column > 1 {
      for row in 0..<min(rows, Self.spansMax) {
        merges.append(CellRange(first, spanning: cell.spans).moved(down: row, right: 0))
      }
    }
    if let matrix = cell.matrix, matrix.row > 1 || matrix.column > 1 {
      matrices.append(CellRange(first, spanning: matrix))
    }
  }

  /// The most merged blocks that one run of rows stands for.
  private static let spansMax = 65_536

  private static func readCell(_ scanner: inout XMLScanner, column: Int) throws -> Cell? {
    let isCovered = scanner.isElement(.table, "covered-table-cell")
    guard isCovered || scanner.isElement(.table, "table-cell") else {
      try scanner.skipElement()
      return nil
    }
    let start = scanner.range.lowerBound
    let repeated = try scanner.count(.table, "number-columns-repeated")
    let style = try scanner.attribute(.table, "style-name")
    let hasFormula = scanner.attributeRange(.table, "formula") != nil
    var hasContent = scanner.attributeRange(.office, "value-type") != nil || hasFormula
    let spans = try CellAddress(
      row: scanner.count(.table, "number-rows-spanned", max: CellAddress.rowsMax),
      column: scanner.count(.table, "number-columns-spanned", max: CellAddress.columnsMax))
    let matrix = try hasFormula ? Self.matrix(scanner) : nil
    try scanner.eachChild { scanner in
      hasContent = true
      try scanner.skipElement()
    }
    return Cell(
      column: column, repeated: repeated, range: start..<scanner.range.upperBound,
      isCovered: isCovered, hasContent: hasContent, style: style, spans: spans, matrix: matrix,
      hasFormula: hasFormula)
  }

  private static func matrix(_ scanner: XMLScanner) throws -> CellAddress? {
    guard scanner.attributeRange(.table, "number-matrix-rows-spanned") != nil else { return nil }
    return try CellAddress(
      row: scanner.count(.table, "number-matrix-rows-spanned", max: CellAddress.rowsMax),
      column: scanner.count(
        .table, "number-matrix-columns-spanned", max: CellAddress.columnsMax))
  }
}

extension XMLScanner {
  /// Whether the element only groups columns.
  var isColumnGroup: Bool {
    isElement(.table, "table-column-group") || isElement(.table, "table-header-columns")
      || isElement(.table, "table-columns")
  }

  /// The splices that make the run of the last start event stand for `count` rows or columns.
  func repeatSplices(_ name: StaticString, _ count: Int) -> [XMLSplice] {
    guard let value = attributeRange(.table, name),
      let span = attributeSpan(.table, name)
    else { return [] }
    if count > 1 { return [XMLSplice(range: value, bytes: Array(String(count).utf8))] }
    return [XMLSplice(range: withSpaceBefore(span), bytes: [])]
  }

  /// An attribute's bytes with the white space before it.
  func withSpaceBefore(_ span: Range<Int>) -> Range<Int> {
    var start = span.lowerBound
    while [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
    return start..<span.upperBound
  }

  /// The name of the element of the last start event as it is written, with its prefix.
  var writtenName: String { prefix + localName }
}

extension XMLScanner {
  /// A count such as `table:number-columns-repeated`: 1 where it is missing.
  ///
  /// - Throws: ``ODSError/count(attribute:text:at:)`` unless it is 1 to `max`.
  func count(
    _ namespace: XMLNamespace, _ name: StaticString, max: Int = 1 << 31
  ) throws -> Int {
    guard let text = try attribute(namespace, name) else { return 1 }
    guard let count = Int(text), count >= 1, count <= max else {
      throw ODSError.count(
        attribute: name.description, text: text, at: Origin(byteOffset: range.lowerBound))
    }
    return count
  }

  /// Whether the element only groups rows: outline groups, header rows, rows.
  var isRowGroup: Bool {
    isElement(.table, "table-row-group") || isElement(.table, "table-header-rows")
      || isElement(.table, "table-rows")
  }
}
