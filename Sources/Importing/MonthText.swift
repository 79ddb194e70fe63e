internal import Records
internal import Sheets
internal import VietnameseText

/// Billing months as people write them, with the cycle where it is said.
///
/// `T624`, `T6/2024`, `062024`, `06/2024`, `KY1 T6.2024`, `Tháng 6/2024`, `2024-06`.
enum MonthText {
  /// A month and, where it was said, the cycle in it.
  struct Reading: Hashable {
    var month: CalendarMonth
    var cycle: Int?
  }

  /// The month of a cell; nil when it is none.
  static func month(_ cell: CellValue) -> Reading? {
    switch cell {
    case .date(let date):
      return CalendarMonth(year: date.year, month: date.month).map { Reading(month: $0) }
    case .number(let number):
      guard number >= 0, number < 1e9, number == number.rounded() else { return nil }
      if let reading = parse(String(Int(number))) { return reading }
      return DayText.day(cell).map { Reading(month: $0.month) }
    case .text(let text): return parse(text)
    case .empty, .boolean, .duration, .error: return nil
    }
  }

  /// The month that a text says; nil when it says none, or two.
  static func parse(_ text: String) -> Reading? {
    var cycle: Int?
    var runs: [(word: String, value: Int, digits: Int)] = []
    var word = ""
    var previousWasDigit = false
    for byte in Fold.plain(text).utf8 {
      if 0x30...0x39 ~= byte {
        if !previousWasDigit {
          runs.append((word, 0, 0))
          word = ""
        }
        guard runs[runs.count - 1].digits < 8 else { return nil }
        runs[runs.count - 1].value = runs[runs.count - 1].value * 10 + Int(byte & 0x0F)
        runs[runs.count - 1].digits += 1
      } else if 0x61...0x7A ~= byte {
        word.unicodeScalars.append(Unicode.Scalar(byte))
      }
      previousWasDigit = 0x30...0x39 ~= byte
    }
    if let first = runs.first, first.word.hasSuffix("ky"), runs.count > 1, first.digits == 1 {
      cycle = first.value
      runs.removeFirst()
    }
    let words = [
      "", "t", "ky", "thang", "kythang", "nam", "kyhoadon", "kyhoadonthang", "hoadonthang",
    ]
    guard word.isEmpty, runs.allSatisfy({ words.contains($0.word) }) else { return nil }
    return month(runs.map { ($0.value, $0.digits) }).map { Reading(month: $0, cycle: cycle) }
  }

  private static func month(_ runs: [(value: Int, digits: Int)]) -> CalendarMonth? {
    switch runs.count {
    case 1: return packed(runs[0].value, digits: runs[0].digits)
    case 2:
      if runs[0].digits == 4 { return sane(year: runs[0].value, month: runs[1].value) }
      return sane(year: full(runs[1]), month: runs[0].value)
    case 3:
      let day =
        runs[0].digits == 4
        ? CalendarDay(year: runs[0].value, month: runs[1].value, day: runs[2].value)
        : CalendarDay(year: full(runs[2]), month: runs[1].value, day: runs[0].value)
      return day?.month
    default: return nil
    }
  }

  /// `624`, `1224`, `62024`, `062024`, `202406`.
  private static func packed(_ value: Int, digits: Int) -> CalendarMonth? {
    switch digits {
    case 3, 4: sane(year: 2000 + value % 100, month: value / 100)
    case 5: sane(year: value % 10_000, month: value / 10_000)
    case 6:
      sane(year: value % 10_000, month: value / 10_000)
        ?? sane(year: value / 100, month: value % 100)
    default: nil
    }
  }

  private static func full(_ year: (value: Int, digits: Int)) -> Int {
    year.digits == 2 ? 2000 + year.value : year.value
  }

  private static func sane(year: Int, month: Int) -> CalendarMonth? {
    1990...2100 ~= year ? CalendarMonth(year: year, month: month) : nil
  }
}
