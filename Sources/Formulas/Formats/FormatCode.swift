// Number format codes such as `#,##0.00;[Red]-0` taken apart.

/// One piece of a format code.
enum FormatToken: Equatable {
  case literal(String)
  /// `0`, `#` or `?`.
  case digit(Character)
  case point
  /// A comma after the last digit before the point: thousands are left out.
  case scale
  case percent
  /// `E+` or `E-`.
  case exponent(alwaysSigned: Bool)
  case slash
  case text
  case general
  /// `y`, `m` (month), `n` (minute), `d`, `h`, `s`, and how often.
  case date(Character, Int)
  /// `[h]`, `[m]` and `[s]`: all hours, not those of the day.
  case elapsed(Character, Int)
  /// `AM/PM` or `A/P`.
  case halfDay(short: Bool)
  /// `.00` after seconds.
  case secondFraction(Int)
}

/// One section of a format code.
struct FormatSection {
  var tokens: [FormatToken] = []
  var condition: (sign: String, number: Double)?
  var hasGrouping = false

  /// Whether it writes dates or times.
  var isDate: Bool {
    tokens.contains {
      switch $0 {
      case .date, .elapsed, .halfDay: true
      default: false
      }
    }
  }
  var hasDigits: Bool {
    tokens.contains { if case .digit = $0 { true } else { false } }
  }
}

/// A format code as sections.
struct FormatCode {
  private(set) var sections: [FormatSection]

  /// The longest code that is read.
  static let lengthMax = 1024

  /// Nil for a code that cannot be read.
  init?(_ code: String, locale: FormulaLocale) {
    guard code.utf8.count <= FormatCode.lengthMax else { return nil }
    var reader = FormatReader(code, locale: locale)
    guard let sections = reader.read() else { return nil }
    self.sections = sections
  }
}

private struct FormatReader {
  private let signs: [Character]
  private let locale: FormulaLocale
  private var place = 0
  private var section = FormatSection()
  private var sections: [FormatSection] = []

  init(_ code: String, locale: FormulaLocale) {
    signs = Array(code)
    self.locale = locale
  }

  mutating func read() -> [FormatSection]? {
    while place < signs.count {
      guard readNext() else { return nil }
    }
    finish()
    return sections.count <= 4 ? sections : nil
  }

  private mutating func readNext() -> Bool {
    let sign = signs[place]
    switch sign {
    case ";":
      finish()
      place += 1
    case "\"": return readQuoted()
    case "\\": literalNext()
    case "_":
      section.tokens.append(.literal(" "))
      place += 2
    case "*": place += 2
    case "[": return readBracket()
    case "0", "#", "?":
      section.tokens.append(.digit(sign))
      place += 1
    case locale.decimalSeparator: readPoint()
    case locale.groupSeparator: readGroup()
    case "%":
      section.tokens.append(.percent)
      place += 1
    case "/":
      section.tokens.append(section.isDate ? .literal("/") : .slash)
      place += 1
    case "@":
      section.tokens.append(.text)
      place += 1
    default: return readLetter(sign)
    }
    return true
  }

  private mutating func literalNext() {
    if place + 1 < signs.count { section.tokens.append(.literal(String(signs[place + 1]))) }
    place += 2
  }

  private mutating func readQuoted() -> Bool {
    guard let end = signs[(place + 1)...].firstIndex(of: "\"") else { return false }
    section.tokens.append(.literal(String(signs[(place + 1)..<end])))
    place = end + 1
    return true
  }

  private mutating func readBracket() -> Bool {
    guard let end = signs[place...].firstIndex(of: "]") else { return false }
    let inside = String(signs[(place + 1)..<end])
    place = end + 1
    let lower = inside.lowercased()
    if let first = lower.first, "hms".contains(first), lower.allSatisfy({ $0 == first }) {
      section.tokens.append(.elapsed(first, lower.count))
      return true
    }
    if let first = inside.first, "<>=".contains(first) {
      let comparison = String(inside.prefix { "<>=".contains($0) })
      guard let number = Double(inside.dropFirst(comparison.count)) else { return false }
      section.condition = (comparison, number)
      return true
    }
    if inside.hasPrefix("$") {
      // [$đ-42A]: a currency's sign, then the locale.
      let currency = inside.dropFirst().prefix { $0 != "-" }
      if !currency.isEmpty { section.tokens.append(.literal(String(currency))) }
    }
    return true
  }

  private mutating func readPoint() {
    place += 1
    if case .date("s", _) = section.tokens.last { return readSecondFraction() }
    if case .elapsed("s", _) = section.tokens.last { return readSecondFraction() }
    section.tokens.append(.point)
  }

  private mutating func readSecondFraction() {
    var count = 0
    while place < signs.count, signs[place] == "0" {
      count += 1
      place += 1
    }
    section.tokens.append(
      count > 0 ? .secondFraction(min(count, 9)) : .literal(String(locale.decimalSeparator)))
  }

  private mutating func readGroup() {
    place += 1
    guard section.hasDigits, !section.tokens.contains(.point) else {
      if !section.hasDigits {
        section.tokens.append(.literal(String(locale.groupSeparator)))
      } else {
        section.tokens.append(.scale)
      }
      return
    }
    // Between digits it groups thousands, behind the last it leaves thousands out.
    let rest = signs[place...].prefix { $0 != ";" && $0 != locale.decimalSeparator }
    if rest.contains(where: { "0#?".contains($0) }) {
      section.hasGrouping = true
    } else {
      section.tokens.append(.scale)
    }
  }

  private mutating func readLetter(_ sign: Character) -> Bool {
    let rest = String(signs[place...].prefix(7)).lowercased()
    if rest == "general" {
      section.tokens.append(.general)
      place += 7
      return true
    }
    if rest.hasPrefix("am/pm") || rest.hasPrefix("a/p") {
      let isShort = rest.hasPrefix("a/p")
      section.tokens.append(.halfDay(short: isShort))
      place += isShort ? 3 : 5
      return true
    }
    if sign == "E" || sign == "e", place + 1 < signs.count, "+-".contains(signs[place + 1]),
      section.hasDigits
    {
      section.tokens.append(.exponent(alwaysSigned: signs[place + 1] == "+"))
      place += 2
      return true
    }
    let lower = Character(rest.prefix(1).description)
    // `e` is the year of an era, and the year itself where the language has none.
    if "ymdhs".contains(lower) || lower == "e" && !section.hasDigits {
      let run = signs[place...].prefix { $0.lowercased() == String(lower) }
      section.tokens.append(lower == "e" ? .date("y", 4) : .date(lower, run.count))
      place += run.count
      return true
    }
    section.tokens.append(.literal(String(sign)))
    place += 1
    return true
  }

  private mutating func finish() {
    markMinutes()
    sections.append(section)
    section = FormatSection()
  }

  /// `m` after hours or before seconds is minutes.
  private mutating func markMinutes() {
    let dates = section.tokens.indices.filter {
      switch section.tokens[$0] {
      case .date, .elapsed: true
      default: false
      }
    }
    for (order, index) in dates.enumerated() {
      guard case .date("m", let count) = section.tokens[index], count <= 2 else { continue }
      let before = order > 0 ? letter(section.tokens[dates[order - 1]]) : nil
      let after = order + 1 < dates.count ? letter(section.tokens[dates[order + 1]]) : nil
      if before == "h" || after == "s" { section.tokens[index] = .date("n", count) }
    }
  }

  private func letter(_ token: FormatToken) -> Character? {
    switch token {
    case .date(let letter, _), .elapsed(let letter, _): letter
    default: nil
    }
  }
}
