internal import Glibc

/// Statistical tests.
enum TestFunctions {
  static let table: [FunctionDefinition] = [
    .reals("CONFIDENCE", 3) { values in
      let count = Rounding.floor(values[2])
      guard values[0] > 0, values[0] < 1, values[1] > 0, count >= 1 else { return .nan }
      return -NormalCurve.inverse(values[0] / 2) * values[1] / count.squareRoot()
    },
    FunctionDefinition("CONFIDENCE.T", 3...3, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let (alpha, deviation) = (try call.number(0), try call.number(1))
      let count = try call.floored(2)
      guard alpha > 0, alpha < 1, deviation > 0, count >= 1 else { throw .argument }
      if count == 1 { throw .div0 }
      let t = Distributions.studentInverse(above: alpha / 2, count - 1)
      return .checked(t * deviation / count.squareRoot())
    },
    FunctionDefinition("ZTEST", 2...3, [.any, .scalar]) { call throws(FormulaError) in
      let numbers = try call.numbers(at: 0)
      let expected = try call.number(1)
      if call.count > 2, try call.number(2) <= 0 { throw .argument }
      let isKnown = call.count > 2 && !call.settings.flavour.isLibreOffice
      guard numbers.count > 1 || isKnown && !numbers.isEmpty else { throw .div0 }
      let deviation =
        call.count > 2
        ? try call.number(2)
        : try StatisticsFunctions.variance(numbers, sample: true).squareRoot()
      guard deviation > 0 else { throw call.count > 2 ? .argument : .div0 }
      let z = (Sums.mean(numbers) - expected) / (deviation / Double(numbers.count).squareRoot())
      return .checked(NormalCurve.below(-z))
    },
    FunctionDefinition("FTEST", 2...2, [.array]) { call throws(FormulaError) in
      let (one, other) = (try call.numbers(at: 0), try call.numbers(at: 1))
      guard one.count > 1, other.count > 1 else {
        throw call.settings.flavour.isLibreOffice ? .value : .div0
      }
      let first = try StatisticsFunctions.variance(one, sample: true)
      let second = try StatisticsFunctions.variance(other, sample: true)
      guard first > 0, second > 0 else {
        throw call.settings.flavour.isLibreOffice ? .value : .div0
      }
      let (f, above, below) =
        first >= second
        ? (first / second, one.count - 1, other.count - 1)
        : (second / first, other.count - 1, one.count - 1)
      return .checked(min(2 * Distributions.fAbove(f, Double(above), Double(below)), 1))
    },
    FunctionDefinition("CHITEST", 2...2, [.array], openFormula: .legacy) {
      call throws(FormulaError) in try chiTest(call)
    },
    FunctionDefinition("TTEST", 4...4, [.array, .array, .scalar, .scalar]) {
      call throws(FormulaError) in
      let tails = try call.floored(2)
      guard tails == 1 || tails == 2 else { throw .argument }
      switch try call.floored(3) {
      case 1: return try pairedTest(call, tails)
      case 2: return try twoSampleTest(call, tails, equalVariances: true)
      case 3: return try twoSampleTest(call, tails, equalVariances: false)
      default: throw .argument
      }
    },
  ]

  private static func chiTest(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let (actual, expected) = (try call.array(0), try call.array(1))
    guard actual.rows == expected.rows, actual.columns == expected.columns else {
      throw call.settings.flavour.isLibreOffice ? .argument : .na
    }
    var sum = NumberRules.Sum()
    var isEmpty = true
    for (seen, wanted) in zip(actual.values, expected.values) {
      if let error = seen.error ?? wanted.error { throw error }
      guard case .number(let a) = seen, case .number(let e) = wanted else { continue }
      guard e != 0 else { throw .div0 }
      sum.add((a - e) * (a - e) / e)
      isEmpty = false
    }
    if isEmpty { throw call.settings.flavour.isLibreOffice ? .argument : .div0 }
    let (rows, columns) = (actual.rows, actual.columns)
    let freedom =
      rows == 1 || columns == 1 ? rows * columns - 1 : (rows - 1) * (columns - 1)
    guard freedom > 0 else { throw .na }
    return .checked(Distributions.chiSquaredAbove(sum.value, Double(freedom)))
  }

  private static func pairedTest(
    _ call: FunctionCall, _ tails: Double
  ) throws(FormulaError) -> FormulaValue {
    let (one, other) = try call.pairs(0, 1)
    guard one.count > 1 else { throw call.settings.flavour.isLibreOffice ? .value : .div0 }
    let differences = zip(one, other).map { $0 - $1 }
    let deviation = try StatisticsFunctions.variance(differences, sample: true).squareRoot()
    guard deviation > 0 else { throw .div0 }
    let t = abs(Sums.mean(differences)) / deviation * Double(one.count).squareRoot()
    return .checked(tails * Distributions.studentAbove(t, Double(one.count - 1)))
  }

  private static func twoSampleTest(
    _ call: FunctionCall, _ tails: Double, equalVariances: Bool
  ) throws(FormulaError) -> FormulaValue {
    let (one, other) = (try call.numbers(at: 0), try call.numbers(at: 1))
    guard one.count > 1, other.count > 1 else {
      throw call.settings.flavour.isLibreOffice ? .value : .div0
    }
    let (n, m) = (Double(one.count), Double(other.count))
    let first = try StatisticsFunctions.variance(one, sample: true)
    let second = try StatisticsFunctions.variance(other, sample: true)
    let distance = abs(Sums.mean(one) - Sums.mean(other))
    let (error, freedom): (Double, Double)
    if equalVariances {
      freedom = n + m - 2
      let pooled = ((n - 1) * first + (m - 1) * second) / freedom
      error = (pooled * (1 / n + 1 / m)).squareRoot()
    } else {
      let (a, b) = (first / n, second / m)
      error = (a + b).squareRoot()
      freedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1))
    }
    guard error > 0 else { throw .div0 }
    return .checked(tails * Distributions.studentAbove(distance / error, freedom))
  }
}
