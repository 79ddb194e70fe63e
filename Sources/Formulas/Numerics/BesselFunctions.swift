// Bessel functions of whole order.

internal import Glibc

/// J, Y, I and K.
enum BesselFunctions {
  /// J of order n at x.
  static func first(_ x: Double, _ n: Int32) -> Double { jn(Int(n), x) }

  /// Y of order n at x > 0.
  static func second(_ x: Double, _ n: Int32) -> Double { x > 0 ? yn(Int(n), x) : .nan }

  /// I of order n at x: its power series, whose terms have one sign.
  static func modifiedFirst(_ x: Double, _ n: Int32) -> Double {
    let half = abs(x) / 2
    if half == 0 { return n == 0 ? 1 : 0 }
    guard half < 400 else { return .infinity }
    let order = Double(n)
    var term = exp(order * log(half) - GammaFunctions.logGamma(order + 1))
    if n <= 20 {
      // Powers and factorials that small lose nothing.
      term = pow(half, order) / Counting.factorial(order)
    }
    var sum = term
    for k in 1...100_000 {
      term *= half / Double(k) * (half / (Double(k) + order))
      sum += term
      if term < sum * 1e-17, Double(k) > half { break }
    }
    return x < 0 && n % 2 == 1 ? -sum : sum
  }

  /// K of order n at x > 0: the trapezoidal rule on ∫ exp(−x cosh t) cosh nt dt, which converges
  /// doubly exponentially.
  ///
  /// - Source: DLMF 10.32.9.
  static func modifiedSecond(_ x: Double, _ n: Int32) -> Double {
    guard x > 0 else { return .nan }
    let order = Double(n)
    let step = 1.0 / 16
    var sum = 0.5 * exp(-x)
    var t = step
    while t < 800 {
      let decay = -x * cosh(t)
      let size = decay + order * t
      let term = 0.5 * (exp(size) + exp(decay - order * t))
      sum += term
      // Past the peak at sinh t = n/x the terms only fall.
      if x * sinh(t) > order, term <= sum * 1e-18 { break }
      t += step
    }
    return sum * step
  }
}
