// Where a function crosses zero.

/// Root finding that always ends.
enum Roots {
  /// The root of a monotone function, found by bracketing and then by Brent's method.
  ///
  /// - Parameters:
  ///   - start: Two places, near the root if that is known.
  ///   - domain: What the bracket may grow to.
  ///   - function: Monotone inside the domain.
  /// - Returns: The root to the last digits, or nil when the domain holds none.
  static func find(
    from start: (Double, Double), in domain: ClosedRange<Double>,
    _ function: (Double) -> Double
  ) -> Double? {
    var (low, high) = start
    var (atLow, atHigh) = (function(low), function(high))
    var grown = 0
    while atLow * atHigh > 0 {
      grown += 1
      if grown > 1100 || (low <= domain.lowerBound && high >= domain.upperBound) { return nil }
      if atLow.isNaN || atHigh.isNaN { return nil }
      let width = high - low
      // Grows towards the side that is nearer to zero.
      if abs(atLow) < abs(atHigh) && low > domain.lowerBound || high >= domain.upperBound {
        let next = max(low - 2 * width, domain.lowerBound)
        (high, atHigh) = (low, atLow)
        low = next
        atLow = function(low)
      } else {
        let next = min(high + 2 * width, domain.upperBound)
        (low, atLow) = (high, atHigh)
        high = next
        atHigh = function(high)
      }
    }
    if atLow.isNaN || atHigh.isNaN { return nil }
    return brent((low, atLow), (high, atHigh), function)
  }

  /// Brent's method between two places of different sign.
  ///
  /// - Source: R. P. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 4.
  private static func brent(
    _ low: (x: Double, y: Double), _ high: (x: Double, y: Double), _ function: (Double) -> Double
  ) -> Double {
    var (a, b) = (low, high)
    if a.y == 0 { return a.x }
    var c = a
    var step = b.x - a.x
    var previous = step
    for _ in 0..<2000 {
      if abs(c.y) < abs(b.y) { (a, b, c) = (b, c, b) }
      let tolerance = 2 * abs(b.x) * 1e-16 + 1e-308
      let half = (c.x - b.x) / 2
      if abs(half) <= tolerance || b.y == 0 { return b.x }
      if abs(previous) >= tolerance, abs(a.y) > abs(b.y) {
        let next = interpolated(a, b, c, half)
        if next.isFinite, abs(2 * next) < min(3 * abs(half) - tolerance, abs(previous)) {
          (previous, step) = (step, next)
        } else {
          (previous, step) = (half, half)
        }
      } else {
        (previous, step) = (half, half)
      }
      a = b
      b.x += abs(step) > tolerance ? step : (half > 0 ? tolerance : -tolerance)
      b.y = function(b.x)
      if (b.y > 0) == (c.y > 0) {
        c = a
        step = b.x - a.x
        previous = step
      }
    }
    return b.x
  }

  private static func interpolated(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ c: (x: Double, y: Double),
    _ half: Double
  ) -> Double {
    let s = b.y / a.y
    if a.x == c.x { return 2 * half * s / (1 - s) * -1 }
    let q = a.y / c.y
    let r = b.y / c.y
    let p = s * (2 * half * q * (q - r) - (b.x - a.x) * (r - 1))
    return -p / ((q - 1) * (r - 1) * (s - 1))
  }
}
