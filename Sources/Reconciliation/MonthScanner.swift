internal import Records

/// Finds the billing months that a folded narration names.
///
/// `t624`, `t0624`, `t6/2024`, `062024`, `202406`, `thang 6/2024`, `thang 6 nam 2024`,
/// `ky1 t6.2024`, `thang 5,6/2024`; a month without a year is the last such month before the
/// payment. Days such as `03/06/2024` name no month.
struct MonthScanner {
  private let text: [UInt8]
  private var index = 0
  private var months: [CalendarMonth] = []
  /// Months that wait for the year at the end of their list.
  private var yearless: [Int] = []

  private init(_ text: [UInt8]) {
    self.text = text
  }

  /// The months named, each once, in the order of the narration.
  static func months(in text: [UInt8], paidIn paid: CalendarMonth) -> [CalendarMonth] {
    var scanner = MonthScanner(text)
    scanner.scan(paid)
    return scanner.months
  }

  private mutating func scan(_ paid: CalendarMonth) {
    while index < text.count {
      guard text[index].isWord, index == 0 || !text[index - 1].isWord else {
        index += 1
        continue
      }
      if let digits = afterIntroduction() {
        index = digits
        while readMonth(introduced: true), skipListSign() {}
        settle(paid)
      } else if !text[index].isDigit || !readMonth(introduced: false) {
        while index < text.count && text[index].isWord { index += 1 }
      }
    }
  }

  /// Where the digits after `t` or `thang` begin.
  private func afterIntroduction() -> Int? {
    for word in ["thang", "t"] where text[index...].starts(with: word.utf8) {
      var next = index + word.utf8.count
      while word == "thang", let sign = byte(next), " :".utf8.contains(sign) { next += 1 }
      if byte(next)?.isDigit == true { return next }
    }
    return nil
  }

  private mutating func skipListSign() -> Bool {
    var next = index
    while byte(next) == .space { next += 1 }
    guard let sign = byte(next), ",&+-".utf8.contains(sign) else { return false }
    next += 1
    while byte(next) == .space { next += 1 }
    if byte(next) == UInt8(ascii: "t") { next += 1 }
    guard byte(next)?.isDigit == true else { return false }
    index = next
    return true
  }

  /// Reads a month at the digits here and goes behind it; stays when there is none.
  private mutating func readMonth(introduced: Bool) -> Bool {
    let start = index
    let digits = run(from: start)
    let end = start + digits.count
    guard byte(end)?.isLetter != true else { return false }
    switch digits.count {
    case 6:
      let swapped = digits.dropFirst(4) + digits.dropLast(2)
      return add(digits, monthDigits: 2, end) || add(Array(swapped), monthDigits: 2, end)
    case 5 where introduced: return add(digits, monthDigits: 1, end)
    case 4 where introduced: return add(digits, monthDigits: 2, end)
    case 3 where introduced: return add(digits, monthDigits: 1, end)
    case 1, 2: return readShort(digits, end, introduced: introduced)
    default: return false
    }
  }

  private mutating func readShort(_ digits: [UInt8], _ end: Int, introduced: Bool) -> Bool {
    if let sign = byte(end), "/.-".utf8.contains(sign) {
      let year = run(from: end + 1)
      let yearEnd = end + 1 + year.count
      if byte(yearEnd) == sign, byte(yearEnd + 1)?.isDigit == true {
        index = yearEnd + 1 + run(from: yearEnd + 1).count
        return !introduced
      }
      let isYear = year.count == 4 || (introduced && year.count == 2 && sign != UInt8(ascii: "-"))
      if isYear && (introduced || sign != UInt8(ascii: ".")) {
        return add(digits + year, monthDigits: digits.count, yearEnd)
      }
    }
    guard introduced else { return false }
    if text[end...].starts(with: " nam ".utf8) {
      let year = run(from: end + 5)
      if year.count == 4 {
        return add(digits + year, monthDigits: digits.count, end + 9)
      }
    }
    let month = number(digits)
    guard (1...12).contains(month) else { return false }
    yearless.append(month)
    index = end
    return true
  }

  private mutating func add(_ digits: [UInt8], monthDigits: Int, _ end: Int) -> Bool {
    let yearDigits = digits.dropFirst(monthDigits)
    let year = number(Array(yearDigits)) + (yearDigits.count == 2 ? 2000 : 0)
    guard (2000...2099).contains(year),
      let month = CalendarMonth(year: year, month: number(Array(digits.prefix(monthDigits))))
    else { return false }
    for number in yearless { CalendarMonth(year: year, month: number).map { name($0) } }
    yearless = []
    name(month)
    index = end
    return true
  }

  private mutating func settle(_ paid: CalendarMonth) {
    for number in yearless {
      let year = number <= paid.month ? paid.year : paid.year - 1
      CalendarMonth(year: year, month: number).map { name($0) }
    }
    yearless = []
  }

  private mutating func name(_ month: CalendarMonth) {
    if !months.contains(month) { months.append(month) }
  }

  private func byte(_ index: Int) -> UInt8? { index < text.count ? text[index] : nil }

  private func run(from start: Int) -> [UInt8] {
    guard start < text.count else { return [] }
    return Array(text[start...].prefix { $0.isDigit })
  }

  /// The number of at most six digits.
  private func number(_ digits: [UInt8]) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
