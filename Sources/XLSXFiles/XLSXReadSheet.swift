import Diagnostics
import Sheets
import XMLStreams

/// What a worksheet part holds beside its rows.
///
/// - Source: ECMA-376 part 1 §18.3.1: cols, sheetViews, mergeCells, hyperlinks, pageSetup …
struct XLSXReadSheet {
  private let package: XLSXPackage
  private let sheet: XLSXPackage.Sheet
  /// The pixels that a width of one counts.
  private let digitPixels: Double
  private let styleCount: Int
  private(set) var elements: [String: [XMLElement]] = [:]

  /// Goes through the part once, over its rows.
  init(
    _ package: XLSXPackage, _ sheet: XLSXPackage.Sheet, digitPixels: Double, styleCount: Int
  ) throws {
    self.package = package
    self.sheet = sheet
    self.digitPixels = digitPixels
    self.styleCount = styleCount
    var stream = try package.stream(sheet)
    while let event = try stream.next() {
      guard event == .start, stream.depth == 2 else { continue }
      if stream.isElement(XLSXSpace.main, "sheetData") {
        try stream.skipElement()
      } else {
        let name = stream.localName
        elements[name, default: []].append(try stream.element())
      }
    }
  }

  private func children(_ name: String) -> [XMLElement] {
    (elements[name] ?? []).flatMap(\.children)
  }

  /// The elements of a name in the extensions of the part.
  private func extended(_ name: String) -> [XMLElement] {
    children("extLst").flatMap(\.children).filter { $0.name == name }.flatMap(\.children)
  }

  /// Fills in all but drawings and notes.
  ///
  /// - Returns: What was passed over.
  func fill(_ draft: inout SheetDraft, looks: [ConditionalLook], _ colors: XLSXColors) throws
    -> [LeftOut: Int]
  {
    draft.tabColor = colors.color(children("sheetPr").first { $0.name == "tabColor" })
    draft.columns = children("cols").compactMap(column).sorted {
      $0.columns.lowerBound < $1.columns.lowerBound
    }.reduce(into: []) { runs, next in
      // Excel mends columns that are told twice; the first word counts.
      if next.columns.lowerBound > runs.last?.columns.upperBound ?? -1 { runs.append(next) }
    }
    breakColumns(&draft.columns)
    draft.merges = children("mergeCells").compactMap {
      $0.attribute("ref").flatMap { CellRange(a1: $0) }
    }
    draft.autoFilter = elements["autoFilter"]?.first?.attribute("ref").flatMap {
      CellRange(a1: $0)
    }
    if let view = children("sheetViews").first { fillView(&draft.view, view) }
    let isWhole = XLSXReadPage.fill(&draft.page, elements)
    let targets = try package.externalTargets(of: sheet.part)
    draft.hyperlinks = children("hyperlinks").compactMap { hyperlink($0, targets) }
    draft.protection = elements["sheetProtection"]?.first.flatMap(protection)
    let rules = children("dataValidations") + extended("dataValidations")
    draft.validations = rules.compactMap(XLSXReadRules.validation)
    var conditions = XLSXReadConditions(looks: looks, colors: colors)
    draft.conditionalFormats = conditions.formats(
      (elements["conditionalFormatting"] ?? []) + extended("conditionalFormattings"))
    return [
      .validation: rules.count - draft.validations.count, .condition: conditions.lost,
      .headerFooter: isWhole ? 0 : 1,
      .table: children("tableParts").count,
      .pivotTable: try package.parts(of: sheet.part, type: "pivotTable").count,
      .shape: (elements["controls"] ?? []).count + (elements["oleObjects"] ?? []).count,
    ]
  }

  /// The rows that start a page: each break names the row before it, from 1 (§18.3.1.74).
  var pageStarts: [Int] { starts("rowBreaks", max: CellAddress.rowsMax) }

  private func starts(_ name: String, max: Int) -> [Int] {
    children(name).compactMap { line in
      // A break that the program found itself is none of the user's.
      guard line.attribute("man") == nil || line.flag("man") else { return nil }
      return line.number("id").flatMap { (1..<max).contains($0) ? $0 : nil }
    }.sorted()
  }

  // MARK: - Columns

  private func column(_ element: XMLElement) -> ColumnFormat? {
    guard let first = element.number("min"), let last = element.number("max"), first >= 1,
      last >= first, first <= CellAddress.columnsMax
    else { return nil }
    let width = element.attribute("width").flatMap { DecimalText.parse($0) }
    var mm = width.map { min(max($0, 0), 255) * digitPixels / 96 * 25.4 }
    // A width that nobody asked for, and that is the usual one.
    if let known = mm, !element.flag("customWidth"), abs(known - 22.6) < 0.1 { mm = nil }
    let style = element.number("style") ?? 0
    let column = ColumnFormat(
      first - 1...min(last, CellAddress.columnsMax) - 1, widthMM: mm,
      isHidden: element.flag("hidden"),
      style: style > 0 && style < styleCount ? style : nil)
    return column.isUsual ? nil : column
  }

  /// Cuts columns where a page starts (§18.3.1.14 colBreaks).
  private func breakColumns(_ columns: inout [ColumnFormat]) {
    for start in starts("colBreaks", max: CellAddress.columnsMax) { columns.startPage(at: start) }
  }

  /// How large cells are, for drawings.
  func grid(_ columns: [ColumnFormat]) -> XLSXGrid {
    let usual = elements["sheetFormatPr"]?.first
    func number(_ name: String) -> Double? {
      usual?.attribute(name).flatMap { DecimalText.parse($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
    let characters = number("defaultColWidth") ?? ((number("baseColWidth") ?? 8) + 0.7)
    return XLSXGrid(
      columns: columns, usualWidthMM: characters * digitPixels / 96 * 25.4,
      usualHeightPoints: number("defaultRowHeight") ?? 15
    ) { [package, sheet] last in try package.heights(of: sheet, upTo: last) }
  }

  // MARK: - The rest

  private func fillView(_ view: inout SheetView, _ element: XMLElement) {
    view.showsGrid = element.attribute("showGridLines").map { $0 != "0" && $0 != "false" } ?? true
    if let zoom = element.number("zoomScale"), (10...400).contains(zoom) { view.zoomPercent = zoom }
    guard let pane = element.child("pane"),
      ["frozen", "frozenSplit"].contains(pane.attribute("state") ?? "")
    else { return }
    func split(_ name: String, _ max: Int) -> Int {
      let number = pane.attribute(name).flatMap { DecimalText.parse($0) } ?? 0
      return number >= 0 && number < Double(max) ? Int(number) : 0
    }
    view.frozenColumns = split("xSplit", CellAddress.columnsMax)
    view.frozenRows = split("ySplit", CellAddress.rowsMax)
  }

  private func hyperlink(_ element: XMLElement, _ targets: [String: String]) -> Hyperlink? {
    guard let range = element.attribute("ref").flatMap({ CellRange(a1: $0) }) else { return nil }
    let target: Hyperlink.Target
    if let uri = element.attribute("id").flatMap({ targets[$0] }) {
      let location = element.attribute("location").map { "#" + $0 } ?? ""
      target = .uri(uri + location)
    } else if let location = element.attribute("location") {
      target = XLSXNames.parseTarget(location).map { .cells($0) } ?? .name(location)
    } else {
      return nil
    }
    var link = Hyperlink(range, to: target)
    link.tooltip = element.attribute("tooltip") ?? ""
    return link
  }

  /// The attributes say what is locked, not what is allowed (§18.3.1.85).
  private func protection(_ element: XMLElement) -> SheetProtection? {
    guard element.flag("sheet") else { return nil }
    func isAllowed(_ names: [String]) -> Bool {
      names.allSatisfy { element.attribute($0) != nil && !element.flag($0) }
    }
    var protection = SheetProtection()
    protection.allowsFormatting = isAllowed(["formatCells"])
    protection.allowsInserting = isAllowed(["insertColumns", "insertRows"])
    protection.allowsDeleting = isAllowed(["deleteColumns", "deleteRows"])
    protection.allowsSorting = isAllowed(["sort"])
    protection.allowsSelectingLocked = !element.flag("selectLockedCells")
    protection.allowsSelectingUnlocked = !element.flag("selectUnlockedCells")
    return protection
  }
}

extension XLSXPackage {
  /// The heights of rows that state one, up to a row, in points.
  fileprivate func heights(of sheet: Sheet, upTo last: Int) throws -> [Int: Double] {
    var heights: [Int: Double] = [:]
    var stream = try stream(sheet)
    var row = 0
    while let event = try stream.next() {
      guard event == .start, stream.isElement(XLSXSpace.main, "row") else { continue }
      row = try stream.attribute(nil, "r").flatMap { Int($0) } ?? row + 1
      guard row <= last + 1 else { break }
      let height = try stream.attribute(nil, "ht").flatMap { DecimalText.parse($0) }
      let isHidden = try ["1", "true"].contains(stream.attribute(nil, "hidden") ?? "")
      if isHidden { heights[row - 1] = 0 } else if let height { heights[row - 1] = height }
      try stream.skipElement()
    }
    return heights
  }
}

extension XMLElement {
  /// A whole number that an attribute holds.
  func number(_ name: String) -> Int? { attribute(name).flatMap { Int($0) } }

  /// A truth value that an attribute holds; false where there is none.
  func flag(_ name: String) -> Bool { ["1", "true"].contains(attribute(name) ?? "") }
}
