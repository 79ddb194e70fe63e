internal import Sheets
internal import XMLStreams

/// The styles of a workbook, as far as sheets, columns, rows and cells use them.
///
/// Those of styles.xml come first, then the automatic ones of content.xml, which build on them.
///
/// - Source: ODF 1.3 part 3 §16.2 style:style, §17 (formatting properties).
struct ODSReadStyles {
  /// What a table's style says.
  struct Table {
    var master: String?
    var tabColor: Color?
  }

  /// A condition that a cell style carries (ODF 1.3 part 3 §16.3 style:map).
  struct Map {
    var condition: String
    var style: String
    var base: String?
  }

  /// Cell styles; the first is that of cells of which nothing is said.
  private(set) var cells = [ODSCellLook().finished]
  /// How sheets print, by the name of their master page.
  private(set) var pages = ODSReadPage()
  private var looks = [ODSCellLook()]
  private var places: [String: Int] = [:]
  private var named: [String: XMLElement] = [:]
  private var resolved: [String: ODSCellLook] = [:]
  private var usual = ODSCellLook()
  private var common = ODSReadFormats()
  private var automatic = ODSReadFormats()
  private var fonts: [String: String] = [:]
  private var tables: [String: Table] = [:]
  private var maps: [Int: [Map]] = [:]
  private var widths: [String: Double] = [:]
  private var heights: [String: Double] = [:]
  private var rowBreaks: Set<String> = []
  private var columnBreaks: Set<String> = []

  /// The most cell styles that are kept.
  private static let cellsMax = 65_536
  /// The longest chain of parents.
  private static let parentsMax = 32

  /// No styles.
  init() {}

  /// Takes one of the lists that stand in a document before its body.
  ///
  /// - Parameters:
  ///   - element: `office:font-face-decls`, `office:styles`, `office:automatic-styles` or
  ///     `office:master-styles`.
  ///   - isContent: Whether automatic styles are those of cells, not of pages.
  mutating func read(_ element: XMLElement, isContent: Bool) {
    switch element.name {
    case "font-face-decls":
      for font in element.all("font-face") {
        guard let name = font.attribute("name"), let family = font.attribute("font-family") else {
          continue
        }
        fonts[name] = family.filter { $0 != "'" && $0 != "\"" }
      }
    case "styles": readCommon(element)
    case "automatic-styles":
      pages.readLayouts(element)
      if isContent { readAutomatic(element) }
    case "master-styles": pages.readMasters(element)
    default: break
    }
  }

  private mutating func readCommon(_ list: XMLElement) {
    for style in list.children {
      common.read(style)
      if style.name == "default-style", style.attribute("family") == "table-cell" {
        usual.apply(style, fonts)
      }
    }
    let styles = list.all("style").filter { $0.attribute("family") == "table-cell" }
    for style in styles { named[style.attribute("name") ?? ""] = style }
    looks[0] = look("Default", depth: 0)
    cells[0] = looks[0].finished
    for style in styles where places[style.attribute("name") ?? ""] == nil {
      let name = style.attribute("name") ?? ""
      if name == "Default" { places[name] = 0 } else { add(look(name, depth: 0), name) }
    }
  }

  private mutating func add(_ look: ODSCellLook, _ name: String) {
    guard cells.count < Self.cellsMax else { return }
    places[name] = cells.count
    looks.append(look)
    cells.append(look.finished)
  }

  /// What a named style and its parents say.
  private mutating func look(_ name: String, depth: Int) -> ODSCellLook {
    if let known = resolved[name] { return known }
    guard depth < Self.parentsMax, let style = named[name] else { return usual }
    let parent = style.attribute("parent-style-name")
    var look = parent.map { self.look($0, depth: depth + 1) } ?? usual
    look.apply(style, fonts)
    if let format = style.attribute("data-style-name").flatMap({ common.format($0) }) {
      look.style.numberFormat = format
    }
    resolved[name] = look
    return look
  }

  private mutating func readAutomatic(_ list: XMLElement) {
    for style in list.children { automatic.read(style) }
    for style in list.all("style") {
      guard let name = style.attribute("name") else { continue }
      switch style.attribute("family") {
      case "table-column":
        let properties = style.child("table-column-properties")
        widths[name] = ODSLength.mm(properties?.attribute("column-width"))
        if properties?.attribute("break-before") == "page" { columnBreaks.insert(name) }
      case "table-row":
        let properties = style.child("table-row-properties")
        if properties?.attribute("use-optimal-row-height") != "true" {
          heights[name] = ODSLength.points(properties?.attribute("row-height") ?? "")
        }
        if properties?.attribute("break-before") == "page" { rowBreaks.insert(name) }
      case "table-cell": readCell(style, name)
      case "table":
        tables[name] = Table(
          master: style.attribute("master-page-name"),
          tabColor: style.child("table-properties")?.attribute("tab-color").flatMap {
            Color(hex: $0)
          })
      default: break
      }
    }
  }

  private mutating func readCell(_ style: XMLElement, _ name: String) {
    var look =
      style.attribute("parent-style-name").map { self.look($0, depth: 0) } ?? usual
    look.apply(style, fonts)
    if let data = style.attribute("data-style-name"),
      let format = automatic.format(data) ?? common.format(data)
    {
      look.style.numberFormat = format
    }
    add(look, name)
    let own = style.all("map").prefix(64).compactMap { map in
      map.attribute("condition").flatMap { condition in
        map.attribute("apply-style-name").map {
          Map(condition: condition, style: $0, base: map.attribute("base-cell-address"))
        }
      }
    }
    if !own.isEmpty, let place = places[name] { maps[place] = own }
  }

  // MARK: - What is asked for

  /// The place of a cell style; 0 for one that is not known.
  func cell(_ name: String?) -> Int { name.flatMap { places[$0] } ?? 0 }

  /// The conditions that a cell style carries.
  func maps(_ place: Int) -> [Map]? { maps.isEmpty ? nil : maps[place] }

  /// What a style changes by itself, without what all cells have.
  func conditional(_ name: String) -> ConditionalLook {
    var chain: [XMLElement] = []
    var next: String? = name
    while let current = next, current != "Default", let style = named[current],
      chain.count < Self.parentsMax
    {
      chain.append(style)
      next = style.attribute("parent-style-name")
    }
    return ConditionalLook { look in for style in chain.reversed() { look.apply(style) } }
  }

  /// What the style of a table says.
  func table(_ name: String?) -> Table { name.flatMap { tables[$0] } ?? Table() }

  /// The columns of a style.
  func column(
    _ columns: ClosedRange<Int>, _ name: String?, isHidden: Bool, cells: String?
  ) -> ColumnFormat {
    let place = cell(cells)
    var format = ColumnFormat(
      columns, widthMM: name.flatMap { widths[$0] }, isHidden: isHidden,
      style: place > 0 ? place : nil)
    // The width that LibreOffice gives a column, and that we write where nothing is asked.
    if let width = format.widthMM, abs(width - 22.6) < 0.1 { format.widthMM = nil }
    format.startsPage = name.map { columnBreaks.contains($0) } ?? false
    return format
  }

  /// How rows of a style look.
  func row(_ name: String?, isHidden: Bool) -> RowFormat {
    RowFormat(
      heightPoints: name.flatMap { heights[$0] }, isHidden: isHidden,
      startsPage: name.map { rowBreaks.contains($0) } ?? false)
  }
}

/// Lengths with their units.
///
/// - Source: ODF 1.3 part 3 §18.3.18 length.
enum ODSLength {
  /// In millimetres; nil for a percentage and what is none.
  static func mm(_ text: String?) -> Double? {
    guard let text else { return nil }
    let units = ["mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96]
    guard let unit = units[String(text.suffix(2))],
      let number = DecimalText.parse(text.dropLast(2)), abs(number) < 1e6
    else { return nil }
    return number * unit
  }

  /// In points.
  static func points(_ text: String) -> Double? {
    // No way over millimetres, which would leave its traces in round numbers.
    if text.hasSuffix("pt") {
      return DecimalText.parse(text.dropLast(2)).flatMap { abs($0) < 1e6 ? $0 : nil }
    }
    return mm(text).map { $0 / 25.4 * 72 }
  }
}
