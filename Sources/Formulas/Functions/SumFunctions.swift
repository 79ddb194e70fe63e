/// Sums and products over ranges.
enum SumFunctions {
  static let table: [FunctionDefinition] = simple + paired

  private static let simple: [FunctionDefinition] = [
    FunctionDefinition("SUM", 1...255, [.any]) { call throws(FormulaError) in
      var sum = NumberRules.Sum()
      try call.forEachNumber { (number) throws(FormulaError) in sum.add(number) }
      return .checked(sum.value)
    },
    FunctionDefinition("PRODUCT", 1...255, [.any]) { call throws(FormulaError) in
      var product = 1.0
      var isEmpty = true
      try call.forEachNumber { (number) throws(FormulaError) in
        product *= number
        isEmpty = false
      }
      return isEmpty ? .number(0) : .checked(product)
    },
    FunctionDefinition("SUMSQ", 1...255, [.any]) { call throws(FormulaError) in
      var sum = NumberRules.Sum()
      try call.forEachNumber { (number) throws(FormulaError) in sum.add(number * number) }
      return .checked(sum.value)
    },
  ]

  private static let paired: [FunctionDefinition] = [
    FunctionDefinition("SUMPRODUCT", 1...255, [.array]) { call throws(FormulaError) in
      try sumOfProducts(call)
    },
    pairwise("SUMX2MY2") { $0 * $0 - $1 * $1 },
    pairwise("SUMX2PY2") { $0 * $0 + $1 * $1 },
    pairwise("SUMXMY2") { ($0 - $1) * ($0 - $1) },
  ]

  private static func pairwise(
    _ name: String, _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 2...2, [.array]) { call throws(FormulaError) in
      let (one, other) = (try call.array(0), try call.array(1))
      guard one.rows == other.rows, one.columns == other.columns else {
        throw call.settings.flavour.isLibreOffice ? .value : .na
      }
      var sum = NumberRules.Sum()
      for (a, b) in zip(one.values, other.values) {
        if let error = a.error ?? b.error { throw error }
        guard case .number(let x) = a, case .number(let y) = b else { continue }
        sum.add(function(x, y))
      }
      return .checked(sum.value)
    }
  }

  /// OpenFormula 1.3 §6.16.63 SUMPRODUCT: what is no number counts as 0.
  private static func sumOfProducts(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let first = try call.array(0)
    let countsBooleans = call.settings.flavour.booleansAreNumbers
    func factors(_ array: FormulaArray) throws(FormulaError) -> [Double] {
      var numbers: [Double] = []
      numbers.reserveCapacity(array.values.count)
      for value in array.values {
        switch value {
        case .number(let number): numbers.append(number)
        case .error(let error): throw error
        case .boolean(let flag) where countsBooleans: numbers.append(flag ? 1 : 0)
        default: numbers.append(0)
        }
      }
      return numbers
    }
    var products = try factors(first)
    for index in 1..<max(call.count, 1) {
      let other = try call.array(index)
      guard other.rows == first.rows, other.columns == first.columns else { throw .value }
      for (place, factor) in try factors(other).enumerated() { products[place] *= factor }
    }
    return .checked(Sums.total(products))
  }
}
