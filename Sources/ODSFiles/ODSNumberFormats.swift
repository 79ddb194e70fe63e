internal import Sheets
internal import Storage
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
  /// What a number is to be taken for.
  var meaning = NumberMeaning.number

  /// As it comes.
  init() {}

  init(_ format: NumberFormat) {
    switch format {
    case .general: break
    case .fixed(let decimals, let grouped):
      kind = .number
      self.decimals = decimals
      isGrouped = grouped
    case .percent(let decimals):
      kind = .percentage
      self.decimals = decimals
    case .date, .text: kind = .other
    case .custom(let code): self = ODSNumberFace(NumberFormatCode(code))
    }
    meaning = NumberMeaning(format)
  }

  /// The face that the first section of a code gives.
  private init(_ code: NumberFormatCode) {
    guard let section = code.sections.first, !section.pieces.isEmpty else { return }
    usesComma = ODSLanguage.isVietnamese(section.language)
    let isPlain = section.pieces.allSatisfy {
      switch $0 {
      case .digits, .general: true
      case .text(let text): text == "%" && section.isPercent
      default: false
      }
    }
    guard isPlain, code.sections.count == 1 else {
      kind = section.isPercent ? .percentage : .other
      return
    }
    guard let digits = section.digits else { return }
    let isFixed =
      digits.decimals == digits.decimalsMin && digits.thousands == 0 && digits.exponent == nil
      && digits.fraction == nil && digits.integersMin == 1
    kind = section.isPercent ? .percentage : isFixed ? .number : .other
    decimals = digits.decimals
    isGrouped = digits.isGrouped
  }

  /// The text that a cell shows for a number.
  func shown(_ number: Double) -> String {
    var block = ByteBlock(capacity: 32)
    append(number, to: &block)
    return String(decoding: block.bytes, as: UTF8.self)
  }

  /// Writes the text that a cell shows for a number.
  func append(_ number: Double, to block: inout ByteBlock) {
    switch kind {
    case .general, .other: appendShortest(number, to: &block)
    case .number: appendFixed(number, to: &block)
    case .percentage:
      appendFixed(number * 100, to: &block)
      block.append(UInt8(ascii: "%"))
    }
  }

  private func appendShortest(_ number: Double, to block: inout ByteBlock) {
    guard usesComma else { return block.append(number: number) }
    var text = ByteBlock(capacity: 32)
    text.append(number: number)
    text.withBytes { bytes in
      for byte in bytes { block.append(byte == UInt8(ascii: ".") ? UInt8(ascii: ",") : byte) }
    }
  }

  /// Half is rounded away from zero.
  private func appendFixed(_ number: Double, to block: inout ByteBlock) {
    let places = min(max(decimals ?? 0, 0), 15)
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    // The nearest double of 0.61235 × 10⁴ may lie below the half that is written: the decimal
    // digits of the product decide, not its last bit.
    let scaled = (number.magnitude * scale * (1 + 4 * Double.ulpOfOne)).rounded()
    guard scaled < 9e15 else { return block.append(number: number) }
    let (whole, rest) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
    if number < 0 && scaled > 0 { block.append(UInt8(ascii: "-")) }
    if isGrouped {
      appendGrouped(whole, to: &block)
    } else {
      block.append(magnitude: whole, width: 1)
    }
    guard places > 0 else { return }
    block.append(usesComma ? UInt8(ascii: ",") : UInt8(ascii: "."))
    block.append(magnitude: rest, width: places)
  }

  private func appendGrouped(_ whole: UInt64, to block: inout ByteBlock) {
    guard whole >= 1000 else { return block.append(magnitude: whole, width: 1) }
    appendGrouped(whole / 1000, to: &block)
    block.append(usesComma ? UInt8(ascii: ".") : UInt8(ascii: ","))
    block.append(magnitude: whole % 1000, width: 3)
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

  /// Adds a cell style of a number format of its own.
  mutating func add(_ name: String, _ face: ODSNumberFace) {
    styles[name] = Style(data: "\u{0}" + name)
    data["\u{0}" + name] = face
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
    if scanner.isElement(.number, "date-style") { face.meaning = .date }
    if scanner.isElement(.number, "time-style") {
      let overflows = try scanner.attribute(.number, "truncate-on-overflow") == "false"
      face.meaning = overflows ? .duration : .time
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
