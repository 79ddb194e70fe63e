import Foundation
import TestSupport
import ZipArchives

/// XLSX packages made by hand, one oddity each.
struct XLSXPackages {
  let folder: TemporaryFolder

  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

  /// A workbook of one sheet `S`.
  ///
  /// - Parameters:
  ///   - sheet: The content of the `worksheet` element, its prefix and all.
  ///   - prefix: The prefix of the sheet part, with its colon.
  ///   - shared: The content of the shared strings' `sst` element.
  ///   - workbook: What follows `sheets` in the workbook part.
  ///   - styles: The content of the `styleSheet` element; nil for no such part.
  ///   - extra: More members, or others in place of these; an empty one is left out.
  /// - Returns: The path.
  /// - Throws: The container's error.
  func make(
    sheet: String, prefix: String = "", shared: String? = nil, workbook: String = "",
    styles: String? = nil, extra: [String: String] = [:]
  ) throws -> String {
    let path = folder.file(UUID().uuidString + ".xlsx")
    let colon = prefix.isEmpty ? "" : ":" + prefix.dropLast()
    var parts = [
      "_rels/.rels": Self.relations([("officeDocument", "xl/workbook.xml")]),
      "xl/workbook.xml": """
      <workbook xmlns="\(Self.main)" xmlns:r="\(Self.office)"><sheets>\
      <sheet name="S" sheetId="1" r:id="rId1"/></sheets>\(workbook)</workbook>
      """,
      "xl/_rels/workbook.xml.rels": Self.relations(
        [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml")]
          + (styles == nil ? [] : [("styles", "styles.xml")])),
      "xl/worksheets/sheet1.xml": """
      <\(prefix)worksheet xmlns\(colon)="\(Self.main)">\(sheet)</\(prefix)worksheet>
      """,
    ]
    if let shared {
      parts["xl/sharedStrings.xml"] = "<sst xmlns=\"\(Self.main)\">\(shared)</sst>"
    }
    if let styles {
      parts["xl/styles.xml"] = "<styleSheet xmlns=\"\(Self.main)\">\(styles)</styleSheet>"
    }
    let writer = try ZipWriter(newFile: path)
    for (name, text) in parts.merging(extra, uniquingKeysWith: { $1 }).sorted(by: <) {
      if !text.isEmpty { try writer.add(name, Array(text.utf8)) }
    }
    try writer.finish()
    return path
  }

  /// The sheet part of a workbook.
  static func sheet(_ path: String) throws -> String {
    String(decoding: try ZipArchive(path: path).read("xl/worksheets/sheet1.xml"), as: UTF8.self)
  }

  private static func relations(_ relations: [(type: String, target: String)]) -> String {
    let elements = relations.enumerated().map { place, relation in
      """
      <Relationship Id="rId\(place + 1)" Type="\(office)/\(relation.type)" \
      Target="\(relation.target)"/>
      """
    }
    return "<Relationships xmlns=\"\(package)\">\(elements.joined())</Relationships>"
  }
}
