internal import Records
internal import Sheets

/// Calendar days as exports write them: `03/08/2024`, `3-8-24`, `03.08.2024 14:08:08`, ISO 8601,
/// `20240803`, spreadsheet dates and their serial numbers.
enum DayText {
  /// The day of a cell; nil when it is none.
  static func day(_ cell: CellValue) -> CalendarDay? {
    switch cell {
    case .date(let date): CalendarDay(year: date.year, month: date.month, day: date.day)
    case .number(let number): day(number)
    case .text(let text): parse(text)
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
  static func parse(_ text: String) -> CalendarDay? {
    var numbers: [(value: Int, digits: Int)] = []
    var sign: UInt8?
    var inNumber = false
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39:
        if !inNumber {
          guard numbers.count < 3 else { return nil }
          numbers.append((0, 0))
        }
        inNumber = true
        numbers[numbers.count - 1].value = numbers[numbers.count - 1].value * 10 + Int(byte & 0x0F)
        numbers[numbers.count - 1].digits += 1
        guard numbers[numbers.count - 1].digits <= 8 else { return nil }
      case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."):
        guard inNumber, numbers.count < 3, sign == nil || sign == byte else { return nil }
        sign = byte
        inNumber = false
      case UInt8(ascii: " "), 0x09, 0x0A, 0x0D, UInt8(ascii: "T"):
        if numbers.isEmpty { continue }
        guard inNumber else { return nil }
        return restIsTime(text, after: byte) ? day(numbers) : nil
      default: return nil
      }
    }
    return inNumber ? day(numbers) : nil
  }

  private static func day(_ numbers: [(value: Int, digits: Int)]) -> CalendarDay? {
    if numbers.count == 1 {
      let (value, digits) = numbers[0]
      return digits == 8 ? fromDigits(value) : digits == 5 ? day(Double(value)) : nil
    }
    guard numbers.count == 3 else { return nil }
    let (first, second, third) = (numbers[0], numbers[1], numbers[2])
    if first.digits == 4 {
      return CalendarDay(year: first.value, month: second.value, day: third.value)
    }
    guard first.digits <= 2, second.digits <= 2 else { return nil }
    let year: Int
    switch third.digits {
    case 4: year = third.value
    case 2: year = third.value + (third.value < 70 ? 2000 : 1900)
    default: return nil
    }
    return CalendarDay(year: year, month: second.value, day: first.value)
  }

  /// Whether what follows the date is a time of day, or nothing.
  private static func restIsTime(_ text: String, after sign: UInt8) -> Bool {
    let start = text.utf8.drop { !(0x30...0x39 ~= $0) }
    guard let place = start.firstIndex(of: sign) else { return false }
    let rest = start[place...].dropFirst()
    let letters = Array(" \u{9}\u{A}\u{D}:.,+-ZAPMSChsagiờ".utf8)
    return rest.allSatisfy { 0x30...0x39 ~= $0 || letters.contains($0) }
  }
}
