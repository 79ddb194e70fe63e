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
      try scanner.attribute(.office, "value").flatMap { DecimalText.parse($0) }.map { .number($0) }
    case "boolean":
      switch try scanner.attribute(.office, "boolean-value")?.lowercased() {
      case "true", "1": .boolean(true)
      case "false", "0": .boolean(false)
      default: nil
      }
    case "date":
      try scanner.attribute(.office, "date-value").flatMap(DateTime.init(iso:)).map { .date($0) }
    case "time":
      try scanner.attribute(.office, "time-value").flatMap(TimeText.seconds)
        .map { .duration(seconds: $0) }
    default: nil
    }
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
      attributes = [("value-type", type), ("value", DecimalText.print(number))]
      paragraphs = [face.shown(number)]
    case .boolean(let isTrue):
      attributes = [("value-type", "boolean"), ("boolean-value", isTrue ? "true" : "false")]
      paragraphs = [isTrue ? "TRUE" : "FALSE"]
    case .date(let date):
      attributes = [("value-type", "date"), ("date-value", date.iso)]
      paragraphs = [date.dayMonthYear]
    case .duration(let seconds):
      attributes = [("value-type", "time"), ("time-value", TimeText.duration(seconds))]
      paragraphs = [TimeText.clock(seconds)]
    case .error(let name):
      // OpenFormula has error literals, ODF 1.3 part 4: `#N/A` is an expression.
      attributes = [("value-type", "string"), ("string-value", name)]
      formula = "=" + name
      paragraphs = [name]
    }
  }

  /// The lines of a text, one paragraph each.
  static func lines(_ text: String) -> [String] {
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
}

extension XMLOutput {
  /// Writes lines as paragraphs, so that every space and tab reads back.
  ///
  /// - Source: ODF 1.3 part 3 §6.1.2 (white space), `text:s`, `text:tab`.
  mutating func paragraphs(_ lines: [String], prefix: String = "text:") {
    for line in lines {
      raw("<\(prefix)p>")
      spaced(line, prefix: prefix)
      raw("</\(prefix)p>")
    }
  }

  /// Writes one line into an open paragraph.
  mutating func spaced(_ line: String, prefix: String = "text:") {
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
