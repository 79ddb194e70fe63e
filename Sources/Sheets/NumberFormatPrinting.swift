extension NumberFormat {
  /// The format of a code as XLSX stores it: one of the plain cases where it says no more.
  ///
  /// The language of the forms is Vietnamese; without it the format is the same.
  public init(code: String) {
    let bare = code.hasPrefix("[$-42A]") ? String(code.dropFirst(7)) : code
    self = Self.plain(bare) ?? .custom(code)
  }

  private static func plain(_ code: String) -> NumberFormat? {
    switch code {
    case "General": return .general
    case "@": return .text
    case "dd/mm/yyyy": return .date
    default: break
    }
    let isPercent = code.hasSuffix("%")
    var rest = isPercent ? code.dropLast() : code[...]
    let isGrouped = !isPercent && rest.hasPrefix("#,##")
    if isGrouped { rest = rest.dropFirst(4) }
    guard rest.popFirst() == "0" else { return nil }
    if rest.popFirst() == nil { return isPercent ? .percent(decimals: 0) : fixed(0, isGrouped) }
    guard code.contains("0."), !rest.isEmpty, rest.allSatisfy({ $0 == "0" }) else { return nil }
    return isPercent ? .percent(decimals: rest.count) : fixed(rest.count, isGrouped)
  }

  private static func fixed(_ decimals: Int, _ grouped: Bool) -> NumberFormat {
    .fixed(decimals: decimals, grouped: grouped)
  }
}

extension NumberFormatCode {
  /// Puts sections together.
  public init(sections: [Section]) {
    self.sections = sections
  }

  /// The code: taken apart, it gives the same sections again.
  public var code: String { sections.map(\.code).joined(separator: ";") }
}

extension NumberFormatCode.Section {
  fileprivate var code: String {
    var code = ""
    if let condition { code += "[\(condition)]" }
    if let color { code += Self.colorName(color).map { "[\($0)]" } ?? "" }
    let hasSign = currency != nil
    if let language, !hasSign { code += "[$-" + Self.hex(language) + "]" }
    var isFirstTime = isElapsed
    for piece in pieces {
      let text = text(piece)
      if isFirstTime, piece.isTime {
        code += "[\(text)]"
        isFirstTime = false
      } else {
        code += text
      }
    }
    return code
  }

  private static func hex(_ number: Int) -> String { String(number, radix: 16, uppercase: true) }

  private static func colorName(_ color: Color) -> String? {
    switch color.hex {
    case "000000": "Black"
    case "FFFFFF": "White"
    case "FF0000": "Red"
    case "00FF00": "Green"
    case "0000FF": "Blue"
    case "FFFF00": "Yellow"
    case "FF00FF": "Magenta"
    case "00FFFF": "Cyan"
    default: nil
    }
  }

  private func text(_ piece: NumberFormatCode.Piece) -> String {
    switch piece {
    case .text(let text): literal(text)
    case .digits(let digits): digits.code
    case .general: "General"
    case .cellText: "@"
    case .currency(let sign): "[$" + sign + (language.map { "-" + Self.hex($0) } ?? "") + "]"
    case .year(let isLong): isLong ? "yyyy" : "yy"
    case .month(let count): String(repeating: "m", count: count)
    case .day(let count): String(repeating: "d", count: count)
    case .hours(let isLong): isLong ? "hh" : "h"
    case .minutes(let isLong): isLong ? "mm" : "m"
    case .seconds(let isLong, let decimals):
      (isLong ? "ss" : "s")
        + (decimals > 0 ? "." + String(repeating: "0", count: decimals) : "")
    case .amPm: "AM/PM"
    }
  }

  /// Words as a code writes them: what means nothing else stays bare, the rest stands in quotes.
  private func literal(_ text: String) -> String {
    let bare = isDateOrTime ? " -/:" : " -()+:"
    var code = ""
    var quoted = ""
    func end() {
      if !quoted.isEmpty { code += "\"" + quoted + "\"" }
      quoted = ""
    }
    for character in text {
      let isBare = bare.contains(character) || character == "%" && isPercent
      if isBare || character == "\"" {
        end()
        code += character == "\"" ? "\\\"" : String(character)
      } else {
        quoted.append(character)
      }
    }
    end()
    return code
  }
}

extension NumberFormatCode.Piece {
  fileprivate var isTime: Bool {
    switch self {
    case .hours, .minutes, .seconds: true
    default: false
    }
  }
}

extension NumberFormatCode.Digits {
  fileprivate var code: String {
    var code = String(repeating: "0", count: min(integersMin, 20))
    if isGrouped {
      let whole = String(repeating: "#", count: max(0, 4 - code.count)) + code
      code = String(whole.dropLast(3)) + "," + whole.suffix(3)
    } else if code.isEmpty {
      code = "#"
    }
    if decimals > 0 {
      code += "." + String(repeating: "0", count: min(decimalsMin, 20))
      code += String(repeating: "#", count: min(max(0, decimals - decimalsMin), 20))
    }
    code += String(repeating: ",", count: min(thousands, 6))
    if let exponent { code += "E+" + String(repeating: "0", count: min(exponent, 10)) }
    if let fraction {
      code += " " + String(repeating: "?", count: min(fraction.numerator, 9)) + "/"
      code +=
        fixedDenominator.map(String.init)
        ?? String(repeating: "?", count: min(fraction.denominator, 9))
    }
    return code
  }
}
