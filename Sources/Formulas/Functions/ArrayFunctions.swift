/// Functions that give arrays, Excel's of 2019 and later; LibreOffice 7.4 has none of them.
enum ArrayFunctions {
  static let table: [FunctionDefinition] = [
    define("SEQUENCE", 1...4, [.scalar], sequence),
    define("FILTER", 2...3, [.array, .array, .array], filter),
    define("SORT", 1...4, [.array, .array, .array, .scalar], sort),
    define("SORTBY", 2...255, [.array, .array, .array], repeating: 2, sortBy),
    define("UNIQUE", 1...3, [.array, .scalar, .scalar], unique),
  ]

  private static func define(
    _ name: String, _ arity: ClosedRange<Int>, _ parameters: [ParameterKind], repeating: Int = 1,
    _ body: @escaping FunctionDefinition.ValueBody
  ) -> FunctionDefinition {
    let isSheetFunction = name == "FILTER" || name == "SORT"
    return FunctionDefinition(
      name, arity, parameters, repeating: repeating, openFormula: .microsoft,
      ooxml: isSheetFunction ? .prefixed("_xlfn._xlws.") : .xlfn, body: body)
  }

  private static func count(
    _ call: FunctionCall, _ index: Int
  ) throws(FormulaError) -> Int {
    guard call.has(index) else { return 1 }
    let number = try call.number(index).rounded(.towardZero)
    guard number >= 1 else { throw number == 0 ? .calc : .value }
    guard number <= Double(FormulaArray.cellsMax) else { throw .limit }
    return Int(number)
  }

  private static let sequence: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let (rows, columns) = (try count(call, 0), try count(call, 1))
    let start = call.has(2) ? try call.number(2) : 1
    let step = call.has(3) ? try call.number(3) : 1
    return .array(
      try FormulaArray(rows: rows, columns: columns) { row, column in
        .checked(start + step * Double(row * columns + column))
      })
  }

  /// Rows of an array by their numbers.
  private static func rows(
    _ array: FormulaArray, _ order: [Int]
  ) throws(FormulaError) -> FormulaValue {
    .array(
      try FormulaArray(rows: order.count, columns: array.columns) { row, column in
        array[order[row], column]
      })
  }

  private static func columns(
    _ array: FormulaArray, _ order: [Int]
  ) throws(FormulaError) -> FormulaValue {
    .array(
      try FormulaArray(rows: array.rows, columns: order.count) { row, column in
        array[row, order[column]]
      })
  }

  private static let filter: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let (source, include) = (try call.array(0), try call.array(1))
    let byRow = include.columns == 1 && include.rows == source.rows
    guard byRow || include.rows == 1 && include.columns == source.columns else { throw .value }
    var kept: [Int] = []
    for (index, value) in include.values.enumerated() where try call.context.boolean(value) {
      kept.append(index)
    }
    guard !kept.isEmpty else {
      guard call.has(2) else { throw .calc }
      return try call.values(2)
    }
    return byRow ? try rows(source, kept) : try columns(source, kept)
  }

  /// Numbers, text, truth values, errors, blanks at the end whichever way.
  private static func rank(_ value: FormulaValue) -> Int {
    switch value {
    case .number: 0
    case .text: 1
    case .boolean: 2
    case .error, .array: 3
    case .blank: 4
    }
  }

  private static func precedes(
    _ one: FormulaValue, _ other: FormulaValue, descending: Bool
  ) -> Bool? {
    let (first, second) = (rank(one), rank(other))
    if first == 4 || second == 4 { return first == second ? nil : second == 4 }
    if first != second { return (first < second) != descending }
    if first == 3 { return nil }
    let order = TextOrder.compare(one, other, isCaseSensitive: false)
    return order == 0 ? nil : (order < 0) != descending
  }

  private static func isDescending(
    _ value: FormulaValue, _ call: FunctionCall
  ) throws(FormulaError) -> Bool {
    let order = try call.context.number(value)
    guard order == 1 || order == -1 else { throw .value }
    return order < 0
  }

  private static let sort: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let source = try call.array(0)
    let byColumn = try call.boolean(3, default: false)
    let length = byColumn ? source.columns : source.rows
    let width = byColumn ? source.rows : source.columns
    let indexes = call.has(1) ? try call.array(1).values : [.number(1)]
    let orders = call.has(2) ? try call.array(2).values : [.number(1)]
    guard orders.count == indexes.count || orders.count == 1 else { throw .value }
    var keys: [(index: Int, descending: Bool)] = []
    for (place, value) in indexes.enumerated() {
      let number = try call.context.number(value).rounded(.towardZero)
      guard number >= 1, number <= Double(width) else { throw .value }
      let order = orders.count == 1 ? orders[0] : orders[place]
      keys.append((Int(number) - 1, try isDescending(order, call)))
    }
    let order = (0..<length).sorted { one, other in
      for (index, descending) in keys {
        let (a, b) =
          byColumn
          ? (source[index, one], source[index, other]) : (source[one, index], source[other, index])
        if let answer = precedes(a, b, descending: descending) { return answer }
      }
      return one < other
    }
    return byColumn ? try columns(source, order) : try rows(source, order)
  }

  private static let sortBy: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let source = try call.array(0)
    var keys: [(values: [FormulaValue], descending: Bool)] = []
    var byColumn = false
    for index in stride(from: 1, to: call.count, by: 2) {
      let key = try call.array(index)
      let isRow = key.rows == 1 && key.columns == source.columns && key.columns > 1
      guard isRow || key.columns == 1 && key.rows == source.rows else { throw .value }
      if index > 1, isRow != byColumn { throw .value }
      byColumn = isRow
      let order = call.has(index + 1) ? call.value(index + 1) : .number(1)
      keys.append((key.values, try isDescending(order, call)))
    }
    let order = (0..<(byColumn ? source.columns : source.rows)).sorted { one, other in
      for (values, descending) in keys {
        if let answer = precedes(values[one], values[other], descending: descending) {
          return answer
        }
      }
      return one < other
    }
    return byColumn ? try columns(source, order) : try rows(source, order)
  }

  /// Text that differs in capitals only is the same.
  private static func folded(_ value: FormulaValue) -> FormulaValue {
    if case .text(let text) = value { .text(text.lowercased()) } else { value }
  }

  private static let unique: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let source = try call.array(0)
    let byColumn = try call.boolean(1, default: false)
    let onlyOnce = try call.boolean(2, default: false)
    var places: [[FormulaValue]: (first: Int, count: Int)] = [:]
    for index in 0..<(byColumn ? source.columns : source.rows) {
      let key =
        byColumn
        ? (0..<source.rows).map { folded(source[$0, index]) }
        : (0..<source.columns).map { folded(source[index, $0]) }
      places[key, default: (index, 0)].count += 1
    }
    let order = places.values.filter { !onlyOnce || $0.count == 1 }.map(\.first).sorted()
    guard !order.isEmpty else { throw .calc }
    return byColumn ? try columns(source, order) : try rows(source, order)
  }
}
