/// Sums, counts and extremes of what meets criteria.
enum CriteriaFunctions {
  static let table: [FunctionDefinition] = single + several

  private static let single: [FunctionDefinition] = [
    FunctionDefinition("COUNTIF", 2...2, [.any, .scalar]) { call throws(FormulaError) in
      let conditions = try Conditions(call, pairsFrom: 0)
      return .number(Double(try conditions.count()))
    },
    FunctionDefinition("SUMIF", 2...3, [.any, .scalar, .any]) { call throws(FormulaError) in
      .checked(try collect(call, values: call.has(2) ? 2 : 0, pairsFrom: 0, pairs: 1).sum.value)
    },
    FunctionDefinition("AVERAGEIF", 2...3, [.any, .scalar, .any]) { call throws(FormulaError) in
      let found = try collect(call, values: call.has(2) ? 2 : 0, pairsFrom: 0, pairs: 1)
      guard found.count > 0 else { throw .div0 }
      return .checked(found.sum.value / Double(found.count))
    },
  ]

  private static let several: [FunctionDefinition] = [
    FunctionDefinition("COUNTIFS", 2...254, [.any, .scalar], repeating: 2) {
      call throws(FormulaError) in
      .number(Double(try Conditions(call, pairsFrom: 0).count()))
    },
    FunctionDefinition("SUMIFS", 3...255, [.any, .any, .scalar], repeating: 2) {
      call throws(FormulaError) in
      .checked(try collect(call, values: 0, pairsFrom: 1).sum.value)
    },
    FunctionDefinition("AVERAGEIFS", 3...255, [.any, .any, .scalar], repeating: 2) {
      call throws(FormulaError) in
      let found = try collect(call, values: 0, pairsFrom: 1)
      guard found.count > 0 else { throw .div0 }
      return .checked(found.sum.value / Double(found.count))
    },
    FunctionDefinition(
      "MAXIFS", 3...255, [.any, .any, .scalar], repeating: 2, openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      .number(try collect(call, values: 0, pairsFrom: 1).largest ?? 0)
    },
    FunctionDefinition(
      "MINIFS", 3...255, [.any, .any, .scalar], repeating: 2, openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      .number(try collect(call, values: 0, pairsFrom: 1).smallest ?? 0)
    },
  ]

  private struct Found {
    var sum = NumberRules.Sum()
    var count = 0
    var largest: Double?
    var smallest: Double?
  }

  /// What the numbers of one argument make together where the pairs of ranges and criteria match.
  private static func collect(
    _ call: FunctionCall, values index: Int, pairsFrom first: Int, pairs: Int? = nil
  ) throws(FormulaError) -> Found {
    let conditions = try Conditions(call, pairsFrom: first, pairs: pairs)
    let values = try CellBlock(call, index)
    if pairs == nil {
      guard conditions.hasShape(of: values) else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
    }
    let countsBooleans = call.settings.flavour.booleansAreNumbers
    var found = Found()
    func take(_ value: FormulaValue) throws(FormulaError) {
      let number: Double
      switch value {
      case .number(let plain): number = plain
      case .boolean(let flag) where countsBooleans: number = flag ? 1 : 0
      case .error(let error): throw error
      default: return
      }
      found.sum.add(number)
      found.count += 1
      found.largest = found.largest.map { max($0, number) } ?? number
      found.smallest = found.smallest.map { min($0, number) } ?? number
    }
    try conditions.forEachMatch(or: values) { (row, column) throws(FormulaError) in
      try take(values[row, column])
    }
    return found
  }
}

/// Ranges of one shape with a criterion each.
private struct Conditions {
  private let blocks: [CellBlock]
  private let criteria: [Criterion]
  private let source: any CellSource

  init(_ call: FunctionCall, pairsFrom first: Int, pairs: Int? = nil) throws(FormulaError) {
    var blocks: [CellBlock] = []
    var criteria: [Criterion] = []
    let end = pairs.map { first + 2 * $0 } ?? call.count
    guard (end - first) % 2 == 0 else { throw .parameter }
    for index in stride(from: first, to: end, by: 2) {
      let block = try CellBlock(call, index)
      if let shape = blocks.first {
        guard shape.rows == block.rows, shape.columns == block.columns else {
          throw call.settings.flavour.isLibreOffice ? .argument : .value
        }
      }
      blocks.append(block)
      let wanted = call.value(index + 1)
      if let error = wanted.error, call.settings.flavour.isLibreOffice { throw error }
      criteria.append(Criterion(wanted, call.context))
    }
    self.blocks = blocks
    self.criteria = criteria
    source = call.context.source
  }

  func hasShape(of block: CellBlock) -> Bool {
    blocks[0].rows == block.rows && blocks[0].columns == block.columns
  }

  private func matches(_ row: Int, _ column: Int, except skipped: Int?) -> Bool {
    for index in blocks.indices where index != skipped {
      guard criteria[index].matches(blocks[index][row, column]) else { return false }
    }
    return true
  }

  /// Visits the places that match; where every criterion takes blanks, those with values.
  func forEachMatch(
    or values: CellBlock, _ body: (Int, Int) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    if let lead = criteria.firstIndex(where: { !$0.matchesBlank }) {
      try blocks[lead].forEachFilled { (row, column, value) throws(FormulaError) in
        guard criteria[lead].matches(value), matches(row, column, except: lead) else { return }
        try body(row, column)
      }
    } else {
      // The shape is that of the criteria: values may reach further, or less far.
      let (rows, columns) = (blocks[0].rows, blocks[0].columns)
      let shape = values.filledShape
      if values.rows >= rows, values.columns >= columns {
        try values.forEachFilled { (row, column, _) throws(FormulaError) in
          guard row < rows, column < columns, matches(row, column, except: nil) else { return }
          try body(row, column)
        }
      } else {
        let rows = min(rows, max(shape.rows, blocks[0].filledShape.rows))
        try source.spend(rows * columns)
        for row in 0..<rows {
          for column in 0..<columns where matches(row, column, except: nil) {
            try body(row, column)
          }
        }
      }
    }
  }

  /// How many places match.
  func count() throws(FormulaError) -> Int {
    var count = 0
    if let lead = criteria.firstIndex(where: { !$0.matchesBlank }) {
      try blocks[lead].forEachFilled { (row, column, value) throws(FormulaError) in
        if criteria[lead].matches(value), matches(row, column, except: lead) { count += 1 }
      }
      return count
    }
    let shapes = blocks.map(\.filledShape)
    let rows = min(blocks[0].rows, shapes.map(\.rows).max() ?? 0)
    let columns = min(blocks[0].columns, shapes.map(\.columns).max() ?? 0)
    try source.spend(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns where matches(row, column, except: nil) { count += 1 }
    }
    return count + blocks[0].rows * blocks[0].columns - rows * columns
  }
}
