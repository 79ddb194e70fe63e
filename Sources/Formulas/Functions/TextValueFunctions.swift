internal import Glibc

/// Numbers as text and text as numbers.
enum TextValueFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("TEXT", 2...2) { call throws(FormulaError) in
      let code = try call.text(1)
      guard let formatter = NumberFormatter(code, settings: call.settings) else { throw .value }
      let value = call.value(0)
      switch value {
      case .error(let error): throw error
      case .text(let text):
        guard let number = try? call.context.number(value) else {
          return .text(formatter.write(text))
        }
        return try written(number, formatter)
      case .boolean(let flag) where !call.settings.flavour.isLibreOffice:
        return .text(flag ? "TRUE" : "FALSE")
      default:
        if code.isEmpty { return .text("") }
        return try written(try call.context.number(value), formatter)
      }
    },
    FunctionDefinition("FIXED", 1...3) { call throws(FormulaError) in
      let digits = Rounding.floor(try call.number(1, default: 2))
      guard abs(digits) <= digitsMax(call) else { throw .argument }
      let isPlain = try call.boolean(2, default: false)
      return .text(
        grouped(try call.number(0), Int(digits), call.settings.locale, groups: !isPlain))
    },
    FunctionDefinition("DOLLAR", 1...2) { call throws(FormulaError) in
      let digits = Rounding.floor(try call.number(1, default: 2))
      guard abs(digits) <= digitsMax(call) else { throw .argument }
      let number = MathFunctions.round(try call.number(0), digits: Int(digits))
      let text = grouped(abs(number), Int(digits), call.settings.locale, groups: true)
      if number >= 0 { return .text("$" + text) }
      return .text(call.settings.flavour.isLibreOffice ? "-$" + text : "($" + text + ")")
    },
    FunctionDefinition("VALUE", 1...1) { call throws(FormulaError) in
      guard case .text(let text) = call.value(0) else { return .number(try call.number(0)) }
      var settings = call.settings
      settings.flavour.convertsLocalText = true
      guard let number = number(in: text, settings) else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      return .number(number)
    },
    FunctionDefinition("NUMBERVALUE", 1...3, ooxml: .xlfn) { call throws(FormulaError) in
      try numberValue(call)
    },
    FunctionDefinition("N", 1...1, [.any]) { call throws(FormulaError) in
      let value: FormulaValue
      if case .range(let range) = call[0] { value = range[0, 0] } else { value = call.value(0) }
      if let error = value.error { throw error }
      return .number(value.numeric ?? 0)
    },
  ]

  /// The most digits of FIXED and DOLLAR.
  private static func digitsMax(_ call: FunctionCall) -> Double {
    call.settings.flavour.isLibreOffice ? 15 : 127
  }

  private static func written(
    _ number: Double, _ formatter: NumberFormatter
  ) throws(FormulaError) -> FormulaValue {
    guard let text = formatter.write(number) else { throw .value }
    return try TextFunctions.bounded(text)
  }

  private static func grouped(
    _ number: Double, _ digits: Int, _ locale: FormulaLocale, groups: Bool
  ) -> String {
    let rounded = MathFunctions.round(abs(number), digits: digits)
    let parts = Digits.fixed(rounded, max(digits, 0)).split(separator: ".", maxSplits: 1)
    var whole = String(parts.first ?? "0")
    if groups {
      var text = ""
      for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0 { text.append(locale.groupSeparator) }
        text.append(digit)
      }
      whole = text
    }
    let sign = number < 0 && rounded != 0 ? "-" : ""
    guard parts.count > 1 else { return sign + whole }
    return sign + whole + String(locale.decimalSeparator) + parts[1]
  }

  /// Numbers as arithmetic reads them, with a currency, in brackets, and dates.
  private static func number(in text: String, _ settings: EvaluationSettings) -> Double? {
    if let number = NumberText.number(in: text, settings: settings) { return number }
    if let serial = DateReading.serial(text, settings) { return serial }
    var body = text.trimmedOfSpaces
    var sign = 1.0
    if body.hasPrefix("("), body.hasSuffix(")") {
      body = String(body.dropFirst().dropLast())
      sign = -1
    } else if body.hasPrefix("-") {
      body = String(body.dropFirst())
      sign = -1
    }
    for currency in ["$", "€", "£", "₫"] {
      if body.hasPrefix(currency) { body = String(body.dropFirst(currency.count)) }
      if body.hasSuffix(currency) { body = String(body.dropLast(currency.count)) }
    }
    guard body.utf8.count < text.utf8.count else { return nil }
    return NumberText.number(in: body, settings: settings).map { $0 * sign }
  }

  private static func numberValue(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let text = try call.text(0)
    let isLibreOffice = call.settings.flavour.isLibreOffice
    // Without one LibreOffice reads whole numbers only.
    let usualDecimal = isLibreOffice ? "\0" : call.settings.locale.decimalSeparator
    let decimal = call.count > 1 ? try call.text(1).first : usualDecimal
    let usual = isLibreOffice ? "" : String(call.settings.locale.groupSeparator)
    let groups = call.count > 2 ? try call.text(2) : usual
    guard let decimal, !groups.contains(decimal) else {
      throw isLibreOffice ? .argument : .value
    }
    guard text.utf8.count <= 1024 else { throw .value }
    var plain = ""
    var percents = 0
    var hasDecimal = false
    for sign in text where !sign.isWhitespace {
      if sign == decimal {
        guard !hasDecimal else { throw .value }
        hasDecimal = true
        plain.append(".")
      } else if !hasDecimal, groups.contains(sign) {
        continue
      } else if sign == "%" {
        percents += 1
      } else {
        guard percents == 0, sign.isASCII, sign.isNumber || "+-eE".contains(sign) else {
          throw .value
        }
        plain.append(sign)
      }
    }
    if plain.isEmpty, percents == 0 {
      guard isLibreOffice else { return .number(0) }
      throw .value
    }
    guard let number = Double(plain) else { throw .value }
    return .checked(number / pow(100, Double(percents)))
  }
}
