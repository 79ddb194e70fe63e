internal import Glibc

/// Numbers as text and text as numbers.
public enum NumberText {
  /// A number with up to 15 digits, as `&` and general formats write it.
  ///
  /// - Parameters:
  ///   - number: A finite number.
  ///   - decimalSeparator: The sign before the tenths.
  /// - Returns: Plain digits where they are at most 20, else `1.5E+21`.
  public static func general(_ number: Double, decimalSeparator: Character = ".") -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    let (digits, exponent) = digits15(number)
    let sign = number < 0 ? "-" : ""
    guard let first = digits.first else { return "0" }
    let rest = digits.dropFirst()
    let separator = String(decimalSeparator)
    if exponent >= 20 || exponent < -9 || (exponent < 0 && digits.count - exponent > 20) {
      let power = abs(exponent) < 10 ? "0\(abs(exponent))" : String(abs(exponent))
      return sign + String(first) + (rest.isEmpty ? "" : separator + rest)
        + (exponent < 0 ? "E-" : "E+") + power
    }
    if exponent < 0 {
      return sign + "0" + separator + String(repeating: "0", count: -exponent - 1) + digits
    }
    if digits.count <= exponent + 1 {
      return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
    }
    let units = digits.prefix(exponent + 1)
    return sign + units + separator + digits.dropFirst(exponent + 1)
  }

  /// The first 15 digits of a number without trailing zeros, and the power of ten of the first.
  static func digits15(_ number: Double) -> (digits: String, exponent: Int) {
    var buffer = [CChar](repeating: 0, count: 40)
    let length = withVaList([abs(number)]) { vsnprintf(&buffer, buffer.count, "%.14e", $0) }
    // d.dddddddddddddde±xx
    let text = buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }
    guard let mark = text.firstIndex(of: UInt8(ascii: "e")) else { return ("0", 0) }
    var digits = text[..<mark].filter { $0 != UInt8(ascii: ".") }
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    let exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0
    return (String(decoding: digits, as: UTF8.self), exponent)
  }

  /// The number that a text holds, as arithmetic reads it; nil when it is none.
  ///
  /// Spaces around it are passed over; a percent sign divides by 100. Grouped thousands and the
  /// locale's dates count where ``Flavour/convertsLocalText``; ISO 8601 dates and times always do.
  public static func number(in text: String, settings: EvaluationSettings) -> Double? {
    let trimmed = text.utf8.trimmed
    guard let first = trimmed.first, trimmed.count <= 64 else { return nil }
    var body = trimmed
    var percents = 0
    while body.last == UInt8(ascii: "%"), percents < 2 {
      body = body.dropLast()
      percents += 1
    }
    if let plain = plainNumber(Array(body), settings) {
      let scaled = percents == 0 ? plain : percents == 1 ? plain / 100 : plain / 10_000
      return scaled.isFinite ? scaled : nil
    }
    guard percents == 0, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") else { return nil }
    return DateText.serial(in: Array(trimmed), settings: settings)
  }

  private static func plainNumber(_ text: [UInt8], _ settings: EvaluationSettings) -> Double? {
    let decimal = settings.locale.decimalSeparator.asciiValue
    let group =
      settings.flavour.convertsLocalText ? settings.locale.groupSeparator.asciiValue : nil
    var plain: [UInt8] = []
    var hasDigits = false
    var hasPoint = false
    var hasExponent = false
    var sinceGroup: Int?
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        plain.append(byte)
        hasDigits = true
        sinceGroup = sinceGroup.map { $0 + 1 }
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        let isFirst = index == 0 || (plain.last == UInt8(ascii: "e"))
        guard isFirst else { return nil }
        plain.append(byte)
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard hasDigits, !hasExponent, sinceGroup == nil || sinceGroup == 3 else { return nil }
        plain.append(UInt8(ascii: "e"))
        (hasExponent, sinceGroup, hasDigits) = (true, nil, false)
      case decimal:
        guard !hasPoint, !hasExponent, sinceGroup == nil || sinceGroup == 3 else { return nil }
        plain.append(UInt8(ascii: "."))
        (hasPoint, sinceGroup) = (true, nil)
      case group:
        guard hasDigits, !hasPoint, !hasExponent, sinceGroup == nil || sinceGroup == 3 else {
          return nil
        }
        sinceGroup = 0
      default: return nil
      }
    }
    guard hasDigits, sinceGroup == nil || sinceGroup == 3 else { return nil }
    return Double(String(decoding: plain, as: UTF8.self))
  }
}

extension String.UTF8View {
  /// Without blanks at both ends.
  var trimmed: Substring.UTF8View {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    var rest = self[...]
    while let byte = rest.first, isBlank(byte) { rest = rest.dropFirst() }
    while let byte = rest.last, isBlank(byte) { rest = rest.dropLast() }
    return rest
  }
}
