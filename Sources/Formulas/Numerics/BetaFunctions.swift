// The beta family.

internal import Glibc

/// B and the incomplete beta function.
enum BetaFunctions {
  /// The natural logarithm of B(a, b).
  static func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = a < b ? (a, b) : (b, a)
    if small <= 0 { return .nan }
    if small >= 10 {
      let n = a + b
      return GammaFunctions.stirlingError(a) + GammaFunctions.stirlingError(b)
        - GammaFunctions.stirlingError(n) + a * log(a / n) + b * log(b / n)
        + 0.5 * log(n / (a * b)) + GammaFunctions.logRootTwoPi
    }
    return GammaFunctions.logGamma(small)
      + (GammaFunctions.logGamma(large) - GammaFunctions.logGamma(small + large))
  }

  /// n!/(x!(n−x)!) p^x q^(n−x) for real x and n, with p + q = 1.
  ///
  /// - Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).
  static func binomialTerm(_ x: Double, of n: Double, _ p: Double, _ q: Double) -> Double {
    if p == 0 { return x == 0 ? 1 : 0 }
    if q == 0 { return x == n ? 1 : 0 }
    if x < 0 || x > n { return 0 }
    if n == 0 { return 1 }
    if x == 0 { return exp(p < 0.1 ? n * log1p(-p) : n * log(q)) }
    if x == n { return exp(q < 0.1 ? n * log1p(-q) : n * log(p)) }
    let exponent =
      GammaFunctions.stirlingError(n) - GammaFunctions.stirlingError(x)
      - GammaFunctions.stirlingError(n - x) - GammaFunctions.deviance(x, n * p)
      - GammaFunctions.deviance(n - x, n * q)
    return exp(exponent) * (n / (2 * Double.pi * x * (n - x))).squareRoot()
  }

  /// x^a y^b / B(a, b), with x + y = 1.
  static func powerTerm(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    if a >= 1, b >= 1 {
      return binomialTerm(a, of: a + b, x, y) * a * b / (a + b)
    }
    return exp(a * log(x) + b * (y > 0.5 ? log1p(-x) : log(y)) - logBeta(a, b))
  }

  /// The regularized incomplete beta function I_x(a, b).
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    regularized(x, 1 - x, a, b)
  }

  /// I_x(a, b) where 1 − x is known more exactly than x tells.
  static func regularized(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, x >= 0, y >= 0 else { return .nan }
    if x == 0 { return 0 }
    if y == 0 { return 1 }
    let term = powerTerm(a, b, x, y)
    if x < (a + 1) / (a + b + 2) {
      return min(max(term * fraction(a, b, x) / a, 0), 1)
    }
    return min(max(1 - term * fraction(b, a, y) / b, 0), 1)
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var h = d
    for step in 1...100_000 {
      let m = Double(step)
      for even in [true, false] {
        let numerator =
          even
          ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
          : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 + numerator * d
        if abs(d) < tiny { d = tiny }
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        h *= d * c
      }
      if abs(d * c - 1) < 1e-16 { break }
    }
    return h
  }
}
