/// A share of a population, exact: `a/b`, with those that are not known and the target of the form.
public struct Rate: Hashable, Sendable {
  /// Whether a target is reached, tested on whole numbers before any rounding.
  public enum Verdict: String, Hashable, Sendable {
    /// It is.
    case met
    /// It would be if all that is unknown counted.
    case metIfUnknownCashless = "met-if-unknown-cashless"
    /// It is not.
    case notMet = "not-met"
  }

  /// Those that count.
  public let numerator: Int
  /// All; above 0.
  public let denominator: Int
  /// Those that would count if what is unknown of them were so; none of them is in the numerator.
  public let unknown: Int
  /// The target in percent; nil where there is none.
  public let target: Int?

  /// Makes a rate; nil where there is nobody to count, or more are counted than there are.
  public init?(numerator: Int, denominator: Int, unknown: Int = 0, target: Int? = nil) {
    guard denominator > 0, numerator >= 0, unknown >= 0, numerator <= denominator,
      unknown <= denominator - numerator
    else { return nil }
    self.numerator = numerator
    self.denominator = denominator
    self.unknown = unknown
    self.target = target
  }

  /// The rate if nothing of what is unknown counts, from 0 to 1.
  public var low: Double { Double(numerator) / Double(denominator) }

  /// The rate if all that is unknown counts, from 0 to 1.
  public var high: Double { Double(numerator + unknown) / Double(denominator) }

  /// Whether the target is reached; nil where there is none.
  public var verdict: Verdict? {
    guard let target else { return nil }
    if Self.reaches(numerator, denominator, target) { return .met }
    let best = numerator + unknown
    return Self.reaches(best, denominator, target) ? .metIfUnknownCashless : .notMet
  }

  /// Whether `100 × numerator ≥ target × denominator`, in 128 bits.
  private static func reaches(_ numerator: Int, _ denominator: Int, _ target: Int) -> Bool {
    guard target > 0 else { return true }
    let share = numerator.magnitude.multipliedFullWidth(by: 100)
    let needed = denominator.magnitude.multipliedFullWidth(by: target.magnitude)
    return (share.high, share.low) >= (needed.high, needed.low)
  }
}

extension Rate {
  /// `a/b`.
  public var fractionText: String { "\(numerator)/\(denominator)" }

  /// The percentage to two decimals with a decimal comma, half rounded up: `61,23%`.
  public var percentText: String { Self.percentText(numerator, denominator) }

  /// The percentage if all that is unknown counts.
  public var highPercentText: String { Self.percentText(numerator + unknown, denominator) }

  /// Both bounds: `[61,23%; 75,00%]`.
  public var boundsText: String { "[\(percentText); \(highPercentText)]" }

  private static func percentText(_ numerator: Int, _ denominator: Int) -> String {
    let divisor = denominator.magnitude
    let scaled = numerator.magnitude.multipliedFullWidth(by: 10_000)
    // The numerator is at most the denominator, so the quotient is at most 10 000.
    var (hundredths, rest) = divisor.dividingFullWidth(scaled)
    if rest >= divisor - rest { hundredths += 1 }
    let decimals = String(hundredths % 100)
    return "\(hundredths / 100)," + (decimals.count == 1 ? "0" : "") + decimals + "%"
  }
}

/// The targets of the form.
public enum Target {
  /// The percentage in words such as `60% trở lên` or
  /// `40% trở lên (năm 2024) Theo Quyết định số 1829`; nil where there is no whole one up to 100.
  public static func percent(in words: String) -> Int? {
    let bytes = Array(words.utf8)
    guard let sign = bytes.firstIndex(of: UInt8(ascii: "%")) else { return nil }
    var end = sign
    while end > 0 && bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    var start = end
    while start > 0 && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start - 1]) {
      start -= 1
    }
    if start > 0 && ",.-".utf8.contains(bytes[start - 1]) { return nil }
    guard let percent = Int(String(decoding: bytes[start..<end], as: UTF8.self)),
      (0...100).contains(percent)
    else { return nil }
    return percent
  }
}
