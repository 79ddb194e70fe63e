internal import Sheets
internal import XMLStreams

/// How a cell looks, while styles are laid over their parents.
///
/// - Source: ODF 1.3 part 3 §17.18 style:table-cell-properties, §17.6 style:paragraph-properties,
///   §16.29.29 style:text-properties.
struct ODSCellLook {
  var style = CellStyle {
    // Where no style says anything, LibreOffice takes these.
    $0.font.name = "Liberation Sans"
    $0.font.sizePoints = 10
    $0.vertical = .bottom
  }
  private var align = HorizontalAlignment.general
  private var isFixed: Bool?
  private var repeats = false
  private var border: BorderLine?

  init() {}

  /// The style.
  var finished: CellStyle {
    var done = style
    done.horizontal = repeats ? .fill : isFixed == false ? .general : align
    return done
  }

  /// Lays a style over what is there.
  mutating func apply(_ element: XMLElement, _ fonts: [String: String]) {
    if let cell = element.child("table-cell-properties") { apply(cell: cell) }
    if let paragraph = element.child("paragraph-properties") { apply(paragraph: paragraph) }
    if let text = element.child("text-properties") { style.font.apply(text, fonts) }
  }

  private mutating func apply(cell: XMLElement) {
    if let fill = cell.attribute("background-color") { style.fill = Color(hex: fill) }
    if let wrap = cell.attribute("wrap-option") { style.wrapsText = wrap == "wrap" }
    if cell.attribute("shrink-to-fit") != nil { style.shrinksToFit = cell.flag("shrink-to-fit") }
    if let source = cell.attribute("text-align-source") { isFixed = source == "fix" }
    if cell.attribute("repeat-content") != nil { repeats = cell.flag("repeat-content") }
    switch cell.attribute("vertical-align") {
    case "top": style.vertical = .top
    case "middle": style.vertical = .middle
    case "bottom", "automatic": style.vertical = .bottom
    default: break
    }
    if let angle = cell.attribute("rotation-angle").flatMap(Self.degrees) {
      style.rotationDegrees = angle
    }
    style.borders.apply(cell)
    if let words = cell.attribute("cell-protect")?.split(separator: " ") {
      style.isLocked = words.contains("protected") || words.contains("hidden-and-protected")
      style.hidesFormula =
        words.contains("formula-hidden") || words.contains("hidden-and-protected")
    }
  }

  /// An angle, with a unit or without, as -90 to 90 degrees; nil for any other.
  private static func degrees(_ text: String) -> Int? {
    guard let number = DecimalText.parse(text.replacing("deg", with: "")), abs(number) <= 360 else {
      return nil
    }
    let turn = Int(number.rounded())
    let angle = turn > 180 ? turn - 360 : turn
    return (-90...90).contains(angle) ? angle : nil
  }

  private mutating func apply(paragraph: XMLElement) {
    switch paragraph.attribute("text-align") {
    case "center": align = .center
    case "end", "right": align = .right
    case "start", "left": align = .left
    case "justify": align = .justify
    default: break
    }
    if let margin = paragraph.attribute("margin-left").flatMap(ODSLength.points) {
      // A step is ten points in LibreOffice.
      style.indent = min(max(Int((margin / 10).rounded()), 0), 250)
    }
  }
}

extension Borders {
  /// Lays the lines that an element names over these.
  fileprivate mutating func apply(_ cell: XMLElement) {
    func line(_ name: String, _ old: BorderLine?) -> BorderLine? {
      guard let text = cell.attribute("border-" + name) ?? cell.attribute("border") else {
        return old
      }
      return Self.line(text)
    }
    left = line("left", left)
    right = line("right", right)
    top = line("top", top)
    bottom = line("bottom", bottom)
  }

  /// A line such as `0.74pt solid #000000`.
  private static func line(_ text: String) -> BorderLine? {
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] != "none", words[1] != "hidden" else { return nil }
    let width = ODSLength.points(String(words[0])) ?? 0.75
    let style: BorderLine.Style =
      switch words[1] {
      case "double", "double-thin": .double
      case "dotted": .dotted
      case let dashed where dashed.contains("dash"): .dashed
      default: width < 0.3 ? .hair : width < 1.5 ? .thin : width < 2.3 ? .medium : .thick
      }
    return BorderLine(style, color: Color(hex: words[2]) ?? .black)
  }
}

extension Font {
  /// Lays what an element says over this.
  fileprivate mutating func apply(_ text: XMLElement, _ fonts: [String: String]) {
    if let face = text.attribute("font-name") {
      name = fonts[face] ?? face
    } else if let family = text.attribute("font-family") {
      name = family.filter { $0 != "'" && $0 != "\"" }
    }
    if let size = text.attribute("font-size") {
      let points =
        size.hasSuffix("%")
        ? DecimalText.parse(size.dropLast()).map { $0 / 100 * sizePoints } : ODSLength.points(size)
      if let points, points > 0, points <= 409 { sizePoints = points }
    }
    if let weight = text.attribute("font-weight") {
      isBold = weight == "bold" || (Int(weight) ?? 400) >= 600
    }
    if let slant = text.attribute("font-style") { isItalic = slant != "normal" }
    if let hex = text.attribute("color") { color = Color(hex: hex) }
    if text.flag("use-window-font-color") { color = nil }
    if let line = text.attribute("text-underline-style") {
      underline =
        line == "none"
        ? .none : text.attribute("text-underline-type") == "double" ? .double : .single
    }
    if let line = text.attribute("text-line-through-style") { isStruckThrough = line != "none" }
  }
}

extension ConditionalLook {
  /// Lays what a style says over this; what it does not say stays.
  mutating func apply(_ element: XMLElement) {
    if let cell = element.child("table-cell-properties") {
      if let hex = cell.attribute("background-color") { fill = Color(hex: hex) }
      if cell.attributes.contains(where: { $0.name.hasPrefix("border") }) {
        var lines = borders ?? Borders.none
        lines.apply(cell)
        borders = lines
      }
    }
    guard let text = element.child("text-properties") else { return }
    var font = Font()
    font.apply(text, [:])
    if text.attribute("font-weight") != nil { isBold = font.isBold }
    if text.attribute("font-style") != nil { isItalic = font.isItalic }
    if text.attribute("text-underline-style") != nil { underline = font.underline }
    if let color = font.color { textColor = color }
  }
}
