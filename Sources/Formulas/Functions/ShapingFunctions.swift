/// Functions that put arrays together and cut them, Excel's of 2022 and later.
///
/// - Source: Microsoft's pages of VSTACK, HSTACK, TAKE, DROP, CHOOSECOLS, CHOOSEROWS, TOROW, TOCOL,
///   WRAPROWS, WRAPCOLS and EXPAND.
enum ShapingFunctions {
  static let table: [FunctionDefinition] = [
    .microsoft("VSTACK", 1...255, [.array]) { call throws(FormulaError) in
      try stacked(call, asRows: true)
    },
    .microsoft("HSTACK", 1...255, [.array]) { call throws(FormulaError) in
      try stacked(call, asRows: false)
    },
    .microsoft("TAKE", 2...3, [.array, .scalar, .scalar]) { call throws(FormulaError) in
      try cut(call) { count, size throws(FormulaError) in
        guard count != 0 else { throw .calc }
        return count > 0 ? 0..<min(count, size) : max(0, size + count)..<size
      }
    },
    .microsoft("DROP", 2...3, [.array, .scalar, .scalar]) { call throws(FormulaError) in
      try cut(call) { count, size throws(FormulaError) in
        guard abs(count) < size else { throw .calc }
        return count >= 0 ? count..<size : 0..<(size + count)
      }
    },
    .microsoft("CHOOSECOLS", 2...255, [.array]) { call throws(FormulaError) in
      let source = try call.array(0)
      let order = try choices(call, of: source.columns)
      return .array(
        try FormulaArray(rows: source.rows, columns: order.count) { source[$0, order[$1]] })
    },
    .microsoft("CHOOSEROWS", 2...255, [.array]) { call throws(FormulaError) in
      let source = try call.array(0)
      let order = try choices(call, of: source.rows)
      return .array(
        try FormulaArray(rows: order.count, columns: source.columns) { source[order[$0], $1] })
    },
    .microsoft("TOROW", 1...3, [.array, .scalar, .scalar]) { call throws(FormulaError) in
      let values = try flattened(call)
      return .array(try FormulaArray(rows: 1, columns: values.count, values: values))
    },
    .microsoft("TOCOL", 1...3, [.array, .scalar, .scalar]) { call throws(FormulaError) in
      let values = try flattened(call)
      return .array(try FormulaArray(rows: values.count, columns: 1, values: values))
    },
    .microsoft("WRAPROWS", 2...3, [.array, .scalar, .scalar]) { call throws(FormulaError) in
      let (values, length, pad) = try wrapping(call)
      return .array(
        try FormulaArray(rows: (values.count + length - 1) / length, columns: length) {
          let place = $0 * length + $1
          return place < values.count ? values[place] : pad
        })
    },
    .microsoft("WRAPCOLS", 2...3, [.array, .scalar, .scalar]) { call throws(FormulaError) in
      let (values, length, pad) = try wrapping(call)
      return .array(
        try FormulaArray(rows: length, columns: (values.count + length - 1) / length) {
          let place = $1 * length + $0
          return place < values.count ? values[place] : pad
        })
    },
    .microsoft("EXPAND", 2...4, [.array, .scalar, .scalar, .scalar], expand),
  ]

  /// One array below or beside the other; what is missing of the smaller ones is `#N/A`.
  private static func stacked(
    _ call: FunctionCall, asRows: Bool
  ) throws(FormulaError) -> FormulaValue {
    var parts: [FormulaArray] = []
    var (rows, columns) = (0, 0)
    for index in 0..<call.count {
      let part = try call.array(index)
      parts.append(part)
      rows = asRows ? rows + part.rows : max(rows, part.rows)
      columns = asRows ? max(columns, part.columns) : columns + part.columns
      guard rows <= FormulaArray.cellsMax, columns <= FormulaArray.cellsMax else { throw .limit }
    }
    var whole = try FormulaArray(rows: rows, columns: columns) { _, _ in .error(.na) }
    var start = 0
    for part in parts {
      for row in 0..<part.rows {
        for column in 0..<part.columns {
          whole[row + (asRows ? start : 0), column + (asRows ? 0 : start)] = part[row, column]
        }
      }
      start += asRows ? part.rows : part.columns
    }
    return .array(whole)
  }

  /// Some rows and columns that follow each other.
  private static func cut(
    _ call: FunctionCall,
    _ range: (_ count: Int, _ size: Int) throws(FormulaError) -> Range<Int>
  ) throws(FormulaError) -> FormulaValue {
    let source = try call.array(0)
    let rows = call.has(1) ? try range(try count(call, 1), source.rows) : 0..<source.rows
    let columns = call.has(2) ? try range(try count(call, 2), source.columns) : 0..<source.columns
    return .array(
      try FormulaArray(rows: rows.count, columns: columns.count) {
        source[rows.lowerBound + $0, columns.lowerBound + $1]
      })
  }

  // What is larger than any array counts as that large.
  private static func count(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> Int {
    let number = try call.number(index)
    let limit = Double(FormulaArray.cellsMax)
    return Int(min(max(number, -limit), limit))
  }

  /// The rows or columns that the arguments behind the first one name, from 1 or from the end.
  private static func choices(
    _ call: FunctionCall, of size: Int
  ) throws(FormulaError) -> [Int] {
    var order: [Int] = []
    for index in 1..<call.count {
      for value in try call.array(index).values {
        let number = try call.context.number(value).rounded(.towardZero)
        guard number != 0, abs(number) <= Double(size) else { throw .value }
        order.append(number > 0 ? Int(number) - 1 : size + Int(number))
      }
    }
    return order
  }

  /// All values in one line, row by row or column by column.
  private static func flattened(_ call: FunctionCall) throws(FormulaError) -> [FormulaValue] {
    let source = try call.array(0)
    let ignored = try call.integer(1, default: 0)
    guard (0...3).contains(ignored) else { throw .value }
    let byColumn = try call.boolean(2, default: false)
    var values: [FormulaValue] = []
    for place in source.values.indices {
      let value =
        byColumn ? source[place % source.rows, place / source.rows] : source.values[place]
      let isIgnored =
        (ignored & 1 != 0 && value.isBlank) || (ignored & 2 != 0 && value.error != nil)
      if !isIgnored { values.append(value) }
    }
    guard !values.isEmpty else { throw .calc }
    return values
  }

  private static func wrapping(
    _ call: FunctionCall
  ) throws(FormulaError) -> (values: [FormulaValue], length: Int, pad: FormulaValue) {
    let source = try call.array(0)
    guard source.rows == 1 || source.columns == 1 else { throw .value }
    let length = try count(call, 1)
    guard length >= 1 else { throw .num }
    return (source.values, length, call.has(2) ? call.value(2) : .error(.na))
  }

  private static let expand: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let source = try call.array(0)
    let rows = call.has(1) ? try count(call, 1) : source.rows
    let columns = call.has(2) ? try count(call, 2) : source.columns
    guard rows >= source.rows, columns >= source.columns else { throw .value }
    let pad = call.has(3) ? call.value(3) : .error(.na)
    return .array(
      try FormulaArray(rows: rows, columns: columns) {
        $0 < source.rows && $1 < source.columns ? source[$0, $1] : pad
      })
  }
}
