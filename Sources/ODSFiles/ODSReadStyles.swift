internal import Sheets
internal import XMLStreams

/// The automatic styles of content.xml, as far as sheets, columns, rows and cells use them.
///
/// - Source: ODF 1.3 part 3 §16.2 style:style, §17 (formatting properties).
struct ODSReadStyles {
  /// Cell styles; the first is the usual one.
  private(set) var cells = [CellStyle()]
  private var cellPlaces: [String: Int] = [:]
  private var widths: [String: Double] = [:]
  private var heights: [String: Double] = [:]
  private var breaks: Set<String> = []

  /// The most cell styles that are kept.
  private static let cellsMax = 65_536

  /// No styles.
  init() {}

  /// Takes the children of `office:automatic-styles`.
  mutating func read(_ element: XMLElement) {
    for style in element.all("style") {
      guard let name = style.attribute("name") else { continue }
      switch style.attribute("family") {
      case "table-column":
        widths[name] = Self.mm(style.child("table-column-properties")?.attribute("column-width"))
      case "table-row":
        let properties = style.child("table-row-properties")
        heights[name] = Self.mm(properties?.attribute("row-height")).map { $0 / 25.4 * 72 }
        if properties?.attribute("break-before") == "page" { breaks.insert(name) }
      case "table-cell" where cells.count < Self.cellsMax:
        cellPlaces[name] = cells.count
        cells.append(Self.cell(style))
      default: break
      }
    }
  }

  /// The place of a cell style; 0 for one that is not known.
  func cell(_ name: String?) -> Int { name.flatMap { cellPlaces[$0] } ?? 0 }

  /// The width of a column style in millimetres.
  func width(_ name: String?) -> Double? { name.flatMap { widths[$0] } }

  /// How rows of a style look.
  func row(_ name: String?, isHidden: Bool) -> RowFormat {
    RowFormat(
      heightPoints: name.flatMap { heights[$0] }, isHidden: isHidden,
      startsPage: name.map { breaks.contains($0) } ?? false)
  }

  private static func cell(_ style: XMLElement) -> CellStyle {
    CellStyle { look in
      look.vertical = .bottom
      if let cell = style.child("table-cell-properties") {
        look.fill = cell.attribute("background-color").flatMap { Color(hex: $0) }
        look.wrapsText = cell.attribute("wrap-option") == "wrap"
        look.borders = borders(cell)
        switch cell.attribute("vertical-align") {
        case "top": look.vertical = .top
        case "middle": look.vertical = .middle
        default: break
        }
      }
      switch style.child("paragraph-properties")?.attribute("text-align") {
      case "center": look.horizontal = .center
      case "end", "right": look.horizontal = .right
      case "start", "left": look.horizontal = .left
      case "justify": look.horizontal = .justify
      default: break
      }
      if let text = style.child("text-properties") { font(&look.font, text) }
    }
  }

  private static func font(_ font: inout Font, _ text: XMLElement) {
    font.name = text.attribute("font-name") ?? text.attribute("font-family") ?? font.name
    let size = text.attribute("font-size").flatMap { points($0) }
    font.sizePoints = size.flatMap { $0 > 0 && $0 <= 409 ? $0 : nil } ?? font.sizePoints
    font.isBold = text.attribute("font-weight") == "bold"
    font.isItalic = text.attribute("font-style") == "italic"
    font.color = text.attribute("color").flatMap { Color(hex: $0) }
    if let line = text.attribute("text-underline-style"), line != "none" {
      font.underline = text.attribute("text-underline-type") == "double" ? .double : .single
    }
    if let line = text.attribute("text-line-through-style"), line != "none" {
      font.isStruckThrough = true
    }
  }

  private static func borders(_ cell: XMLElement) -> Borders {
    let all = line(cell.attribute("border"))
    func side(_ name: String) -> BorderLine? {
      cell.attribute("border-" + name).map { line($0) } ?? all
    }
    return Borders(
      left: side("left"), right: side("right"), top: side("top"), bottom: side("bottom"))
  }

  /// A line such as `0.74pt solid #000000`.
  private static func line(_ text: String?) -> BorderLine? {
    guard let words = text?.split(separator: " "), words.count == 3, words[1] != "none" else {
      return nil
    }
    let width = points(String(words[0])) ?? 0.75
    let style: BorderLine.Style =
      switch words[1] {
      case "double": .double
      case "dotted": .dotted
      case "dashed": .dashed
      default: width < 0.5 ? .hair : width < 1.5 ? .thin : width < 2.3 ? .medium : .thick
      }
    return BorderLine(style, color: Color(hex: words[2]) ?? .black)
  }

  private static func points(_ text: String) -> Double? { mm(text).map { $0 / 25.4 * 72 } }

  /// A length in millimetres; nil for a percentage and what is none.
  ///
  /// - Source: ODF 1.3 part 3 §18.3.18 length.
  private static func mm(_ text: String?) -> Double? {
    guard let text else { return nil }
    let units = ["mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96]
    guard let unit = units[String(text.suffix(2))],
      let number = DecimalText.parse(text.dropLast(2)), abs(number) < 1e6
    else { return nil }
    return number * unit
  }
}
