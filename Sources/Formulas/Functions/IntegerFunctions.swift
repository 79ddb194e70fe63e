internal import Glibc

/// Functions of whole numbers: divisors, factorials, choices, bits.
enum IntegerFunctions {
  static let table: [FunctionDefinition] = divisors + factorials + bits

  private static let divisors: [FunctionDefinition] = [
    FunctionDefinition("GCD", 1...255, [.any]) { call throws(FormulaError) in
      var divisor = 0.0
      for number in try wholes(call) {
        divisor = Counting.greatestCommonDivisor(max(divisor, number), min(divisor, number))
      }
      return .number(divisor)
    },
    FunctionDefinition("LCM", 1...255, [.any]) { call throws(FormulaError) in
      var multiple = 1.0
      for number in try wholes(call) {
        if number == 0 { return .number(0) }
        let divisor = Counting.greatestCommonDivisor(
          max(multiple, number), min(multiple, number))
        multiple *= number / divisor
        guard multiple < 0x1p53 else { throw .num }
      }
      return .number(multiple)
    },
  ]

  private static func wholes(_ call: FunctionCall) throws(FormulaError) -> [Double] {
    var numbers: [Double] = []
    for number in try call.numbers() {
      guard number >= 0, number < 0x1p53 else { throw .argument }
      numbers.append(Rounding.floor(number))
    }
    return numbers
  }

  private static let factorials: [FunctionDefinition] = [
    .real("FACT") { Counting.factorial($0 < 0 ? -1 : Rounding.floor($0)) },
    FunctionDefinition("FACTDOUBLE", 1...1) { call throws(FormulaError) in
      let number = Rounding.truncate(try call.number(0))
      if number < 0, call.settings.flavour.isLibreOffice { throw .argument }
      return .checked(Counting.doubleFactorial(number))
    },
    .reals("COMBIN", 2) { values in
      let (n, k) = (Rounding.floor(values[0]), Rounding.floor(values[1]))
      return n < 0 || k < 0 ? .nan : Counting.combinations(n, k)
    },
    FunctionDefinition("COMBINA", 2...2, ooxml: .xlfn) { call throws(FormulaError) in
      let (n, k) = (try call.floored(0), try call.floored(1))
      // LibreOffice refuses to take more than there are kinds.
      guard n >= 0, k >= 0, n >= k || !call.settings.flavour.isLibreOffice else {
        throw .argument
      }
      if k == 0 { return .number(n == 0 && call.settings.flavour.isLibreOffice ? 0 : 1) }
      return n == 0 ? .number(0) : .checked(Counting.combinations(n + k - 1, k))
    },
    .reals("PERMUT", 2) { values in
      let (n, k) = (Rounding.floor(values[0]), Rounding.floor(values[1]))
      return n < 0 || k < 0 ? .nan : Counting.permutations(n, k)
    },
    .reals("PERMUTATIONA", 2, ooxml: .xlfn) { values in
      let (n, k) = (Rounding.floor(values[0]), Rounding.floor(values[1]))
      return n < 0 || k < 0 ? .nan : pow(n, k)
    },
    FunctionDefinition("MULTINOMIAL", 1...255, [.any]) { call throws(FormulaError) in
      var total = 0.0
      var product = 1.0
      for number in try call.numbers() {
        let part = Rounding.truncate(number)
        guard part >= 0 else { throw .argument }
        total += part
        product *= Counting.combinations(total, part)
      }
      return .checked(product)
    },
  ]

  private static let bits: [FunctionDefinition] = [
    bitwise("BITAND") { $0 & $1 },
    bitwise("BITOR") { $0 | $1 },
    bitwise("BITXOR") { $0 ^ $1 },
    shift("BITLSHIFT", left: true),
    shift("BITRSHIFT", left: false),
  ]

  private static func bitwise(
    _ name: String, _ function: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> FunctionDefinition {
    FunctionDefinition(name, 2...2, ooxml: .xlfn) { call throws(FormulaError) in
      .number(Double(function(try word(call, 0), try word(call, 1))))
    }
  }

  private static func word(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> UInt64 {
    let number = Rounding.floor(try call.number(index))
    guard number >= 0, number < 0x1p48 else { throw .argument }
    return UInt64(number)
  }

  private static func shift(_ name: String, left: Bool) -> FunctionDefinition {
    FunctionDefinition(name, 2...2, ooxml: .xlfn) { call throws(FormulaError) in
      let number = Double(try word(call, 0))
      let isExcel = !call.settings.flavour.isLibreOffice
      let by = try call.number(1)
      let places = (isExcel ? Rounding.truncate(by) : Rounding.floor(by)) * (left ? 1 : -1)
      if isExcel, abs(places) > 53 { throw .num }
      let shifted = (number * pow(2, min(max(places, -2000), 2000))).rounded(.down)
      if isExcel, shifted >= 0x1p48 { throw .num }
      return .checked(shifted)
    }
  }
}
