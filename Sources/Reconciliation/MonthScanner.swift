internal import Records

/// Finds the billing months that a narration names.
///
/// `t624`, `t0624`, `t6/2024`, `062024`, `202406`, `thang 6/2024`, `thang 6 nam 2024`,
/// `ky1 t6.2024`, `thang 5,6/2024`; a month without a year is the last such month before the
/// payment. Days such as `03/06/2024` name no month.
struct MonthScanner {
  private let narration: Narration
  private let text: [UInt8]
  private var index = 0
  private var months: [CalendarMonth] = []
  /// Months that wait for the year at the end of their list.
  private var yearless: [Int] = []

  private init(_ narration: Narration) {
    self.narration = narration
    text = narration.text
  }

  /// The months named, each once, in the order of the narration.
  static func months(in narration: Narration, paidIn paid: CalendarMonth) -> [CalendarMonth] {
    var scanner = MonthScanner(narration)
    scanner.scan(paid)
    return scanner.months
  }

  private mutating func scan(_ paid: CalendarMonth) {
    for word in 0..<narration.count {
      let start = narration.range(word).lowerBound
      guard start >= index else { continue }
      let first = text[start]
      guard first == UInt8(ascii: "t") || first.isDigit else { continue }
      index = start
      if let digits = afterIntroduction() {
        index = digits
        while readMonth(introduced: true), skipListSign() {}
        settle(paid)
      } else if first.isDigit {
        _ = readMonth(introduced: false)
      }
    }
  }

  /// Where the digits after `t` or `thang` begin.
  private func afterIntroduction() -> Int? {
    guard byte(index) == UInt8(ascii: "t") else { return nil }
    if byte(index + 1)?.isDigit == true { return index + 1 }
    guard byte(index + 1) == UInt8(ascii: "h"), byte(index + 2) == UInt8(ascii: "a"),
      byte(index + 3) == UInt8(ascii: "n"), byte(index + 4) == UInt8(ascii: "g")
    else { return nil }
    var next = index + 5
    while byte(next) == .space || byte(next) == UInt8(ascii: ":") { next += 1 }
    return byte(next)?.isDigit == true ? next : nil
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
    let end = endOfDigits(from: start)
    guard byte(end)?.isLetter != true else { return false }
    switch end - start {
    case 6:
      return add(month: number(start, 2), year: number(start + 2, 4), end)
        || add(month: number(start + 4, 2), year: number(start, 4), end)
    case 5 where introduced: return add(month: number(start, 1), year: number(start + 1, 4), end)
    case 4 where introduced:
      return add(month: number(start, 2), year: 2000 + number(start + 2, 2), end)
    case 3 where introduced:
      return add(month: number(start, 1), year: 2000 + number(start + 1, 2), end)
    case 1, 2: return readShort(start..<end, introduced: introduced)
    default: return false
    }
  }

  private mutating func readShort(_ digits: Range<Int>, introduced: Bool) -> Bool {
    let end = digits.upperBound
    let month = number(digits.lowerBound, digits.count)
    if let sign = byte(end), "/.-".utf8.contains(sign) {
      let yearEnd = endOfDigits(from: end + 1)
      let yearCount = yearEnd - end - 1
      if byte(yearEnd) == sign, byte(yearEnd + 1)?.isDigit == true {
        index = endOfDigits(from: yearEnd + 1)
        return !introduced
      }
      let isYear = yearCount == 4 || (introduced && yearCount == 2 && sign != UInt8(ascii: "-"))
      if isYear && (introduced || sign != UInt8(ascii: ".")) {
        let year = number(end + 1, yearCount) + (yearCount == 2 ? 2000 : 0)
        return add(month: month, year: year, yearEnd)
      }
    }
    guard introduced else { return false }
    if followsYearWord(end), endOfDigits(from: end + 5) == end + 9 {
      return add(month: month, year: number(end + 5, 4), end + 9)
    }
    guard (1...12).contains(month) else { return false }
    yearless.append(month)
    index = end
    return true
  }

  /// Whether ` nam ` stands here.
  private func followsYearWord(_ start: Int) -> Bool {
    byte(start) == .space && byte(start + 1) == UInt8(ascii: "n")
      && byte(start + 2) == UInt8(ascii: "a") && byte(start + 3) == UInt8(ascii: "m")
      && byte(start + 4) == .space
  }

  private mutating func add(month: Int, year: Int, _ end: Int) -> Bool {
    guard (2000...2099).contains(year), let month = CalendarMonth(year: year, month: month) else {
      return false
    }
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

  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while end < text.count && text[end].isDigit { end += 1 }
    return end
  }

  /// The number of at most six digits.
  private func number(_ start: Int, _ count: Int) -> Int {
    var number = 0
    for index in start..<start + count { number = number * 10 + Int(text[index] - 0x30) }
    return number
  }
}
