/// How many, the largest and the smallest.
enum CountFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("COUNT", 1...255, [.any]) { call throws(FormulaError) in
      .number(Double(try count(call)))
    },
    FunctionDefinition("COUNTA", 1...255, [.any]) { call throws(FormulaError) in
      var count = 0
      for argument in call.arguments {
        switch argument {
        case .missing: count += 1
        case .value(.array(let array)): count += array.values.count { !$0.isBlank }
        case .value: count += 1
        case .range(let range):
          try range.forEachFilled { (_, _, _) throws(FormulaError) in count += 1 }
        }
      }
      return .number(Double(count))
    },
    FunctionDefinition("COUNTBLANK", 1...1, [.any]) { call throws(FormulaError) in
      switch call[0] {
      case .range(let range):
        var filled = 0
        try range.forEachFilled { (_, _, value) throws(FormulaError) in
          if value != .text("") { filled += 1 }
        }
        return .number(Double(range.cellCount - filled))
      case .value(.array(let array)):
        return .number(Double(array.values.count { $0.isBlank || $0 == .text("") }))
      case .missing: return .number(1)
      case .value(let value):
        if let error = value.error { throw error }
        return .number(value.isBlank || value == .text("") ? 1 : 0)
      }
    },
    extreme("MAX") { max($0, $1) },
    extreme("MIN") { min($0, $1) },
  ]

  private static func extreme(
    _ name: String, _ better: @escaping @Sendable (Double, Double) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 1...255, [.any]) { call throws(FormulaError) in
      var best: Double?
      try call.forEachNumber { (number) throws(FormulaError) in
        best = best.map { better($0, number) } ?? number
      }
      return .number(best ?? 0)
    }
  }

  /// Counts numbers; of what is given directly also what can be converted, but no errors.
  private static func count(_ call: FunctionCall) throws(FormulaError) -> Int {
    let countsBooleans = call.settings.flavour.booleansAreNumbers
    func isNumber(_ value: FormulaValue) -> Bool {
      switch value {
      case .number: true
      case .boolean: countsBooleans
      default: false
      }
    }
    var count = 0
    for argument in call.arguments {
      switch argument {
      case .missing: count += 1
      case .value(.array(let array)): count += array.values.count(where: isNumber)
      case .value(.error), .value(.blank): break
      case .value(let value): if (try? call.context.number(value)) != nil { count += 1 }
      case .range(let range):
        try range.forEachFilled { (_, _, value) throws(FormulaError) in
          if isNumber(value) { count += 1 }
        }
      }
    }
    return count
  }
}
