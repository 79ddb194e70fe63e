/// Functions that look for values.
enum LookupFunctions {
  static let table: [FunctionDefinition] = classic + modern

  private static let classic: [FunctionDefinition] = [
    FunctionDefinition("VLOOKUP", 3...4, [.scalar, .any, .scalar, .scalar]) {
      call throws(FormulaError) in try lookup(call, vertical: true)
    },
    FunctionDefinition("HLOOKUP", 3...4, [.scalar, .any, .scalar, .scalar]) {
      call throws(FormulaError) in try lookup(call, vertical: false)
    },
    FunctionDefinition("LOOKUP", 2...3, [.scalar, .array, .array]) { call throws(FormulaError) in
      try vectorLookup(call)
    },
    FunctionDefinition("MATCH", 2...3, [.scalar, .any, .scalar]) { call throws(FormulaError) in
      let wanted = try wanted(call)
      let list = try vector(call, 1)
      let type = try call.number(2, default: 1)
      let place =
        type == 0
        ? list.firstEqual(wanted)
        : type > 0 ? list.lastNotLarger(wanted) : list.lastNotSmaller(wanted)
      guard let place else { throw .na }
      return .number(Double(place + 1))
    },
  ]

  private static func wanted(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let wanted = call.value(0)
    if let error = wanted.error { throw error }
    return wanted
  }

  /// An argument as a block; a single value is one of one cell.
  private static func block(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> CellBlock {
    if case .value(let value) = call[index], value.error == nil {
      if case .array = value { return try CellBlock(call, index) }
      let array = FunctionArgument.value(.array(FormulaArray(value)))
      return try CellBlock(FunctionCall([array], call.context), 0)
    }
    return try CellBlock(call, index)
  }

  private static func lookup(
    _ call: FunctionCall, vertical: Bool
  ) throws(FormulaError) -> FormulaValue {
    let block = try block(call, 1)
    let number = Rounding.floor(try call.number(2))
    let isSorted = try call.boolean(3, default: true)
    let isFitting = number >= 1 && number <= Double(vertical ? block.columns : block.rows)
    // LibreOffice looks at the number first, Excel at what is looked up.
    if call.settings.flavour.isLibreOffice, !isFitting { throw .argument }
    let wanted = try wanted(call)
    let list =
      vertical ? LookupList(block, column: 0, call) : LookupList(block, row: 0, call)
    let place = isSorted ? list.lastNotLarger(wanted) : list.firstEqual(wanted)
    guard let place else { throw .na }
    guard isFitting else { throw number < 1 ? .value : .ref }
    let index = Int(number) - 1
    return vertical ? block[place, index] : block[index, place]
  }

  private static func vector(
    _ call: FunctionCall, _ index: Int
  ) throws(FormulaError) -> LookupList {
    let block = try block(call, index)
    guard block.rows == 1 || block.columns == 1 else {
      throw call.settings.flavour.isLibreOffice ? .argument : .na
    }
    return block.columns == 1
      ? LookupList(block, column: 0, call) : LookupList(block, row: 0, call)
  }

  private static func vectorLookup(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let wanted = try wanted(call)
    let block = try block(call, 1)
    // A block that is wider than high is searched in its first row.
    let isWide = block.columns > block.rows
    let list = isWide ? LookupList(block, row: 0, call) : LookupList(block, column: 0, call)
    guard let place = list.lastNotLarger(wanted) else { throw .na }
    guard call.has(2) else {
      return isWide ? block[block.rows - 1, place] : block[place, block.columns - 1]
    }
    let results = try self.block(call, 2)
    guard results.rows == 1 || results.columns == 1 else {
      throw call.settings.flavour.isLibreOffice ? .argument : .na
    }
    let isRow = results.rows == 1 && (results.columns > 1 || isWide)
    // Beyond an array there is nothing; beyond a reference there are cells.
    let length = isRow ? results.columns : results.rows
    guard place < length || call[2].range != nil else { throw .na }
    return isRow ? results[0, place] : results[place, 0]
  }

  // LibreOffice 7.4 has none of these.
  private static let modern: [FunctionDefinition] = [
    FunctionDefinition(
      "XMATCH", 2...4, [.scalar, .any, .scalar, .scalar], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      let place = try find(call, modeAt: 2)
      guard let place else { throw .na }
      return .number(Double(place + 1))
    },
    FunctionDefinition(
      "XLOOKUP", 3...6, [.scalar, .any, .any, .any, .scalar, .scalar], openFormula: .microsoft,
      ooxml: .xlfn
    ) { call throws(FormulaError) in
      let searched = try block(call, 1)
      let results = try block(call, 2)
      let isColumn = searched.columns == 1
      guard isColumn ? results.rows == searched.rows : results.columns == searched.columns else {
        throw .value
      }
      guard let place = try find(call, modeAt: 4) else {
        guard call.has(3) else { throw .na }
        return try call.values(3)
      }
      let width = isColumn ? results.columns : results.rows
      if width == 1 { return isColumn ? results[place, 0] : results[0, place] }
      return .array(
        try FormulaArray(rows: isColumn ? 1 : width, columns: isColumn ? width : 1) {
          row, column in isColumn ? results[place, column] : results[row, place]
        })
    },
  ]

  /// Match modes 0, -1, 1, 2 and search modes 1, -1, 2, -2.
  private static func find(_ call: FunctionCall, modeAt index: Int) throws(FormulaError) -> Int? {
    let wanted = try wanted(call)
    let list = try vector(call, 1)
    let match = try call.integer(index, default: 0)
    let search = try call.integer(index + 1, default: 1)
    guard [-2, -1, 1, 2].contains(search), [-1, 0, 1, 2].contains(match) else { throw .value }
    let exact =
      search == -1
      ? list.lastEqual(wanted, patterns: match == 2)
      : list.firstEqual(wanted, patterns: match == 2)
    if let exact { return exact }
    switch match {
    case -1: return list.nearest(wanted, below: true)
    case 1: return list.nearest(wanted, below: false)
    default: return nil
    }
  }
}
