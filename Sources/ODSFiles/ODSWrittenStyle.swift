internal import Sheets
internal import XMLStreams

/// What a cell style says, as ODF writes it.
///
/// - Source: ODF 1.3 part 3 §17.18 style:table-cell-properties, §17.6 style:paragraph-properties,
///   §16.29.29 style:text-properties.
enum ODSWrittenStyle {
  /// Writes the properties of a cell style.
  static func write(_ style: CellStyle, to output: inout XMLOutput) {
    writeCell(style, to: &output)
    writeParagraph(style, to: &output)
    writeText(style.font, to: &output)
  }

  private static func writeCell(_ style: CellStyle, to output: inout XMLOutput) {
    output.raw("<style:table-cell-properties")
    let isFixed = style.horizontal != .general && style.horizontal != .fill
    output.attribute("style:text-align-source", isFixed ? "fix" : "value-type")
    if style.horizontal == .fill { output.attribute("style:repeat-content", "true") }
    output.attribute("style:vertical-align", style.vertical.rawValue)
    output.attribute("fo:wrap-option", style.wrapsText ? "wrap" : "no-wrap")
    if style.shrinksToFit { output.attribute("style:shrink-to-fit", "true") }
    let angle = max(-90, min(90, style.rotationDegrees))
    if angle != 0 {
      output.attribute("style:rotation-angle", String(angle < 0 ? 360 + angle : angle))
    }
    if let fill = style.fill {
      output.attribute("fo:background-color", "#" + fill.hex.lowercased())
    }
    output.attribute("fo:padding", "0.6mm")
    write(style.borders, to: &output)
    if !style.isLocked || style.hidesFormula {
      let words =
        (style.isLocked ? ["protected"] : []) + (style.hidesFormula ? ["formula-hidden"] : [])
      output.attribute(
        "style:cell-protect", words.isEmpty ? "none" : words.joined(separator: " "))
    }
    output.raw("/>")
  }

  /// Writes the lines around a cell as attributes.
  private static func write(_ borders: Borders, to output: inout XMLOutput) {
    let sides = [
      (borders.top, "top"), (borders.bottom, "bottom"), (borders.left, "left"),
      (borders.right, "right"),
    ]
    for (line, side) in sides {
      output.attribute("fo:border-" + side, line.map(words) ?? "none")
      guard line?.style == .double else { continue }
      output.attribute("style:border-line-width-" + side, "0.018cm 0.018cm 0.018cm")
    }
  }

  /// Widths of LibreOffice's own lines; a double line of three equal parts.
  private static func words(_ line: BorderLine) -> String {
    let look =
      switch line.style {
      case .hair: "0.05pt solid"
      case .thin: "0.5pt solid"
      case .medium: "1.75pt solid"
      case .thick: "2.5pt solid"
      case .double: "1.5pt double"
      case .dotted: "0.75pt dotted"
      case .dashed: "0.75pt dashed"
      }
    return look + " #" + line.color.hex.lowercased()
  }

  private static func writeParagraph(_ style: CellStyle, to output: inout XMLOutput) {
    let align: String? =
      switch style.horizontal {
      case .general, .fill: nil
      case .left: "start"
      case .center: "center"
      case .right: "end"
      case .justify: "justify"
      }
    guard align != nil || style.indent > 0 else { return }
    output.raw("<style:paragraph-properties")
    if let align { output.attribute("fo:text-align", align) }
    // A step is ten points in LibreOffice.
    if style.indent > 0 {
      output.attribute("fo:margin-left", "\(min(style.indent, 250) * 10)pt")
    }
    output.raw("/>")
  }

  /// Writes `style:text-properties`, for all three script types alike.
  static func writeText(_ font: Font, to output: inout XMLOutput) {
    output.raw("<style:text-properties")
    if let color = font.color {
      output.attribute("fo:color", "#" + color.hex.lowercased())
    }
    for (script, family) in [("", "fo:"), ("-asian", "style:"), ("-complex", "style:")] {
      output.attribute("style:font-name" + script, font.name)
      let size = DecimalText.print(font.sizePoints) + "pt"
      output.attribute(family + "font-size" + script, size)
      output.attribute(family + "font-weight" + script, font.isBold ? "bold" : "normal")
      output.attribute(family + "font-style" + script, font.isItalic ? "italic" : "normal")
    }
    if font.underline != .none { write(font.underline, to: &output) }
    if font.isStruckThrough {
      output.attribute("style:text-line-through-style", "solid")
      output.attribute("style:text-line-through-type", "single")
    }
    output.raw("/>")
  }

  private static func write(_ underline: Underline, to output: inout XMLOutput) {
    output.attribute("style:text-underline-style", underline == .none ? "none" : "solid")
    guard underline != .none else { return }
    output.attribute("style:text-underline-type", underline.rawValue)
    output.attribute("style:text-underline-width", "auto")
    output.attribute("style:text-underline-color", "font-color")
  }

  /// Writes the style that a conditional format applies, only what it changes.
  static func write(_ look: ConditionalLook, name: String, to output: inout XMLOutput) {
    output.element(
      "style:style",
      [
        "style:name": name, "style:family": "table-cell", "style:parent-style-name": "Default",
      ]
    ) { output in
      if look.fill != nil || look.borders != nil {
        output.raw("<style:table-cell-properties")
        if let fill = look.fill {
          output.attribute("fo:background-color", "#" + fill.hex.lowercased())
        }
        if let borders = look.borders { write(borders, to: &output) }
        output.raw("/>")
      }
      guard
        look.isBold != nil || look.isItalic != nil || look.underline != nil
          || look.textColor != nil
      else { return }
      output.raw("<style:text-properties")
      if let color = look.textColor {
        output.attribute("fo:color", "#" + color.hex.lowercased())
      }
      for (script, family) in [("", "fo:"), ("-asian", "style:"), ("-complex", "style:")] {
        if let isBold = look.isBold {
          output.attribute(family + "font-weight" + script, isBold ? "bold" : "normal")
        }
        if let isItalic = look.isItalic {
          output.attribute(family + "font-style" + script, isItalic ? "italic" : "normal")
        }
      }
      if let underline = look.underline { write(underline, to: &output) }
      output.raw("/>")
    }
  }
}
