internal import Glibc

/// The bytes of an expression and a place in them.
struct FormulaScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { place >= bytes.count }

  /// The byte at the place plus an offset; 0 beyond the end.
  @inline(__always)
  func peek(_ offset: Int = 0) -> UInt8 {
    let index = place + offset
    return index < bytes.count ? bytes[index] : 0
  }

  mutating func skipBlanks() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x20, 0x09, 0x0A, 0x0D: place += 1
      default: return
      }
    }
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Passes a text in quotes, in which the quote is doubled; nil when it does not end.
  mutating func passQuoted(_ quote: UInt8) -> Bool {
    place += 1
    while place < bytes.count {
      if bytes[place] == quote {
        place += 1
        if peek() != quote { return true }
      }
      place += 1
    }
    return false
  }

  /// The bytes of a text in quotes, the doubled ones once.
  func unquoted(_ range: Range<Int>, _ quote: UInt8) -> String {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      result.append(bytes[index])
      index += bytes[index] == quote ? 2 : 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A signless number: digits with a point and an exponent; nil when none stands here.
  mutating func number() -> Double? {
    let start = place
    var mantissa: UInt64 = 0
    var digits = 0
    var fraction = 0
    while isDigit(peek()) {
      mantissa = mantissa &* 10 &+ UInt64(peek() &- 48)
      digits += 1
      place += 1
    }
    if peek() == UInt8(ascii: ".") {
      place += 1
      while isDigit(peek()) {
        mantissa = mantissa &* 10 &+ UInt64(peek() &- 48)
        digits += 1
        fraction += 1
        place += 1
      }
    }
    guard digits > 0 else {
      place = start
      return nil
    }
    var hasExponent = false
    if peek() | 0x20 == UInt8(ascii: "e") {
      let isSigned = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
      if isDigit(peek(isSigned ? 2 : 1)) {
        hasExponent = true
        place += isSigned ? 3 : 2
        while isDigit(peek()) { place += 1 }
      }
    }
    if !hasExponent, digits <= 15 {
      // Both are exact, so their quotient is the nearest number.
      return Double(mantissa) / Self.powers[fraction]
    }
    return Double(text(start..<place))
  }

  private static let powers: [Double] = (0...15).map { pow(10, Double($0)) }

  @inline(__always)
  func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  @inline(__always)
  func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  /// Whether a byte may be inside a name: letters, digits, `_ . \ ?` and what is not ASCII.
  @inline(__always)
  func isNameByte(_ byte: UInt8) -> Bool { Self.nameBytes[Int(byte)] }

  private static let nameBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in 128...255 { table[byte] = true }
    for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.\\?".utf8 {
      table[Int(sign)] = true
    }
    return table
  }()

  /// Passes a name; false when none stands here.
  mutating func passName() -> Bool {
    let first = peek()
    guard isNameByte(first), !isDigit(first), first != 0x2E, first != 0x3F else { return false }
    while isNameByte(peek()) { place += 1 }
    return true
  }

  /// The error value that stands here, which is passed; nil when none does.
  mutating func errorValue() -> FormulaError? {
    let rest = bytes[place..<min(bytes.count, place + 16)]
    for (text, error) in Self.errors where Self.begins(rest, with: text) {
      place += text.count
      return error
    }
    return nil
  }

  private static let errors: [([UInt8], FormulaError)] = {
    let named = FormulaError.allCases.map { (Array($0.text.uppercased().utf8), $0) }
    let others: [(String, FormulaError)] = [
      ("#FIELD!", .value), ("#BLOCKED!", .value), ("#CONNECT!", .value), ("#UNKNOWN!", .value),
      ("#BUSY!", .gettingData), ("ERR:503", .num), ("ERR:519", .value), ("ERR:508", .syntax),
    ]
    return named + others.map { (Array($0.0.utf8), $0.1) }
  }()

  private static func begins(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>, with text: [UInt8]
  ) -> Bool {
    guard bytes.count >= text.count else { return false }
    for (byte, wanted) in zip(bytes, text) {
      let upper = byte &- 97 < 26 ? byte & 0xDF : byte
      guard upper == wanted else { return false }
    }
    return true
  }

  /// Whether the word at a range is `word`, in whatever case.
  func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count
    where bytes[range.lowerBound + offset] & 0xDF != word.utf8Start[offset] { return false }
    return true
  }
}
