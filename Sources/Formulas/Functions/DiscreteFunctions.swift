internal import Glibc

/// Distributions of counts.
enum DiscreteFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("BINOMDIST", 3...4) { call throws(FormulaError) in
      let (x, n) = (try call.floored(0), try call.floored(1))
      let p = try call.number(2)
      guard x >= 0, x <= n, p >= 0, p <= 1 else { throw .argument }
      return .checked(
        try call.boolean(3, default: true)
          ? Counting.binomialAtMost(x, of: n, p) : Counting.binomialExactly(x, of: n, p))
    },
    FunctionDefinition("BINOM.DIST.RANGE", 3...4, openFormula: .same, ooxml: .xlfn) {
      call throws(FormulaError) in
      let n = try call.floored(0)
      let p = try call.number(1)
      let low = try call.floored(2)
      let high = call.has(3) ? try call.floored(3) : low
      guard low >= 0, low <= high, high <= n, p >= 0, p <= 1 else { throw .argument }
      guard high - low > 1000 else {
        // Counted in whole steps: beyond 2^53 adding 1 to a double changes nothing.
        let terms = (0...Int(high - low)).map {
          Counting.binomialExactly(low + Double($0), of: n, p)
        }
        return .checked(terms.reduce(0, +))
      }
      return .checked(
        Counting.binomialAtMost(high, of: n, p) - Counting.binomialAtMost(low - 1, of: n, p))
    },
    .reals("CRITBINOM", 3) { values in
      let n = Rounding.floor(values[0])
      let (p, alpha) = (values[1], values[2])
      guard n >= 0, p >= 0, p <= 1, alpha >= 0, alpha <= 1 else { return .nan }
      if p == 0 || alpha == 0 { return 0 }
      return p == 1 || alpha == 1 ? n : Counting.binomialCritical(n, p, alpha)
    },
    FunctionDefinition("NEGBINOMDIST", 3...3) { call throws(FormulaError) in
      let (x, r) = (try call.floored(0), try call.floored(1))
      let p = try call.number(2)
      guard p >= 0, p <= 1 else { throw .argument }
      if call.settings.flavour.isLibreOffice {
        // LibreOffice refuses a single try, and takes any number of successes.
        guard x + r > 1 else { throw .argument }
        if r < 1 || x < 0 { return .number(0) }
      }
      guard x >= 0, r >= 1 else { throw .argument }
      return .checked(Counting.negativeBinomial(x, r, p))
    },
    FunctionDefinition("NEGBINOM.DIST", 4...4, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let (x, r) = (try call.floored(0), try call.floored(1))
      let p = try call.number(2)
      guard x >= 0, r >= 1, p >= 0, p <= 1 else { throw .argument }
      return .checked(
        try call.boolean(3)
          ? BetaFunctions.regularized(p, r, x + 1) : Counting.negativeBinomial(x, r, p))
    },
    FunctionDefinition("HYPGEOMDIST", 4...5) { call throws(FormulaError) in
      try hypergeometric(call)
    },
    FunctionDefinition("HYPGEOM.DIST", 5...5, openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in try hypergeometric(call)
    },
    FunctionDefinition("POISSON", 2...3) { call throws(FormulaError) in
      let (x, mean) = (try call.floored(0), try call.number(1))
      guard mean > 0 || mean == 0 && !call.settings.flavour.isLibreOffice, x >= 0 else {
        throw .argument
      }
      return .checked(
        try call.boolean(2, default: true)
          ? (mean == 0 ? 1 : GammaFunctions.upper(x + 1, mean))
          : GammaFunctions.poissonTerm(x, mean: mean))
    },
  ]

  private static func hypergeometric(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let (x, sample) = (try call.floored(0), try call.floored(1))
    let (marked, all) = (try call.floored(2), try call.floored(3))
    guard x >= 0, sample >= x, sample <= all, marked >= 0, marked <= all, all < 1e15 else {
      throw .argument
    }
    // What cannot be has the chance 0 in LibreOffice and is an error in Excel.
    let isPossible = marked >= x && x >= sample - all + marked
    guard isPossible || call.settings.flavour.isLibreOffice else { throw .argument }
    guard try call.boolean(4, default: false) else {
      return .checked(Counting.hypergeometric(x, sample, marked, all))
    }
    // Terms fall quickly away from the middle: what is below 10^-30 of the sum adds nothing.
    var sum = 0.0
    var i = min(x, marked, sample)
    let lowest = max(0, sample - all + marked)
    var steps = 0
    while i >= lowest {
      let term = Counting.hypergeometric(i, sample, marked, all)
      sum += term
      steps += 1
      if steps > 2_000_000 { throw .limit }
      if i < sample * (marked / max(all, 1)), term < sum * 1e-30 { break }
      i -= 1
    }
    return .checked(min(sum, 1))
  }
}
