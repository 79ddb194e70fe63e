internal import Glibc

/// How two samples hang together.
enum RegressionFunctions {
  static let table: [FunctionDefinition] = pairFunctions + fits + rest

  private struct Pair {
    let x: [Double]
    let y: [Double]
    var count: Double { Double(x.count) }
    var xy: Double { Sums.products(x, y) }
    var xx: Double { Sums.squares(x) }
    var yy: Double { Sums.squares(y) }
    var slope: Double { xy / xx }
    var intercept: Double { Sums.mean(y) - slope * Sums.mean(x) }
    var correlation: Double { xy / (xx * yy).squareRoot() }
  }

  /// The argument `first` holds y, the next one x.
  private static func pair(
    _ call: FunctionCall, _ first: Int = 0, least: Int = 2
  ) throws(FormulaError) -> Pair {
    let (y, x) = try call.pairs(first, first + 1)
    guard x.count >= least else { throw call.settings.flavour.isLibreOffice ? .value : .div0 }
    return Pair(x: x, y: y)
  }

  private static func define(
    _ name: String, least: Int = 2, openFormula: DialectName = .same, ooxml: DialectName = .same,
    aliases: [String] = [], _ function: @escaping @Sendable (Pair) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, 2...2, [.array], openFormula: openFormula, ooxml: ooxml, aliases: aliases
    ) { call throws(FormulaError) in
      let result = function(try pair(call, least: least))
      guard result.isFinite else { throw .div0 }
      return .number(result)
    }
  }

  private static let pairFunctions: [FunctionDefinition] = [
    define("CORREL") { $0.correlation },
    define("PEARSON") { $0.correlation },
    define("RSQ") { $0.correlation * $0.correlation },
    define(
      "COVAR", least: 1
    ) { $0.xy / $0.count },
    define("COVARIANCE.S", openFormula: .microsoft, ooxml: .xlfn) { $0.xy / ($0.count - 1) },
    define("SLOPE") { $0.slope },
    define("INTERCEPT") { $0.intercept },
    define("STEYX", least: 3) { pair in
      ((pair.yy - pair.xy * pair.xy / pair.xx) / (pair.count - 2)).squareRoot()
    },
    FunctionDefinition(
      "FORECAST", 3...3, [.scalar, .array]
    ) { call throws(FormulaError) in
      let at = try call.number(0)
      let pair = try pair(call, 1)
      let result = Sums.mean(pair.y) + pair.slope * (at - Sums.mean(pair.x))
      guard result.isFinite else { throw .div0 }
      return .number(result)
    },
  ]

  private static let fits: [FunctionDefinition] = [
    FunctionDefinition("LINEST", 1...4, [.array, .array, .scalar, .scalar]) {
      call throws(FormulaError) in try estimate(call, exponential: false)
    },
    FunctionDefinition("LOGEST", 1...4, [.array, .array, .scalar, .scalar]) {
      call throws(FormulaError) in try estimate(call, exponential: true)
    },
    FunctionDefinition("TREND", 1...4, [.array, .array, .array, .scalar]) {
      call throws(FormulaError) in try predict(call, exponential: false)
    },
    FunctionDefinition("GROWTH", 1...4, [.array, .array, .array, .scalar]) {
      call throws(FormulaError) in try predict(call, exponential: true)
    },
  ]

  private struct Observations {
    var y: [Double]
    var variables: [[Double]]
    // Whether each variable is a column of what was given; otherwise a row.
    var inColumns: Bool
    var shape: (rows: Int, columns: Int)
  }

  private static func observations(
    _ call: FunctionCall, exponential: Bool
  ) throws(FormulaError) -> Observations {
    let y = try call.matrix(0)
    var values = y.values
    if exponential {
      guard values.allSatisfy({ $0 > 0 }) else { throw .argument }
      values = values.map { log($0) }
    }
    var found = Observations(
      y: values, variables: [(1...values.count).map(Double.init)], inColumns: true,
      shape: (y.rows, y.columns))
    guard call.has(1) else { return found }
    let x = try call.matrix(1)
    if x.rows == y.rows, x.columns == y.columns {
      found.variables = [x.values]
    } else if y.columns == 1, x.rows == y.rows {
      found.variables = (0..<x.columns).map { column in (0..<x.rows).map { x[$0, column] } }
    } else if y.rows == 1, x.columns == y.columns {
      found.variables = (0..<x.rows).map { row in (0..<x.columns).map { x[row, $0] } }
      found.inColumns = false
    } else {
      throw call.settings.flavour.isLibreOffice ? .argument : .ref
    }
    guard found.variables.count <= 64 else { throw .limit }
    return found
  }

  private static func estimate(
    _ call: FunctionCall, exponential: Bool
  ) throws(FormulaError) -> FormulaValue {
    let found = try observations(call, exponential: exponential)
    let hasIntercept = try call.boolean(2, default: true)
    let wantsStatistics = try call.boolean(3, default: false)
    guard let fit = LeastSquares(found.variables, found.y, hasIntercept: hasIntercept)
    else { throw call.settings.flavour.isLibreOffice ? .argument : .num }
    let value = { (number: Double) in
      FormulaValue.checked(exponential ? exp(number) : number)
    }
    let width = fit.slopes.count + 1
    var rows: [[FormulaValue]] = [fit.slopes.reversed().map(value) + [value(fit.intercept)]]
    if wantsStatistics {
      let padding = [FormulaValue](repeating: .error(.na), count: width - 2)
      let plain = { (number: Double) -> FormulaValue in
        number.isNaN ? .error(.div0) : .checked(number)
      }
      rows.append(
        fit.slopeErrors.reversed().map(plain) + [
          hasIntercept ? plain(fit.interceptError) : .error(.na)
        ])
      rows.append([plain(fit.determination), plain(fit.estimateError)] + padding)
      rows.append([plain(fit.fStatistic), .number(Double(fit.freedom))] + padding)
      rows.append([plain(fit.regressionSquares), plain(fit.residualSquares)] + padding)
    }
    return .array(
      try FormulaArray(rows: rows.count, columns: width, values: rows.flatMap { $0 }))
  }

  private static func predict(
    _ call: FunctionCall, exponential: Bool
  ) throws(FormulaError) -> FormulaValue {
    let found = try observations(call, exponential: exponential)
    let hasIntercept = try call.boolean(3, default: true)
    guard let fit = LeastSquares(found.variables, found.y, hasIntercept: hasIntercept)
    else { throw call.settings.flavour.isLibreOffice ? .argument : .num }
    var shape = found.shape
    var variables = found.variables
    if call.has(2) {
      let new = try call.matrix(2)
      shape = (new.rows, new.columns)
      if variables.count == 1 {
        variables = [new.values]
      } else if found.inColumns {
        guard new.columns == variables.count else { throw .argument }
        variables = (0..<new.columns).map { column in (0..<new.rows).map { new[$0, column] } }
        shape.columns = 1
      } else {
        guard new.rows == variables.count else { throw .argument }
        variables = (0..<new.rows).map { row in (0..<new.columns).map { new[row, $0] } }
        shape.rows = 1
      }
    }
    var results: [FormulaValue] = []
    for index in variables[0].indices {
      var sum = fit.intercept
      for (slope, variable) in zip(fit.slopes, variables) { sum += slope * variable[index] }
      results.append(.checked(exponential ? exp(sum) : sum))
    }
    return .array(try FormulaArray(rows: shape.rows, columns: shape.columns, values: results))
  }

  private static let rest: [FunctionDefinition] = [
    FunctionDefinition("FREQUENCY", 2...2, [.array]) { call throws(FormulaError) in
      let numbers = try call.numbers(at: 0).sorted()
      let bins = try call.numbers(at: 1)
      if numbers.isEmpty, call.settings.flavour.isLibreOffice { throw .na }
      // Bins are filled from the smallest on and told in the order they were given.
      var counts = [FormulaValue](repeating: .number(0), count: bins.count)
      var index = 0
      // Of equal ones the first takes all, in LibreOffice the last.
      let sign = call.settings.flavour.isLibreOffice ? -1 : 1
      for place in bins.indices.sorted(by: { (bins[$0], sign * $0) < (bins[$1], sign * $1) }) {
        let start = index
        while index < numbers.count, numbers[index] <= bins[place] { index += 1 }
        counts[place] = .number(Double(index - start))
      }
      counts.append(.number(Double(numbers.count - index)))
      return .array(try FormulaArray(rows: counts.count, columns: 1, values: counts))
    },
    FunctionDefinition("PROB", 3...4, [.array, .array, .scalar, .scalar]) {
      call throws(FormulaError) in
      if try call.array(0).values.count != (try call.array(1)).values.count { throw .na }
      let (x, chance) = try call.pairs(0, 1)
      let low = try call.number(2)
      let high = try call.number(3, default: low)
      let total = Sums.total(chance)
      guard chance.allSatisfy({ $0 >= 0 && $0 <= 1 }), abs(total - 1) < 1e-7 else {
        throw call.settings.flavour.isLibreOffice ? .value : .num
      }
      let (from, to) = (min(low, high), max(low, high))
      return .checked(Sums.total(zip(x, chance).filter { $0.0 >= from && $0.0 <= to }.map(\.1)))
    },
  ]
}
