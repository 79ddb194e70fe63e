internal import Diagnostics
import Sheets
import XMLStreams

/// Cell values between their XML and ours.
///
/// - Source: ECMA-376 part 1 §18.3.1.4 c, §18.18.11 ST_CellType, §18.4.8 si, §22.9.2.19 ST_Xstring.
enum XLSXValues {
  // MARK: - Reading

  /// The most bytes of one text.
  static let textBytesMax = 64 << 20

  /// Puts the value of a cell of numbers, truth values or dates into its record.
  ///
  /// - Returns: False when the text is no value of its type.
  static func fill(
    _ record: inout CellRecord, type: String, text: String, meaning: XLSXNumberFormats.Meaning,
    uses1904Epoch: Bool
  ) -> Bool {
    switch type {
    case "b":
      record.kind = .boolean
      record.number = text.first == "1" || text == "true" ? 1 : 0
    case "d":
      guard let value = iso(text) else { return false }
      fill(&record, value)
    default:
      guard let number = DecimalText.parse(text.filter { !$0.isWhitespace }) else { return false }
      fill(&record, number: number, meaning: meaning, uses1904Epoch: uses1904Epoch)
    }
    return true
  }

  /// Puts a number into a record as what its style makes of it.
  static func fill(
    _ record: inout CellRecord, number: Double, meaning: XLSXNumberFormats.Meaning,
    uses1904Epoch: Bool
  ) {
    record.kind = .number
    record.number = number
    let isDuration =
      switch meaning {
      case .number: false
      case .duration: true
      case .time: number < 1
      // Day 0 of the 1900 system is none: what lies in it is a time without a day.
      case .date: number >= 0 && number < 1 && !uses1904Epoch
      }
    if isDuration {
      record.kind = .duration
      record.number = (number * 86_400_000).rounded() / 1000
    } else if meaning != .number,
      let (day, second) = day(serial: number, uses1904Epoch: uses1904Epoch)
    {
      record.kind = .date
      record.place = Int32(truncatingIfNeeded: day)
      record.number = second
    }
  }

  private static func fill(_ record: inout CellRecord, _ value: CellValue) {
    switch value {
    case .date(let date):
      record.kind = .date
      record.place = Int32(truncatingIfNeeded: date.daysSince1970)
      record.number = date.secondOfDay
    case .duration(let seconds):
      record.kind = .duration
      record.number = seconds
    default: break
    }
  }

  /// The days since 1970-01-01 and the seconds since midnight behind a serial number.
  ///
  /// In the 1900 system day 60 is 29 February 1900, which never was: days before it count from
  /// 1899-12-31, it and those after it from 1899-12-30 (ECMA-376 part 1 §18.17.4.1), so that 28
  /// February is there twice.
  static func day(serial: Double, uses1904Epoch: Bool) -> (day: Int, second: Double)? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var day = Int(serial)
    var milliseconds = ((serial - Double(day)) * 86_400_000).rounded()
    if milliseconds >= 86_400_000 {
      day += 1
      milliseconds = 0
    }
    let epoch = uses1904Epoch ? -24_107 : (day < 60 ? -25_568 : -25_569)
    guard day + epoch <= 2_932_896 else { return nil }
    return (day + epoch, milliseconds / 1000)
  }

  /// A date, a time of day or a duration as ISO 8601 writes it (§18.18.11, type `d`).
  private static func iso(_ text: String) -> CellValue? {
    if let date = DateTime(iso: text) { return .date(date) }
    let clock = text.hasPrefix("T") ? text.dropFirst() : text[...]
    let seconds = TimeText.seconds(text) ?? TimeText.secondOfDay(clock)
    return seconds.map { .duration(seconds: $0) }
  }

  static func checkLength(_ text: [UInt8]) throws(XLSXError) {
    guard text.count <= textBytesMax else {
      throw .limit("textBytesMax", max: textBytesMax, at: Origin())
    }
  }

  // MARK: - Writing

  /// Writes a cell.
  ///
  /// - Parameters:
  ///   - value: What it holds.
  ///   - cell: Its place.
  ///   - style: The number of its cell format; nil for none.
  ///   - prefix: The prefix of the part's elements with its colon, or nothing.
  ///   - uses1904Epoch: Whether days count from 1904.
  ///   - output: Where it goes.
  static func write(
    _ value: CellValue, at cell: CellAddress, style: String?,
    prefix: String = "", uses1904Epoch: Bool = false, to output: inout XMLOutput
  ) {
    output.raw("<\(prefix)c r=\"\(cell.a1)\"")
    if let style { output.attribute("s", style) }
    func plain(_ type: String, _ text: String) {
      output.raw("\(type)><\(prefix)v>")
      output.text(text)
      output.raw("</\(prefix)v></\(prefix)c>")
    }
    switch value {
    case .empty: output.raw("/>")
    case .text(let text):
      let space = needsSpace(text) ? " xml:space=\"preserve\"" : ""
      output.raw(" t=\"inlineStr\"><\(prefix)is><\(prefix)t\(space)>")
      output.text(escaped(text))
      output.raw("</\(prefix)t></\(prefix)is></\(prefix)c>")
    case .number(let number): plain("", DecimalText.print(number))
    case .boolean(let flag): plain(" t=\"b\"", flag ? "1" : "0")
    case .date(let date): plain("", DecimalText.print(serial(date, uses1904Epoch: uses1904Epoch)))
    case .duration(let seconds): plain("", DecimalText.print(seconds / 86_400))
    case .error(let code): plain(" t=\"e\"", code)
    }
  }

  /// The serial number of a day and time.
  static func serial(_ date: DateTime, uses1904Epoch: Bool) -> Double {
    let days = date.daysSince1970
    let whole = uses1904Epoch ? days + 24_107 : (days < -25_509 ? days + 25_568 : days + 25_569)
    return Double(whole) + date.secondOfDay / 86_400
  }

  /// Whether a day can be counted: Excel knows none before its first.
  static func hasSerial(_ date: DateTime, uses1904Epoch: Bool) -> Bool {
    date.daysSince1970 >= (uses1904Epoch ? -24_107 : -25_567)
  }

  private static func needsSpace(_ text: String) -> Bool {
    text.first?.isWhitespace == true || text.last?.isWhitespace == true || text.contains("\n")
      || text.contains("  ") || text.contains("\t")
  }

  /// Escapes what XML cannot hold, and what would read as such an escape.
  static func escaped(_ text: String) -> String {
    let isSafe = text.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && $0 != "_" || $0 == "\n" || $0 == "\t"
    }
    guard !isSafe else { return text }
    var result = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let isLiteral =
        scalar == "_" && rest.first == "x" && rest.count >= 6
        && rest[rest.index(rest.startIndex, offsetBy: 5)] == "_"
      if isLiteral || (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
