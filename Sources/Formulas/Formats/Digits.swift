internal import Glibc

/// Decimal digits of numbers.
enum Digits {
  /// A number that is not negative with so many digits after the point.
  static func fixed(_ number: Double, _ decimals: Int) -> String {
    // 1.8e308 has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: 400)
    let length = withVaList([Int32(max(0, min(decimals, 60))), number]) {
      vsnprintf(&buffer, buffer.count, "%.*f", $0)
    }
    return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A number times a power of ten.
  static func shifted(_ number: Double, _ places: Int) -> Double {
    places >= 0 ? number * pow(10, Double(places)) : number / pow(10, Double(-places))
  }

  /// The fraction nearest to a number, with the denominator `fixed` or one less than `limit`.
  static func fraction(_ number: Double, below limit: Int, fixed: Int?) -> (Int, Int) {
    guard number < 1e9 else { return (0, 1) }
    if let fixed, fixed > 0, fixed < 100_000 {
      return (Int((number * Double(fixed)).rounded()), fixed)
    }
    var best = (Int(number.rounded()), 1)
    var distance = abs(number - Double(best.0))
    for denominator in 2..<max(limit, 3) where denominator < limit {
      let numerator = (number * Double(denominator)).rounded()
      let gap = abs(number - numerator / Double(denominator))
      if gap < distance - 1e-15 {
        distance = gap
        best = (Int(numerator), denominator)
        if gap == 0 { break }
      }
    }
    return best
  }
}
