import Sheets
import XMLStreams

/// The number formats of a workbook that was read: what tells a date from a number.
struct XLSXStyles {
  /// What a number in a cell means.
  enum Meaning {
    case number, date, duration
  }

  private var meanings: [Meaning] = []

  /// No styles: every number is a number.
  init() {}

  /// Reads the cell formats of a styles part.
  ///
  /// - Source: ECMA-376 part 1 §18.8.10 cellXfs, §18.8.30 numFmt with its table of built-in ids.
  init(reading styles: XMLElement) {
    var codes: [String: String] = [:]
    for format in styles.child("numFmts")?.all("numFmt") ?? [] {
      codes[format.attribute("numFmtId") ?? ""] = format.attribute("formatCode")
    }
    meanings = (styles.child("cellXfs")?.all("xf") ?? []).map { format in
      let id = format.attribute("numFmtId") ?? "0"
      return codes[id].map(Self.meaning(ofCode:)) ?? Self.meaning(ofBuiltIn: Int(id) ?? 0)
    }
  }

  /// What a number with this cell format means.
  func meaning(_ index: Int) -> Meaning {
    meanings.indices.contains(index) ? meanings[index] : .number
  }

  private static func meaning(ofBuiltIn id: Int) -> Meaning {
    switch id {
    case 14...17, 22, 27...36, 50...58: .date
    case 18...21, 45...47: .duration
    default: .number
    }
  }

  /// Reads a format code: letters of dates and times outside quotes, escapes and brackets.
  static func meaning(ofCode code: String) -> Meaning {
    var hasDate = false
    var hasTime = false
    var hasMonthOrMinute = false
    var rest = code.lowercased()[...]
    while let character = rest.popFirst() {
      switch character {
      case ";": rest = ""
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        if !inside.isEmpty && inside.allSatisfy({ "hms".contains($0) }) { return .duration }
      case "y", "d": hasDate = true
      case "h", "s": hasTime = true
      case "m": hasMonthOrMinute = true
      case "g" where rest.hasPrefix("eneral"): rest = rest.dropFirst(6)
      default: break
      }
    }
    if hasDate || (hasMonthOrMinute && !hasTime) { return .date }
    return hasTime ? .duration : .number
  }

  // MARK: - Writing

  /// The styles part for a draft's styles: cell format `n` is style `n`.
  static func part(_ styles: [CellStyle]) -> [UInt8] {
    let fonts = Pool(styles.map(\.font))
    let borders = Pool([.none] + styles.map(\.borders))
    let codes = Pool(styles.compactMap { customCode($0.numberFormat) })
    var output = XMLOutput.document()
    output.element("styleSheet", ["xmlns": XLSXNames.mainURI]) { output in
      if !codes.items.isEmpty {
        output.element("numFmts", ["count": String(codes.items.count)]) { output in
          for (index, code) in codes.items.enumerated() {
            output.element("numFmt", ["numFmtId": String(164 + index), "formatCode": code])
          }
        }
      }
      output.element("fonts", ["count": String(fonts.items.count)]) { output in
        fonts.items.forEach { write($0, to: &output) }
      }
      output.element("fills", ["count": "2"]) { output in
        for pattern in ["none", "gray125"] {
          output.element("fill") { $0.element("patternFill", ["patternType": pattern]) }
        }
      }
      output.element("borders", ["count": String(borders.items.count)]) { output in
        borders.items.forEach { write($0, to: &output) }
      }
      output.element("cellStyleXfs", ["count": "1"]) {
        $0.element("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
      }
      output.element("cellXfs", ["count": String(styles.count)]) { output in
        for style in styles {
          let code = customCode(style.numberFormat).map { 164 + codes.place(of: $0) }
          write(
            style, numFmt: code ?? builtIn(style.numberFormat), font: fonts.place(of: style.font),
            border: borders.place(of: style.borders), to: &output)
        }
      }
      output.element("cellStyles", ["count": "1"]) {
        $0.element("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
      }
    }
    return output.bytes
  }

  private static func write(_ font: Font, to output: inout XMLOutput) {
    output.element("font") { output in
      if font.isBold { output.element("b") }
      if font.isItalic { output.element("i") }
      output.element("sz", ["val": XLSXValues.decimal(font.sizePoints)])
      output.element("name", ["val": font.name])
    }
  }

  private static func write(_ borders: Borders, to output: inout XMLOutput) {
    output.element("border") { output in
      let sides: [(String, Borders)] = [
        ("left", .left), ("right", .right), ("top", .top), ("bottom", .bottom),
      ]
      for (name, side) in sides {
        if borders.contains(side) {
          output.element(name, ["style": "thin"]) { $0.element("color", ["rgb": "FF000000"]) }
        } else {
          output.element(name)
        }
      }
      output.element("diagonal")
    }
  }

  private static func write(
    _ style: CellStyle, numFmt: Int, font: Int, border: Int, to output: inout XMLOutput
  ) {
    output.raw("<xf")
    for (name, value) in [
      ("numFmtId", numFmt), ("fontId", font), ("fillId", 0), ("borderId", border), ("xfId", 0),
      ("applyNumberFormat", 1), ("applyFont", 1), ("applyBorder", 1), ("applyAlignment", 1),
    ] {
      output.attribute(name, String(value))
    }
    output.raw(">")
    output.raw("<alignment")
    if style.horizontal != .general { output.attribute("horizontal", style.horizontal.rawValue) }
    output.attribute("vertical", style.vertical == .middle ? "center" : style.vertical.rawValue)
    if style.wrapsText { output.attribute("wrapText", "1") }
    output.raw("/></xf>")
  }

  private static func builtIn(_ format: NumberFormat) -> Int {
    format == .text ? 49 : 0
  }

  /// The format code, Vietnamese by its language identifier, `42A` (§18.8.31).
  private static func customCode(_ format: NumberFormat) -> String? {
    func zeros(_ decimals: Int) -> String {
      decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
    }
    switch format {
    case .fixed(let decimals, let grouped):
      return "[$-42A]" + (grouped ? "#,##" : "") + zeros(decimals)
    case .percent(let decimals): return "[$-42A]" + zeros(decimals) + "%"
    case .date: return "dd/mm/yyyy"
    case .general, .text: return nil
    }
  }
}

/// Distinct things in the order of their first appearance.
private struct Pool<Item: Hashable> {
  private(set) var items: [Item] = []
  private var places: [Item: Int] = [:]

  init(_ all: [Item]) {
    for item in all where places[item] == nil {
      places[item] = items.count
      items.append(item)
    }
  }

  func place(of item: Item) -> Int { places[item] ?? 0 }
}
