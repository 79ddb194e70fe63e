import Sheets
import XMLStreams

/// What a cell style says, as XLSX writes it.
enum XLSXWrittenStyle {
  /// The order of a font's children is that of Excel (§18.8.22).
  static func write(_ font: Font, to output: inout XMLOutput) {
    output.element("font") { output in
      if font.isBold { output.element("b") }
      if font.isItalic { output.element("i") }
      if font.isStruckThrough { output.element("strike") }
      write(font.underline, to: &output)
      output.element("sz", ["val": DecimalText.print(font.sizePoints)])
      if let color = font.color { write(color, to: &output) }
      output.element("name", ["val": font.name])
    }
  }

  private static func write(_ underline: Underline, to output: inout XMLOutput) {
    switch underline {
    case .none: break
    case .single: output.element("u")
    case .double: output.element("u", ["val": "double"])
    }
  }

  private static func write(
    _ color: Color, _ name: String = "color", to output: inout XMLOutput
  ) {
    output.element(name, ["rgb": "FF" + color.hex])
  }

  /// The first two fills are the same in every workbook (§18.8.20).
  static func writeFills(_ colors: [Color], to output: inout XMLOutput) {
    output.element("fills", ["count": String(colors.count + 2)]) { output in
      for pattern in ["none", "gray125"] {
        output.element("fill") { $0.element("patternFill", ["patternType": pattern]) }
      }
      for color in colors { writeFill(color, to: &output) }
    }
  }

  static func writeFill(_ color: Color, to output: inout XMLOutput) {
    output.element("fill") { output in
      output.element("patternFill", ["patternType": "solid"]) { output in
        write(color, "fgColor", to: &output)
        output.element("bgColor", ["indexed": "64"])
      }
    }
  }

  static func write(_ borders: Borders, to output: inout XMLOutput) {
    output.element("border") { output in
      let sides = [
        ("left", borders.left), ("right", borders.right), ("top", borders.top),
        ("bottom", borders.bottom),
      ]
      for (name, line) in sides {
        guard let line else {
          output.element(name)
          continue
        }
        output.element(name, ["style": line.style.rawValue]) { write(line.color, to: &$0) }
      }
      output.element("diagonal")
    }
  }

  /// Writes a cell format; the numbers are attributes.
  static func write(
    _ style: CellStyle, _ numbers: [(String, Int)], to output: inout XMLOutput
  ) {
    output.raw("<xf")
    for (name, value) in numbers { output.attribute(name, String(value)) }
    let isProtected = !style.isLocked || style.hidesFormula
    let applied = ["NumberFormat", "Font", "Fill", "Border", "Alignment"]
    for name in applied + (isProtected ? ["Protection"] : []) {
      output.attribute("apply" + name, "1")
    }
    output.raw("><alignment")
    if style.horizontal != .general { output.attribute("horizontal", style.horizontal.rawValue) }
    output.attribute("vertical", style.vertical == .middle ? "center" : style.vertical.rawValue)
    // §18.8.1: text that falls counts from 91 degrees on.
    let angle = max(-90, min(90, style.rotationDegrees))
    if angle != 0 { output.attribute("textRotation", String(angle < 0 ? 90 - angle : angle)) }
    if style.wrapsText { output.attribute("wrapText", "1") }
    if style.indent > 0 { output.attribute("indent", String(min(style.indent, 250))) }
    if style.shrinksToFit { output.attribute("shrinkToFit", "1") }
    output.raw("/>")
    if isProtected {
      output.element(
        "protection",
        ["locked": style.isLocked ? "1" : "0", "hidden": style.hidesFormula ? "1" : "0"])
    }
    output.raw("</xf>")
  }

  /// A differential format (§18.8.14).
  static func write(_ look: ConditionalLook, to output: inout XMLOutput) {
    output.element("dxf") { output in
      let hasFont =
        look.isBold != nil || look.isItalic != nil || look.underline != nil
        || look.textColor != nil
      if hasFont {
        output.element("font") { output in
          if let isBold = look.isBold { output.element("b", ["val": isBold ? "1" : "0"]) }
          if let isItalic = look.isItalic { output.element("i", ["val": isItalic ? "1" : "0"]) }
          if let underline = look.underline {
            output.element("u", ["val": underline.rawValue])
          }
          if let color = look.textColor { write(color, to: &output) }
        }
      }
      if let fill = look.fill {
        output.element("fill") { output in
          output.element("patternFill") { write(fill, "bgColor", to: &$0) }
        }
      }
      if let borders = look.borders { write(borders, to: &output) }
    }
  }
}
