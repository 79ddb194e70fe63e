internal import Sheets

/// Text on its way out, in pieces of about 64 KiB.
final class TextOutput {
  private static let pieceBytes = 1 << 16

  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  private let sink: (UnsafeRawBufferPointer) throws -> Void

  /// - Parameter sink: Takes each piece.
  init(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.sink = sink
    capacity = Self.pieceBytes * 2
    bytes = .allocate(capacity: capacity)
  }

  deinit {
    bytes.deallocate()
  }

  /// Hands on what has come together, if that is enough.
  func passOn() throws {
    if count >= Self.pieceBytes { try finish() }
  }

  /// Hands on what is left.
  func finish() throws {
    guard count > 0 else { return }
    try sink(UnsafeRawBufferPointer(start: bytes, count: count))
    count = 0
  }

  func write(_ byte: UInt8) {
    if count == capacity { grow(1) }
    bytes[count] = byte
    count += 1
  }

  func write(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    if capacity - count < text.count { grow(text.count) }
    (bytes + count).update(from: base, count: text.count)
    count += text.count
  }

  func write(_ text: StaticString) {
    write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func write(text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  private func grow(_ more: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: (count + more) * 2)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
    capacity = (count + more) * 2
  }

  // MARK: - Texts

  /// Writes text with tab, line feed, carriage return and backslash escaped by a backslash.
  func writeEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var plain = 0
    for index in text.indices {
      let letter: UInt8
      switch text[index] {
      case 0x09: letter = UInt8(ascii: "t")
      case 0x0A: letter = UInt8(ascii: "n")
      case 0x0D: letter = UInt8(ascii: "r")
      case UInt8(ascii: "\\"): letter = UInt8(ascii: "\\")
      default: continue
      }
      write(UnsafeBufferPointer(rebasing: text[plain..<index]))
      write(UInt8(ascii: "\\"))
      write(letter)
      plain = index + 1
    }
    write(UnsafeBufferPointer(rebasing: text[plain...]))
  }

  /// Writes a field of delimited text, in quotes where it needs them.
  ///
  /// - Source: RFC 4180 section 2.
  func writeField(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    if writePlain(text, delimiter: delimiter) { return }
    let quote = UInt8(ascii: "\"")
    write(quote)
    for byte in text {
      if byte == quote { write(quote) }
      write(byte)
    }
    write(quote)
  }

  /// Writes a field without quotes, eight bytes at a time.
  ///
  /// - Returns: False where it needs quotes; nothing is written then.
  private func writePlain(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) -> Bool {
    guard let source = text.baseAddress else { return true }
    if capacity - count < text.count { grow(text.count) }
    let target = bytes + count
    func copyWord(_ place: Int) -> Bool {
      let word = UnsafeRawPointer(source + place).loadUnaligned(as: UInt64.self)
      UnsafeMutableRawPointer(target + place).storeBytes(of: word, as: UInt64.self)
      return Self.marks(word, delimiter) | Self.marks(word, UInt8(ascii: "\""))
        | Self.marks(word, 0x0A) | Self.marks(word, 0x0D) == 0
    }
    var place = 0
    while place + 8 <= text.count {
      guard copyWord(place) else { return false }
      place += 8
    }
    if place < text.count && text.count > 8 {
      guard copyWord(text.count - 8) else { return false }
    } else {
      while place < text.count {
        let byte = source[place]
        guard byte != delimiter, byte != UInt8(ascii: "\""), byte != 0x0A, byte != 0x0D else {
          return false
        }
        target[place] = byte
        place += 1
      }
    }
    count += text.count
    return true
  }

  /// Not zero where a byte of the word equals `byte`.
  @inline(__always)
  private static func marks(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let different = word ^ (ones &* UInt64(byte))
    return (different &- ones) & ~different & (ones << 7)
  }

  /// Writes a JSON string.
  ///
  /// - Source: RFC 8259 section 7.
  func writeJSON(_ text: UnsafeBufferPointer<UInt8>) {
    write(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        write(UInt8(ascii: "\\"))
        write(byte)
      case 0x0A: write("\\n")
      case 0..<0x20:
        write("\\u00")
        write(byte >> 4 + 0x30)
        write(byte & 15 < 10 ? byte & 15 + 0x30 : byte & 15 + 87)
      default: write(byte)
      }
    }
    write(UInt8(ascii: "\""))
  }

  // MARK: - Numbers

  /// Writes a whole number with zeros before it up to a width.
  func write(number: Int, width: Int = 1) {
    if number < 0 { write(UInt8(ascii: "-")) }
    var rest = number.magnitude
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var first = digits.count
      while rest > 0 || digits.count - first < width {
        first -= 1
        digits[first] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
        rest /= 10
      }
      write(UnsafeBufferPointer(rebasing: digits.bindMemory(to: UInt8.self)[first...]))
    }
  }

  /// Writes the shortest text that reads back as the same number.
  ///
  /// Most numbers of a table are whole or have few decimals: where a whole number divided by a
  /// power of ten is exactly the number, its digits are the shortest.
  func write(number: Double) {
    guard number.magnitude < 1e15, number.magnitude >= 1e-4, number != 0 else {
      return number == 0 && number.sign == .plus
        ? write(UInt8(ascii: "0")) : write(text: DecimalText.print(number))
    }
    if number.rounded(.towardZero) == number { return write(number: Int(number)) }
    var power = 10.0
    for decimals in 1...6 {
      let scaled = (number * power).rounded()
      guard scaled.magnitude < 9e15 else { break }
      if scaled / power == number {
        if number < 0 { write(UInt8(ascii: "-")) }
        let digits = Int(scaled.magnitude)
        let (whole, rest) = digits.quotientAndRemainder(dividingBy: Int(power))
        write(number: whole)
        write(UInt8(ascii: "."))
        return write(number: rest, width: decimals)
      }
      power *= 10
    }
    write(text: DecimalText.print(number))
  }

  /// Writes a date, with `T` and a time of day where it has one.
  func write(date: DateTime) {
    write(number: date.year, width: 4)
    write(UInt8(ascii: "-"))
    write(number: date.month, width: 2)
    write(UInt8(ascii: "-"))
    write(number: date.day, width: 2)
    guard date.secondOfDay != 0 else { return }
    write(UInt8(ascii: "T"))
    write(clock: date.secondOfDay)
  }

  /// Writes `hh:mm:ss.mmm`, hours past 24 and all.
  func write(clock seconds: Double) {
    let milliseconds = Int((min(seconds.magnitude, 1e12) * 1000).rounded())
    let whole = milliseconds / 1000
    if seconds < 0 { write(UInt8(ascii: "-")) }
    write(number: whole / 3600, width: 2)
    write(UInt8(ascii: ":"))
    write(number: whole / 60 % 60, width: 2)
    write(UInt8(ascii: ":"))
    write(number: whole % 60, width: 2)
    write(UInt8(ascii: "."))
    write(number: milliseconds % 1000, width: 3)
  }

  /// Writes a cell's place in A1 notation.
  func write(row: Int, column: Int) {
    if column < 26 {
      write(UInt8(ascii: "A") + UInt8(column))
    } else {
      write(text: CellAddress.columnLetters(column))
    }
    write(number: row + 1)
  }
}
