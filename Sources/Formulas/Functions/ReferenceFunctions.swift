/// References, and what they say about themselves.
enum ReferenceFunctions {
  static let table: [FunctionDefinition] = places + made

  private static let places: [FunctionDefinition] = [
    FunctionDefinition("ROW", 0...1, [.any]) { call throws(FormulaError) in
      try numbers(call, rows: true)
    },
    FunctionDefinition("COLUMN", 0...1, [.any]) { call throws(FormulaError) in
      try numbers(call, rows: false)
    },
    FunctionDefinition("ROWS", 1...1, [.any]) { call throws(FormulaError) in
      .number(Double(try shape(call).rows))
    },
    FunctionDefinition("COLUMNS", 1...1, [.any]) { call throws(FormulaError) in
      .number(Double(try shape(call).columns))
    },
    FunctionDefinition("AREAS", 1...1, [.any]) { call throws(FormulaError) in
      .number(Double(try call.range(0).areaCount))
    },
    FunctionDefinition("SHEET", 0...1, [.any], ooxml: .xlfn) { call throws(FormulaError) in
      guard call.count > 0 else { return .number(Double(call.context.cell.sheet + 1)) }
      if let range = call[0].range { return .number(Double(range.area.sheet + 1)) }
      let name = try call.text(0)
      let names = call.context.source.sheetNames
      guard let index = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) else {
        throw .na
      }
      return .number(Double(index + 1))
    },
    FunctionDefinition("SHEETS", 0...1, [.any], ooxml: .xlfn) { call throws(FormulaError) in
      guard call.count > 0 else {
        return .number(Double(call.context.source.sheetNames.count))
      }
      let range = try call.range(0)
      var sheets: Set<Int> = []
      for index in 0..<range.areaCount {
        if let area = range.area(index) { sheets.insert(area.area.sheet) }
      }
      return .number(Double(sheets.count))
    },
    FunctionDefinition(
      "FORMULATEXT", 1...1, [.any], openFormula: .named("FORMULA"), ooxml: .xlfn,
      aliases: ["FORMULA"]
    ) { call throws(FormulaError) in
      let range = try call.range(0)
      let place = CellPlace(sheet: range.area.sheet, cell: range.range.first)
      guard let text = call.context.source.formulaText(at: place) else { throw .na }
      return .text(text)
    },
  ]

  private static func numbers(_ call: FunctionCall, rows: Bool) throws(FormulaError) -> FormulaValue
  {
    guard call.count > 0 else {
      let own = call.context.cell.cell
      return .number(Double((rows ? own.row : own.column) + 1))
    }
    let range = try call.range(0).range
    let first = rows ? range.first.row : range.first.column
    let count = rows ? range.rowCount : range.columnCount
    guard call.context.isArrayFormula, count > 1 else { return .number(Double(first + 1)) }
    return .array(
      try FormulaArray(rows: rows ? count : 1, columns: rows ? 1 : count) { row, column in
        .number(Double(first + (rows ? row : column) + 1))
      })
  }

  private static func shape(_ call: FunctionCall) throws(FormulaError) -> (rows: Int, columns: Int)
  {
    switch call[0] {
    case .range(let range): return (range.rowCount, range.columnCount)
    case .value(.array(let array)): return (array.rows, array.columns)
    case .value(.error(let error)): throw error
    case .value, .missing:
      guard call.settings.flavour.isLibreOffice else { return (1, 1) }
      return (1, 1)
    }
  }

  private static let made: [FunctionDefinition] = [
    FunctionDefinition(
      "OFFSET", 3...5, [.any, .scalar, .scalar, .scalar, .scalar], isVolatile: true,
      .reference { call throws(FormulaError) in try offset(call) }),
    FunctionDefinition(
      "INDEX", 1...4, [.any, .scalar, .scalar, .scalar],
      .reference { call throws(FormulaError) in try index(call) }),
    FunctionDefinition(
      "INDIRECT", 1...2, [.scalar, .scalar], isVolatile: true,
      .reference { call throws(FormulaError) in
        let isA1 = try call.boolean(1, default: true)
        let text = try call.text(0)
        let found = call.context.source.reference(
          fromText: text, isR1C1: !isA1, at: call.context.cell)
        guard let found else { throw .ref }
        return .range(found)
      }),
    FunctionDefinition("ADDRESS", 2...5) { call throws(FormulaError) in try address(call) },
    FunctionDefinition("HYPERLINK", 1...2) { call throws(FormulaError) in
      call.has(1) ? call.value(1) : .text(try call.text(0))
    },
  ]

  private static func whole(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> Int {
    let number = Rounding.floor(try call.number(index))
    guard abs(number) < 1e8 else {
      throw call.settings.flavour.isLibreOffice ? .argument : .ref
    }
    return Int(number)
  }

  private static func offset(_ call: FunctionCall) throws(FormulaError) -> FunctionArgument {
    let range = try call.range(0)
    let isLibreOffice = call.settings.flavour.isLibreOffice
    guard range.otherAreas.isEmpty else { throw .value }
    let height = call.has(3) ? try whole(call, 3) : range.rowCount
    let width = call.has(4) ? try whole(call, 4) : range.columnCount
    guard height != 0, width != 0, !isLibreOffice || height > 0 && width > 0 else {
      throw isLibreOffice ? .argument : .ref
    }
    let row = range.range.first.row + (try whole(call, 1))
    let column = range.range.first.column + (try whole(call, 2))
    let last = GridCell(
      row: row + height - height.signum(), column: column + width - width.signum())
    let block = GridRange(GridCell(row: row, column: column), last)
    guard block.first.row >= 0, block.first.column >= 0, block.last.row < GridRange.rowsMax,
      block.last.column < GridRange.columnsMax
    else { throw isLibreOffice ? .argument : .ref }
    return .range(
      RangeArgument(RangeArea(sheet: range.area.sheet, range: block), source: range.source))
  }

  /// OpenFormula 1.3 §6.14.6 INDEX: row or column 0 is all of them.
  private static func index(_ call: FunctionCall) throws(FormulaError) -> FunctionArgument {
    let isLibreOffice = call.settings.flavour.isLibreOffice
    let outside: FormulaError = isLibreOffice ? .argument : .ref
    var row = call.has(1) ? try whole(call, 1) : 0
    var column = call.has(2) ? try whole(call, 2) : 0
    guard row >= 0, column >= 0 else { throw isLibreOffice ? .argument : .value }
    if let reference = call[0].range {
      let areaNumber = call.has(3) ? try whole(call, 3) : 1
      guard let range = reference.area(areaNumber - 1) else { throw outside }
      // With one number only, a single row is counted by its columns.
      if call.count == 2, range.rowCount == 1, range.columnCount > 1 { swap(&row, &column) }
      guard row <= range.rowCount, column <= range.columnCount else { throw outside }
      var block = range.range
      if row > 0 {
        block.first.row += row - 1
        block.last.row = block.first.row
      }
      if column > 0 {
        block.first.column += column - 1
        block.last.column = block.first.column
      }
      return .range(
        RangeArgument(RangeArea(sheet: range.area.sheet, range: block), source: range.source))
    }
    let array = try call.array(0)
    if call.count == 2, array.rows == 1, array.columns > 1 { swap(&row, &column) }
    guard row <= array.rows, column <= array.columns else { throw outside }
    let rows = row > 0 ? (row - 1)..<row : 0..<array.rows
    let columns = column > 0 ? (column - 1)..<column : 0..<array.columns
    if rows.count == 1, columns.count == 1 {
      return .value(array[rows.lowerBound, columns.lowerBound])
    }
    return .value(
      .array(
        try FormulaArray(rows: rows.count, columns: columns.count) { r, c in
          array[rows.lowerBound + r, columns.lowerBound + c]
        }))
  }

  private static func address(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let (row, column) = (try whole(call, 0), try whole(call, 1))
    let kind = call.has(2) ? try whole(call, 2) : 1
    let isA1 = call.has(3) ? try call.boolean(3) : true
    let isLibreOffice = call.settings.flavour.isLibreOffice
    let outside: FormulaError = isLibreOffice ? .argument : .value
    // LibreOffice takes 5 to 8 for 1 to 4.
    guard (1...(isLibreOffice ? 8 : 4)).contains(kind) else { throw .value }
    let fixed = (kind - 1) % 4 + 1
    let (fixedRow, fixedColumn) = (fixed <= 2, fixed == 1 || fixed == 3)
    var text: String
    if isA1 {
      guard (1...GridRange.rowsMax).contains(row), (1...GridRange.columnsMax).contains(column)
      else { throw outside }
      text = (fixedColumn ? "$" : "") + letters(column) + (fixedRow ? "$" : "") + String(row)
    } else {
      guard abs(row) <= GridRange.rowsMax, abs(column) <= GridRange.columnsMax,
        !fixedRow || row >= 1, !fixedColumn || column >= 1
      else { throw outside }
      text = "R" + part(row, fixed: fixedRow) + "C" + part(column, fixed: fixedColumn)
    }
    if call.has(4) {
      let sheet = try call.text(4)
      if !sheet.isEmpty || !isLibreOffice {
        text = (sheet.isEmpty ? "" : quoted(sheet)) + (isLibreOffice && isA1 ? "." : "!") + text
      }
    }
    return .text(text)
  }

  private static func part(_ number: Int, fixed: Bool) -> String {
    fixed ? String(number) : (number == 0 ? "" : "[\(number)]")
  }

  private static func quoted(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) || $0 == "."
    }
    let startsWithDigit = name.first.map { $0.isNumber } ?? false
    if isPlain, !startsWithDigit { return name }
    return "'"
      + name.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''") + "'"
  }

  /// A column's letters; the first column is 1.
  static func letters(_ column: Int) -> String {
    var rest = column
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
