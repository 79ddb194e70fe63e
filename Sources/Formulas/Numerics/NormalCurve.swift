// The normal distribution with mean 0 and standard deviation 1.

internal import Glibc

/// The standard normal curve.
enum NormalCurve {
  /// Its height at z.
  static func density(_ z: Double) -> Double {
    exp(-0.5 * z * z - GammaFunctions.logRootTwoPi)
  }

  /// The area left of z.
  static func below(_ z: Double) -> Double {
    0.5 * erfc(-z / 2.0.squareRoot())
  }

  /// The z that has the area p on its left; not a number unless 0 < p < 1.
  ///
  /// A rational approximation good to nine digits (P. J. Acklam), then two steps of Halley's method
  /// on the exact curve.
  static func inverse(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return .nan }
    if p == 0.5 { return 0 }
    if p > 0.5 { return -lowerHalf(1 - p) }
    return lowerHalf(p)
  }

  private static func lowerHalf(_ p: Double) -> Double {
    var z = approximation(p)
    for _ in 0..<2 {
      let height = density(z)
      guard height > 0 else { break }
      let error = (below(z) - p) / height
      z -= error / (1 + z * error / 2)
    }
    return z
  }

  private static func approximation(_ p: Double) -> Double {
    if p < 0.02425 {
      let q = (-2 * log(p)).squareRoot()
      let top = polynomial(
        q,
        [
          -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734,
          4.374664141464968, 2.938163982698783,
        ])
      let bottom = polynomial(
        q,
        [
          7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1,
        ])
      return top / bottom
    }
    let q = p - 0.5
    let r = q * q
    let top = polynomial(
      r,
      [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
        1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239,
      ])
    let bottom = polynomial(
      r,
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
        6.680131188771972e+01, -1.328068155288572e+01, 1,
      ])
    return q * top / bottom
  }

  private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}
