/// Functions that leave arguments unevaluated.
///
/// The evaluator does so by itself wherever one value decides; the bodies here serve arrays of
/// conditions, where every argument is evaluated.
enum ChoiceFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("IF", 1...3) { call throws(FormulaError) in
      if try call.boolean(0) { return call.count > 1 ? call.value(1) : .boolean(true) }
      return call.count > 2 ? call.value(2) : .boolean(false)
    },
    FunctionDefinition("IFERROR", 2...2) { call in
      call.value(0).error == nil ? call.value(0) : call.value(1)
    },
    FunctionDefinition("IFNA", 2...2, ooxml: .xlfn) { call in
      call.value(0).error == .na ? call.value(1) : call.value(0)
    },
    FunctionDefinition("CHOOSE", 2...255) { call throws(FormulaError) in
      let index = try call.integer(0)
      guard index >= 1, index < call.count else { throw .value }
      return call.value(index)
    },
    FunctionDefinition("IFS", 2...254, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      for place in stride(from: 0, to: call.count - 1, by: 2) where try call.boolean(place) {
        return call.value(place + 1)
      }
      throw .na
    },
    FunctionDefinition("SWITCH", 3...254, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let wanted = call.value(0)
      if let error = wanted.error { throw error }
      for place in stride(from: 1, to: call.count - 1, by: 2)
      where TextOrder.compare(wanted, call.value(place), isCaseSensitive: false) == 0 {
        return call.value(place + 1)
      }
      guard call.count % 2 == 0 else { throw .na }
      return call.value(call.count - 1)
    },
    FunctionDefinition("LET", 3...253, [.any], openFormula: .microsoft, ooxml: .xlfn) {
      _ throws(FormulaError) in throw .name
    },
  ]
}
