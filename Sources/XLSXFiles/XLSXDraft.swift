internal import Diagnostics
public import Sheets
internal import XMLStreams

extension XLSXReader {
  /// Reads all but the rows.
  ///
  /// Left out are images, charts, validations and conditional formats.
  ///
  /// - Returns: The sheets with what hangs on them, the names, the styles, the properties.
  /// - Throws: ``XLSXError``, or the container's or the XML's error, with the sheet in its origin.
  public func readDraft() throws -> WorkbookDraft {
    var draft = WorkbookDraft(sheets: [], styles: try package.cellStyles())
    draft.namedRanges = namedRanges
    draft.properties = package.properties()
    for (place, sheet) in package.sheets.enumerated() {
      var sheetDraft = SheetDraft(name: sheet.info.name)
      sheetDraft.visibility = package.visibility(place)
      package.addPrintNames(to: &sheetDraft, place)
      if sheet.isWorksheet {
        try placing(Origin(file: package.path, part: sheet.part, sheet: sheet.info.name)) {
          try XLSXSheetDetails(package, sheet).fill(&sheetDraft)
        }
      }
      draft.sheets.append(sheetDraft)
    }
    return draft
  }

  /// Reads one sheet with the formats of its rows, the styles of its cells and the formulas.
  public func readStyledRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    let worksheet = package.sheets[sheet]
    guard worksheet.isWorksheet else { return }
    try placing(Origin(file: package.path, part: worksheet.part, sheet: worksheet.info.name)) {
      var cells = try cells(of: worksheet, isQuick: false)
      cells.keepsStyles = true
      while try cells.next() {
        var row = SheetRow(
          index: cells.row.index, cells: cells.styledCells, format: cells.format)
        row.repeated = 1
        guard try body(row) else { return }
      }
    }
  }
}

/// What a worksheet part holds beside its rows.
///
/// - Source: ECMA-376 part 1 §18.3.1: cols, sheetViews, mergeCells, hyperlinks, pageSetup …
private struct XLSXSheetDetails {
  private let package: XLSXPackage
  private let part: String
  private var elements: [String: [XMLElement]] = [:]

  init(_ package: XLSXPackage, _ sheet: XLSXPackage.Sheet) throws {
    self.package = package
    part = sheet.part
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

  func fill(_ draft: inout SheetDraft) throws {
    draft.tabColor = children("sheetPr").first { $0.name == "tabColor" }?
      .attribute("rgb").flatMap { Color(hex: $0) }
    draft.columns = children("cols").compactMap(column)
    draft.merges = children("mergeCells").compactMap {
      $0.attribute("ref").flatMap { CellRange(a1: $0) }
    }
    draft.autoFilter = elements["autoFilter"]?.first?.attribute("ref").flatMap {
      CellRange(a1: $0)
    }
    if let view = children("sheetViews").first { fillView(&draft.view, view) }
    fillPage(&draft.page)
    let targets = package.externalTargets(of: part)
    draft.hyperlinks = children("hyperlinks").compactMap { hyperlink($0, targets) }
    draft.comments = try package.comments(of: part)
    if let protection = elements["sheetProtection"]?.first,
      protection.flag("sheet")
    {
      draft.protection = SheetProtection()
    }
  }

  /// Widths count digits of the default font, 8.5 pixels each in the forms that we write.
  private func column(_ element: XMLElement) -> ColumnFormat? {
    guard let first = element.number("min"), let last = element.number("max"), first >= 1,
      last >= first, last <= CellAddress.columnsMax
    else { return nil }
    let width = element.attribute("width").flatMap { DecimalText.parse($0) }
    return ColumnFormat(
      first - 1...last - 1, widthMM: width.map { min($0, 255) * 8.5 / 96 * 25.4 },
      isHidden: element.flag("hidden"), style: element.number("style"))
  }

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

  private func fillPage(_ page: inout PageSetup) {
    if let margins = elements["pageMargins"]?.first {
      func mm(_ name: String, _ usual: Double) -> Double {
        let inches = margins.attribute(name).flatMap { DecimalText.parse($0) }
        return inches.map { min(max($0, 0), 20) * 25.4 } ?? usual
      }
      page.margins = MarginsMM(
        top: mm("top", 20), bottom: mm("bottom", 20), left: mm("left", 30), right: mm("right", 15))
    }
    let fits = children("sheetPr").contains { $0.name == "pageSetUpPr" && $0.flag("fitToPage") }
    if let setup = elements["pageSetup"]?.first {
      page.isLandscape = setup.attribute("orientation") == "landscape"
      let papers: [Int: PaperSize] = [1: .letter, 5: .legal, 8: .a3, 9: .a4, 11: .a5]
      page.paper = setup.number("paperSize").flatMap { papers[$0] } ?? page.paper
      if let scale = setup.number("scale"), (10...400).contains(scale) {
        page.scale = .percent(scale)
      }
      if fits {
        func pages(_ name: String) -> Int? {
          let count = setup.number(name) ?? 1
          return (1...32_767).contains(count) ? count : nil
        }
        page.scale = .pages(across: pages("fitToWidth"), down: pages("fitToHeight"))
      }
    }
    guard let options = elements["printOptions"]?.first else { return }
    page.centersHorizontally = options.flag("horizontalCentered")
    page.centersVertically = options.flag("verticalCentered")
    page.printsGrid = options.flag("gridLines")
    page.printsHeadings = options.flag("headings")
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
}

extension XMLElement {
  /// A whole number that an attribute holds.
  func number(_ name: String) -> Int? { attribute(name).flatMap { Int($0) } }

  /// A truth value that an attribute holds; false where there is none.
  func flag(_ name: String) -> Bool { ["1", "true"].contains(attribute(name) ?? "") }
}
