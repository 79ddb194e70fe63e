import Sheets
import XMLStreams

/// The parts of a package that is written, beside worksheets and styles.
struct XLSXWrittenParts {
  private static let office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  private static let drawingML = "application/vnd.openxmlformats-officedocument.drawing"
  private static let package = "application/vnd.openxmlformats-package"
  private static let properties =
    "application/vnd.openxmlformats-officedocument.extended-properties+xml"
  private static let custom =
    "application/vnd.openxmlformats-officedocument.custom-properties+xml"

  private let draft: WorkbookDraft
  /// The pictures of all sheets, equal ones once.
  private let images: [SheetImage]

  init(_ draft: WorkbookDraft) {
    self.draft = draft
    var images: [SheetImage] = []
    for image in draft.sheets.flatMap(\.images)
    where !images.contains(where: { $0.bytes == image.bytes }) {
      images.append(image)
    }
    self.images = images
  }

  /// Whether pictures or charts stand on a sheet.
  func hasDrawing(_ sheet: Int) -> Bool {
    !draft.sheets[sheet].images.isEmpty || !draft.sheets[sheet].charts.isEmpty
  }

  // MARK: - The package

  /// `[Content_Types].xml`.
  ///
  /// - Source: ECMA-376 part 2 §7.2.3.2.
  func contentTypes() -> [UInt8] {
    var output = XMLOutput.document()
    output.element("Types", ["xmlns": XLSXNames.contentTypesURI]) { output in
      for (ending, type) in defaults {
        output.element("Default", ["Extension": ending, "ContentType": type])
      }
      for (part, type) in overrides {
        output.element("Override", ["PartName": "/" + part, "ContentType": type])
      }
    }
    return output.bytes
  }

  private var defaults: [(String, String)] {
    var defaults = [
      ("rels", Self.package + ".relationships+xml"), ("xml", "application/xml"),
    ]
    for kind in SheetImage.Kind.allCases where images.contains(where: { $0.kind == kind }) {
      defaults.append((kind.rawValue, kind.mediaType))
    }
    if draft.sheets.contains(where: { !$0.comments.isEmpty }) {
      defaults.append(("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"))
    }
    return defaults
  }

  private var overrides: [(String, String)] {
    var overrides = [
      ("docProps/app.xml", Self.properties),
      ("docProps/core.xml", Self.package + ".core-properties+xml"),
      ("xl/workbook.xml", Self.office + ".sheet.main+xml"),
      ("xl/styles.xml", Self.office + ".styles+xml"),
    ]
    if !draft.properties.custom.isEmpty {
      overrides.append(("docProps/custom.xml", Self.custom))
    }
    for (place, sheet) in draft.sheets.enumerated() {
      overrides.append((XLSXNames.worksheetPart(place), Self.office + ".worksheet+xml"))
      if !sheet.comments.isEmpty {
        overrides.append(("xl/comments\(place + 1).xml", Self.office + ".comments+xml"))
      }
      if hasDrawing(place) {
        overrides.append(("xl/drawings/drawing\(place + 1).xml", Self.drawingML + "+xml"))
      }
      for chart in sheet.charts.indices {
        overrides.append((chartPart(place, chart), Self.drawingML + "ml.chart+xml"))
      }
    }
    return overrides
  }

  /// `_rels/.rels`.
  func packageRelations() -> [UInt8] {
    var related = XLSXWrittenRelations()
    _ = related.add("officeDocument", "xl/workbook.xml")
    _ = related.add(
      XLSXNames.packageRelationshipsURI + "/metadata/core-properties", "docProps/core.xml")
    _ = related.add("extended-properties", "docProps/app.xml")
    if !draft.properties.custom.isEmpty {
      _ = related.add("custom-properties", "docProps/custom.xml")
    }
    return related.part()
  }

  /// The relationships of the workbook part.
  func workbookRelations() -> [UInt8] {
    var related = XLSXWrittenRelations()
    for place in draft.sheets.indices {
      _ = related.add("worksheet", "worksheets/sheet\(place + 1).xml")
    }
    _ = related.add("styles", "styles.xml")
    return related.part()
  }

  /// The pictures.
  func media() -> [(String, [UInt8])] {
    images.enumerated().map { place, image in
      ("xl/media/image\(place + 1).\(image.kind.rawValue)", image.bytes)
    }
  }

  // MARK: - What hangs on a sheet

  /// The parts that a worksheet leads to, and its relationships.
  func sheetParts(_ place: Int, _ related: XLSXWrittenRelations) -> [(String, [UInt8])] {
    let sheet = draft.sheets[place]
    var parts: [(String, [UInt8])] = []
    if !related.isEmpty {
      parts.append(("xl/worksheets/_rels/sheet\(place + 1).xml.rels", related.part()))
    }
    if !sheet.comments.isEmpty {
      parts.append(("xl/comments\(place + 1).xml", XLSXWrittenComments.part(sheet.comments)))
      parts.append(
        (
          "xl/drawings/vmlDrawing\(place + 1).vml",
          XLSXWrittenComments.drawing(sheet.comments, sheet: place)
        ))
    }
    guard hasDrawing(place) else { return parts }
    var drawn = XLSXWrittenRelations()
    let drawing = XLSXWrittenDrawings.part(
      sheet,
      images: sheet.images.map { image in
        let place = images.firstIndex { $0.bytes == image.bytes } ?? 0
        return drawn.add("image", "../media/image\(place + 1).\(image.kind.rawValue)")
      },
      charts: sheet.charts.indices.map { chart in
        drawn.add("chart", "../charts/chart\(chartNumber(place, chart)).xml")
      })
    parts.append(("xl/drawings/drawing\(place + 1).xml", drawing))
    parts.append(("xl/drawings/_rels/drawing\(place + 1).xml.rels", drawn.part()))
    for (index, chart) in sheet.charts.enumerated() {
      parts.append((chartPart(place, index), XLSXWrittenCharts.part(chart)))
    }
    return parts
  }

  private func chartPart(_ sheet: Int, _ chart: Int) -> String {
    "xl/charts/chart\(chartNumber(sheet, chart)).xml"
  }

  /// Charts are numbered through the workbook, from 1.
  private func chartNumber(_ sheet: Int, _ chart: Int) -> Int {
    draft.sheets[..<sheet].reduce(0) { $0 + $1.charts.count } + chart + 1
  }

  // MARK: - The workbook

  /// The workbook part.
  ///
  /// - Source: ECMA-376 part 1 §18.2.27 workbook.
  func workbook(needsCalculation: Bool) -> [UInt8] {
    var output = XMLOutput.document()
    output.element(
      "workbook", ["xmlns": XLSXNames.mainURI, "xmlns:r": XLSXNames.relationshipsURI]
    ) { output in
      if draft.locksStructure { output.element("workbookProtection", ["lockStructure": "1"]) }
      output.element("bookViews") { output in
        let first = draft.firstVisible
        output.element("workbookView", first == 0 ? [:] : ["activeTab": String(first)])
      }
      output.element("sheets") { output in
        for (index, sheet) in draft.sheets.enumerated() {
          output.raw("<sheet")
          output.attribute("name", sheet.name)
          output.attribute("sheetId", "\(index + 1)")
          if sheet.visibility != .visible { output.attribute("state", sheet.visibility.rawValue) }
          output.attribute("r:id", "rId\(index + 1)")
          output.raw("/>")
        }
      }
      writeNames(to: &output)
      // Excel computes on opening what came without a value.
      if needsCalculation { output.element("calcPr", ["fullCalcOnLoad": "1"]) }
    }
    return output.bytes
  }

  private func writeNames(to output: inout XMLOutput) {
    let printed = draft.sheets.contains {
      $0.printArea != nil || $0.repeatedRows != nil || $0.repeatedColumns != nil
        || $0.autoFilter != nil
    }
    guard printed || !draft.namedRanges.isEmpty else { return }
    output.element("definedNames") { output in
      XLSXPage.writeNames(draft.sheets, to: &output)
      for name in draft.namedRanges {
        guard let text = name.target.map(XLSXNames.target) ?? name.formula?.text else { continue }
        output.raw("<definedName")
        output.attribute("name", name.name)
        let scope = name.scope.flatMap { scope in
          draft.sheets.firstIndex { $0.name.lowercased() == scope.lowercased() }
        }
        if let scope { output.attribute("localSheetId", String(scope)) }
        output.raw(">")
        output.text(text)
        output.raw("</definedName>")
      }
    }
  }
}
