internal import Glibc

/// Continuous distributions.
enum DistributionFunctions {
  static let table: [FunctionDefinition] = normal + student + gammas + betas + others

  private static let normal: [FunctionDefinition] = [
    .real("NORMSDIST", openFormula: .legacy) { NormalCurve.below($0) },
    FunctionDefinition("NORMSINV", 1...1, openFormula: .legacy) { call throws(FormulaError) in
      .checked(try normalInverse(call))
    },
    .real("PHI", ooxml: .xlfn) { NormalCurve.density($0) },
    .real("GAUSS", ooxml: .xlfn) { 0.5 * erf($0 / 2.0.squareRoot()) },
    FunctionDefinition("NORM.S.DIST", 2...2, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let z = try call.number(0)
      return .checked(try call.boolean(1) ? NormalCurve.below(z) : NormalCurve.density(z))
    },
    FunctionDefinition("NORMDIST", 3...4) { call throws(FormulaError) in
      let (x, mean) = (try call.number(0), try call.number(1))
      let deviation = try call.number(2)
      guard deviation > 0 else { throw .argument }
      let z = (x - mean) / deviation
      let cumulated = try call.boolean(3, default: true)
      return .checked(cumulated ? NormalCurve.below(z) : NormalCurve.density(z) / deviation)
    },
    FunctionDefinition("NORMINV", 3...3) { call throws(FormulaError) in
      let (mean, deviation) = (try call.number(1), try call.number(2))
      guard deviation > 0 else { throw .argument }
      return .checked(try normalInverse(call) * deviation + mean)
    },
    FunctionDefinition("LOGNORMDIST", 1...4) { call throws(FormulaError) in
      try logNormal(call, cumulated: try call.boolean(3, default: true))
    },
    FunctionDefinition("LOGNORM.DIST", 4...4, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try logNormal(call, cumulated: try call.boolean(3))
    },
    FunctionDefinition("LOGINV", 1...3) { call throws(FormulaError) in
      let mean = try call.number(1, default: 0)
      let deviation = try call.number(2, default: 1)
      guard deviation > 0 else { throw .argument }
      return .checked(exp(NormalCurve.inverse(try call.number(0)) * deviation + mean))
    },
  ]

  private static func gamma(
    _ call: FunctionCall, takesNegative: Bool
  ) throws(FormulaError) -> FormulaValue {
    let x = try call.number(0)
    let (alpha, beta) = (try call.number(1), try call.number(2))
    guard alpha > 0, beta > 0, x >= 0 || takesNegative else { throw .argument }
    return .checked(
      try call.boolean(3, default: true)
        ? (x <= 0 ? 0 : GammaFunctions.lower(alpha, x / beta))
        : Distributions.gammaDensity(x, alpha, beta))
  }

  /// Where the normal curve has a chance below it; at both ends there is no such place.
  private static func normalInverse(_ call: FunctionCall) throws(FormulaError) -> Double {
    let chance = try call.number(0)
    if chance == 0 || chance == 1, call.settings.flavour.isLibreOffice { throw .value }
    guard chance > 0, chance < 1 else { throw .argument }
    return NormalCurve.inverse(chance)
  }

  private static func logNormal(
    _ call: FunctionCall, cumulated: Bool
  ) throws(FormulaError) -> FormulaValue {
    let (x, mean) = (try call.number(0), try call.number(1, default: 0))
    let deviation = try call.number(2, default: 1)
    guard deviation > 0 else { throw .argument }
    guard x > 0 else {
      // LibreOffice gives the area left of 0, which is none.
      if cumulated, call.settings.flavour.isLibreOffice { return .number(0) }
      throw .argument
    }
    let z = (log(x) - mean) / deviation
    return .checked(cumulated ? NormalCurve.below(z) : NormalCurve.density(z) / deviation / x)
  }

  private static let student: [FunctionDefinition] = [
    .reals("TDIST", 3, openFormula: .legacy) { values in
      let (t, tails) = (values[0], Rounding.floor(values[2]))
      let freedom = Rounding.floor(values[1])
      guard t >= 0, freedom >= 1, tails == 1 || tails == 2 else { return .nan }
      return Distributions.studentAbove(t, freedom) * tails
    },
    .reals("TINV", 2) { values in
      let freedom = Rounding.floor(values[1])
      guard values[0] > 0, values[0] <= 1, freedom >= 1 else { return .nan }
      return Distributions.studentInverse(above: values[0] / 2, freedom)
    },
    FunctionDefinition("T.DIST", 3...3, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let (t, freedom) = (try call.number(0), try call.floored(1))
      guard freedom >= 1 else { throw .argument }
      return .checked(
        try call.boolean(2)
          ? Distributions.studentAbove(-t, freedom) : Distributions.studentDensity(t, freedom))
    },
    .reals("T.DIST.RT", 2, openFormula: .microsoft, ooxml: .xlfn) { values in
      let freedom = Rounding.floor(values[1])
      return freedom >= 1 ? Distributions.studentAbove(values[0], freedom) : .nan
    },
    .reals("T.DIST.2T", 2, openFormula: .microsoft, ooxml: .xlfn) { values in
      let freedom = Rounding.floor(values[1])
      return values[0] >= 0 && freedom >= 1
        ? 2 * Distributions.studentAbove(values[0], freedom) : .nan
    },
    .reals("T.INV", 2, openFormula: .microsoft, ooxml: .xlfn) { values in
      let (p, freedom) = (values[0], Rounding.floor(values[1]))
      guard p > 0, p < 1, freedom >= 1 else { return .nan }
      return p < 0.5
        ? -Distributions.studentInverse(above: p, freedom)
        : Distributions.studentInverse(above: 1 - p, freedom)
    },
  ]

  private static let gammas: [FunctionDefinition] = [
    .real("GAMMA", ooxml: .xlfn) { GammaFunctions.gamma($0) },
    .real("GAMMALN") { $0 > 0 ? GammaFunctions.logGamma($0) : .nan },
    FunctionDefinition("GAMMADIST", 3...4) { call throws(FormulaError) in
      try gamma(call, takesNegative: call.settings.flavour.isLibreOffice)
    },
    FunctionDefinition("GAMMA.DIST", 4...4, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try gamma(call, takesNegative: false)
    },
    .reals("GAMMAINV", 3) { Distributions.gammaInverse($0[0], $0[1], $0[2]) },
    FunctionDefinition("CHIDIST", 2...2, openFormula: .legacy) { call throws(FormulaError) in
      let (x, freedom) = (try call.number(0), try call.floored(1))
      guard freedom >= 1, x >= 0 || call.settings.flavour.isLibreOffice else { throw .argument }
      return .checked(Distributions.chiSquaredAbove(x, freedom))
    },
    .reals("CHISQ.DIST.RT", 2, openFormula: .microsoft, ooxml: .xlfn) { values in
      let freedom = Rounding.floor(values[1])
      return freedom >= 1 && values[0] >= 0
        ? Distributions.chiSquaredAbove(values[0], freedom) : .nan
    },
    .reals("CHIINV", 2, openFormula: .legacy) { values in
      let freedom = Rounding.floor(values[1])
      guard values[0] > 0, freedom >= 1 else { return .nan }
      return Distributions.gammaInverse(values[0], freedom / 2, 2, above: true)
    },
    FunctionDefinition("CHISQDIST", 2...3, ooxml: .none) { call throws(FormulaError) in
      let (x, freedom) = (try call.number(0), try call.floored(1))
      guard freedom >= 1 else { throw .argument }
      return .checked(
        try call.boolean(2, default: true)
          ? Distributions.chiSquaredBelow(x, freedom)
          : Distributions.gammaDensity(x, freedom / 2, 2))
    },
    FunctionDefinition("CHISQ.DIST", 3...3, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let (x, freedom) = (try call.number(0), try call.floored(1))
      guard x >= 0, freedom >= 1 else { throw .argument }
      return .checked(
        try call.boolean(2)
          ? Distributions.chiSquaredBelow(x, freedom)
          : Distributions.gammaDensity(x, freedom / 2, 2))
    },
    .reals("CHISQINV", 2, ooxml: .none) { values in
      let freedom = Rounding.floor(values[1])
      guard values[0] >= 0, values[0] < 1, freedom >= 1 else { return .nan }
      return Distributions.gammaInverse(values[0], freedom / 2, 2)
    },
  ]

  private static let betas: [FunctionDefinition] = [
    FunctionDefinition("BETADIST", 3...6) { call throws(FormulaError) in
      let low = try call.number(3, default: 0)
      let high = try call.number(4, default: 1)
      return try beta(call, low, high, cumulated: try call.boolean(5, default: true))
    },
    FunctionDefinition("BETA.DIST", 4...6, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let low = try call.number(4, default: 0)
      let high = try call.number(5, default: 1)
      let x = try call.number(0)
      guard x >= low, x <= high else { throw .argument }
      return try beta(call, low, high, cumulated: try call.boolean(3))
    },
    FunctionDefinition("BETAINV", 3...5) { call throws(FormulaError) in
      let low = try call.number(3, default: 0)
      let high = try call.number(4, default: 1)
      let p = try call.number(0)
      guard low < high, p >= 0, p <= 1 else { throw .argument }
      let place = Distributions.betaInverse(p, try call.number(1), try call.number(2))
      return .checked(low + place * (high - low))
    },
    .reals("FDIST", 3, openFormula: .legacy) { values in
      let (one, two) = (Rounding.floor(values[1]), Rounding.floor(values[2]))
      guard values[0] >= 0, one >= 1, two >= 1, one < 1e10, two < 1e10 else { return .nan }
      return Distributions.fAbove(values[0], one, two)
    },
    .reals("FINV", 3, openFormula: .legacy) { values in
      let (one, two) = (Rounding.floor(values[1]), Rounding.floor(values[2]))
      guard values[0] > 0, one >= 1, two >= 1, one < 1e10, two < 1e10 else { return .nan }
      return Distributions.fInverse(values[0], one, two, above: true)
    },
    // OpenFormula has the newer function under the older one's name.
    FunctionDefinition("F.DIST", 3...4, openFormula: .named("FDIST"), ooxml: .xlfn) {
      call throws(FormulaError) in
      try fLeft(call, cumulated: try call.boolean(3, default: true))
    },
    .reals("F.INV", 3, openFormula: .named("FINV"), ooxml: .xlfn) { fLeftInverse($0) },
  ]

  private static func beta(
    _ call: FunctionCall, _ low: Double, _ high: Double, cumulated: Bool
  ) throws(FormulaError) -> FormulaValue {
    let x = try call.number(0)
    let (a, b) = (try call.number(1), try call.number(2))
    guard a > 0, b > 0, low < high else { throw .argument }
    if x < low || x > high {
      guard call.settings.flavour.isLibreOffice else { throw .num }
      return .number(cumulated && x > high ? 1 : 0)
    }
    let place = (x - low) / (high - low)
    if cumulated { return .checked(BetaFunctions.regularized(place, a, b)) }
    if place == 0 || place == 1 {
      let (near, far) = place == 0 ? (a, b) : (b, a)
      if near < 1 { throw .argument }
      return .checked(near == 1 ? far / (high - low) : 0)
    }
    let term = BetaFunctions.powerTerm(a, b, place, 1 - place)
    return .checked(term / (place * (1 - place)) / (high - low))
  }

  private static func fLeft(
    _ call: FunctionCall, cumulated: Bool
  ) throws(FormulaError) -> FormulaValue {
    let x = try call.number(0)
    let (one, two) = (try call.floored(1), try call.floored(2))
    guard x >= 0, one >= 1, two >= 1, one < 1e10, two < 1e10 else { throw .argument }
    return .checked(
      cumulated ? Distributions.fBelow(x, one, two) : Distributions.fDensity(x, one, two))
  }

  private static func fLeftInverse(_ values: [Double]) -> Double {
    let (one, two) = (Rounding.floor(values[1]), Rounding.floor(values[2]))
    guard values[0] > 0, one >= 1, two >= 1, one < 1e10, two < 1e10 else { return .nan }
    return Distributions.fInverse(values[0], one, two)
  }

  private static let others: [FunctionDefinition] = [
    .real("FISHER") { abs($0) < 1 ? atanh($0) : .nan },
    .real("FISHERINV") { tanh($0) },
    FunctionDefinition("EXPONDIST", 2...3) { call throws(FormulaError) in
      let (x, rate) = (try call.number(0), try call.number(1))
      guard rate > 0 else { throw .argument }
      if x < 0 {
        guard call.settings.flavour.isLibreOffice else { throw .num }
        return .number(0)
      }
      return .checked(
        try call.boolean(2, default: true) ? -expm1(-rate * x) : rate * exp(-rate * x))
    },
    FunctionDefinition("WEIBULL", 3...4) { call throws(FormulaError) in
      let x = try call.number(0)
      let (shape, scale) = (try call.number(1), try call.number(2))
      guard shape > 0, scale > 0, x >= 0 else { throw .argument }
      let power = pow(x / scale, shape)
      return .checked(
        try call.boolean(3, default: true)
          ? -expm1(-power) : shape / scale * pow(x / scale, shape - 1) * exp(-power))
    },
  ]
}
