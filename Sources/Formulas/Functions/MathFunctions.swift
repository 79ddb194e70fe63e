internal import Glibc

/// Mathematical functions of single numbers.
enum MathFunctions {
  static let table: [FunctionDefinition] = elementary + divisions + chance

  private static let elementary: [FunctionDefinition] = [
    .real("ABS") { abs($0) },
    .real("SIGN") { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
    .real("SQRT") { $0.squareRoot() },
    .real("SQRTPI") { ($0 * .pi).squareRoot() },
    .real("EXP") { exp($0) },
    .real("LN") { $0 > 0 ? log($0) : .nan },
    .real("LOG10") { $0 > 0 ? log10($0) : .nan },
    FunctionDefinition("LOG", 1...2) { call throws(FormulaError) in
      let (number, base) = (try call.number(0), try call.number(1, default: 10))
      guard number > 0, base > 0 else { throw .argument }
      if base == 1 { throw call.settings.flavour.isLibreOffice ? .argument : .div0 }
      if base == 10 { return .checked(log10(number)) }
      if base == 2 { return .checked(log2(number)) }
      return .checked(log(number) / log(base))
    },
    FunctionDefinition("POWER", 2...2) { call throws(FormulaError) in
      let (base, exponent) = (try call.number(0), try call.number(1))
      if base == 0, exponent < 0, call.settings.flavour.isLibreOffice { throw .num }
      return .number(try NumberRules.power(base, exponent))
    },
    FunctionDefinition("PI", 0...0) { _ in .number(.pi) },
    FunctionDefinition("DELTA", 1...2) { call throws(FormulaError) in
      .number(try call.number(0) == (try call.number(1, default: 0)) ? 1 : 0)
    },
    FunctionDefinition("GESTEP", 1...2) { call throws(FormulaError) in
      .number(try call.number(0) >= (try call.number(1, default: 0)) ? 1 : 0)
    },
  ]

  private static let divisions: [FunctionDefinition] = [
    FunctionDefinition("MOD", 2...2) { call throws(FormulaError) in
      let (number, divisor) = (try call.number(0), try call.number(1))
      guard divisor != 0 else { throw .div0 }
      let rest = NumberRules.difference(number, Rounding.floor(number / divisor) * divisor)
      let isInside = divisor > 0 ? rest >= 0 && rest < divisor : rest <= 0 && rest > divisor
      guard isInside else { throw .num }
      return .checked(rest)
    },
    FunctionDefinition("QUOTIENT", 2...2) { call throws(FormulaError) in
      let (number, divisor) = (try call.number(0), try call.number(1))
      guard divisor != 0 else {
        throw call.settings.flavour.isLibreOffice ? .argument : .div0
      }
      return .checked((number / divisor).rounded(.towardZero))
    },
    FunctionDefinition("SERIESSUM", 4...4, [.scalar, .scalar, .scalar, .any]) {
      call throws(FormulaError) in
      let x = try call.number(0)
      var power = try call.number(1)
      let step = try call.number(2)
      if x == 0, power == 0 { throw .argument }
      var sum = NumberRules.Sum()
      for factor in try call.numbers(from: 3) {
        if x != 0 { sum.add(factor * pow(x, power)) }
        power += step
      }
      return .checked(sum.value)
    },
  ]

  private static let chance: [FunctionDefinition] = [
    FunctionDefinition("RAND", 0...0, isVolatile: true) { call in
      .number(call.context.random())
    },
    FunctionDefinition("RANDBETWEEN", 2...2, isVolatile: true) { call throws(FormulaError) in
      let low = Rounding.ceil(try call.number(0))
      let high = Rounding.floor(try call.number(1))
      guard low <= high else { throw .argument }
      let span = high - low + 1
      return .checked(min(low + (call.context.random() * span).rounded(.down), high))
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
