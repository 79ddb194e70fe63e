internal import Sheets
internal import XMLStreams

/// styles.xml of a workbook that is written: the default style, page layouts, master pages, and the
/// styles that conditional formats apply.
///
/// - Source: ODF 1.3 part 3 §16.5 style:page-layout, §16.9 style:master-page.
struct ODSPage {
  /// The page setups of all sheets, each once.
  private(set) var setups: [PageSetup] = []
  /// What conditional formats change, each once.
  private(set) var looks: [ConditionalLook] = []

  init(_ sheets: [SheetDraft]) {
    for sheet in sheets where !setups.contains(sheet.page) { setups.append(sheet.page) }
    for rule in sheets.flatMap({ $0.conditionalFormats.flatMap(\.rules) })
    where !looks.contains(rule.look) {
      looks.append(rule.look)
    }
  }

  /// The place of a sheet's setup.
  func master(of sheet: SheetDraft) -> Int { setups.firstIndex(of: sheet.page) ?? 0 }

  /// The name of the style that a conditional format applies.
  func name(of look: ConditionalLook) -> String {
    "ConditionalStyle_\((looks.firstIndex(of: look) ?? 0) + 1)"
  }

  /// The name of a master page; the first is the one that LibreOffice takes for its own.
  static func masterName(_ place: Int) -> String { place == 0 ? "Default" : "Page\(place + 1)" }

  /// A length in millimetres.
  static func mm(_ length: Double) -> String { DecimalText.print(length) + "mm" }

  /// styles.xml.
  func part(fonts styles: ODSStyles) -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-styles" + ODSDocument.namespaces + ">")
    styles.writeFonts(to: &output)
    writeStyles(to: &output)
    output.element("office:automatic-styles") { writeAutomatic(to: &$0) }
    writeMasters(to: &output)
    output.raw("</office:document-styles>")
    return output.bytes
  }

  /// Writes `office:styles`.
  func writeStyles(to output: inout XMLOutput) {
    output.element("office:styles") { output in
      Self.writeDefaults(to: &output)
      for look in looks { ODSWrittenStyle.write(look, name: name(of: look), to: &output) }
    }
  }

  /// Writes what stands in `office:automatic-styles`: layouts, and paragraphs of headers.
  func writeAutomatic(to output: inout XMLOutput) {
    for (place, setup) in setups.enumerated() { Self.writeLayout(setup, place, to: &output) }
    output.element(
      "style:style", ["style:name": "Band_center", "style:family": "paragraph"]
    ) {
      $0.element("style:paragraph-properties", ["fo:text-align": "center"])
    }
  }

  /// Writes `office:master-styles`.
  func writeMasters(to output: inout XMLOutput) {
    output.element("office:master-styles") { output in
      for (place, setup) in setups.enumerated() { Self.writeMaster(setup, place, to: &output) }
    }
  }

  /// Vietnamese text in Times New Roman 13, as Nghị định 30/2020/NĐ-CP asks.
  private static func writeDefaults(to output: inout XMLOutput) {
    output.element("style:default-style", ["style:family": "table-cell"]) {
      $0.element(
        "style:text-properties",
        [
          "style:font-name": Font().name, "fo:font-size": "13pt", "fo:language": "vi",
          "fo:country": "VN",
        ])
    }
    output.element("style:style", ["style:name": "Default", "style:family": "table-cell"]) {
      ODSWrittenStyle.writeText(Font(), to: &$0)
    }
  }

  // MARK: - Layouts

  /// Header and footer lie inside the margins, so that the text begins where the margin ends on
  /// every page.
  private static func writeLayout(_ setup: PageSetup, _ place: Int, to output: inout XMLOutput) {
    let header = setup.header.isEmpty ? 0 : min(10, setup.margins.top / 2)
    let footer = setup.footer.isEmpty ? 0 : min(10, setup.margins.bottom / 2)
    let (width, height) = (setup.paper.widthMM, setup.paper.heightMM)
    output.element("style:page-layout", ["style:name": "pm\(place + 1)"]) { output in
      output.raw("<style:page-layout-properties")
      output.attribute("fo:page-width", mm(setup.isLandscape ? height : width))
      output.attribute("fo:page-height", mm(setup.isLandscape ? width : height))
      output.attribute("style:print-orientation", setup.isLandscape ? "landscape" : "portrait")
      output.attribute("fo:margin-top", mm(setup.margins.top - header))
      output.attribute("fo:margin-bottom", mm(setup.margins.bottom - footer))
      output.attribute("fo:margin-left", mm(setup.margins.left))
      output.attribute("fo:margin-right", mm(setup.margins.right))
      writeScale(setup.scale, to: &output)
      writePrinted(setup, to: &output)
      output.raw("/>")
      writeBand("header", header, near: "fo:margin-bottom", to: &output)
      writeBand("footer", footer, near: "fo:margin-top", to: &output)
    }
  }

  private static func writeScale(_ scale: PageSetup.Scale, to output: inout XMLOutput) {
    switch scale {
    case .percent(let percent):
      guard percent != 100 else { return }
      output.attribute("style:scale-to", "\(max(10, min(400, percent)))%")
    case .pages(let across, let down):
      if let across { output.attribute("style:scale-to-X", String(max(0, across))) }
      if let down { output.attribute("style:scale-to-Y", String(max(0, down))) }
    }
  }

  private static func writePrinted(_ setup: PageSetup, to output: inout XMLOutput) {
    let centering: String? =
      switch (setup.centersHorizontally, setup.centersVertically) {
      case (true, true): "both"
      case (true, false): "horizontal"
      case (false, true): "vertical"
      case (false, false): nil
      }
    if let centering { output.attribute("style:table-centering", centering) }
    guard setup.printsGrid || setup.printsHeadings else { return }
    let usual = "charts drawings objects zero-values"
    output.attribute(
      "style:print",
      (setup.printsGrid ? "grid " : "") + (setup.printsHeadings ? "headers " : "") + usual)
  }

  private static func writeBand(
    _ name: String, _ height: Double, near margin: String, to output: inout XMLOutput
  ) {
    guard height > 0 else { return }
    output.element("style:\(name)-style") { output in
      output.raw("<style:header-footer-properties")
      output.attribute("svg:height", mm(height))
      output.attribute("fo:margin-left", "0mm")
      output.attribute("fo:margin-right", "0mm")
      output.attribute(margin, mm(height / 5))
      output.raw("/>")
    }
  }

  // MARK: - Headers and footers

  private static func writeMaster(_ setup: PageSetup, _ place: Int, to output: inout XMLOutput) {
    output.element(
      "style:master-page",
      ["style:name": masterName(place), "style:page-layout-name": "pm\(place + 1)"]
    ) { output in
      for (name, band) in [("header", setup.header), ("footer", setup.footer)] {
        guard !band.isEmpty else {
          output.element("style:" + name, ["style:display": "false"])
          continue
        }
        output.element("style:" + name) { write(band, to: &$0) }
        output.element("style:\(name)-left", ["style:display": "false"])
        if setup.leavesFirstPageBare {
          output.element("style:\(name)-first") { $0.element("text:p") }
        }
      }
    }
  }

  private static func write(_ band: HeaderFooter, to output: inout XMLOutput) {
    if band.left.isEmpty && band.right.isEmpty {
      return writeLines(band.center, style: "Band_center", to: &output)
    }
    let regions = [("left", band.left), ("center", band.center), ("right", band.right)]
    for (name, pieces) in regions {
      output.element("style:region-" + name) { writeLines(pieces, style: nil, to: &$0) }
    }
  }

  private static func writeLines(
    _ pieces: [HeaderFooter.Piece], style: String?, to output: inout XMLOutput
  ) {
    let start = style.map { "<text:p text:style-name=\"\($0)\">" } ?? "<text:p>"
    output.raw(start)
    for piece in pieces {
      switch piece {
      case .text(let text):
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated() {
          if place > 0 { output.raw("</text:p>" + start) }
          output.spaced(String(line))
        }
      case .page: output.element("text:page-number") { $0.text("1") }
      case .pages: output.element("text:page-count") { $0.text("1") }
      case .sheet: output.element("text:sheet-name") { $0.text("?") }
      case .file:
        output.element("text:file-name", ["text:display": "name-and-extension"]) { $0.text("?") }
      case .date: output.element("text:date")
      case .time: output.element("text:time")
      }
    }
    output.raw("</text:p>")
  }
}
