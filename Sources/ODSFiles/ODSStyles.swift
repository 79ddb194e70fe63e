internal import Sheets
internal import XMLStreams

/// The automatic styles of a workbook that is written: cells, columns, rows, sheets.
///
/// Cell styles are known from the draft; the others come up while sheets are written.
struct ODSStyles {
  /// What a sheet's style says.
  struct SheetLook: Hashable {
    var master: Int
    var isHidden: Bool
    var tabColor: Color?
  }

  private struct ColumnLook: Hashable {
    var widthMM: Double?
    var startsPage: Bool
  }

  private struct RowLook: Hashable {
    var heightPoints: Double?
    var startsPage: Bool
  }

  private struct Twin: Hashable {
    var style: Int
    var format: ODSNumberFormats.TimeFormat
  }

  private let styles: [CellStyle]
  private let formats: Pool<NumberFormat>
  private let faces: [ODSNumberFace]
  /// Whether the styles show days and times as what they are.
  private let showsDays: [Bool]
  private let showsTimes: [Bool]
  private var columns = Pool<ColumnLook>()
  private var rows = Pool<RowLook>()
  private var sheets = Pool<SheetLook>()
  private var twins = Pool<Twin>()
  private var mapped: [(sheet: SheetDraft, styles: ODSMappedStyles)] = []

  /// Registers the draft's cell styles.
  init(_ styles: [CellStyle]) {
    self.styles = styles
    var formats = Pool<NumberFormat>()
    for style in styles where style.numberFormat != .general {
      _ = formats.place(of: style.numberFormat)
    }
    self.formats = formats
    faces = styles.map { ODSNumberFace($0.numberFormat) }
    let sections = styles.map { style in
      if case .custom(let code) = style.numberFormat {
        NumberFormatCode(code).sections.first
      } else {
        nil as NumberFormatCode.Section?
      }
    }
    showsDays = zip(styles, sections).map { $0.numberFormat == .date || $1?.isDateOrTime == true }
    showsTimes = sections.map { $0?.hasTime == true }
  }

  /// How many cell styles there are.
  var count: Int { styles.count }

  /// How cells of a style show numbers.
  func face(_ style: Int) -> ODSNumberFace { faces[style] }

  /// The number of a cell style with another number format, which days and durations need where
  /// the style's own would show them as something else; nil where it does not.
  mutating func twin(_ style: Int, for value: CellValue) -> Int? {
    let format: ODSNumberFormats.TimeFormat
    switch value {
    case .duration where !showsTimes[style]: format = .duration
    case .date(let date) where !showsDays[style]:
      format = date.secondOfDay == 0 ? .day : .moment
    default: return nil
    }
    return twins.place(of: Twin(style: style, format: format))
  }

  /// The number of the style of a column of this width; nil for the width that is usual.
  mutating func column(widthMM: Double?, startsPage: Bool) -> Int {
    columns.place(of: ColumnLook(widthMM: widthMM, startsPage: startsPage))
  }

  /// The number of the style of a row; without a height, it is as high as its text needs.
  mutating func row(_ format: RowFormat) -> Int {
    rows.place(of: RowLook(heightPoints: format.heightPoints, startsPage: format.startsPage))
  }

  /// The number of the style of a sheet.
  mutating func sheet(_ look: SheetLook) -> Int { sheets.place(of: look) }

  /// Takes over the styles with conditions that a sheet needed.
  mutating func add(_ styles: ODSMappedStyles, of sheet: SheetDraft) {
    if !styles.styles.isEmpty { mapped.append((sheet, styles)) }
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

  /// Writes what stands in `office:automatic-styles` of content.xml.
  func writeAutomatic(_ page: ODSPage, to output: inout XMLOutput) {
    for (place, look) in columns.items.enumerated() { Self.write(look, place, to: &output) }
    for (place, look) in rows.items.enumerated() { Self.write(look, place, to: &output) }
    for (place, look) in sheets.items.enumerated() { Self.write(look, place, to: &output) }
    for (place, format) in formats.items.enumerated() {
      ODSNumberFormats.write(format, name: "N\(place + 1)", to: &output)
    }
    for (place, style) in styles.enumerated() {
      let data = formats.known(style.numberFormat).map { "N\($0 + 1)" }
      write(style, "ce\(place + 1)", data: data, to: &output)
    }
    for format in ODSNumberFormats.TimeFormat.allCases
    where twins.items.contains(where: { $0.format == format }) {
      ODSNumberFormats.write(format, to: &output)
    }
    for (place, twin) in twins.items.enumerated() {
      write(styles[twin.style], "tw\(place + 1)", data: twin.format.rawValue, to: &output)
    }
    for (sheet, mapped) in mapped {
      for (place, style) in mapped.styles.enumerated() {
        write(style, mapped.name(of: place), sheet, page, to: &output)
      }
    }
  }

  private func write(
    _ mapped: ODSMappedStyle, _ name: String, _ sheet: SheetDraft, _ page: ODSPage,
    to output: inout XMLOutput
  ) {
    let twin = mapped.twin.map { twins.items[$0].format.rawValue }
    let own = formats.known(styles[mapped.style].numberFormat).map { "N\($0 + 1)" }
    write(styles[mapped.style], name, data: twin ?? own, to: &output) { output in
      for place in mapped.formats {
        ODSStyleMaps.write(
          sheet.conditionalFormats[place], sheet: sheet.name, page, to: &output)
      }
    }
  }

  private static func write(_ look: ColumnLook, _ place: Int, to output: inout XMLOutput) {
    output.element(
      "style:style", ["style:name": "co\(place + 1)", "style:family": "table-column"]
    ) {
      $0.element(
        "style:table-column-properties",
        [
          "fo:break-before": look.startsPage ? "page" : "auto",
          "style:column-width": ODSPage.mm(look.widthMM ?? 22.6),
        ])
    }
  }

  private static func write(_ look: RowLook, _ place: Int, to output: inout XMLOutput) {
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

  private static func write(_ look: SheetLook, _ place: Int, to output: inout XMLOutput) {
    output.element(
      "style:style",
      [
        "style:name": "ta\(place + 1)", "style:family": "table",
        "style:master-page-name": ODSPage.masterName(look.master),
      ]
    ) { output in
      output.raw("<style:table-properties")
      output.attribute("table:display", look.isHidden ? "false" : "true")
      if let color = look.tabColor {
        output.attribute("table:tab-color", "#" + color.hex.lowercased())
      }
      output.raw("/>")
    }
  }

  private func write(
    _ style: CellStyle, _ name: String, data: String?, to output: inout XMLOutput,
    maps: (inout XMLOutput) -> Void = { _ in }
  ) {
    output.raw("<style:style")
    output.attribute("style:name", name)
    output.attribute("style:family", "table-cell")
    output.attribute("style:parent-style-name", "Default")
    if let data { output.attribute("style:data-style-name", data) }
    output.raw(">")
    ODSWrittenStyle.write(style, to: &output)
    maps(&output)
    output.raw("</style:style>")
  }
}

extension ODSAddress {
  /// A font's family name as CSS wants it, between apostrophes when it has spaces.
  static func quotedFont(_ name: String) -> String {
    name.contains(" ") ? "'" + name.filter { $0 != "'" } + "'" : name
  }
}

/// Distinct things in the order of their first appearance.
private struct Pool<Item: Hashable> {
  private(set) var items: [Item] = []
  private var places: [Item: Int] = [:]

  init() {}

  /// The place of a thing, which is added if it is new.
  mutating func place(of item: Item) -> Int {
    if let last = items.last, last == item { return items.count - 1 }
    if let place = places[item] { return place }
    places[item] = items.count
    items.append(item)
    return items.count - 1
  }

  /// The place of a thing; nil for one that is not there.
  func known(_ item: Item) -> Int? { places[item] }
}
