internal import Diagnostics
public import Sheets
internal import XMLStreams

/// Reads the formulas of a workbook, apart from its values.
///
/// - Source: ODF 1.3-3 §19.650 `table:formula`, §9.4.12 `table:named-range`, §9.4.13
///   `table:named-expression`, §9.4.1 `table:calculation-settings`.
public enum ODSFormulas {
  /// The most formulas of one workbook.
  public static let formulasMax = 1 << 24

  /// Reads them all.
  ///
  /// - Parameter path: The file.
  /// - Returns: The formulas, names and rules.
  /// - Throws: As ``ODSReader``.
  public static func read(path: String) throws -> WorkbookFormulas {
    let package = try ODSPackage(path: path)
    return try placing(Origin(file: path, part: ODSPart.content)) {
      var reader = FormulaReader(package.content)
      try reader.read()
      return reader.found
    }
  }
}

/// Goes through content.xml for its formulas.
private struct FormulaReader {
  private(set) var found = WorkbookFormulas()
  private var scanner: XMLScanner
  private var row = 0
  private var column = 0
  private var count = 0

  init(_ content: [UInt8]) {
    scanner = XMLScanner(content)
    found.rules.patterns = .regularExpressions
    found.rules.isCaseSensitive = true
  }

  mutating func read() throws {
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(.office, "spreadsheet") else { continue }
      let depth = scanner.depth
      while let event = try scanner.next() {
        if event == .end && scanner.depth == depth { break }
        if event == .start { try readChild() }
      }
    }
  }

  private mutating func readChild() throws {
    if scanner.isElement(.table, "table") {
      try readTable()
    } else if scanner.isElement(.table, "named-expressions") {
      try readNames(of: nil)
    } else if scanner.isElement(.table, "calculation-settings") {
      try readRules()
    } else {
      try scanner.skipElement()
    }
  }

  // MARK: Sheets

  private mutating func readTable() throws {
    let name = try scanner.attribute(.table, "name") ?? "Sheet\(found.sheets.count + 1)"
    guard !(name.hasPrefix("'file:") && name.contains("'#")) else {
      return try scanner.skipElement()
    }
    found.sheets.append(WorkbookFormulas.Sheet(name: name))
    row = 0
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      guard event == .start else { continue }
      if scanner.isElement(.table, "table-row") {
        try readRow()
      } else if scanner.isElement(.table, "named-expressions") {
        try readNames(of: name)
      } else if !scanner.isRowGroup {
        try scanner.skipElement()
      }
    }
  }

  private mutating func readRow() throws {
    let repeated = try scanner.count(.table, "number-rows-repeated")
    let last = min(row + repeated, CellAddress.rowsMax) - 1
    if row <= last {
      switch try scanner.attribute(.table, "visibility") {
      case "collapse": found.sheets[found.sheets.count - 1].hiddenRows.append(row...last)
      case "filter": found.sheets[found.sheets.count - 1].filteredRows.append(row...last)
      default: break
      }
    }
    column = 0
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      if event == .start { try readCell(rows: repeated) }
    }
    row = min(row + repeated, CellAddress.rowsMax)
  }

  private mutating func readCell(rows: Int) throws {
    let repeated = try scanner.count(.table, "number-columns-repeated")
    if let attribute = try scanner.attribute(.table, "formula"),
      let expression = ODSFormulaText.expression(attribute)
    {
      let height = try scanner.attribute(.table, "number-matrix-rows-spanned")
      let width = try scanner.attribute(.table, "number-matrix-columns-spanned")
      try add(expression, rows: rows, columns: repeated, height: height, width: width)
    }
    column = min(column + repeated, CellAddress.columnsMax)
    try scanner.skipElement()
  }

  private mutating func add(
    _ expression: FormulaText, rows: Int, columns: Int, height: String?, width: String?
  ) throws {
    guard row < CellAddress.rowsMax, column < CellAddress.columnsMax else { return }
    let base = CellAddress(row: row, column: column)
    var block: CellRange?
    if let rows = height.flatMap({ Int($0) }) ?? width.map({ _ in 1 }) {
      let columns = width.flatMap { Int($0) } ?? 1
      let last = CellAddress(
        row: min(row + max(1, min(rows, CellAddress.rowsMax)), CellAddress.rowsMax) - 1,
        column: min(column + max(1, min(columns, CellAddress.columnsMax)), CellAddress.columnsMax)
          - 1)
      block = CellRange(base, last)
    }
    let lastRow = min(row + rows, CellAddress.rowsMax)
    let lastColumn = min(column + columns, CellAddress.columnsMax)
    count += (lastRow - row) * (lastColumn - column)
    guard count <= ODSFormulas.formulasMax else {
      throw ODSError.limit("formulasMax", max: ODSFormulas.formulasMax, at: Origin())
    }
    for row in row..<lastRow {
      for column in column..<lastColumn {
        found.sheets[found.sheets.count - 1].formulas.append(
          StoredFormula(
            cell: CellAddress(row: row, column: column), expression: expression, base: base,
            arrayRange: block))
      }
    }
  }

  // MARK: Names and rules

  private mutating func readNames(of sheet: String?) throws {
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { return }
      guard event == .start else { continue }
      if let name = try scanner.attribute(.table, "name") {
        let base = try scanner.attribute(.table, "base-cell-address").flatMap(ODSAddress.parse)
        let block = try scanner.attribute(.table, "cell-range-address")
        let attribute = try scanner.attribute(.table, "expression")
        let expression =
          block.map { FormulaText("[" + $0 + "]", .openFormula) }
          ?? attribute.flatMap { ODSFormulaText.expression($0, needsSign: false) }
        if let expression {
          found.names.append(
            StoredName(
              name: name, sheet: sheet, expression: expression,
              base: base?.range.first ?? CellAddress(row: 0, column: 0),
              baseSheet: base?.sheet ?? sheet))
        }
      }
      try scanner.skipElement()
    }
  }

  private mutating func readRules() throws {
    func isOn(_ name: StaticString, _ usual: Bool) throws -> Bool {
      try scanner.attribute(.table, name).map { $0 == "true" } ?? usual
    }
    let isRegular = try isOn("use-regular-expressions", true)
    found.rules.patterns =
      try isOn("use-wildcards", false) ? .wildcards : isRegular ? .regularExpressions : .plain
    found.rules.criteriaMatchWholeCell = try isOn("search-criteria-must-apply-to-whole-cell", true)
    found.rules.isCaseSensitive = try isOn("case-sensitive", true)
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { return }
      guard event == .start else { continue }
      if scanner.isElement(.table, "null-date") {
        found.rules.nullDate =
          try scanner.attribute(.table, "date-value").flatMap(DateTime.init(iso:))
      } else if scanner.isElement(.table, "iteration"),
        try scanner.attribute(.table, "status") == "enable"
      {
        found.rules.iterationsMax =
          try scanner.attribute(.table, "steps").flatMap { Int($0) } ?? 100
        found.rules.iterationChange =
          try scanner.attribute(.table, "maximum-difference").flatMap { DecimalText.parse($0) }
          ?? 0.001
      }
    }
  }
}

/// Expressions as attributes hold them.
enum ODSFormulaText {
  /// The expression without its namespace and its `=`; nil for a namespace that is not known.
  static func expression(_ attribute: String, needsSign: Bool = true) -> FormulaText? {
    let namespaces: [(String, FormulaDialect)] = [
      ("of:=", .openFormula), ("oooc:=", .openFormula), ("msoxl:=", .ooxml), ("=", .openFormula),
      ("of:", .openFormula), ("oooc:", .openFormula), ("msoxl:", .ooxml),
    ]
    for (prefix, dialect) in namespaces
    where attribute.hasPrefix(prefix) && (!needsSign || prefix.hasSuffix("=")) {
      return FormulaText(String(attribute.dropFirst(prefix.count)), dialect)
    }
    return needsSign ? nil : FormulaText(attribute, .openFormula)
  }
}
