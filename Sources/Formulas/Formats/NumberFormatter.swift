internal import Glibc

/// Values written by a format code, as TEXT writes them.
///
/// - Source: ECMA-376-1 §18.8.30 `numFmt`.
struct NumberFormatter {
  private let code: FormatCode
  private let settings: EvaluationSettings

  /// Nil for a code that cannot be read.
  init?(_ code: String, settings: EvaluationSettings) {
    guard let read = FormatCode(code, locale: settings.locale) else { return nil }
    self.code = read
    self.settings = settings
  }

  /// A text by the section for text; as it is where there is none.
  func write(_ text: String) -> String {
    let section = code.sections.count == 4 ? code.sections[3] : code.sections.first
    guard let section, section.tokens.contains(.text) else { return text }
    return section.tokens.map { token in
      switch token {
      case .text: text
      case .literal(let literal): literal
      default: ""
      }
    }.joined()
  }

  /// A number by the section that its sign, or a condition, chooses; nil for a date that is none.
  func write(_ number: Double) -> String? {
    guard let (section, needsSign) = section(for: number) else { return nil }
    if section.isDate {
      guard number >= 0 || settings.flavour.isLibreOffice else { return nil }
      let isElapsed = section.tokens.contains { if case .elapsed = $0 { true } else { false } }
      let formatter = DateFormatter(settings: settings)
      if number < 0, isElapsed { return formatter.write(-number, section.tokens).map { "-" + $0 } }
      return formatter.write(number, section.tokens)
    }
    let text = NumberWriter(section: section, settings: settings).write(abs(number))
    // A number that is rounded to nothing has no sign.
    let isZero = !text.contains { $0.isNumber && $0 != "0" }
    return number < 0 && needsSign && !(isZero && section.hasDigits) ? "-" + text : text
  }

  private func section(for number: Double) -> (FormatSection, needsSign: Bool)? {
    let sections = Array(code.sections.prefix(3))
    guard let first = sections.first else { return nil }
    if sections.contains(where: { $0.condition != nil }) {
      for section in sections {
        guard let condition = section.condition else { return (section, true) }
        if holds(condition, number) { return (section, true) }
      }
      return sections.last.map { ($0, true) }
    }
    switch sections.count {
    case 1: return (first, true)
    case 2: return number < 0 ? (sections[1], false) : (first, true)
    default:
      return number > 0 ? (first, true) : number < 0 ? (sections[1], false) : (sections[2], true)
    }
  }

  private func holds(_ condition: (sign: String, number: Double), _ number: Double) -> Bool {
    switch condition.sign {
    case "<": number < condition.number
    case "<=": number <= condition.number
    case ">": number > condition.number
    case ">=": number >= condition.number
    case "<>": number != condition.number
    default: number == condition.number
    }
  }
}

/// Writes a number that is not negative by one section.
private struct NumberWriter {
  let section: FormatSection
  let settings: EvaluationSettings
  private var locale: FormulaLocale { settings.locale }

  func write(_ number: Double) -> String {
    let tokens = section.tokens
    if tokens.contains(.slash), section.hasDigits { return fraction(number) }
    var number = number
    for token in tokens {
      if token == .percent { number *= 100 }
      if token == .scale { number /= 1000 }
    }
    if let index = tokens.firstIndex(where: { if case .exponent = $0 { true } else { false } }) {
      return scientific(number, Array(tokens[..<index]), Array(tokens[index...]))
    }
    return plain(number, tokens)
  }

  private func digitCount(_ tokens: some Sequence<FormatToken>) -> Int {
    tokens.count { if case .digit = $0 { true } else { false } }
  }

  private func plain(_ number: Double, _ tokens: [FormatToken]) -> String {
    let point = tokens.firstIndex(of: .point) ?? tokens.endIndex
    let decimals = min(digitCount(tokens[point...]), 30)
    let (whole, part) = decimal(number, decimals)
    return integer(whole, tokens[..<point], of: number) + decimalPart(part, tokens[point...])
  }

  /// The digits before and after the point, rounded.
  private func decimal(_ number: Double, _ decimals: Int) -> (whole: String, part: String) {
    let rounded = MathFunctions.round(number, digits: decimals)
    let text = Digits.fixed(rounded, decimals)
    let parts = text.split(separator: ".", maxSplits: 1)
    var whole = String(parts.first ?? "0")
    // What lies beyond 15 digits is not known.
    if whole.count > 15 {
      whole = String(whole.prefix(15)) + String(repeating: "0", count: whole.count - 15)
    }
    return (whole == "0" ? "" : whole, parts.count > 1 ? String(parts[1]) : "")
  }

  /// Fills places from the right; digits that have none stand before the first.
  private func integer(
    _ digits: String, _ tokens: ArraySlice<FormatToken>, of number: Double
  ) -> String {
    var rest = Array(digits)
    var pieces: [String] = []
    var written = 0
    let first = tokens.firstIndex { if case .digit = $0 { true } else { false } }
    func grouped(_ digit: Character) -> String {
      let separator = section.hasGrouping && written > 0 && written % 3 == 0
      written += 1
      return separator ? String(digit) + String(locale.groupSeparator) : String(digit)
    }
    for index in tokens.indices.reversed() {
      switch tokens[index] {
      case .digit(let kind):
        if let digit = rest.popLast() {
          pieces.append(grouped(digit))
        } else if kind == "0" {
          pieces.append(grouped("0"))
        } else if kind == "?" {
          pieces.append(" ")
        }
        if index == first {
          while let digit = rest.popLast() { pieces.append(grouped(digit)) }
        }
      case .literal(let text): pieces.append(text)
      case .percent: pieces.append("%")
      case .general:
        pieces.append(NumberText.general(number, decimalSeparator: locale.decimalSeparator))
      case .text:
        pieces.append(NumberText.general(number, decimalSeparator: locale.decimalSeparator))
      default: break
      }
    }
    return pieces.reversed().joined()
  }

  private func decimalPart(_ digits: String, _ tokens: ArraySlice<FormatToken>) -> String {
    var rest = digits[...]
    var text = ""
    let isBare = digits.allSatisfy { $0 == "0" } && !tokens.contains(.digit("0"))
    for token in tokens {
      switch token {
      // LibreOffice leaves out a point that no digit follows.
      case .point where isBare && settings.flavour.isLibreOffice: break
      case .point: text.append(locale.decimalSeparator)
      case .digit(let kind):
        let digit = rest.popFirst() ?? "0"
        let isTail = digit == "0" && rest.allSatisfy { $0 == "0" }
        if kind == "0" || !isTail {
          text.append(digit)
        } else if kind == "?" {
          text.append(" ")
        }
      case .literal(let literal): text += literal
      case .percent: text += "%"
      default: break
      }
    }
    return text
  }

  private func scientific(
    _ number: Double, _ mantissa: [FormatToken], _ tail: [FormatToken]
  ) -> String {
    let point = mantissa.firstIndex(of: .point) ?? mantissa.endIndex
    let wholeDigits = max(digitCount(mantissa[..<point]), 1)
    let decimals = min(digitCount(mantissa[point...]), 30)
    var exponent = number == 0 ? 0 : Int(log10(number).rounded(.down))
    // Several places before the point: the exponent is a multiple of their number.
    if wholeDigits > 1 {
      exponent = Int((Double(exponent) / Double(wholeDigits)).rounded(.down)) * wholeDigits
    }
    var scaled = MathFunctions.round(Digits.shifted(number, -exponent), digits: decimals)
    if scaled >= pow(10, Double(wholeDigits)) {
      exponent += wholeDigits
      scaled = MathFunctions.round(Digits.shifted(number, -exponent), digits: decimals)
    }
    var text = plain(scaled, mantissa)
    var signed = false
    if case .exponent(let always)? = tail.first { signed = always }
    text += exponent < 0 ? "E-" : (signed ? "E+" : "E")
    let places = digitCount(tail)
    let digits = String(abs(exponent))
    text += String(repeating: "0", count: max(0, places - digits.count)) + digits
    for case .literal(let literal) in tail { text += literal }
    return text
  }

  private func fraction(_ number: Double) -> String {
    let tokens = section.tokens
    guard let slash = tokens.firstIndex(of: .slash) else { return "" }
    // The numerator's places reach back from the slash to what is no digit.
    var start = slash
    while start > 0, case .digit = tokens[start - 1] { start -= 1 }
    let hasWhole = digitCount(tokens[..<start]) > 0
    let below = tokens[(slash + 1)...].prefix { if case .digit = $0 { true } else { false } }
    var literalDenominator = ""
    for token in tokens[(slash + 1)...] {
      guard case .literal(let text) = token, text.allSatisfy(\.isNumber) else { break }
      literalDenominator += text
    }
    let whole = hasWhole ? number.rounded(.down) : 0
    let (top, bottom) = Digits.fraction(
      number - whole, below: Int(pow(10, Double(min(max(below.count, 1), 5)))),
      fixed: Int(literalDenominator))
    let carries = hasWhole && top == bottom
    let shown = whole + (carries ? 1 : 0)
    let numerator = carries ? 0 : top
    var text = ""
    if hasWhole {
      text = plain(shown, Array(tokens[..<start]))
      if shown == 0, numerator == 0 { text = "0 " }
    }
    if hasWhole, numerator == 0 {
      return text + String(repeating: " ", count: slash - start + 1 + below.count)
    }
    let width = slash - start
    let up = String(numerator)
    text += String(repeating: " ", count: max(0, width - up.count)) + up + "/"
    let down = String(bottom)
    return text + down + String(repeating: " ", count: max(0, below.count - down.count))
  }
}
