internal import Sheets
internal import XMLStreams

/// styles.xml of a workbook that is written: the default style, page layouts, master pages.
///
/// - Source: ODF 1.3 part 3, `style:page-layout`, `style:master-page`.
struct ODSPage {
  /// The page setups of all sheets, each once.
  private(set) var setups: [PageSetup] = []

  init(_ sheets: [SheetDraft]) {
    for sheet in sheets where !setups.contains(sheet.page) { setups.append(sheet.page) }
  }

  /// The place of a sheet's setup.
  func master(of sheet: SheetDraft) -> Int { setups.firstIndex(of: sheet.page) ?? 0 }

  /// The name of a master page; the first is the one that LibreOffice takes for its own.
  static func masterName(_ place: Int) -> String { place == 0 ? "Default" : "Page\(place + 1)" }

  /// A length in millimetres.
  static func mm(_ length: Double) -> String { DecimalText.print(length) + "mm" }

  /// styles.xml.
  func part(fonts styles: ODSStyles) -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-styles" + ODSDocument.namespaces + ">")
    styles.writeFonts(to: &output)
    output.element("office:styles") { Self.writeDefaults(to: &$0) }
    output.element("office:automatic-styles") { output in
      for (place, setup) in setups.enumerated() { Self.writeLayout(setup, place, to: &output) }
      output.element("style:style", ["style:name": "PageNumber", "style:family": "paragraph"]) {
        $0.element("style:paragraph-properties", ["fo:text-align": "center"])
      }
    }
    output.element("office:master-styles") { output in
      for (place, setup) in setups.enumerated() { Self.writeMaster(setup, place, to: &output) }
    }
    output.raw("</office:document-styles>")
    return output.bytes
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
      ODSStyles.writeTextProperties(Font(), to: &$0)
    }
  }

  /// The page number's band lies inside the upper margin, so that the text begins where the margin
  /// ends on every page.
  private static func writeLayout(_ setup: PageSetup, _ place: Int, to output: inout XMLOutput) {
    let band = setup.numbersPagesAfterFirst ? min(10, setup.margins.top / 2) : 0
    output.element("style:page-layout", ["style:name": "pm\(place + 1)"]) { output in
      output.raw("<style:page-layout-properties")
      output.attribute("fo:page-width", setup.isLandscape ? "297mm" : "210mm")
      output.attribute("fo:page-height", setup.isLandscape ? "210mm" : "297mm")
      output.attribute("style:print-orientation", setup.isLandscape ? "landscape" : "portrait")
      output.attribute("fo:margin-top", mm(setup.margins.top - band))
      output.attribute("fo:margin-bottom", mm(setup.margins.bottom))
      output.attribute("fo:margin-left", mm(setup.margins.left))
      output.attribute("fo:margin-right", mm(setup.margins.right))
      if setup.fitsWidth { output.attribute("style:scale-to-X", "1") }
      output.raw("/>")
      if setup.numbersPagesAfterFirst {
        output.element("style:header-style") {
          $0.element(
            "style:header-footer-properties",
            [
              "svg:height": mm(band), "fo:margin-left": "0mm", "fo:margin-right": "0mm",
              "fo:margin-bottom": mm(band / 5),
            ])
        }
      }
    }
  }

  private static func writeMaster(_ setup: PageSetup, _ place: Int, to output: inout XMLOutput) {
    output.element(
      "style:master-page",
      ["style:name": masterName(place), "style:page-layout-name": "pm\(place + 1)"]
    ) { output in
      guard setup.numbersPagesAfterFirst else {
        output.element("style:header", ["style:display": "false"])
        output.element("style:footer", ["style:display": "false"])
        return
      }
      output.element("style:header") { output in
        output.element("text:p", ["text:style-name": "PageNumber"]) {
          $0.element("text:page-number") { $0.text("1") }
        }
      }
      output.element("style:header-left", ["style:display": "false"])
      output.element("style:header-first") { $0.element("text:p") }
      output.element("style:footer", ["style:display": "false"])
    }
  }
}

/// What every part of a document that is written begins with.
enum ODSDocument {
  /// The namespaces and the version, as attributes of a root element.
  static let namespaces: String = {
    let names = [
      ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
      ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("number", "datastyle"),
      ("meta", "meta"),
    ]
    let declared = names.map {
      " xmlns:\($0.0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0.1):1.0\""
    }
    return declared.joined()
      + " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\""
      + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      + " office:version=\"1.3\""
  }()

  /// meta.xml.
  static func meta(_ properties: DocumentProperties) -> [UInt8] {
    var output = XMLOutput.document()
    output.raw("<office:document-meta" + namespaces + ">")
    output.element("office:meta") { output in
      output.element("meta:generator") { $0.text("BaKhong") }
      if !properties.title.isEmpty { output.element("dc:title") { $0.text(properties.title) } }
      output.element("meta:creation-date") { $0.text(properties.created) }
      output.element("dc:date") { $0.text(properties.created) }
    }
    output.raw("</office:document-meta>")
    return output.bytes
  }

  /// META-INF/manifest.xml.
  static func manifest(_ parts: [String]) -> [UInt8] {
    var output = XMLOutput.document()
    let namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    output.element(
      "manifest:manifest", ["xmlns:manifest": namespace, "manifest:version": "1.3"]
    ) { output in
      output.element(
        "manifest:file-entry",
        [
          "manifest:full-path": "/", "manifest:version": "1.3",
          "manifest:media-type": ODSPart.mediaType,
        ])
      for part in parts {
        output.element(
          "manifest:file-entry",
          ["manifest:full-path": part, "manifest:media-type": "text/xml"])
      }
    }
    return output.bytes
  }
}
