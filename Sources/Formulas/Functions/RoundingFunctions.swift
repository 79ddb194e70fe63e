internal import Glibc

/// Functions that round.
enum RoundingFunctions {
  static let table: [FunctionDefinition] =
    [
      .real("INT") { Rounding.floor($0) },
      .real("EVEN") { away($0, step: 2, offset: 0) },
      .real("ODD") { $0 == 0 ? 1 : away($0, step: 2, offset: 1) },
      FunctionDefinition("ROUND", 1...2) { call throws(FormulaError) in
        .checked(MathFunctions.round(try call.number(0), digits: try digits(call)))
      },
      FunctionDefinition("ROUNDUP", 1...2) { call throws(FormulaError) in
        .checked(Rounding.cut(try call.number(0), digits: try digits(call), up: true))
      },
      FunctionDefinition("ROUNDDOWN", 1...2) { call throws(FormulaError) in
        .checked(Rounding.cut(try call.number(0), digits: try digits(call), up: false))
      },
      FunctionDefinition("TRUNC", 1...2) { call throws(FormulaError) in
        .checked(Rounding.cut(try call.number(0), digits: try digits(call), up: false))
      },
      FunctionDefinition("MROUND", 2...2) { call throws(FormulaError) in
        let (number, multiple) = (try call.number(0), try call.number(1))
        if multiple == 0 || number == 0 { return .number(0) }
        if number * multiple < 0, !call.settings.flavour.isLibreOffice { throw .num }
        return .checked(multiple * (number / multiple).rounded(.toNearestOrAwayFromZero))
      },
    ] + ceilings

  private static func digits(_ call: FunctionCall) throws(FormulaError) -> Int {
    guard call.count > 1 else { return 0 }
    let digits = Rounding.truncate(try call.number(1))
    if abs(digits) > 32_767, call.settings.flavour.isLibreOffice { throw .argument }
    return Int(min(max(digits, -1000), 1000))
  }

  private static func away(_ number: Double, step: Double, offset: Double) -> Double {
    let size = Rounding.ceil((abs(number) - offset) / step) * step + offset
    return number < 0 ? -size : size
  }

  private static let ceilings: [FunctionDefinition] = [
    FunctionDefinition("CEILING", 2...2, openFormula: .microsoft) { call throws(FormulaError) in
      try microsoft(call, up: true)
    },
    FunctionDefinition("FLOOR", 2...2, openFormula: .microsoft) { call throws(FormulaError) in
      try microsoft(call, up: false)
    },
    FunctionDefinition("CEILING.MATH", 1...3, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try math(call, up: true)
    },
    FunctionDefinition("FLOOR.MATH", 1...3, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try math(call, up: false)
    },
    FunctionDefinition("CEILING.PRECISE", 1...2, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try precise(call, up: true)
    },
    FunctionDefinition("FLOOR.PRECISE", 1...2, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try precise(call, up: false)
    },
    FunctionDefinition("ISO.CEILING", 1...2, openFormula: .microsoft) { call throws(FormulaError) in
      try precise(call, up: true)
    },
    // OpenFormula's and Excel's functions of this name differ below zero; each dialect has its own.
    // The nearest one in OOXML differs only where the signs do, which OpenFormula refuses.
    FunctionDefinition("CEILING", 1...3, ooxml: .named("_xlfn.CEILING.MATH")) {
      call throws(FormulaError) in try openFormula(call, up: true)
    },
    FunctionDefinition("FLOOR", 1...3, ooxml: .named("_xlfn.FLOOR.MATH")) {
      call throws(FormulaError) in try openFormula(call, up: false)
    },
  ]

  private static func multiple(_ number: Double, _ step: Double, up: Bool) -> Double {
    let quotient = number / step
    return (up ? Rounding.ceil(quotient) : Rounding.floor(quotient)) * step
  }

  /// OpenFormula 1.3 §6.17.1 CEILING and §6.17.3 FLOOR.
  private static func openFormula(
    _ call: FunctionCall, up: Bool
  ) throws(FormulaError) -> FormulaValue {
    let number = try call.number(0)
    let step = call.has(1) ? try call.number(1) : (number < 0 ? -1 : 1)
    let towardsZero = try call.boolean(2, default: false)
    if number == 0 || step == 0 { return .number(0) }
    if number * step < 0 { return .error(.argument) }
    // The quotient is positive: for a negative number rounding it down is rounding up.
    let roundsUp = (!towardsZero && number < 0) != up
    return .checked(multiple(number, step, up: roundsUp))
  }

  /// ECMA-376-1 §18.17.7.33 CEILING and §18.17.7.132 FLOOR.
  private static func microsoft(
    _ call: FunctionCall, up: Bool
  ) throws(FormulaError) -> FormulaValue {
    let (number, step) = (try call.number(0), try call.number(1))
    if number == 0 { return .number(0) }
    if step == 0 {
      if up { return .number(0) }
      throw call.settings.flavour.isLibreOffice ? .argument : .div0
    }
    if number > 0, step < 0 { return .error(.argument) }
    if number * step > 0 { return .checked(multiple(number, step, up: up)) }
    return .checked(multiple(number, -step, up: !up))
  }

  private static func math(_ call: FunctionCall, up: Bool) throws(FormulaError) -> FormulaValue {
    let number = try call.number(0)
    let step = abs(call.has(1) ? try call.number(1) : 1)
    let isMirrored = try call.number(2, default: 0) != 0 && number < 0
    if number == 0 || step == 0 { return .number(0) }
    return .checked(multiple(number, step, up: up != isMirrored))
  }

  private static func precise(_ call: FunctionCall, up: Bool) throws(FormulaError) -> FormulaValue {
    let number = try call.number(0)
    let step = abs(call.has(1) ? try call.number(1) : 1)
    if number == 0 || step == 0 { return .number(0) }
    return .checked(multiple(number, step, up: up))
  }
}
