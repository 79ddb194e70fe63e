// The gamma family, with terms computed so that large arguments lose no digits.

internal import Glibc

/// Γ and the incomplete gamma functions.
///
/// Where an argument lies outside the domain the result is not a number; callers make an error of
/// it.
enum GammaFunctions {
  /// ln √(2π).
  static let logRootTwoPi = 0.918_938_533_204_672_8

  /// The natural logarithm of |Γ(x)|.
  static func logGamma(_ x: Double) -> Double {
    lgamma(x).0
  }

  /// Γ(x); not a number at zero and the negative integers.
  static func gamma(_ x: Double) -> Double {
    if x <= 0, x == x.rounded() { return .nan }
    return tgamma(x)
  }

  /// ln Γ(n+1) less Stirling's approximation of it.
  ///
  /// - Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000).
  static func stirlingError(_ n: Double) -> Double {
    if n <= 15 {
      if n == 0 { return 0 }
      return logGamma(n + 1) - (n + 0.5) * log(n) + n - logRootTwoPi
    }
    let square = n * n
    var sum = 1.0 / 1188 - (691.0 / 360360) / square
    sum = 1.0 / 1680 - sum / square
    sum = 1.0 / 1260 - sum / square
    sum = 1.0 / 360 - sum / square
    return (1.0 / 12 - sum / square) / n
  }

  /// x ln(x/m) + m − x without cancellation where x is near m.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let v = (x - m) / (x + m)
    var sum = (x - m) * v
    var power = 2 * x * v
    for j in 1..<1000 {
      power *= v * v
      let next = sum + power / Double(2 * j + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  /// e^−m m^x / Γ(x+1).
  static func poissonTerm(_ x: Double, mean m: Double) -> Double {
    if m == 0 { return x == 0 ? 1 : 0 }
    if x == 0 { return exp(-m) }
    if x < 0 { return 0 }
    if x < 1e-3 * m || x < 1e-10 { return exp(-m + x * log(m) - logGamma(x + 1)) }
    return exp(-stirlingError(x) - deviance(x, m)) / (2 * Double.pi * x).squareRoot()
  }

  /// The lower regularized incomplete gamma function P(a, x).
  static func lower(_ a: Double, _ x: Double) -> Double {
    guard a > 0, x >= 0 else { return .nan }
    if x == 0 { return 0 }
    if x.isInfinite { return 1 }
    return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
  }

  /// The upper regularized incomplete gamma function Q(a, x).
  static func upper(_ a: Double, _ x: Double) -> Double {
    guard a > 0, x >= 0 else { return .nan }
    if x == 0 { return 1 }
    if x.isInfinite { return 0 }
    return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
  }

  // How often a series or fraction is continued; √a steps suffice, so this covers a to 10^10.
  private static let stepsMax = 200_000

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for n in 1...stepsMax {
      term *= x / (a + Double(n))
      sum += term
      if term < sum * 1e-17 { break }
    }
    return min(sum * poissonTerm(a, mean: x), 1)
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / (b == 0 ? tiny : b)
    var h = d
    for i in 1...stepsMax {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = an * d + b
      if abs(d) < tiny { d = tiny }
      c = b + an / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      h *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    // x^a e^−x / Γ(a) is a times the Poisson term.
    return min(h * a * poissonTerm(a, mean: x), 1)
  }
}
