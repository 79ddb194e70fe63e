internal import Sheets

/// Text on its way out, in pieces of about 64 KiB.
struct TextOutput {
  private static let pieceBytes = 1 << 16
  private var bytes: [UInt8] = []
  private let sink: ([UInt8]) throws -> Void

  /// - Parameter sink: Takes each piece.
  init(to sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    bytes.reserveCapacity(Self.pieceBytes * 2)
  }

  mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Hands on what has come together, if that is enough.
  mutating func passOn() throws {
    if bytes.count >= Self.pieceBytes { try finish() }
  }

  /// Hands on what is left.
  mutating func finish() throws {
    guard !bytes.isEmpty else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes text with tab, line feed, carriage return and backslash escaped by a backslash.
  mutating func writeEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x09: write("\\t")
      case 0x0A: write("\\n")
      case 0x0D: write("\\r")
      case UInt8(ascii: "\\"): write("\\\\")
      default: bytes.append(byte)
      }
    }
  }

  /// Writes a field of delimited text, in quotes where it needs them.
  ///
  /// - Source: RFC 4180 section 2.
  mutating func writeField(_ text: String, delimiter: UInt8) {
    let needsQuotes = text.utf8.contains {
      $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
    }
    guard needsQuotes else { return write(text) }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a JSON string.
  ///
  /// - Source: RFC 8259 section 7.
  mutating func writeJSON(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: write("\\n")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// A value in the words of a listing.
struct ListedValue {
  /// One letter: s text, n number, b truth value, e error, d date, t time or duration.
  let type: String
  /// The value as text.
  let text: String

  /// - Parameter value: Any but an empty one.
  init(_ value: CellValue) {
    switch value {
    case .empty: (type, text) = ("s", "")
    case .text(let text): (type, self.text) = ("s", text)
    case .number(let number): (type, text) = ("n", DecimalText.print(number))
    case .boolean(let isTrue): (type, text) = ("b", isTrue ? "TRUE" : "FALSE")
    case .error(let name): (type, text) = ("e", name)
    case .date(let date): (type, text) = ("d", Self.shown(date))
    case .duration(let seconds): (type, text) = ("t", Self.clock(seconds))
    }
  }

  private static func shown(_ date: DateTime) -> String {
    var midnight = date
    midnight.secondOfDay = 0
    return date.secondOfDay == 0 ? date.iso : midnight.iso + "T" + clock(date.secondOfDay)
  }

  /// `hh:mm:ss.mmm`, hours past 24 and all.
  private static func clock(_ seconds: Double) -> String {
    let milliseconds = Int((min(seconds.magnitude, 1e12) * 1000).rounded())
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000)
    return (seconds < 0 ? "-" : "") + padded(whole / 3600, 2) + ":" + padded(whole / 60 % 60, 2)
      + ":" + padded(whole % 60, 2) + "." + padded(rest, 3)
  }
}
