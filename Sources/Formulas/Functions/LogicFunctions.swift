/// Logical functions that evaluate every argument; the others belong to the evaluator.
enum LogicFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("TRUE", 0...0) { _ in .boolean(true) },
    FunctionDefinition("FALSE", 0...0) { _ in .boolean(false) },
    FunctionDefinition("NOT", 1...1) { call throws(FormulaError) in
      .boolean(!(try call.boolean(0)))
    },
    FunctionDefinition("AND", 1...255, [.any]) { call throws(FormulaError) in
      var result = true
      try forEachFlag(call) { result = result && $0 }
      return .boolean(result)
    },
    FunctionDefinition("OR", 1...255, [.any]) { call throws(FormulaError) in
      var result = false
      try forEachFlag(call) { result = result || $0 }
      return .boolean(result)
    },
    FunctionDefinition("XOR", 1...255, [.any], ooxml: .xlfn) { call throws(FormulaError) in
      var result = false
      try forEachFlag(call) { result = result != $0 }
      return .boolean(result)
    },
  ]

  /// Visits the truth values of the arguments: numbers count, text in cells is passed over.
  ///
  /// - Throws: The first error met; ``FormulaError/value`` when there is none to visit.
  static func forEachFlag(
    _ call: FunctionCall, _ body: (Bool) -> Void
  ) throws(FormulaError) {
    var count = 0
    func visit(_ value: FormulaValue) throws(FormulaError) {
      switch value {
      case .number(let number): body(number != 0)
      case .boolean(let flag): body(flag)
      case .error(let error): throw error
      default: return
      }
      count += 1
    }
    for argument in call.arguments {
      switch argument {
      case .missing:
        body(false)
        count += 1
      case .value(.array(let array)):
        for value in array.values { try visit(value) }
      case .value(let value):
        body(try call.context.boolean(value))
        count += 1
      case .range(let range):
        try range.forEachFilled { (_, _, value) throws(FormulaError) in try visit(value) }
      }
    }
    guard count > 0 else { throw .value }
  }
}
