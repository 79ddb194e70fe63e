internal import Diagnostics
internal import Sheets
internal import XMLStreams
internal import ZipArchives

// What the parts beside content.xml tell: properties, frozen panes.
extension ODSSource {
  /// A small part whose loss is not worth a refusal.
  func tree(_ part: String) throws -> XMLElement? {
    guard let archive, archive.member(part) != nil else { return nil }
    return try archive.unlessDamaged { try XMLPart.parse(archive.read(part)) }
  }

  /// Whether it has macros: LibreOffice keeps them in modules.
  var hasMacros: Bool {
    archive?.members.contains {
      $0.name.hasPrefix("Basic/") && $0.name.hasSuffix(".xml") && !$0.name.contains("/script-")
    } ?? false
  }

  /// - Parameter own: `office:meta` of a flat document.
  /// - Returns: What the document says of itself.
  /// - Throws: `ZipError` where the disk fails.
  /// - Source: ODF 1.3 part 3 §4.3.2 (metadata).
  func properties(_ own: XMLElement?) throws -> DocumentProperties {
    var properties = DocumentProperties()
    guard let meta = try own ?? tree(ODSPart.meta)?.child("meta") else { return properties }
    func text(_ name: String) -> String { meta.child(name)?.text ?? "" }
    properties.title = text("title")
    properties.subject = text("subject")
    properties.creator =
      text("initial-creator").isEmpty ? text("creator") : text("initial-creator")
    properties.description = text("description")
    properties.keywords = meta.all("keyword").map(\.text)
    if !text("creation-date").isEmpty { properties.created = text("creation-date") }
    properties.modified = meta.child("date")?.text
    properties.custom = meta.all("user-defined").prefix(4096).compactMap(Self.custom)
    return properties
  }

  /// - Source: ODF 1.3 part 3 §4.3 meta:user-defined.
  private static func custom(_ element: XMLElement) -> CustomProperty? {
    guard let name = element.attribute("name"), !element.text.isEmpty else { return nil }
    switch element.attribute("value-type") ?? "string" {
    case "float": return DecimalText.parse(element.text).map { CustomProperty(name, .number($0)) }
    case "boolean": return CustomProperty(name, .boolean(element.text == "true"))
    case "date": return CustomProperty(name, .date(element.text))
    default: return CustomProperty(name, .text(element.text))
    }
  }

  /// How each sheet is shown, by its name: LibreOffice keeps that in its settings.
  ///
  /// - Parameter own: `office:settings` of a flat document.
  /// - Returns: The views of those sheets that have one.
  /// - Throws: `ZipError` where the disk fails.
  func views(_ own: XMLElement?) throws -> [String: SheetView] {
    var views: [String: SheetView] = [:]
    func visit(_ element: XMLElement) {
      if element.name == "config-item-map-named", element.attribute("name") == "Tables" {
        for entry in element.all("config-item-map-entry") {
          views[entry.attribute("name") ?? ""] = Self.view(entry)
        }
      } else {
        element.children.forEach(visit)
      }
    }
    if let settings = try own ?? tree(ODSPart.settings) { visit(settings) }
    return views
  }

  private static func view(_ entry: XMLElement) -> SheetView {
    var items: [String: String] = [:]
    for item in entry.all("config-item") { items[item.attribute("name") ?? ""] = item.text }
    func split(_ direction: String, _ max: Int) -> Int {
      // Mode 2 is a frozen split, counted in cells.
      guard items[direction + "SplitMode"] == "2",
        let place = items[direction + "SplitPosition"].flatMap({ Int($0) }),
        (0..<max).contains(place)
      else { return 0 }
      return place
    }
    var view = SheetView()
    view.frozenColumns = split("Horizontal", CellAddress.columnsMax)
    view.frozenRows = split("Vertical", CellAddress.rowsMax)
    view.showsGrid = items["ShowGrid"] != "false"
    if let zoom = items["ZoomValue"].flatMap({ Int($0) }), (10...400).contains(zoom) {
      view.zoomPercent = zoom
    }
    return view
  }
}
