internal import Sheets
internal import XMLStreams

/// The automatic styles of a workbook that is written: cells, columns, rows, sheets.
///
/// Cell styles are known from the draft; the others come up while sheets are written.
struct ODSStyles {
  private let styles: [CellStyle]
  private let formats: [NumberFormat]
  private var widthsMM: [Double?] = []
  private var rows: [RowLook] = []
  private var masters: [Int] = []
  private var twins: [Twin] = []

  /// Registers the draft's cell styles.
  init(_ styles: [CellStyle]) {
    self.styles = styles
    var formats: [NumberFormat] = []
    for style in styles where style.numberFormat != .general {
      if !formats.contains(style.numberFormat) { formats.append(style.numberFormat) }
    }
    self.formats = formats
  }

  /// How many cell styles there are.
  var count: Int { styles.count }

  /// How cells of a style show numbers.
  func face(_ style: Int) -> ODSNumberFace { ODSNumberFace(styles[style].numberFormat) }

  /// The name of a cell style.
  func cell(_ style: Int) -> String { "ce\(style + 1)" }

  /// The name of a cell style for a value: days and durations need formats that show them so.
  mutating func cell(_ style: Int, for value: CellValue) -> String {
    let format: ODSNumberFormats.TimeFormat
    switch value {
    case .duration: format = .duration
    case .date(let date) where styles[style].numberFormat != .date:
      format = date.secondOfDay == 0 ? .day : .moment
    default: return cell(style)
    }
    return "tw\(Self.place(of: Twin(style: style, format: format), in: &twins) + 1)"
  }

  /// The name of the style of a column of this width; nil for the width that is usual.
  mutating func column(widthMM: Double?) -> String {
    "co\(Self.place(of: widthMM, in: &widthsMM) + 1)"
  }

  /// The name of the style of a row; without a height, it is as high as its text needs.
  mutating func row(heightPoints: Double?, startsPage: Bool = false) -> String {
    let look = RowLook(heightPoints: heightPoints, startsPage: startsPage)
    return "ro\(Self.place(of: look, in: &rows) + 1)"
  }

  /// The name of the style of a sheet that prints by this master page.
  mutating func sheet(master: Int) -> String {
    "ta\(Self.place(of: master, in: &masters) + 1)"
  }

  private static func place<Value: Equatable>(of value: Value, in list: inout [Value]) -> Int {
    if let place = list.firstIndex(of: value) { return place }
    list.append(value)
    return list.count - 1
  }

  // MARK: - Writing

  /// Writes `office:font-face-decls`.
  func writeFonts(to output: inout XMLOutput) {
    var names = [Font().name]
    for style in styles where !names.contains(style.font.name) { names.append(style.font.name) }
    output.element("office:font-face-decls") { output in
      for name in names {
        output.element(
          "style:font-face",
          ["style:name": name, "svg:font-family": ODSAddress.quotedFont(name)])
      }
    }
  }

  /// Writes `office:automatic-styles` of content.xml.
  func writeAutomatic(to output: inout XMLOutput) {
    output.element("office:automatic-styles") { output in
      for (place, width) in widthsMM.enumerated() { Self.write(place, width: width, to: &output) }
      for (place, look) in rows.enumerated() {
        Self.write(place, look: look, to: &output)
      }
      for (place, master) in masters.enumerated() {
        let name = "ta\(place + 1)"
        output.element(
          "style:style",
          [
            "style:name": name, "style:family": "table",
            "style:master-page-name": ODSPage.masterName(master),
          ]
        ) {
          $0.element("style:table-properties", ["table:display": "true"])
        }
      }
      for (place, format) in formats.enumerated() {
        ODSNumberFormats.write(format, name: "N\(place + 1)", to: &output)
      }
      for (place, style) in styles.enumerated() { write(style, cell(place), to: &output) }
      for format in ODSNumberFormats.TimeFormat.allCases
      where twins.contains(where: { $0.format == format }) {
        ODSNumberFormats.write(format, to: &output)
      }
      for (place, twin) in twins.enumerated() {
        output.element(
          "style:style",
          [
            "style:name": "tw\(place + 1)", "style:family": "table-cell",
            "style:parent-style-name": "Default", "style:data-style-name": twin.format.rawValue,
          ]
        ) { Self.writeProperties(styles[twin.style], to: &$0) }
      }
    }
  }

  private static func write(_ place: Int, width: Double?, to output: inout XMLOutput) {
    let length = ODSPage.mm(width ?? 22.6)
    output.element(
      "style:style", ["style:name": "co\(place + 1)", "style:family": "table-column"]
    ) {
      $0.element(
        "style:table-column-properties",
        ["fo:break-before": "auto", "style:column-width": length])
    }
  }

  private static func write(_ place: Int, look: RowLook, to output: inout XMLOutput) {
    output.element(
      "style:style", ["style:name": "ro\(place + 1)", "style:family": "table-row"]
    ) { output in
      output.raw("<style:table-row-properties")
      if let height = look.heightPoints {
        output.attribute("style:row-height", DecimalText.print(height) + "pt")
      }
      output.attribute("fo:break-before", look.startsPage ? "page" : "auto")
      output.attribute(
        "style:use-optimal-row-height", look.heightPoints == nil ? "true" : "false")
      output.raw("/>")
    }
  }

  private func write(_ style: CellStyle, _ name: String, to output: inout XMLOutput) {
    output.raw("<style:style")
    output.attribute("style:name", name)
    output.attribute("style:family", "table-cell")
    output.attribute("style:parent-style-name", "Default")
    if let format = formats.firstIndex(of: style.numberFormat) {
      output.attribute("style:data-style-name", "N\(format + 1)")
    }
    output.raw(">")
    Self.writeProperties(style, to: &output)
    output.raw("</style:style>")
  }

  private static func writeProperties(_ style: CellStyle, to output: inout XMLOutput) {
    writeCellProperties(style, to: &output)
    let align: String? =
      switch style.horizontal {
      case .general: nil
      case .left: "start"
      case .center: "center"
      case .right: "end"
      case .justify, .fill: "justify"
      }
    if let align {
      output.element("style:paragraph-properties", ["fo:text-align": align])
    }
    writeTextProperties(style.font, to: &output)
  }

  private static func writeCellProperties(_ style: CellStyle, to output: inout XMLOutput) {
    output.raw("<style:table-cell-properties")
    let source = style.horizontal == .general ? "value-type" : "fix"
    output.attribute("style:text-align-source", source)
    output.attribute("style:vertical-align", style.vertical.rawValue)
    output.attribute("fo:wrap-option", style.wrapsText ? "wrap" : "no-wrap")
    output.attribute("fo:padding", "0.6mm")
    let borders = style.borders
    let sides = [
      (borders.top, "top"), (borders.bottom, "bottom"), (borders.left, "left"),
      (borders.right, "right"),
    ]
    for (line, word) in sides {
      output.attribute("fo:border-" + word, line == nil ? "none" : "0.5pt solid #000000")
    }
    output.raw("/>")
  }

  /// Writes `style:text-properties`, for all three script types alike.
  static func writeTextProperties(_ font: Font, to output: inout XMLOutput) {
    output.raw("<style:text-properties")
    for (script, family) in [("", "fo:"), ("-asian", "style:"), ("-complex", "style:")] {
      output.attribute("style:font-name" + script, font.name)
      let size = DecimalText.print(font.sizePoints) + "pt"
      output.attribute(family + "font-size" + script, size)
      output.attribute(family + "font-weight" + script, font.isBold ? "bold" : "normal")
      output.attribute(family + "font-style" + script, font.isItalic ? "italic" : "normal")
    }
    output.raw("/>")
  }
}

extension ODSAddress {
  /// A font's family name as CSS wants it, between apostrophes when it has spaces.
  static func quotedFont(_ name: String) -> String {
    name.contains(" ") ? "'" + name.filter { $0 != "'" } + "'" : name
  }
}

/// A cell style with another number format.
private struct Twin: Equatable {
  var style: Int
  var format: ODSNumberFormats.TimeFormat
}

/// What a row's style says.
private struct RowLook: Equatable {
  var heightPoints: Double?
  var startsPage: Bool
}
