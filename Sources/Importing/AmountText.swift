internal import Sheets
internal import VietnameseText

/// Why an amount could not be read.
enum AmountFault: Error, Hashable {
  case unreadable
  case fraction
  case tooLarge
}

/// Amounts in đồng as exports write them.
///
/// `1.234.567`, `1,234,567`, `1 335 551.0D`, `318 305vnd`, `(500.000)`, `+ 1.000`. Of `.` and `,`
/// the one that occurs once and last is decimal, unless it stands alone before three digits. A
/// fraction that is not zero is a fault, never rounded.
enum AmountText {
  /// The amount of a cell; nil for an empty one.
  static func amount(_ cell: CellValue) throws(AmountFault) -> Int64? {
    switch cell {
    case .empty: return nil
    case .number(let number): return try amount(number)
    case .text(let text): return try parse(text)
    case .boolean, .date, .duration, .error: throw .unreadable
    }
  }

  /// A number of a cell; noise of binary fractions below a millionth is none.
  static func amount(_ number: Double) throws(AmountFault) -> Int64 {
    let whole = number.rounded()
    guard abs(number) < 9e18 else { throw number.isNaN ? .unreadable : .tooLarge }
    guard abs(number - whole) < 1e-6 else { throw .fraction }
    return Int64(whole)
  }

  /// The amount that a text says; nil for blank text.
  static func parse(_ text: String) throws(AmountFault) -> Int64? {
    if let plain = plainDigits(text) { return plain }
    var body = Fold.plain(text)[...]
    guard !body.isEmpty else { return nil }
    var isNegative = false
    if body.hasPrefix("("), body.hasSuffix(")") {
      isNegative = true
      body = trim(body.dropFirst().dropLast())
    }
    body = withoutCurrency(body)
    if let sign = body.first, "+-\u{2212}".contains(sign) {
      guard !isNegative else { throw .unreadable }
      isNegative = sign != "+"
      body = trim(body.dropFirst())
    }
    let value = try magnitude(withoutCurrency(body))
    return isNegative ? -value : value
  }

  /// The common case: up to 18 digits and nothing else.
  private static func plainDigits(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8(plainDigits)
  }

  private static func plainDigits(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard 1...18 ~= text.count else { return nil }
    var value: Int64 = 0
    for byte in text {
      guard 0x30...0x39 ~= byte else { return nil }
      value = value * 10 + Int64(byte & 0x0F)
    }
    return value
  }

  private static func withoutCurrency(_ text: Substring) -> Substring {
    for word in ["vnd", "dong", "d", "₫"] {
      if text.hasSuffix(word) { return trim(text.dropLast(word.count)) }
    }
    return text.hasPrefix("vnd") ? trim(text.dropFirst(3)) : text
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The amount without its sign.
  private static func magnitude(_ text: Substring) throws(AmountFault) -> Int64 {
    var runs: [[UInt8]] = [[]]
    var signs: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39: runs[runs.count - 1].append(byte & 0x0F)
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "'"):
        signs.append(byte)
        runs.append([])
      default: throw .unreadable
      }
    }
    var fraction: [UInt8] = []
    if try lastIsDecimal(signs, runs) {
      fraction = runs.removeLast()
      signs.removeLast()
      guard !fraction.isEmpty, !(runs.count > 1 && runs[0].isEmpty) else { throw .unreadable }
    } else if runs[0].isEmpty {
      throw .unreadable
    }
    guard Set(signs).count <= 1,
      signs.isEmpty || (runs[0].count <= 3 && runs.dropFirst().allSatisfy { $0.count == 3 })
    else { throw .unreadable }
    guard fraction.allSatisfy({ $0 == 0 }) else { throw .fraction }
    var value: Int64 = 0
    for digit in runs.joined() {
      let (tens, overflowsTens) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsSum) = tens.addingReportingOverflow(Int64(digit))
      guard !overflowsTens, !overflowsSum else { throw .tooLarge }
      value = sum
    }
    return value
  }

  /// Whether the last sign between digits is a decimal one.
  private static func lastIsDecimal(
    _ signs: [UInt8], _ runs: [[UInt8]]
  ) throws(AmountFault) -> Bool {
    guard let last = signs.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ",") else {
      return false
    }
    let same = signs.count { $0 == last }
    if same < signs.count {
      guard same == 1 else { throw .unreadable }
      return true
    }
    guard same == 1 else { return false }
    let looksGrouped = runs[1].count == 3 && 1...3 ~= runs[0].count && runs[0] != [0]
    return !looksGrouped
  }
}
