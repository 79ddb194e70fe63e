/// SUBTOTAL and AGGREGATE: what is shown, summed or counted.
enum SubtotalFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("SUBTOTAL", 2...255, [.scalar, .any]) { call throws(FormulaError) in
      let number = Rounding.floor(try call.number(0))
      let function = number > 100 ? number - 100 : number
      guard function >= 1, function <= 11, number <= 11 || number > 100 else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      let rules = Rules(skipsHidden: number > 100, skipsErrors: false, skipsSubtotals: true)
      return .checked(try compute(Int(function), try values(call, from: 1, rules)))
    },
    FunctionDefinition(
      "AGGREGATE", 3...255, [.scalar, .scalar, .any], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in try aggregate(call) },
  ]

  private struct Rules {
    var skipsHidden: Bool
    var skipsErrors: Bool
    var skipsSubtotals: Bool
    var skipsFiltered = true
  }

  /// The values that count; rows that a filter hides never do.
  private static func values(
    _ call: FunctionCall, from first: Int, _ rules: Rules
  ) throws(FormulaError) -> [FormulaValue] {
    var values: [FormulaValue] = []
    for argument in call.arguments.dropFirst(first) {
      guard case .range(let reference) = argument else {
        switch argument {
        case .value(.array(let array)): values += array.values
        case .value(let value): values.append(value)
        default: values.append(.number(0))
        }
        continue
      }
      for index in 0..<reference.areaCount {
        guard let area = reference.area(index) else { continue }
        try take(area, call.context.source, rules, &values)
      }
    }
    guard call.settings.flavour.booleansAreNumbers else { return values }
    return values.map { if case .boolean(let flag) = $0 { .number(flag ? 1 : 0) } else { $0 } }
  }

  private static func take(
    _ area: RangeArgument, _ source: any CellSource, _ rules: Rules, _ values: inout [FormulaValue]
  ) throws(FormulaError) {
    let first = area.range.first
    let sheet = area.area.sheet
    var known: (row: Int, isShown: Bool)?
    try area.forEachFilled { (row, column, value) throws(FormulaError) in
      if known?.row != row {
        let visibility = source.rowVisibility(sheet: sheet, row: first.row + row)
        let isShown =
          switch visibility {
          case .shown: true
          case .filtered: !rules.skipsFiltered
          case .hidden: !rules.skipsHidden
          }
        known = (row, isShown)
      }
      guard known?.isShown == true else { return }
      if rules.skipsErrors, value.error != nil { return }
      if rules.skipsSubtotals {
        let cell = GridCell(row: first.row + row, column: first.column + column)
        if source.isSubtotal(at: CellPlace(sheet: sheet, cell: cell)) { return }
      }
      values.append(value)
    }
  }

  private static func numbers(_ values: [FormulaValue]) throws(FormulaError) -> [Double] {
    var numbers: [Double] = []
    for value in values {
      if let error = value.error { throw error }
      if case .number(let number) = value { numbers.append(number) }
    }
    return numbers
  }

  private static func compute(
    _ function: Int, _ values: [FormulaValue]
  ) throws(FormulaError) -> Double {
    switch function {
    case 2: return Double(values.count { if case .number = $0 { true } else { false } })
    case 3: return Double(values.count { !$0.isBlank })
    default: break
    }
    let numbers = try numbers(values)
    switch function {
    case 1:
      guard !numbers.isEmpty else { throw .div0 }
      return Sums.mean(numbers)
    case 4: return numbers.max() ?? 0
    case 5: return numbers.min() ?? 0
    case 6: return numbers.isEmpty ? 0 : numbers.reduce(1, *)
    case 7: return try StatisticsFunctions.variance(numbers, sample: true).squareRoot()
    case 8: return try StatisticsFunctions.variance(numbers, sample: false).squareRoot()
    case 9: return Sums.total(numbers)
    case 10: return try StatisticsFunctions.variance(numbers, sample: true)
    default: return try StatisticsFunctions.variance(numbers, sample: false)
    }
  }

  private static let ranked: [String] = [
    "MEDIAN", "MODE.SNGL", "LARGE", "SMALL", "PERCENTILE.INC", "QUARTILE.INC", "PERCENTILE.EXC",
    "QUARTILE.EXC",
  ]

  private static func aggregate(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let function = Rounding.floor(try call.number(0))
    let option = (try call.number(1)).rounded(.towardZero)
    let outside: FormulaError = call.settings.flavour.isLibreOffice ? .argument : .value
    guard function >= 1, function <= 19, option >= 0, option <= 7 else { throw outside }
    let rules = Rules(
      skipsHidden: [1, 3, 5, 7].contains(option), skipsErrors: [2, 3, 6, 7].contains(option),
      skipsSubtotals: option <= 3, skipsFiltered: [1, 3, 5, 7].contains(option))
    if function <= 11 {
      return .checked(try compute(Int(function), try values(call, from: 2, rules)))
    }
    let takesPlace = function >= 14
    guard !takesPlace || call.has(3) else {
      throw call.settings.flavour.isLibreOffice ? .missing : .value
    }
    let source = FunctionCall(
      takesPlace ? Array(call.arguments[..<3]) : call.arguments, call.context)
    let kept = try values(source, from: 2, rules).filter { !$0.isBlank }
    if let error = kept.lazy.compactMap(\.error).first { throw error }
    guard !kept.isEmpty else { throw .num }
    let array = FunctionArgument.value(
      .array(try FormulaArray(rows: kept.count, columns: 1, values: kept)))
    let name = ranked[Int(function) - 12]
    let arguments = takesPlace ? [array, call[3]] : [array]
    guard let definition = FunctionFamilies.function(named: name),
      case .value(let body) = definition.body
    else { throw .name }
    return try body(FunctionCall(arguments, call.context))
  }
}
