internal import Glibc

/// Means, spreads and shapes of samples.
enum StatisticsFunctions {
  static let table: [FunctionDefinition] = means + spreads + shapes

  private static let means: [FunctionDefinition] = [
    .aggregate("AVERAGE") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty else { throw .div0 }
      return Sums.mean(numbers)
    },
    .aggregate("GEOMEAN") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 }) else { throw .argument }
      return exp(Sums.total(numbers.lazy.map { log($0) }) / Double(numbers.count))
    },
    .aggregate("HARMEAN") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 }) else { throw .argument }
      return Double(numbers.count) / Sums.total(numbers.lazy.map { 1 / $0 })
    },
    .aggregate("AVEDEV") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty else { throw .argument }
      let middle = Sums.mean(numbers)
      return Sums.total(numbers.lazy.map { abs($0 - middle) }) / Double(numbers.count)
    },
    .aggregate("DEVSQ") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty else { throw .argument }
      return Sums.squares(numbers)
    },
    FunctionDefinition("TRIMMEAN", 2...2, [.any, .scalar]) { call throws(FormulaError) in
      let share = try call.number(1)
      guard share >= 0, share < 1 else { throw .argument }
      let numbers = try call.numbers(at: 0).sorted()
      guard !numbers.isEmpty else { throw .argument }
      let cut = Int((share * Double(numbers.count) / 2).rounded(.down))
      return .checked(Sums.mean(Array(numbers[cut..<(numbers.count - cut)])))
    },
    FunctionDefinition("STANDARDIZE", 3...3) { call throws(FormulaError) in
      let (x, mean) = (try call.number(0), try call.number(1))
      let deviation = try call.number(2)
      guard deviation >= 0 else { throw .argument }
      guard deviation > 0 else {
        throw call.settings.flavour.isLibreOffice ? .div0 : .num
      }
      return .checked((x - mean) / deviation)
    },
  ]

  /// The variance of a sample, or of everything there is.
  static func variance(_ numbers: [Double], sample: Bool) throws(FormulaError) -> Double {
    let count = numbers.count - (sample ? 1 : 0)
    guard count > 0 else { throw .div0 }
    return Sums.squares(numbers) / Double(count)
  }

  private static let spreads: [FunctionDefinition] = [
    .aggregate("VAR") {
      (numbers) throws(FormulaError) in try variance(numbers, sample: true)
    },
    .aggregate("VARP") {
      (numbers) throws(FormulaError) in try variance(numbers, sample: false)
    },
    .aggregate("STDEV") {
      (numbers) throws(FormulaError) in try variance(numbers, sample: true).squareRoot()
    },
    .aggregate("STDEVP") {
      (numbers) throws(FormulaError) in try variance(numbers, sample: false).squareRoot()
    },
    mixed("AVERAGEA") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty else { throw .div0 }
      return Sums.mean(numbers)
    },
    mixed("VARA") { (numbers) throws(FormulaError) in try variance(numbers, sample: true) },
    mixed("VARPA") { (numbers) throws(FormulaError) in try variance(numbers, sample: false) },
    mixed("STDEVA") { (numbers) throws(FormulaError) in
      try variance(numbers, sample: true).squareRoot()
    },
    mixed("STDEVPA") { (numbers) throws(FormulaError) in
      try variance(numbers, sample: false).squareRoot()
    },
    mixed("MAXA") { (numbers) throws(FormulaError) in numbers.max() ?? 0 },
    mixed("MINA") { (numbers) throws(FormulaError) in numbers.min() ?? 0 },
  ]

  /// A function to which text in cells is 0 and a truth value a number.
  private static func mixed(
    _ name: String,
    _ function: @escaping @Sendable ([Double]) throws(FormulaError) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 1...255, [.any]) { call throws(FormulaError) in
      var numbers: [Double] = []
      func take(_ value: FormulaValue) throws(FormulaError) {
        switch value {
        case .blank: break
        case .text: numbers.append(0)
        case .error(let error): throw error
        default: numbers.append(value.numeric ?? 0)
        }
      }
      for argument in call.arguments {
        switch argument {
        case .missing: numbers.append(0)
        case .value(.array(let array)):
          for value in array.values { try take(value) }
        case .value(.text(let text)):
          // Text given directly is converted by Excel and 0 to LibreOffice.
          numbers.append(
            call.settings.flavour.isLibreOffice ? 0 : try call.context.number(.text(text)))
        case .value(let value): try take(value)
        case .range(let range):
          try range.forEachFilled { (_, _, value) throws(FormulaError) in try take(value) }
        }
      }
      return .checked(try function(numbers))
    }
  }

  private static let shapes: [FunctionDefinition] = [
    .aggregate("SKEW") { (numbers) throws(FormulaError) in
      let n = Double(numbers.count)
      guard n > 2 else { throw .div0 }
      let sum = try powers(numbers, 3, sample: true)
      return sum * n / ((n - 1) * (n - 2))
    },
    .aggregate(
      "SKEWP", ooxml: .named("_xlfn.SKEW.P")
    ) { (numbers) throws(FormulaError) in
      let n = Double(numbers.count)
      guard n > 2 else { throw .div0 }
      return try powers(numbers, 3, sample: false) / n
    },
    .aggregate("KURT") { (numbers) throws(FormulaError) in
      let n = Double(numbers.count)
      guard n > 3 else { throw .div0 }
      let sum = try powers(numbers, 4, sample: true)
      let factor = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3))
      return factor * sum - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
    },
  ]

  /// The sum of powers of standardized distances from the mean.
  private static func powers(
    _ numbers: [Double], _ exponent: Int, sample: Bool
  ) throws(FormulaError) -> Double {
    let middle = Sums.mean(numbers)
    let deviation = try variance(numbers, sample: sample).squareRoot()
    guard deviation > 0 else { throw .div0 }
    return Sums.total(
      numbers.lazy.map { number in
        let z = (number - middle) / deviation
        return exponent == 3 ? z * z * z : z * z * z * z
      })
  }
}
