internal import Sheets
internal import XMLStreams

/// How a cell shows numbers, as far as a value's type and its displayed text depend on it.
struct ODSNumberFace: Hashable {
  /// The kind of a data style.
  enum Kind {
    case general, number, percentage, other
  }

  var kind = Kind.general
  var decimals: Int?
  var isGrouped = false
  /// Whether decimals follow a comma, as in Vietnamese, or a full stop.
  var usesComma = true

  /// As it comes.
  init() {}

  init(_ format: NumberFormat) {
    switch format {
    case .general, .custom: break
    case .fixed(let decimals, let grouped):
      kind = .number
      self.decimals = decimals
      isGrouped = grouped
    case .percent(let decimals):
      kind = .percentage
      self.decimals = decimals
    case .date, .text: kind = .other
    }
  }

  /// The text that a cell shows for a number.
  func shown(_ number: Double) -> String {
    switch kind {
    case .general, .other:
      let text = DecimalText.print(number)
      return usesComma ? text.map { $0 == "." ? "," : String($0) }.joined() : text
    case .number: return fixed(number)
    case .percentage: return fixed(number * 100) + "%"
    }
  }

  /// Half is rounded away from zero.
  private func fixed(_ number: Double) -> String {
    let places = min(max(decimals ?? 0, 0), 15)
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    // The nearest double of 0.61235 × 10⁴ may lie below the half that is written: the decimal
    // digits of the product decide, not its last bit.
    let scaled = (number.magnitude * scale * (1 + 4 * Double.ulpOfOne)).rounded()
    guard scaled < 9e15 else { return DecimalText.print(number) }
    var digits = String(Int(scaled))
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var whole = String(digits.dropLast(places))
    if isGrouped { whole = grouped(whole) }
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + whole }
    return sign + whole + (usesComma ? "," : ".") + digits.suffix(places)
  }

  private func grouped(_ whole: String) -> String {
    var text = ""
    for (place, digit) in whole.enumerated() {
      if place > 0 && (whole.count - place) % 3 == 0 { text += usesComma ? "." : "," }
      text.append(digit)
    }
    return text
  }
}

/// The number faces of a workbook's cell styles, found through its data styles.
struct ODSNumberFormats {
  private struct Style {
    var data: String?
    var parent: String?
  }

  private var styles: [String: Style] = [:]
  private var data: [String: ODSNumberFace] = [:]

  /// No styles: every cell shows numbers as they come.
  init() {}

  /// Reads the styles of both parts.
  init(_ package: ODSPackage) throws {
    for part in [package.styles, package.content] where !part.isEmpty {
      var scanner = XMLScanner(part)
      while let event = try scanner.next() {
        guard event == .start else { continue }
        if scanner.isElement(.office, "styles") || scanner.isElement(.office, "automatic-styles") {
          try scanner.eachChild { try readStyle(&$0) }
        } else if scanner.isElement(.office, "body") {
          break
        }
      }
    }
  }

  /// The face of a cell style; the general one where it says nothing of numbers.
  func face(ofStyle name: String?) -> ODSNumberFace {
    var name = name
    // A chain of parents is short in any honest file; in another it may be a ring.
    for _ in 0..<32 {
      guard let current = name, let style = styles[current] else { break }
      if let face = style.data.flatMap({ data[$0] }) { return face }
      name = style.parent
    }
    return ODSNumberFace()
  }

  private mutating func readStyle(_ scanner: inout XMLScanner) throws {
    guard let name = try scanner.attribute(.style, "name") else {
      return try scanner.skipElement()
    }
    if scanner.isElement(.style, "style") {
      if try scanner.attribute(.style, "family") == "table-cell" {
        styles[name] = Style(
          data: try scanner.attribute(.style, "data-style-name"),
          parent: try scanner.attribute(.style, "parent-style-name"))
      }
      return try scanner.skipElement()
    }
    guard scanner.isIn(.number) else { return try scanner.skipElement() }
    data[name] = try readDataStyle(&scanner)
  }

  private func readDataStyle(_ scanner: inout XMLScanner) throws -> ODSNumberFace {
    var face = ODSNumberFace()
    if scanner.isElement(.number, "percentage-style") {
      face.kind = .percentage
    } else if !scanner.isElement(.number, "number-style") {
      face.kind = .other
    }
    face.usesComma = !Self.pointLanguages.contains(
      try scanner.attribute(.number, "language") ?? "")
    try scanner.eachChild { scanner in
      if scanner.isElement(.number, "number"),
        let decimals = try scanner.attribute(.number, "decimal-places").flatMap({ Int($0) })
      {
        face.decimals = decimals
        face.isGrouped = try scanner.attribute(.number, "grouping") == "true"
        if face.kind == .general { face.kind = .number }
      }
      try scanner.skipElement()
    }
    return face
  }

  /// Languages that write 1.5 where Vietnamese writes 1,5.
  private static let pointLanguages: Set<String> = ["en", "zh", "ja", "ko", "th"]
}

// MARK: - Writing

extension ODSNumberFormats {
  /// Writes a data style; Vietnamese, so that a decimal comma is shown wherever it is opened.
  ///
  /// - Source: ODF 1.3 part 3, `number:number-style` and its siblings.
  static func write(
    _ format: NumberFormat, name: String, to output: inout XMLOutput
  ) {
    let local: KeyValuePairs = [
      "style:name": name, "number:language": "vi", "number:country": "VN",
    ]
    switch format {
    case .general, .custom:
      output.element("number:number-style", local) {
        $0.element("number:number", ["number:min-integer-digits": "1"])
      }
    case .fixed(let decimals, let grouped):
      output.element("number:number-style", local) {
        write(decimals: decimals, grouped: grouped, to: &$0)
      }
    case .percent(let decimals):
      output.element("number:percentage-style", local) {
        write(decimals: decimals, grouped: false, to: &$0)
        $0.element("number:text") { $0.text("%") }
      }
    case .date: output.element("number:date-style", local) { writeDay(to: &$0) }
    case .text:
      output.element("number:text-style", local) { $0.element("number:text-content") }
    }
  }

  /// The formats of days and times in cells whose style has none for them.
  enum TimeFormat: String, CaseIterable {
    /// Hours past 24, minutes, seconds.
    case duration = "NDuration"
    /// A day.
    case day = "NDay"
    /// A day and a time.
    case moment = "NMoment"
  }

  /// Writes the data style of days or times.
  static func write(_ format: TimeFormat, to output: inout XMLOutput) {
    switch format {
    case .duration:
      output.element(
        "number:time-style",
        ["style:name": format.rawValue, "number:truncate-on-overflow": "false"]
      ) { writeTime(to: &$0) }
    case .day, .moment:
      output.element(
        "number:date-style",
        ["style:name": format.rawValue, "number:language": "vi", "number:country": "VN"]
      ) { output in
        writeDay(to: &output)
        guard format == .moment else { return }
        output.element("number:text") { $0.text(" ") }
        writeTime(to: &output)
      }
    }
  }

  private static func writeDay(to output: inout XMLOutput) {
    output.element("number:day", ["number:style": "long"])
    output.element("number:text") { $0.text("/") }
    output.element("number:month", ["number:style": "long"])
    output.element("number:text") { $0.text("/") }
    output.element("number:year", ["number:style": "long"])
  }

  private static func writeTime(to output: inout XMLOutput) {
    output.element("number:hours", ["number:style": "long"])
    output.element("number:text") { $0.text(":") }
    output.element("number:minutes", ["number:style": "long"])
    output.element("number:text") { $0.text(":") }
    output.element("number:seconds", ["number:style": "long"])
  }

  private static func write(decimals: Int, grouped: Bool, to output: inout XMLOutput) {
    output.element(
      "number:number",
      [
        "number:decimal-places": String(decimals), "number:min-decimal-places": String(decimals),
        "number:min-integer-digits": "1", "number:grouping": grouped ? "true" : "false",
      ])
  }
}
