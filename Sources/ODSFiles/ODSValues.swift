internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Cell values as attributes and paragraphs.
///
/// - Source: ODF 1.3 part 3, `table:table-cell`.
enum ODSValues {
  /// The most characters of one cell.
  static let charactersMax = 64 << 20
  /// The most spaces that one `text:s` stands for.
  static let spacesMax = 65_536

  private static let errorNames: Set<String> = [
    "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!",
  ]

  // MARK: - Reading

  /// The value of the cell whose start event was the last; goes on to its end.
  ///
  /// A value that cannot be read as its type, such as a 13th month, is taken as the text shown.
  static func read(_ scanner: inout XMLScanner) throws -> CellValue {
    let type = try scanner.attribute(.office, "value-type")
    let typed = try typed(type, scanner)
    let whole = try scanner.attribute(.office, "string-value")
    let isError = try scanner.attribute(.calcext, "value-type") == "error"
    let hasFormula = scanner.attributeRange(.table, "formula") != nil
    let shown = try paragraphs(&scanner)
    if let typed { return typed }
    let text = isError ? shown ?? whole : whole ?? shown
    guard let text, !text.isEmpty else { return type == "string" ? .text("") : .empty }
    if isError || hasFormula && errorNames.contains(text) { return .error(text) }
    return .text(text)
  }

  /// The value that the start tag alone tells; nil for text.
  private static func typed(_ type: String?, _ scanner: XMLScanner) throws -> CellValue? {
    switch type {
    case "float", "percentage", "currency":
      try scanner.attribute(.office, "value").flatMap(number).map { .number($0) }
    case "boolean":
      switch try scanner.attribute(.office, "boolean-value")?.lowercased() {
      case "true", "1": .boolean(true)
      case "false", "0": .boolean(false)
      default: nil
      }
    case "date": try scanner.attribute(.office, "date-value").flatMap(date).map { .date($0) }
    case "time":
      try scanner.attribute(.office, "time-value").flatMap(seconds)
        .map { .duration(seconds: $0) }
    default: nil
    }
  }

  /// A decimal number: no `inf`, no `nan`, no hexadecimal.
  static func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// `2024-08-03` or `2024-08-03T10:30:00.5`; a time with a zone is brought to UTC.
  static func date(_ text: String) -> DateTime? {
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    let day = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard day.count == 3, day[0].count == 4, let year = digits(day[0]),
      let month = digits(day[1]), let dayOfMonth = digits(day[2].prefix { $0 != "Z" }),
      let midnight = DateTime(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard halves.count == 2 else { return midnight }
    let clock = halves[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
    guard let second = secondOfDay(clock), let zone = zone(halves[1].dropFirst(clock.count))
    else { return nil }
    let inUTC = second - zone
    let days = inUTC < 0 ? -1 : inUTC >= 86_400 ? 1 : 0
    return DateTime(
      daysSince1970: midnight.daysSince1970 + days, secondOfDay: inUTC - Double(days) * 86_400)
  }

  /// `10:30` or `10:30:00.5` as seconds since midnight.
  private static func secondOfDay(_ clock: Substring) -> Double? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = digits(parts[0]), hour < 24,
      let minute = digits(parts[1]), minute < 60,
      let rest = parts.count == 3 ? number(String(parts[2])) : 0, rest >= 0, rest < 60
    else { return nil }
    return Double(hour * 3600 + minute * 60) + rest
  }

  /// The seconds by which `+07:00` is ahead of UTC; `Z` and no zone are not ahead.
  private static func zone(_ text: Substring) -> Double? {
    guard let sign = text.first, sign != "Z" else { return text.count <= 1 ? 0 : nil }
    guard let seconds = secondOfDay(text.dropFirst()) else { return nil }
    return sign == "-" ? -seconds : seconds
  }

  /// The seconds of a duration such as `PT36H15M00.5S`; years and months have none.
  ///
  /// - Source: XML Schema part 2 §3.2.6 `duration`.
  static func seconds(_ text: String) -> Double? {
    let isNegative = text.hasPrefix("-")
    var rest = text.dropFirst(isNegative ? 1 : 0)
    guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
    var units: [Character: Double] = ["D": 86_400]
    var total = 0.0
    while let first = rest.first {
      if first == "T" {
        units = ["H": 3600, "M": 60, "S": 1]
        rest.removeFirst()
        continue
      }
      let amount = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(amount.count)
      guard let value = number(String(amount)), let letter = rest.popFirst(),
        let unit = units.removeValue(forKey: letter)
      else { return nil }
      total += value * unit
    }
    return total.isFinite ? (isNegative ? -total : total) : nil
  }

  private static func digits(_ text: some StringProtocol) -> Int? {
    guard (1...4).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// The paragraphs of the open cell joined by `\n`; nil where it has none.
  private static func paragraphs(_ scanner: inout XMLScanner) throws -> String? {
    let depth = scanner.depth
    var text = ODSText()
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      guard event == .start else { continue }
      if scanner.isElement(.text, "p") || scanner.isElement(.text, "h") {
        try text.appendParagraph(&scanner)
      } else {
        // Comments, drawings, tables in cells: not the cell's own text.
        try scanner.skipElement()
      }
    }
    return text.paragraphs == 0 ? nil : text.text
  }
}

/// The text of a cell while it is read, with rules for white space.
///
/// ODF makes any run of white space one space. LibreOffice Calc writes runs of plain spaces as they
/// are and reads them so; only what a line break or a tab is in can be a pretty-printer's.
///
/// - Source: ODF 1.3 part 3 §6.1.2 (white space).
private struct ODSText {
  var text = ""
  var paragraphs = 0
  private var isAtStart = true
  /// White space that was not added yet.
  private var spaces = 0
  private var hasBreak = false

  init() {}

  /// Adds the paragraph whose start event was the last; goes on to its end.
  mutating func appendParagraph(_ scanner: inout XMLScanner) throws {
    let depth = scanner.depth
    if paragraphs > 0 { text += "\n" }
    paragraphs += 1
    isAtStart = true
    while let event = try scanner.next() {
      switch event {
      case .end:
        guard scanner.depth == depth else { continue }
        if hasBreak { spaces = 0 }
        return endSpaces()
      case .text: try append(scanner.text(), scanner)
      case .start: try appendElement(&scanner)
      }
    }
  }

  private mutating func appendElement(_ scanner: inout XMLScanner) throws {
    if scanner.isElement(.text, "s") {
      let count = try scanner.count(.text, "c", max: ODSValues.spacesMax)
      try append(String(repeating: " ", count: count), scanner, isLiteral: true)
    } else if scanner.isElement(.text, "tab") {
      try append("\t", scanner, isLiteral: true)
    } else if scanner.isElement(.text, "line-break") {
      try append("\n", scanner, isLiteral: true)
    } else if !scanner.isIn(.text) || scanner.isElement(.text, "note")
      || scanner.isElement(.text, "ruby-text")
    {
      try scanner.skipElement()
    }
  }

  private mutating func append(
    _ piece: String, _ scanner: XMLScanner, isLiteral: Bool = false
  ) throws {
    guard text.utf8.count + spaces + piece.utf8.count <= ODSValues.charactersMax else {
      throw ODSError.limit(
        "charactersMax", max: ODSValues.charactersMax,
        at: Origin(byteOffset: scanner.range.lowerBound))
    }
    if isLiteral {
      endSpaces()
      text += piece
      isAtStart = false
      return
    }
    for scalar in piece.unicodeScalars {
      switch scalar {
      case " ": spaces += 1
      case "\n", "\t", "\r":
        spaces += 1
        hasBreak = true
      default:
        endSpaces()
        text.unicodeScalars.append(scalar)
        isAtStart = false
      }
    }
  }

  private mutating func endSpaces() {
    let count = hasBreak ? (isAtStart ? 0 : min(spaces, 1)) : spaces
    if count > 0 { text += String(repeating: " ", count: count) }
    spaces = 0
    hasBreak = false
  }
}

extension XMLScanner {
  /// A count such as `table:number-columns-repeated`: 1 where it is missing.
  ///
  /// - Throws: ``ODSError/count(attribute:text:at:)`` unless it is 1 to `max`.
  func count(
    _ namespace: XMLNamespace, _ name: StaticString, max: Int = 1 << 31
  ) throws -> Int {
    guard let text = try attribute(namespace, name) else { return 1 }
    guard let count = Int(text), count >= 1, count <= max else {
      throw ODSError.count(
        attribute: name.description, text: text, at: Origin(byteOffset: range.lowerBound))
    }
    return count
  }
}

// MARK: - Writing

/// A value as ODF writes it.
struct ODSWrittenValue {
  /// Attributes of the office namespace, by local name.
  var attributes: [(name: String, value: String)] = []
  /// An OpenFormula expression without the prefix of its namespace; only errors need one.
  var formula: String?
  /// The lines that are shown, one paragraph each.
  var paragraphs: [String] = []

  /// - Parameters:
  ///   - value: The value.
  ///   - face: How its cell shows numbers.
  init(_ value: CellValue, shownAs face: ODSNumberFace) {
    switch value {
    case .empty: break
    case .text(let text):
      attributes = [("value-type", "string")]
      paragraphs = text.isEmpty ? [] : Self.lines(text)
    case .number(let number):
      let type = face.kind == .percentage ? "percentage" : "float"
      attributes = [("value-type", type), ("value", Self.decimal(number))]
      paragraphs = [face.shown(number)]
    case .boolean(let isTrue):
      attributes = [("value-type", "boolean"), ("boolean-value", isTrue ? "true" : "false")]
      paragraphs = [isTrue ? "TRUE" : "FALSE"]
    case .date(let date):
      attributes = [("value-type", "date"), ("date-value", Self.iso(date))]
      paragraphs = [Self.dayMonthYear(date)]
    case .duration(let seconds):
      attributes = [("value-type", "time"), ("time-value", Self.duration(seconds))]
      paragraphs = [Self.clock(seconds)]
    case .error(let name):
      // OpenFormula has error literals, ODF 1.3 part 4: `#N/A` is an expression.
      attributes = [("value-type", "string"), ("string-value", name)]
      formula = "=" + name
      paragraphs = [name]
    }
  }

  /// The number so that it reads back the same, without `.0`.
  static func decimal(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func lines(_ text: String) -> [String] {
    var lines = [""]
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": lines.append("")
      case "\n": if previous != "\r" { lines.append("") }
      default: lines[lines.count - 1].unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return lines
  }

  private static func iso(_ date: DateTime) -> String {
    let day = "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))"
    return date.secondOfDay == 0 ? day : day + "T" + clock(date.secondOfDay)
  }

  private static func dayMonthYear(_ date: DateTime) -> String {
    let day = "\(padded(date.day))/\(padded(date.month))/\(padded(date.year, 4))"
    return date.secondOfDay == 0 ? day : day + " " + clock(date.secondOfDay)
  }

  /// `36:15:00.5`, hours past 24 and all.
  private static func clock(_ seconds: Double) -> String {
    let (hours, minutes, rest) = parts(seconds)
    return (seconds < 0 ? "-" : "") + "\(padded(hours)):\(padded(minutes)):\(rest)"
  }

  private static func duration(_ seconds: Double) -> String {
    let (hours, minutes, rest) = parts(seconds)
    return (seconds < 0 ? "-" : "") + "PT\(padded(hours))H\(padded(minutes))M\(rest)S"
  }

  /// Rounded to microseconds: what lies below is the noise of binary fractions.
  private static func parts(_ seconds: Double) -> (hours: Int, minutes: Int, rest: String) {
    let microseconds = Int((min(seconds.magnitude, 1e12) * 1e6).rounded())
    let whole = microseconds / 1_000_000
    var rest = padded(whole % 60)
    if microseconds % 1_000_000 != 0 {
      rest += "." + padded(microseconds % 1_000_000, 6)
      while rest.hasSuffix("0") { rest.removeLast() }
    }
    return (whole / 3600, whole / 60 % 60, rest)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension XMLOutput {
  /// Writes lines as paragraphs, so that every space and tab reads back.
  ///
  /// - Source: ODF 1.3 part 3 §6.1.2 (white space), `text:s`, `text:tab`.
  mutating func paragraphs(_ lines: [String], prefix: String = "text:") {
    for line in lines {
      raw("<\(prefix)p>")
      var spaces = 0
      var run = ""
      for scalar in line.unicodeScalars {
        if scalar == " " {
          spaces += 1
          continue
        }
        endSpaces(&spaces, &run, prefix)
        if scalar == "\t" {
          text(run)
          run = ""
          raw("<\(prefix)tab/>")
        } else {
          run.unicodeScalars.append(scalar)
        }
      }
      endSpaces(&spaces, &run, prefix, isAtEnd: true)
      text(run)
      raw("</\(prefix)p>")
    }
  }

  /// One space between other characters stays a space; all others become `text:s`.
  private mutating func endSpaces(
    _ spaces: inout Int, _ run: inout String, _ prefix: String, isAtEnd: Bool = false
  ) {
    guard spaces > 0 else { return }
    let isPlain = spaces == 1 && !run.isEmpty && !isAtEnd
    if isPlain {
      run += " "
    } else {
      text(run)
      run = ""
      raw("<\(prefix)s \(prefix)c=\"\(spaces)\"/>")
    }
    spaces = 0
  }
}
