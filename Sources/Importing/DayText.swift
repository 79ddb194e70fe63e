internal import Records
internal import Sheets

/// Calendar days as exports write them: `03/08/2024`, `3-8-24`, `03.08.2024 14:08:08`, ISO 8601,
/// `20240803`, spreadsheet dates and their serial numbers.
enum DayText {
  /// The day of a cell; nil when it is none.
  static func day(_ cell: CellValue, order: DateOrder = .dayFirst) -> CalendarDay? {
    switch cell {
    case .date(let date): CalendarDay(year: date.year, month: date.month, day: date.day)
    case .number(let number): day(number)
    case .text(let text): parse(text, order: order)
    case .empty, .boolean, .duration, .error: nil
    }
  }

  /// The day of a number: eight digits of a date, or days since 1899-12-30.
  ///
  /// Numbers below 2 200 are refused: they are years, not days of the beginning of the century.
  private static func day(_ number: Double) -> CalendarDay? {
    guard number >= 2200, number < 100_000_000 else { return nil }
    let whole = Int(number.rounded(.down))
    if whole >= 10_000_000 { return fromDigits(whole) }
    guard let date = DateTime(daysSince1970: whole - 25_569) else { return nil }
    return CalendarDay(year: date.year, month: date.month, day: date.day)
  }

  private static func fromDigits(_ digits: Int) -> CalendarDay? {
    CalendarDay(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
  }

  /// The day that a text says; nil when it says none.
  static func parse(_ text: String, order: DateOrder = .dayFirst) -> CalendarDay? {
    guard let reading = Reading(text), reading.rest.map({ isTime(text, from: $0) }) ?? true else {
      return nil
    }
    return day(reading, order)
  }

  /// The day that a text begins with, and what stands behind it: a document number, a time.
  static func split(
    _ text: String, order: DateOrder = .dayFirst
  ) -> (day: CalendarDay, rest: String)? {
    guard let reading = Reading(text), let day = day(reading, order) else { return nil }
    let rest = reading.rest.map { String(decoding: text.utf8.dropFirst($0), as: UTF8.self) } ?? ""
    return (day, rest.trimmed)
  }

  /// The first two numbers of a date that ends with its year.
  static func leadingNumbers(_ text: String) -> (Int, Int)? {
    guard let reading = Reading(text), reading.count == 3, reading.digits.0 <= 2,
      reading.digits.1 <= 2
    else { return nil }
    return (reading.numbers.0, reading.numbers.1)
  }

  /// Up to three numbers with the same sign between them.
  private struct Reading {
    var numbers = (0, 0, 0)
    var digits = (0, 0, 0)
    var count = 0
    /// Where something else begins, in bytes, after white space or a T.
    var rest: Int?

    init?(_ text: String) {
      var text = text
      guard let reading = text.withUTF8(Self.init) else { return nil }
      self = reading
    }

    private init?(_ text: UnsafeBufferPointer<UInt8>) {
      var sign: UInt8 = 0
      var inNumber = false
      var place = 0
      for byte in text {
        place += 1
        switch byte {
        case 0x30...0x39:
          if !inNumber {
            guard count < 3 else { return nil }
            count += 1
            inNumber = true
          }
          guard add(Int(byte & 0x0F)) else { return nil }
        case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."):
          guard inNumber, count < 3, sign == 0 || sign == byte else { return nil }
          sign = byte
          inNumber = false
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "T"):
          if count == 0 { continue }
          guard inNumber else { return nil }
          rest = place
          return
        default: return nil
        }
      }
      guard inNumber else { return nil }
    }

    private mutating func add(_ digit: Int) -> Bool {
      switch count {
      case 1: (numbers.0, digits.0) = (numbers.0 * 10 + digit, digits.0 + 1)
      case 2: (numbers.1, digits.1) = (numbers.1 * 10 + digit, digits.1 + 1)
      default: (numbers.2, digits.2) = (numbers.2 * 10 + digit, digits.2 + 1)
      }
      return digits.0 <= 8 && digits.1 <= 8 && digits.2 <= 8
    }
  }

  private static func day(_ reading: Reading, _ order: DateOrder) -> CalendarDay? {
    let (first, second, third) = reading.numbers
    if reading.count == 1 {
      return switch reading.digits.0 {
      case 8: fromDigits(first)
      case 5: day(Double(first))
      default: nil
      }
    }
    guard reading.count == 3 else { return nil }
    if reading.digits.0 == 4 { return CalendarDay(year: first, month: second, day: third) }
    guard reading.digits.0 <= 2, reading.digits.1 <= 2 else { return nil }
    let year: Int
    switch reading.digits.2 {
    case 4: year = third
    case 2: year = third + (third < 70 ? 2000 : 1900)
    default: return nil
    }
    return order == .dayFirst
      ? CalendarDay(year: year, month: second, day: first)
      : CalendarDay(year: year, month: first, day: second)
  }

  /// Whether what follows the date is a time of day, or nothing.
  private static func isTime(_ text: String, from place: Int) -> Bool {
    text.utf8.dropFirst(place).allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x20, 0x09, 0x0A, 0x0D: true
      case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "Z"), UInt8(ascii: "A"), UInt8(ascii: "P"),
        UInt8(ascii: "M"), UInt8(ascii: "S"), UInt8(ascii: "C"), UInt8(ascii: "h"),
        UInt8(ascii: "s"), UInt8(ascii: "a"), UInt8(ascii: "g"), UInt8(ascii: "i"):
        true
      // ờ of giờ.
      case 0xE1, 0xBB, 0x9D: true
      default: false
      }
    }
  }
}
