/// Functions that tell what a value is.
enum InformationFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("ISBLANK", 1...1) { call in .boolean(call.value(0).isBlank) },
    FunctionDefinition("ISERROR", 1...1) { call in .boolean(call.value(0).error != nil) },
    FunctionDefinition("ISNUMBER", 1...1) { call in
      if case .number = call.value(0) { .boolean(true) } else { .boolean(false) }
    },
    FunctionDefinition("NA", 0...0) { _ in .error(.na) },
    FunctionDefinition("ROW", 0...1, [.any]) { call throws(FormulaError) in
      guard call.count > 0 else { return .number(Double(call.context.cell.cell.row + 1)) }
      let range = try call.range(0).range
      guard call.context.isArrayFormula, range.rowCount > 1 else {
        return .number(Double(range.first.row + 1))
      }
      return .array(
        try FormulaArray(rows: range.rowCount, columns: 1) { (row, _) in
          .number(Double(range.first.row + row + 1))
        })
    },
  ]
}
