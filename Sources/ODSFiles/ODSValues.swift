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

  /// 1899-12-30, in days since 1970-01-01.
  private static let dayZero: Int32 = -25_569

  private static let errorNames: Set<String> = [
    "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!",
  ]

  // MARK: - Reading

  /// Reads the value of the cell whose start event was the last; goes on to its end.
  ///
  /// A day or time that there is none of, such as a 13th month, is day 0 as in LibreOffice; another
  /// value that cannot be read as its type is taken as the text shown.
  ///
  /// - Parameters:
  ///   - stream: Where the cell stands.
  ///   - record: Gets the value.
  ///   - text: Gets the text of a cell of text, or the name of an error.
  ///   - beside: Gets the cell's note and drawings; nil where nobody wants them.
  /// - Returns: False when the cell holds nothing.
  /// - Throws: What the stream throws; ``ODSError`` past a limit.
  static func read(
    _ stream: inout XMLStream, into record: inout CellRecord, text: inout ODSText,
    beside: ((XMLElement) -> Void)? = nil
  ) throws -> Bool {
    let type = try stream.attribute(ODSSpace.office, "value-type")
    let isTyped = try fill(&record, type, stream)
    let whole = try stream.attribute(ODSSpace.office, "string-value")
    let isError = try stream.attribute(ODSSpace.calcext, "value-type") == "error"
    record.hasFormula = stream.rawAttribute(ODSSpace.table, "formula") != nil
    let isOtherBook = try whole?.isEmpty == true && isReferenceElsewhere(stream)
    try readParagraphs(&stream, &text, beside)
    if isTyped {
      // Excel writes an error as the number 0 whose shown text is the error's name, in its own
      // language.
      guard record.kind == .number, record.number == 0, record.hasFormula,
        text.bytes.first == UInt8(ascii: "#")
      else { return true }
      record.kind = errorNames.contains(text.string) ? .error : .text
      return true
    }
    if let whole, !isError || text.paragraphs == 0 { text.replace(by: whole) }
    record.kind = .text
    guard !text.bytes.isEmpty else {
      guard type == "string", isOtherBook else {
        return type == "string"
      }
      // A cell of another workbook that was stored without a value shows 0.
      record.kind = .number
      record.number = 0
      return true
    }
    if isError || record.hasFormula && errorNames.contains(text.string) { record.kind = .error }
    return true
  }

  /// Whether the formula of a cell is nothing but one cell of another workbook.
  private static func isReferenceElsewhere(_ stream: borrowing XMLStream) throws -> Bool {
    guard let formula = try stream.attribute(ODSSpace.table, "formula"),
      formula.hasPrefix("of:=['file:"), formula.hasSuffix("]")
    else { return false }
    return formula.utf8.count { $0 == UInt8(ascii: "[") } == 1
  }

  /// Takes the value that the start tag alone tells; false for text.
  private static func fill(
    _ record: inout CellRecord, _ type: String?, _ stream: borrowing XMLStream
  ) throws -> Bool {
    switch type {
    case "float", "percentage", "currency":
      guard
        let number = try stream.attribute(ODSSpace.office, "value").flatMap({
          DecimalText.parse($0)
        })
      else { return false }
      record.kind = .number
      record.number = number
    case "boolean":
      switch try stream.attribute(ODSSpace.office, "boolean-value")?.lowercased() {
      case "true", "1": record.number = 1
      case "false", "0": record.number = 0
      default: return false
      }
      record.kind = .boolean
    case "date":
      guard let text = try stream.attribute(ODSSpace.office, "date-value") else { return false }
      let date = DateTime(iso: text)
      record.kind = .date
      record.place = date.map { Int32(truncatingIfNeeded: $0.daysSince1970) } ?? dayZero
      record.number = date?.secondOfDay ?? 0
    case "time":
      guard let text = try stream.attribute(ODSSpace.office, "time-value") else { return false }
      record.kind = .duration
      record.number = TimeText.seconds(text) ?? 0
    default: return false
    }
    return true
  }

  /// Takes the paragraphs of the open cell, joined by `\n`.
  private static func readParagraphs(
    _ stream: inout XMLStream, _ text: inout ODSText, _ beside: ((XMLElement) -> Void)?
  ) throws {
    let depth = stream.depth
    text.clear()
    while let event = try stream.next() {
      if event == .end && stream.depth == depth { break }
      guard event == .start else { continue }
      if stream.isElement(ODSSpace.text, "p") || stream.isElement(ODSSpace.text, "h") {
        try text.appendParagraph(&stream)
      } else if let beside, stream.namespace != ODSSpace.table {
        beside(try stream.element())
      } else {
        // Notes, drawings, tables in cells: not the cell's own text.
        try stream.skipElement()
      }
    }
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

extension XMLScanner {
  /// The number, day or duration of the cell of the last start event, as another number format
  /// takes it; nil for anything else.
  ///
  /// ODF tells the kind of a value beside it, where XLSX leaves it to the number format. Days count
  /// from 1899-12-30.
  func value(shownAs face: ODSNumberFace) throws -> CellValue? {
    func text(_ name: StaticString) throws -> String? { try attribute(.office, name) }
    let days: Double?
    switch try text("value-type") {
    case "float", "percentage", "currency":
      days = try text("value").flatMap { DecimalText.parse($0) }
    case "date":
      days = try text("date-value").flatMap { DateTime(iso: $0) }.map {
        Double($0.daysSince1970 + 25_569) + $0.secondOfDay / 86_400
      }
    case "time": days = try text("time-value").flatMap { TimeText.seconds($0) }.map { $0 / 86_400 }
    default: return nil
    }
    guard let days else { return nil }
    switch face.meaning {
    case .number: return .number(days)
    case .duration: return .duration(seconds: days * 86_400)
    case .time where days >= 0 && days < 1: return .duration(seconds: days * 86_400)
    case .date, .time:
      guard days >= 0, days < 2_958_466 else { return nil }
      let milliseconds = Int((days * 86_400_000).rounded())
      let (day, rest) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
      return DateTime(daysSince1970: day - 25_569, secondOfDay: Double(rest) / 1000)
        .map { .date($0) }
    }
  }
}
