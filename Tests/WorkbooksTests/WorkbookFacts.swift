import Foundation
import Sheets
import Workbooks

/// All that a workbook says, as lines by place, so that two can be held against one another.
///
/// What a format cannot hold, or holds in another way that means the same, is brought to one form;
/// each such step says why.
struct WorkbookFacts {
  private(set) var facts: [String: String] = [:]
  private let format: Workbook.Format

  /// The facts of a workbook to be written.
  init(_ draft: WorkbookDraft, rows: [[RowDraft]], as format: Workbook.Format) {
    self.format = format
    add(draft)
    for (place, sheet) in draft.sheets.enumerated() {
      for (index, row) in rows[place].enumerated() {
        add(row.format, "\(sheet.name) row \(index + 1)")
        for (column, cell) in row.cells.enumerated() {
          let address = CellAddress(row: index, column: column)
          addCell(
            "\(sheet.name)!\(address.a1)", cell.value, cell.formula, draft.styles[cell.style])
        }
      }
    }
  }

  /// The facts of a file, of the cells that `other` speaks of.
  init(path: String, as format: Workbook.Format, cellsOf other: [[RowDraft]]) throws {
    self.format = format
    let reader = try Workbook.open(path)
    let draft = try reader.readDraft()
    add(draft)
    for (place, sheet) in draft.sheets.enumerated() {
      var found: [CellAddress: SheetCell] = [:]
      var formats: [Int: RowFormat] = [:]
      try reader.readStyledRows(ofSheet: place) { row in
        for index in row.index..<row.index + min(row.repeated, 4096) {
          formats[index] = row.format
          for cell in row.cells {
            for column in cell.column..<cell.column + cell.repeated {
              found[CellAddress(row: index, column: column)] = cell
            }
          }
        }
        return true
      }
      for (index, row) in (place < other.count ? other[place] : []).enumerated() {
        add(formats[index] ?? RowFormat(), "\(sheet.name) row \(index + 1)")
        for column in row.cells.indices {
          let address = CellAddress(row: index, column: column)
          let cell = found[address]
          let usual = sheet.columns.first { $0.columns.contains(column) }?.style ?? 0
          addCell(
            "\(sheet.name)!\(address.a1)", cell?.value ?? .empty, cell?.formula,
            draft.styles[cell?.style ?? usual])
        }
      }
    }
  }

  /// What differs from others, a line a fact.
  func differences(from wanted: WorkbookFacts) -> [String] {
    Set(facts.keys).union(wanted.facts.keys).sorted().compactMap { key in
      let (one, other) = (facts[key] ?? "nothing", wanted.facts[key] ?? "nothing")
      return one == other || isComputed(one, other) ? nil : "\(key): \(one), not \(other)"
    }
  }

  /// A formula that came without a value is computed when it is written: all else stays.
  private func isComputed(_ found: String, _ wanted: String) -> Bool {
    guard wanted.hasPrefix("empty CellFormula("), let start = found.firstRange(of: "CellFormula("),
      let end = found.lastIndex(of: ")"), let wantedEnd = wanted.lastIndex(of: ")")
    else { return false }
    return found[start.lowerBound...end] == wanted.dropFirst(6)[...wantedEnd]
  }

  // MARK: - The workbook

  private mutating func add(_ draft: WorkbookDraft) {
    facts["sheets"] = draft.sheets.map(\.name).joined(separator: "|")
    facts["names"] = draft.namedRanges.map { "\($0)" }.sorted().joined(separator: "|")
    var properties = draft.properties
    if properties.modified == properties.created { properties.modified = nil }
    facts["properties"] = "\(properties)"
    facts["locks structure"] = "\(draft.locksStructure)"
    facts["left out"] = "\(draft.leftOut)"
    for sheet in draft.sheets { add(sheet, draft) }
  }

  private mutating func add(_ sheet: SheetDraft, _ draft: WorkbookDraft) {
    func fact(_ name: String, _ value: Any?) {
      facts["\(sheet.name) \(name)"] = value.map { "\($0)" } ?? "none"
    }
    // ODF takes what is very hidden for hidden.
    let isHidden = sheet.visibility != .visible
    fact("visibility", format == .ods ? (isHidden ? "hidden" : "visible") : "\(sheet.visibility)")
    fact("tab", sheet.tabColor)
    fact("merges", sheet.merges.map(\.a1).sorted())
    fact("view", sheet.view)
    fact("page", page(sheet.page))
    fact(
      "titles",
      "\(String(describing: sheet.repeatedRows)) \(String(describing: sheet.repeatedColumns))")
    fact("print area", sheet.printArea?.a1)
    fact("filter", sheet.autoFilter?.a1)
    fact("links", sheet.hyperlinks.map { "\($0)" }.sorted())
    fact("comments", sheet.comments.map { "\($0)" }.sorted())
    for (place, rule) in sheet.validations.enumerated() { fact("validation \(place)", rule) }
    for (place, rule) in sheet.conditionalFormats.enumerated() {
      fact("condition \(place)", rule.ranges.map(\.a1))
      for (number, rule) in rule.rules.enumerated() { fact("condition \(place) \(number)", rule) }
    }
    for (place, image) in sheet.images.enumerated() {
      fact(
        "image \(place)",
        "\(image.kind) \(image.bytes.hashValue) \(anchor(image.anchor)) \(image.description)")
    }
    for (place, chart) in sheet.charts.enumerated() { fact("chart \(place)", words(chart)) }
    fact("protection", sheet.protection.map(protection))
    for column in 0..<16 { addColumn(column, sheet, draft) }
  }

  private mutating func addColumn(_ place: Int, _ sheet: SheetDraft, _ draft: WorkbookDraft) {
    let column = sheet.columns.first { $0.columns.contains(place) }
    // XLSX counts widths in 256ths of a digit.
    let width = String(format: "%.1f", column?.widthMM ?? 22.6)
    let starts = column?.startsPage == true && column?.columns.lowerBound == place
    facts["\(sheet.name) column \(place)"] =
      "\(width) \(column?.isHidden ?? false) \(starts) "
      + "\(look(draft.styles[column?.style ?? 0], showing: .empty))"
  }

  // MARK: - What stands in it

  private func page(_ page: PageSetup) -> String {
    var page = page
    func rounded(_ mm: Double) -> Double { (mm * 10).rounded() / 10 }
    // XLSX states margins in thousandths of an inch.
    page.margins = MarginsMM(
      top: rounded(page.margins.top), bottom: rounded(page.margins.bottom),
      left: rounded(page.margins.left), right: rounded(page.margins.right))
    return "\(page)"
  }

  private func anchor(_ anchor: DrawingAnchor) -> String {
    let measures = [anchor.offsetXMM, anchor.offsetYMM, anchor.widthMM, anchor.heightMM]
    return anchor.cell.a1 + measures.map { String(format: " %.2f", $0) }.joined()
  }

  private func words(_ chart: SheetChart) -> String {
    // A pie shows one series, in colours of its own, and has no axes.
    let isPie = chart.kind == .pie
    let series = (isPie ? Array(chart.series.prefix(1)) : chart.series).enumerated().map {
      place, series in
      // ODF wants a colour for each series: ours are given where nothing is said.
      let color = isPie || place == 0 ? nil : series.color
      return "\(series.values) \(String(describing: series.name)) \(String(describing: color))"
    }
    let titles = isPie ? [] : [chart.categoryTitle, chart.valueTitle]
    return
      "\(chart.kind) \(chart.title) \(series) \(String(describing: chart.categories)) \(titles) "
      + "\(isPie || chart.isStacked) \(chart.hasLegend) \(anchor(chart.anchor))"
  }

  private func protection(_ protection: SheetProtection) -> String {
    var protection = protection
    // A password cannot be read; ODF does not tell who may format and sort.
    protection.password = nil
    if format == .ods {
      protection.allowsFormatting = false
      protection.allowsSorting = false
    }
    return "\(protection)"
  }

  private mutating func add(_ format: RowFormat, _ key: String) {
    facts[key] = "\(format)"
  }

  private mutating func addCell(
    _ key: String, _ value: CellValue, _ formula: CellFormula?, _ style: CellStyle
  ) {
    facts[key] =
      "\(value.toMilliseconds) \(formula.map { "\($0)" } ?? "") \(look(style, showing: value))"
  }

  /// A style; its number format where the value is one that it shows.
  private func look(_ style: CellStyle, showing value: CellValue) -> String {
    var style = style
    let code: String =
      switch style.numberFormat {
      case .custom(let code): code
      default: ""
      }
    let shown = NumberFormatCode(code)
    let isTime = style.numberFormat == .date || shown.sections.contains(where: \.isDateOrTime)
    // ODF takes a code apart: what says the same is the same.
    let format = code.isEmpty ? style.numberFormat : NumberFormat(code: shown.code)
    let isKept =
      switch value {
      // A number in a cell that shows days is written with a style of its own.
      case .number: !isTime && format != .general
      case .date, .duration: false
      default: true
      }
    style.numberFormat = .general
    return "\(style) " + (isKept ? "\(format)" : "")
  }
}
