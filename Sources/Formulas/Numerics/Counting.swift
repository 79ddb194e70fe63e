// Discrete distributions and what counts choices.

internal import Glibc

/// Factorials, binomial coefficients and the distributions of counts.
enum Counting {
  /// n!, exactly rounded up to 170; infinite beyond.
  static func factorial(_ n: Double) -> Double {
    guard n >= 0 else { return .nan }
    guard n <= 170 else { return .infinity }
    return factorials[Int(n)]
  }

  private static let factorials: [Double] = {
    var table = [1.0]
    for n in 1...170 { table.append(n < 23 ? table[n - 1] * Double(n) : tgamma(Double(n) + 1)) }
    return table
  }()

  /// n!! for −1 ≤ n ≤ 300; infinite beyond.
  static func doubleFactorial(_ n: Double) -> Double {
    guard n >= -1 else { return .nan }
    guard n <= 300 else { return .infinity }
    var product = 1.0
    var factor = n
    while factor > 1 {
      product *= factor
      factor -= 2
    }
    return product
  }

  /// How many subsets of k things n things have.
  static func combinations(_ n: Double, _ k: Double) -> Double {
    guard k >= 0, n >= k else { return .nan }
    let k = min(k, n - k)
    guard k <= 10_000 else {
      let logarithm = -log(n + 1) - BetaFunctions.logBeta(n - k + 1, k + 1)
      return exp(logarithm)
    }
    var product = 1.0
    var i = 0.0
    while i < k, product.isFinite {
      product = product * (n - i) / (i + 1)
      i += 1
    }
    return product < 9e15 ? product.rounded() : product
  }

  /// How many ordered choices of k things out of n things there are.
  static func permutations(_ n: Double, _ k: Double) -> Double {
    guard k >= 0, n >= k else { return .nan }
    var product = 1.0
    var i = 0.0
    while i < k, product.isFinite {
      product *= n - i
      i += 1
    }
    return product
  }

  /// The chance of x successes at most among n trials.
  static func binomialAtMost(_ x: Double, of n: Double, _ p: Double) -> Double {
    if x < 0 { return 0 }
    if x >= n { return 1 }
    if p == 0 { return 1 }
    if p == 1 { return 0 }
    return BetaFunctions.regularized(1 - p, p, n - x, x + 1)
  }

  /// The chance of exactly x successes.
  static func binomialExactly(_ x: Double, of n: Double, _ p: Double) -> Double {
    BetaFunctions.binomialTerm(x, of: n, p, 1 - p)
  }

  /// The smallest number of successes whose cumulated chance reaches alpha.
  static func binomialCritical(_ n: Double, _ p: Double, _ alpha: Double) -> Double {
    var (low, high) = (-1.0, n)
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if middle <= low || middle >= high { break }
      // A chance that misses alpha by rounding alone counts as reached.
      if binomialAtMost(middle, of: n, p) >= alpha * (1 - 1e-13) {
        high = middle
      } else {
        low = middle
      }
    }
    return high
  }

  /// The chance of x failures before the r-th success.
  static func negativeBinomial(_ x: Double, _ r: Double, _ p: Double) -> Double {
    r / (r + x) * BetaFunctions.binomialTerm(r, of: r + x, p, 1 - p)
  }

  /// The chance of x marked things in a sample of n out of N things of which M are marked.
  static func hypergeometric(_ x: Double, _ n: Double, _ marked: Double, _ all: Double) -> Double {
    if x < 0 || x > n || x > marked || n - x > all - marked { return 0 }
    if n == 0 || marked == 0 || n == all || marked == all { return 1 }
    let p = n / all
    let q = (all - n) / all
    return BetaFunctions.binomialTerm(x, of: marked, p, q)
      * BetaFunctions.binomialTerm(n - x, of: all - marked, p, q)
      / BetaFunctions.binomialTerm(n, of: all, p, q)
  }

  /// The greatest common divisor of whole numbers below 2^53.
  static func greatestCommonDivisor(_ a: Double, _ b: Double) -> Double {
    var (a, b) = (a, b)
    while b > 0 { (a, b) = (b, fmod(a, b)) }
    return a
  }
}
