// Continuous distributions: areas to the left and right, heights, and their inverses.
//
// Where a parameter lies outside the domain the result is not a number; callers make an error of
// it.

internal import Glibc

/// Student's t, χ², F, gamma, beta and their inverses.
enum Distributions {
  /// The area right of t under Student's curve with `freedom` degrees.
  static func studentAbove(_ t: Double, _ freedom: Double) -> Double {
    guard freedom > 0 else { return .nan }
    let square = t * t
    let x = freedom / (freedom + square)
    let y = square / (freedom + square)
    let half = 0.5 * BetaFunctions.regularized(x, y, freedom / 2, 0.5)
    return t >= 0 ? half : 1 - half
  }

  /// The height of Student's curve at t.
  static func studentDensity(_ t: Double, _ freedom: Double) -> Double {
    guard freedom > 0 else { return .nan }
    let exponent = -(freedom + 1) / 2 * log1p(t * t / freedom)
    return exp(exponent - BetaFunctions.logBeta(freedom / 2, 0.5)) / freedom.squareRoot()
  }

  /// The t ≥ 0 that has the area p on its right; p ≤ 0.5.
  static func studentInverse(above p: Double, _ freedom: Double) -> Double {
    guard freedom > 0, p > 0, p <= 0.5 else { return .nan }
    if p == 0.5 { return 0 }
    let guess = max(-NormalCurve.inverse(p), 0.01)
    return Roots.find(from: (guess * 0.9, guess * 1.1), in: 0...1e300) {
      p - studentAbove($0, freedom)
    } ?? .nan
  }

  /// The area left of x under the χ² curve.
  static func chiSquaredBelow(_ x: Double, _ freedom: Double) -> Double {
    x <= 0 ? 0 : GammaFunctions.lower(freedom / 2, x / 2)
  }

  /// The area right of x under the χ² curve.
  static func chiSquaredAbove(_ x: Double, _ freedom: Double) -> Double {
    x <= 0 ? 1 : GammaFunctions.upper(freedom / 2, x / 2)
  }

  /// The area left of x under the F curve.
  static func fBelow(_ x: Double, _ one: Double, _ two: Double) -> Double {
    guard one > 0, two > 0 else { return .nan }
    if x <= 0 { return 0 }
    let whole = two + one * x
    return BetaFunctions.regularized(one * x / whole, two / whole, one / 2, two / 2)
  }

  /// The area right of x under the F curve.
  static func fAbove(_ x: Double, _ one: Double, _ two: Double) -> Double {
    guard one > 0, two > 0 else { return .nan }
    if x <= 0 { return 1 }
    let whole = two + one * x
    return BetaFunctions.regularized(two / whole, one * x / whole, two / 2, one / 2)
  }

  /// The height of the F curve at x.
  static func fDensity(_ x: Double, _ one: Double, _ two: Double) -> Double {
    guard one > 0, two > 0 else { return .nan }
    if x < 0 { return 0 }
    if x == 0 { return one < 2 ? .nan : (one == 2 ? 1 : 0) }
    let whole = two + one * x
    let term = BetaFunctions.powerTerm(one / 2, two / 2, one * x / whole, two / whole)
    return term / x
  }

  /// The height of the gamma curve of shape `alpha` and scale `beta` at x.
  static func gammaDensity(_ x: Double, _ alpha: Double, _ beta: Double) -> Double {
    guard alpha > 0, beta > 0 else { return .nan }
    if x < 0 { return 0 }
    if x == 0 { return alpha < 1 ? .nan : (alpha == 1 ? 1 / beta : 0) }
    let scaled = x / beta
    if alpha < 1 { return GammaFunctions.poissonTerm(alpha, mean: scaled) * alpha / x }
    return GammaFunctions.poissonTerm(alpha - 1, mean: scaled) / beta
  }

  /// The place that has the area p on its left (or right, when `above`) under the gamma curve.
  static func gammaInverse(
    _ p: Double, _ alpha: Double, _ beta: Double, above: Bool = false
  ) -> Double {
    guard alpha > 0, beta > 0, p >= 0, p <= 1 else { return .nan }
    if p == (above ? 1 : 0) { return 0 }
    if p == (above ? 0 : 1) { return .nan }
    let root = Roots.find(from: (alpha * 0.5, alpha * 1.5), in: 0...1e300) {
      above ? p - GammaFunctions.upper(alpha, $0) : GammaFunctions.lower(alpha, $0) - p
    }
    return (root ?? .nan) * beta
  }

  /// The x in 0…1 that has the area p on its left under the beta curve.
  static func betaInverse(_ p: Double, _ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return 1 }
    return Roots.find(from: (0, 1), in: 0...1) { BetaFunctions.regularized($0, a, b) - p } ?? .nan
  }

  /// The x that has the area p on its left (or right, when `above`) under the F curve.
  static func fInverse(_ p: Double, _ one: Double, _ two: Double, above: Bool = false) -> Double {
    guard one > 0, two > 0, p >= 0, p <= 1 else { return .nan }
    if p == (above ? 1 : 0) { return 0 }
    if p == (above ? 0 : 1) { return .nan }
    return Roots.find(from: (0.5, 1.5), in: 0...1e300) {
      above ? p - fAbove($0, one, two) : fBelow($0, one, two) - p
    } ?? .nan
  }
}
