internal import Diagnostics
internal import Sheets
internal import XMLStreams

extension XLSXPackage {
  /// The cell formats in their order, so that a cell's style is its place.
  ///
  /// - Source: ECMA-376 part 1 §18.8: fonts, fills, borders, numFmts, cellXfs.
  func cellStyles() throws -> [CellStyle] {
    guard let tree = try stylesTree() else { return [CellStyle()] }
    let fonts = (tree.child("fonts")?.all("font") ?? []).map(Self.font)
    let fills = (tree.child("fills")?.all("fill") ?? []).map(Self.fill)
    let borders = (tree.child("borders")?.all("border") ?? []).map(Self.borders)
    var codes: [Int: String] = [:]
    for format in tree.child("numFmts")?.all("numFmt") ?? [] {
      if let id = format.number("numFmtId") { codes[id] = format.attribute("formatCode") }
    }
    let styles = (tree.child("cellXfs")?.all("xf") ?? []).map { format in
      CellStyle { style in
        func pick<Look>(_ looks: [Look], _ name: String) -> Look? {
          format.number(name).flatMap { looks.indices.contains($0) ? looks[$0] : nil }
        }
        style.font = pick(fonts, "fontId") ?? style.font
        style.fill = pick(fills, "fillId") ?? nil
        style.borders = pick(borders, "borderId") ?? style.borders
        style.numberFormat = Self.numberFormat(format.number("numFmtId") ?? 0, codes)
        style.vertical = .bottom
        if let alignment = format.child("alignment") { Self.align(&style, alignment) }
        if let protection = format.child("protection") {
          style.isLocked = protection.attribute("locked") == nil || protection.flag("locked")
          style.hidesFormula = protection.flag("hidden")
        }
      }
    }
    return styles.isEmpty ? [CellStyle()] : styles
  }

  private static func font(_ element: XMLElement) -> Font {
    func isOn(_ name: String) -> Bool {
      element.child(name).map { $0.attribute("val") == nil || $0.flag("val") } ?? false
    }
    var font = Font()
    font.name = element.child("name")?.attribute("val") ?? font.name
    let size = element.child("sz")?.attribute("val").flatMap { DecimalText.parse($0) }
    font.sizePoints = size.flatMap { $0 > 0 && $0 <= 409 ? $0 : nil } ?? font.sizePoints
    font.isBold = isOn("b")
    font.isItalic = isOn("i")
    font.isStruckThrough = isOn("strike")
    if let underline = element.child("u") {
      let kind = underline.attribute("val") ?? "single"
      font.underline = kind == "none" ? .none : kind.hasPrefix("double") ? .double : .single
    }
    font.color = color(element.child("color"))
    return font
  }

  private static func fill(_ element: XMLElement) -> Color? {
    guard let pattern = element.child("patternFill"), pattern.attribute("patternType") == "solid"
    else { return nil }
    return color(pattern.child("fgColor"))
  }

  /// A colour that is written out; those of themes and indexes are left to the default.
  private static func color(_ element: XMLElement?) -> Color? {
    element?.attribute("rgb").flatMap { Color(hex: $0) }
  }

  private static func borders(_ element: XMLElement) -> Borders {
    func line(_ name: String) -> BorderLine? {
      guard let side = element.child(name), let kind = side.attribute("style"), kind != "none"
      else { return nil }
      let style = BorderLine.Style(rawValue: kind) ?? (kind.contains("ash") ? .dashed : .thin)
      return BorderLine(style, color: color(side.child("color")) ?? .black)
    }
    return Borders(
      left: line("left") ?? line("start"), right: line("right") ?? line("end"),
      top: line("top"), bottom: line("bottom"))
  }

  private static func align(_ style: inout CellStyle, _ element: XMLElement) {
    style.horizontal =
      HorizontalAlignment(rawValue: element.attribute("horizontal") ?? "") ?? .general
    switch element.attribute("vertical") {
    case "top": style.vertical = .top
    case "center": style.vertical = .middle
    default: style.vertical = .bottom
    }
    style.wrapsText = element.flag("wrapText")
    style.shrinksToFit = element.flag("shrinkToFit")
    style.indent = element.number("indent").flatMap { (0...250).contains($0) ? $0 : nil } ?? 0
    // From 91 on the text turns clockwise: 91 is one degree.
    let turn = element.number("textRotation") ?? 0
    style.rotationDegrees =
      (0...90).contains(turn) ? turn : (91...180).contains(turn) ? 90 - turn : 0
  }

  /// - Source: ECMA-376 part 1 §18.8.30, the table of built-in formats.
  private static let builtIn: [Int: NumberFormat] = [
    0: .general, 1: .fixed(decimals: 0, grouped: false), 2: .fixed(decimals: 2, grouped: false),
    3: .fixed(decimals: 0, grouped: true), 4: .fixed(decimals: 2, grouped: true),
    9: .percent(decimals: 0), 10: .percent(decimals: 2), 11: .custom("0.00E+00"),
    12: .custom("# ?/?"), 13: .custom("# ??/??"), 14: .date, 15: .custom("d-mmm-yy"),
    16: .custom("d-mmm"), 17: .custom("mmm-yy"), 18: .custom("h:mm AM/PM"),
    19: .custom("h:mm:ss AM/PM"), 20: .custom("h:mm"), 21: .custom("h:mm:ss"),
    22: .custom("dd/mm/yyyy hh:mm"), 45: .custom("mm:ss"), 46: .custom("[h]:mm:ss"),
    47: .custom("mm:ss.0"), 48: .custom("##0.0E+0"), 49: .text,
  ]

  private static let plain: [String: NumberFormat] = [
    "General": .general, "@": .text, "0": .fixed(decimals: 0, grouped: false),
    "0.0": .fixed(decimals: 1, grouped: false), "0.00": .fixed(decimals: 2, grouped: false),
    "#,##0": .fixed(decimals: 0, grouped: true), "#,##0.0": .fixed(decimals: 1, grouped: true),
    "#,##0.00": .fixed(decimals: 2, grouped: true), "0%": .percent(decimals: 0),
    "0.0%": .percent(decimals: 1), "0.00%": .percent(decimals: 2), "dd/mm/yyyy": .date,
  ]

  private static func numberFormat(_ id: Int, _ codes: [Int: String]) -> NumberFormat {
    guard let code = codes[id] else { return builtIn[id] ?? .general }
    // The language is that of the forms; without it the format is the same.
    let bare = code.hasPrefix("[$-42A]") ? String(code.dropFirst(7)) : code
    return plain[bare] ?? .custom(code)
  }
}
