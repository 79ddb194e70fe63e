internal import Glibc

/// Mathematical functions.
enum MathFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("SUM", 1...255, [.any]) { call throws(FormulaError) in
      var sum = NumberRules.Sum()
      try call.forEachNumber { (number) throws(FormulaError) in sum.add(number) }
      return .finite(sum.value)
    },
    FunctionDefinition("PRODUCT", 1...255, [.any]) { call throws(FormulaError) in
      var product = 1.0
      var isEmpty = true
      try call.forEachNumber { (number) throws(FormulaError) in
        product *= number
        isEmpty = false
      }
      return isEmpty ? .number(0) : .finite(product)
    },
    FunctionDefinition("ABS", 1...1) { call throws(FormulaError) in
      .number(abs(try call.number(0)))
    },
    FunctionDefinition("ROUND", 1...2) { call throws(FormulaError) in
      .finite(round(try call.number(0), digits: try call.integer(1, default: 0)))
    },
    FunctionDefinition("PI", 0...0) { _ in .number(.pi) },
    FunctionDefinition("RAND", 0...0, isVolatile: true) { call in
      .number(call.context.random())
    },
  ]

  /// Rounds half away from zero at a decimal place; a number a hair below the half counts as it.
  static func round(_ number: Double, digits: Int) -> Double {
    guard number != 0, digits < 20 else { return number }
    guard digits > -310 else { return 0 }
    let scale = pow(10, Double(abs(digits)))
    let scaled = digits >= 0 ? number * scale : number / scale
    guard abs(scaled) < 0x1p52 else { return number }
    // Half is judged on 15 digits, so that 1.005 rounds to 1.01.
    let nudged = scaled + (scaled < 0 ? -1 : 1) * abs(scaled) * 0x1p-49
    let whole = nudged.rounded(.toNearestOrAwayFromZero)
    return digits >= 0 ? whole / scale : whole * scale
  }
}
