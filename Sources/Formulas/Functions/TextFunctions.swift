/// Functions of text.
///
/// Signs are counted as Unicode scalars, as LibreOffice counts them. Excel counts UTF-16 units,
/// which differ for signs beyond U+FFFF only; half of such a sign would be no text.
enum TextFunctions {
  /// The longest text that a function makes, Excel's limit of a cell.
  static let lengthMax = 32_767

  static let table: [FunctionDefinition] = parts + changes + cases + joins + codes

  /// The text, unless it is longer than a cell holds.
  static func bounded(_ text: String) throws(FormulaError) -> FormulaValue {
    // Never more scalars than bytes.
    guard text.utf8.count <= lengthMax || text.unicodeScalars.count <= lengthMax else {
      throw .value
    }
    return .text(text)
  }

  private static func count(
    _ call: FunctionCall, _ index: Int, default other: Double
  ) throws(FormulaError) -> Int {
    let number = Rounding.floor(try call.number(index, default: other))
    guard number >= 0 else { throw call.settings.flavour.isLibreOffice ? .argument : .value }
    return Int(min(number, 1e9))
  }

  private static let parts: [FunctionDefinition] = [
    FunctionDefinition("LEFT", 1...2) { call throws(FormulaError) in
      let text = try call.text(0).unicodeScalars
      return .text(String(text.prefix(try count(call, 1, default: 1))))
    },
    FunctionDefinition("RIGHT", 1...2) { call throws(FormulaError) in
      let text = try call.text(0).unicodeScalars
      return .text(String(text.suffix(try count(call, 1, default: 1))))
    },
    FunctionDefinition("MID", 3...3) { call throws(FormulaError) in
      let text = try call.text(0).unicodeScalars
      let start = try count(call, 1, default: 1)
      let length = try count(call, 2, default: 1)
      guard start >= 1 else { throw call.settings.flavour.isLibreOffice ? .argument : .value }
      return .text(String(text.dropFirst(start - 1).prefix(length)))
    },
    FunctionDefinition("LEN", 1...1) { call throws(FormulaError) in
      .number(Double(try call.text(0).unicodeScalars.count))
    },
    FunctionDefinition("FIND", 2...3) { call throws(FormulaError) in
      let wanted = Array(try call.text(0).unicodeScalars)
      let text = Array(try call.text(1).unicodeScalars)
      let start = try position(call, 2, in: text.count)
      if wanted.isEmpty, call.settings.flavour.isLibreOffice { throw .value }
      guard let place = find(wanted, in: text, from: start) else { throw .value }
      return .number(Double(place + 1))
    },
    FunctionDefinition("SEARCH", 2...3) { call throws(FormulaError) in try search(call) },
  ]

  /// A start position, counted from 0.
  private static func position(
    _ call: FunctionCall, _ index: Int, in length: Int
  ) throws(FormulaError) -> Int {
    let start = Rounding.floor(try call.number(index, default: 1))
    guard start >= 1, start <= Double(length) + 1 else { throw .value }
    return Int(start) - 1
  }

  /// Where one row of signs stands in another.
  static func find(
    _ wanted: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int
  ) -> Int? {
    guard let first = wanted.first else { return start <= text.count ? start : nil }
    guard wanted.count <= text.count else { return nil }
    var place = start
    while place + wanted.count <= text.count {
      if text[place] == first, text[place..<(place + wanted.count)].elementsEqual(wanted) {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func search(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let pattern = TextPattern(try call.text(0), call.settings.patterns)
    let text = try call.text(1)
    let isLibreOffice = call.settings.flavour.isLibreOffice
    if isLibreOffice, try call.number(2, default: 1) < 1 { throw .argument }
    if pattern.isEmpty, isLibreOffice { throw .value }
    let start = try position(call, 2, in: text.unicodeScalars.count)
    // Patterns count characters, which may be several scalars.
    var characters = 0
    var scalars = 0
    var ends: [Int] = [0]
    for character in text {
      if scalars < start { characters += 1 }
      scalars += character.unicodeScalars.count
      ends.append(scalars)
    }
    guard let match = pattern.firstMatch(in: text, from: characters) else { throw .value }
    return .number(Double(ends[match.lowerBound] + 1))
  }

  private static let changes: [FunctionDefinition] = [
    FunctionDefinition("REPLACE", 4...4) { call throws(FormulaError) in
      let text = try call.text(0).unicodeScalars
      let start = try count(call, 1, default: 1)
      let length = try count(call, 2, default: 0)
      guard start >= 1 else { throw call.settings.flavour.isLibreOffice ? .argument : .value }
      let new = try call.text(3)
      let (before, after) = (text.prefix(start - 1), text.dropFirst(start - 1).dropFirst(length))
      return try bounded(String(before) + new + String(after))
    },
    FunctionDefinition("SUBSTITUTE", 3...4) { call throws(FormulaError) in
      try substitute(call)
    },
    FunctionDefinition("REPT", 2...2) { call throws(FormulaError) in
      let text = try call.text(0)
      let times = try count(call, 1, default: 0)
      guard !text.isEmpty, times > 0 else { return .text("") }
      let (length, overflows) = text.unicodeScalars.count.multipliedReportingOverflow(by: times)
      guard !overflows, length <= lengthMax else { throw .value }
      return .text(String(repeating: text, count: times))
    },
    FunctionDefinition("TRIM", 1...1) { call throws(FormulaError) in
      let words = try call.text(0).split(separator: " ", omittingEmptySubsequences: true)
      return .text(words.joined(separator: " "))
    },
    FunctionDefinition("CLEAN", 1...1) { call throws(FormulaError) in
      var kept = String.UnicodeScalarView()
      let isLibreOffice = call.settings.flavour.isLibreOffice
      for scalar in try call.text(0).unicodeScalars {
        // LibreOffice drops every control character, Excel those of ASCII below the space.
        if scalar.value < 0x20 { continue }
        if isLibreOffice, scalar.properties.generalCategory == .control { continue }
        kept.append(scalar)
      }
      return .text(String(kept))
    },
  ]

  private static func substitute(_ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let text = Array(try call.text(0).unicodeScalars)
    let old = Array(try call.text(1).unicodeScalars)
    let new = try call.text(2).unicodeScalars
    var only: Double?
    if call.count > 3 {
      let number = Rounding.floor(try call.number(3))
      guard number >= 1 else { throw call.settings.flavour.isLibreOffice ? .argument : .value }
      only = number
    }
    guard !old.isEmpty else { return .text(try call.text(0)) }
    var result = String.UnicodeScalarView()
    var place = 0
    var found = 0.0
    while let next = find(old, in: text, from: place) {
      found += 1
      result.append(contentsOf: text[place..<next])
      result.append(contentsOf: only == nil || only == found ? new : .init(old))
      place = next + old.count
      guard result.count <= lengthMax else { throw .value }
      if only == found { break }
    }
    result.append(contentsOf: text[place...])
    return try bounded(String(result))
  }

  private static let cases: [FunctionDefinition] = [
    FunctionDefinition("UPPER", 1...1) { call throws(FormulaError) in
      .text(upper(try call.text(0), call.settings.flavour))
    },
    FunctionDefinition("LOWER", 1...1) { call throws(FormulaError) in
      .text(try call.text(0).lowercased())
    },
    FunctionDefinition("PROPER", 1...1) { call throws(FormulaError) in
      .text(proper(try call.text(0)))
    },
    FunctionDefinition("EXACT", 2...2) { call throws(FormulaError) in
      // Sign by sign: Swift takes composed and combining letters for equal, spreadsheets do not.
      let (one, other) = (try call.text(0), try call.text(1))
      return .boolean(one.unicodeScalars.elementsEqual(other.unicodeScalars))
    },
    FunctionDefinition("T", 1...1) { call throws(FormulaError) in
      switch call.value(0) {
      case .text(let text): return .text(text)
      case .error(let error): throw error
      default: return .text("")
      }
    },
  ]

  /// Capitals; ß has one in LibreOffice only, and Excel leaves the small letter.
  private static func upper(_ text: String, _ flavour: Flavour) -> String {
    guard text.contains("ß") else { return text.uppercased() }
    return text.split(separator: "ß", omittingEmptySubsequences: false)
      .map { $0.uppercased() }.joined(separator: flavour.isLibreOffice ? "ẞ" : "ß")
  }

  /// Each letter after a letter small, the others capital.
  static func proper(_ text: String) -> String {
    var result = ""
    var isInside = false
    for character in text {
      let isLetter = character.isLetter
      result +=
        isLetter ? (isInside ? character.lowercased() : capital(character)) : String(character)
      isInside = isLetter
    }
    return result
  }

  private static func capital(_ character: Character) -> String {
    String(
      String.UnicodeScalarView(
        character.unicodeScalars.flatMap { scalar in
          Array(scalar.properties.titlecaseMapping.unicodeScalars)
        }))
  }

  private static let joins: [FunctionDefinition] = [
    FunctionDefinition("CONCATENATE", 1...255) { call throws(FormulaError) in
      var text = ""
      for index in 0..<call.count { text += try call.text(index) }
      return try bounded(text)
    },
    FunctionDefinition("CONCAT", 1...255, [.any], openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      try bounded(try texts(call, from: 0, skipEmpty: false).joined())
    },
    FunctionDefinition(
      "TEXTJOIN", 3...255, [.any, .scalar, .any], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      let separators = try texts(FunctionCall([call[0]], call.context), from: 0, skipEmpty: false)
      let parts = try texts(call, from: 2, skipEmpty: try call.boolean(1))
      var text = ""
      for (index, part) in parts.enumerated() {
        if index > 0, !separators.isEmpty { text += separators[(index - 1) % separators.count] }
        text += part
        guard text.utf8.count <= lengthMax * 4 else { throw .value }
      }
      return try bounded(text)
    },
  ]

  /// The texts of arguments, those of references and arrays row by row.
  private static func texts(
    _ call: FunctionCall, from first: Int, skipEmpty: Bool
  ) throws(FormulaError) -> [String] {
    var texts: [String] = []
    var length = 0
    func take(_ value: FormulaValue) throws(FormulaError) {
      let text = try call.context.text(value)
      if skipEmpty, text.isEmpty { return }
      length += text.utf8.count
      guard length <= lengthMax * 4, texts.count <= FormulaArray.cellsMax else { throw .value }
      texts.append(text)
    }
    for argument in call.arguments.dropFirst(first) {
      switch argument {
      case .range(let range) where skipEmpty:
        try range.forEachFilled { (_, _, value) throws(FormulaError) in try take(value) }
      case .range(let range):
        for area in 0..<range.areaCount {
          guard let part = range.area(area) else { continue }
          for value in try part.array().values { try take(value) }
        }
      case .value(.array(let array)):
        for value in array.values { try take(value) }
      case .value(let value): try take(value)
      case .missing: try take(.blank)
      }
    }
    return texts
  }

  private static let codes: [FunctionDefinition] = [
    FunctionDefinition("CHAR", 1...1) { call throws(FormulaError) in
      let number = Rounding.floor(try call.number(0))
      guard number >= 1 || number == 0 && call.settings.flavour.isLibreOffice, number <= 255
      else { throw call.settings.flavour.isLibreOffice ? .argument : .value }
      return .text(String(Character(WesternCharacters.scalar(UInt8(number)))))
    },
    FunctionDefinition("CODE", 1...1) { call throws(FormulaError) in
      guard let first = try call.text(0).unicodeScalars.first else {
        guard call.settings.flavour.isLibreOffice else { throw .value }
        return .number(0)
      }
      return .number(Double(WesternCharacters.code(first) ?? 63))
    },
    FunctionDefinition("UNICHAR", 1...1, ooxml: .xlfn) { call throws(FormulaError) in
      let number = Rounding.floor(try call.number(0))
      guard number >= 1, number <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(number)) else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      return .text(String(Character(scalar)))
    },
    FunctionDefinition("UNICODE", 1...1, ooxml: .xlfn) { call throws(FormulaError) in
      guard let first = try call.text(0).unicodeScalars.first else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      return .number(Double(first.value))
    },
  ]
}

/// Windows-1252, in which CHAR and CODE count.
enum WesternCharacters {
  // 0x80 to 0x9F; five places are not used and stand for themselves.
  private static let upper: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The sign of a code.
  static func scalar(_ code: UInt8) -> Unicode.Scalar {
    guard 0x80..<0xA0 ~= code else { return Unicode.Scalar(code) }
    return Unicode.Scalar(upper[Int(code) - 0x80]) ?? Unicode.Scalar(code)
  }

  /// The code of a sign; nil when it has none.
  static func code(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x80 || 0xA0...0xFF ~= scalar.value { return UInt8(scalar.value) }
    return upper.firstIndex(of: scalar.value).map { UInt8($0 + 0x80) }
  }
}
