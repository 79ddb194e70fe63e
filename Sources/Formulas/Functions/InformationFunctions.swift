/// Functions that tell what a value is.
enum InformationFunctions {
  static let table: [FunctionDefinition] = [
    test("ISBLANK") { $0.isBlank },
    test("ISERROR") { $0.error != nil },
    test("ISERR") { $0.error != nil && $0.error != .na },
    test("ISNA") { $0.error == .na },
    FunctionDefinition("ISNUMBER", 1...1) { call in
      switch call.value(0) {
      case .number: .boolean(true)
      case .boolean: .boolean(call.settings.flavour.booleansAreNumbers)
      default: .boolean(false)
      }
    },
    test("ISTEXT") { if case .text = $0 { true } else { false } },
    test("ISNONTEXT") { if case .text = $0 { false } else { true } },
    test("ISLOGICAL") { if case .boolean = $0 { true } else { false } },
    FunctionDefinition("ISREF", 1...1, [.any]) { call in .boolean(call[0].range != nil) },
    FunctionDefinition("ISFORMULA", 1...1, [.any], ooxml: .xlfn) { call throws(FormulaError) in
      let range = try call.range(0)
      let place = CellPlace(sheet: range.area.sheet, cell: range.range.first)
      return .boolean(call.context.source.formulaText(at: place) != nil)
    },
    FunctionDefinition("ISEVEN", 1...1) { call throws(FormulaError) in
      .boolean(try isEven(call))
    },
    FunctionDefinition("ISODD", 1...1) { call throws(FormulaError) in
      .boolean(!(try isEven(call)))
    },
    FunctionDefinition("NA", 0...0) { _ in .error(.na) },
    FunctionDefinition("TYPE", 1...1, [.any]) { call in .number(type(call)) },
    FunctionDefinition("ERROR.TYPE", 1...1) { call throws(FormulaError) in
      guard let error = call.value(0).error,
        let number = Flavour.excel.shown(error).typeNumber
      else { throw .na }
      return .number(Double(number))
    },
  ]

  private static func test(
    _ name: String, _ function: @escaping @Sendable (FormulaValue) -> Bool
  ) -> FunctionDefinition {
    FunctionDefinition(name, 1...1) { call in .boolean(function(call.value(0))) }
  }

  private static func isEven(_ call: FunctionCall) throws(FormulaError) -> Bool {
    let value = call.value(0)
    // Excel's functions of this name do not take truth values.
    if case .boolean = value, !call.settings.flavour.isLibreOffice { throw .value }
    if value.isBlank, call.settings.flavour.isLibreOffice { throw .parameter }
    let number = Rounding.truncate(try call.context.number(value))
    return number.truncatingRemainder(dividingBy: 2) == 0
  }

  private static func type(_ call: FunctionCall) -> Double {
    if case .value(.array) = call[0] { return 64 }
    if case .range(let range) = call[0], !range.isSingle, !call.settings.flavour.isLibreOffice {
      return 64
    }
    return switch call.value(0) {
    case .blank, .number: 1
    case .text: 2
    case .boolean: call.settings.flavour.booleansAreNumbers ? 1 : 4
    case .error: 16
    case .array: 64
    }
  }
}
