internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// The styles of a workbook.
struct XLSXReadStyles {
  /// The cell formats in their order, so that a cell's style is its place; at least one.
  var cells = [CellStyle()]
  /// What differential formats change, in their order.
  var looks: [ConditionalLook] = []
  /// The colours that both name.
  var colors = XLSXColors()
}

extension XLSXPackage {
  /// Reads the styles part and the theme.
  ///
  /// - Source: ECMA-376 part 1 §18.8: fonts, fills, borders, numFmts, cellXfs, dxfs.
  func readStyles() throws -> XLSXReadStyles {
    guard let tree = try stylesTree() else { return XLSXReadStyles() }
    let colors = XLSXColors(theme: try themeTree(), styles: tree)
    let styles = Self.cells(tree, colors)
    return XLSXReadStyles(
      cells: styles.isEmpty ? [CellStyle()] : styles,
      looks: (tree.child("dxfs")?.all("dxf") ?? []).map { Self.look($0, colors) }, colors: colors)
  }

  private static func cells(_ tree: XMLElement, _ colors: XLSXColors) -> [CellStyle] {
    let fonts = (tree.child("fonts")?.all("font") ?? []).map { font($0, colors) }
    let fills = (tree.child("fills")?.all("fill") ?? []).map { fill($0, colors) }
    let borders = (tree.child("borders")?.all("border") ?? []).map { Self.borders($0, colors) }
    var codes: [Int: String] = [:]
    for format in tree.child("numFmts")?.all("numFmt") ?? [] {
      if let id = format.number("numFmtId") { codes[id] = format.attribute("formatCode") }
    }
    return (tree.child("cellXfs")?.all("xf") ?? []).prefix(cellFormatsMax).map { format in
      CellStyle { style in
        func pick<Look>(_ looks: [Look], _ name: String) -> Look? {
          format.number(name).flatMap { looks.indices.contains($0) ? looks[$0] : nil }
        }
        style.font = pick(fonts, "fontId") ?? style.font
        style.fill = pick(fills, "fillId") ?? nil
        style.borders = pick(borders, "borderId") ?? style.borders
        style.numberFormat = XLSXReadFormats.format(format.number("numFmtId") ?? 0, codes)
        style.vertical = .bottom
        if let alignment = format.child("alignment") { align(&style, alignment) }
        if let protection = format.child("protection") {
          style.isLocked = protection.attribute("locked") == nil || protection.flag("locked")
          style.hidesFormula = protection.flag("hidden")
        }
      }
    }
  }

  /// The most cell formats that are kept (ECMA-376 part 1 §18.8.10: Excel has 65 490).
  private static let cellFormatsMax = 65_536

  private static func font(_ element: XMLElement, _ colors: XLSXColors) -> Font {
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
    font.color = colors.color(element.child("color"))
    return font
  }

  private static func fill(_ element: XMLElement, _ colors: XLSXColors) -> Color? {
    guard let pattern = element.child("patternFill"), pattern.attribute("patternType") == "solid"
    else { return nil }
    return colors.color(pattern.child("fgColor"))
  }

  /// What a differential format changes (§18.8.14 dxf); its fill is the background.
  static func look(_ element: XMLElement, _ colors: XLSXColors) -> ConditionalLook {
    ConditionalLook { look in
      if let font = element.child("font") {
        let whole = Self.font(font, colors)
        if font.child("b") != nil { look.isBold = whole.isBold }
        if font.child("i") != nil { look.isItalic = whole.isItalic }
        if font.child("u") != nil { look.underline = whole.underline }
        look.textColor = whole.color
      }
      if let pattern = element.child("fill")?.child("patternFill") {
        look.fill = colors.color(pattern.child("bgColor")) ?? colors.color(pattern.child("fgColor"))
      }
      look.borders = element.child("border").map { borders($0, colors) }
    }
  }

  private static func borders(_ element: XMLElement, _ colors: XLSXColors) -> Borders {
    func line(_ name: String) -> BorderLine? {
      guard let side = element.child(name), let kind = side.attribute("style"), kind != "none"
      else { return nil }
      let style = BorderLine.Style(rawValue: kind) ?? (kind.contains("ash") ? .dashed : .thin)
      return BorderLine(style, color: colors.color(side.child("color")) ?? .black)
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
}
