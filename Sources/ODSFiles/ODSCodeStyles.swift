internal import Sheets
internal import XMLStreams

/// The data styles that a format code becomes: one a section, the last one with maps to the others.
///
/// - Source: ODF 1.3 part 3 §16.29 data styles, §16.3 style:map.
struct ODSCodeStyles {
  private let sections: [NumberFormatCode.Section]
  private let name: String

  init(_ code: NumberFormatCode, name: String) {
    sections = code.sections
    self.name = name
  }

  func write(to output: inout XMLOutput) {
    let last = sections.count - 1
    for (place, section) in sections.enumerated() where place < last {
      Self.write(section, "\(name)P\(place)", maps: [], to: &output)
    }
    guard let main = sections.last else { return }
    Self.write(main, name, maps: conditions(), to: &output)
  }

  /// The condition of each style but the last, and its name.
  private func conditions() -> [(condition: String, style: String)] {
    let usual: [String] =
      switch sections.count {
      case 2: [">=0"]
      case 3: [">0", "<0"]
      default: [">0", "<0", "=0"]
      }
    return sections.dropLast().enumerated().map { place, section in
      let condition = (section.condition ?? usual[min(place, usual.count - 1)])
        .replacing("<>", with: "!=")
      return ("value()" + condition, "\(name)P\(place)")
    }
  }

  private static func write(
    _ section: NumberFormatCode.Section, _ name: String,
    maps: [(condition: String, style: String)], to output: inout XMLOutput
  ) {
    let element = "number:" + kind(section) + "-style"
    output.raw("<" + element)
    output.attribute("style:name", name)
    if let local = ODSLanguage.names(section.language) {
      output.attribute("number:language", local.language)
      output.attribute("number:country", local.country)
    }
    if section.isElapsed { output.attribute("number:truncate-on-overflow", "false") }
    output.raw(">")
    if let color = section.color {
      output.element("style:text-properties", ["fo:color": "#" + color.hex.lowercased()])
    }
    for piece in fitting(section) { write(piece, to: &output) }
    for map in maps {
      output.element(
        "style:map", ["style:condition": map.condition, "style:apply-style-name": map.style])
    }
    output.raw("</" + element + ">")
  }

  private static func kind(_ section: NumberFormatCode.Section) -> String {
    if section.hasDate { return "date" }
    if section.hasTime { return "time" }
    if section.pieces.contains(.cellText) { return "text" }
    if section.isPercent { return "percentage" }
    return section.currency != nil && section.digits != nil ? "currency" : "number"
  }

  /// The pieces that the section's kind of style can hold: one number, the rest texts.
  private static func fitting(
    _ section: NumberFormatCode.Section
  ) -> [NumberFormatCode.Piece] {
    let kind = kind(section)
    var hasNumber = false
    return section.pieces.compactMap { piece in
      switch piece {
      case .text: return piece
      case .currency(let sign): return kind == "currency" ? piece : .text(sign)
      case .cellText: return kind == "text" ? piece : nil
      case .digits, .general:
        let isFit = ["number", "percentage", "currency"].contains(kind) && !hasNumber
        hasNumber = true
        return isFit ? piece : nil
      case .year, .month, .day: return kind == "date" ? piece : nil
      case .hours, .minutes, .seconds, .amPm: return kind == "date" || kind == "time" ? piece : nil
      }
    }
  }

  private static func write(_ piece: NumberFormatCode.Piece, to output: inout XMLOutput) {
    func part(_ name: String, isLong: Bool) {
      output.element("number:" + name, isLong ? ["number:style": "long"] : [:])
    }
    switch piece {
    case .text(let text): output.element("number:text") { $0.text(text) }
    case .currency(let sign): output.element("number:currency-symbol") { $0.text(sign) }
    case .cellText: output.element("number:text-content")
    case .general: output.element("number:number", ["number:min-integer-digits": "1"])
    case .digits(let digits): write(digits, to: &output)
    case .year(let isLong): part("year", isLong: isLong)
    case .month(let count):
      guard count > 2 else { return part("month", isLong: count == 2) }
      output.element(
        "number:month",
        count == 4
          ? ["number:style": "long", "number:textual": "true"] : ["number:textual": "true"])
    case .day(let count):
      if count > 2 {
        part("day-of-week", isLong: count == 4)
      } else {
        part("day", isLong: count == 2)
      }
    case .hours(let isLong): part("hours", isLong: isLong)
    case .minutes(let isLong): part("minutes", isLong: isLong)
    case .seconds(let isLong, let decimals):
      output.raw("<number:seconds")
      if isLong { output.attribute("number:style", "long") }
      if decimals > 0 { output.attribute("number:decimal-places", String(decimals)) }
      output.raw("/>")
    case .amPm: output.element("number:am-pm")
    }
  }

  private static func write(_ digits: NumberFormatCode.Digits, to output: inout XMLOutput) {
    let integers = String(digits.integersMin)
    // LibreOffice 7.4 never ends reading a fraction written as ODF describes it, so that the number
    // is shown as it comes.
    guard digits.fraction == nil else {
      return output.element("number:number", ["number:min-integer-digits": "1"])
    }
    output.raw(digits.exponent == nil ? "<number:number" : "<number:scientific-number")
    output.attribute("number:decimal-places", String(digits.decimals))
    output.attribute("number:min-decimal-places", String(digits.decimalsMin))
    output.attribute("number:min-integer-digits", integers)
    if digits.isGrouped { output.attribute("number:grouping", "true") }
    if let exponent = digits.exponent {
      output.attribute("number:min-exponent-digits", String(exponent))
    } else if digits.thousands > 0 {
      let factor = "1" + String(repeating: "000", count: min(digits.thousands, 6))
      output.attribute("number:display-factor", factor)
    }
    output.raw("/>")
  }
}

/// Languages by Windows' numbers, as format codes name them.
///
/// - Source: [MS-LCID], those that workbooks here may meet.
enum ODSLanguage {
  private static let table: [Int: (language: String, country: String)] = [
    0x42A: ("vi", "VN"), 0x409: ("en", "US"), 0x809: ("en", "GB"), 0x407: ("de", "DE"),
    0x40C: ("fr", "FR"), 0x410: ("it", "IT"), 0xC0A: ("es", "ES"), 0x411: ("ja", "JP"),
    0x804: ("zh", "CN"), 0x404: ("zh", "TW"), 0x412: ("ko", "KR"), 0x419: ("ru", "RU"),
    0x41E: ("th", "TH"), 0x416: ("pt", "BR"), 0x816: ("pt", "PT"), 0x413: ("nl", "NL"),
    0x421: ("id", "ID"), 0x453: ("km", "KH"), 0x454: ("lo", "LA"),
  ]

  /// The names of a language and its country.
  static func names(_ number: Int?) -> (language: String, country: String)? {
    number.flatMap { table[$0] }
  }

  /// The number of a language and its country.
  static func number(language: String, country: String) -> Int? {
    table.first { $0.value == (language, country) }?.key
  }

  /// Whether decimals follow a comma; so they do here where no language is named.
  static func isVietnamese(_ number: Int?) -> Bool { number == nil || number == 0x42A }
}
