import Diagnostics
public import Sheets
import XMLStreams
import ZipArchives

/// Writes an XLSX workbook, transitional, the same bytes for the same content.
///
/// Text stands in the cells themselves, so that a row is final once it is written.
///
/// - Source: ECMA-376 part 1 §18.2, §18.3; the order of a worksheet's children is §18.3.1.99's.
public struct XLSXWriter: WorkbookWriter, ~Copyable {
  private let draft: WorkbookDraft
  private let path: String
  private let zip: ZipWriter
  private var styles: XLSXStyles
  private var sheet = 0
  private var row = 0
  private var pageStarts: [Int] = []
  private var output = XMLOutput()

  /// Starts a workbook.
  ///
  /// - Parameters:
  ///   - draft: All but the rows.
  ///   - path: A file that does not exist yet.
  /// - Throws: `DraftError` when the draft makes no workbook, `ZipError` when the file cannot be
  ///   made.
  public init(_ draft: WorkbookDraft, toNewFile path: String) throws {
    try placing(Origin(file: path)) { try draft.check() }
    let zip = try ZipWriter(newFile: path)
    try zip.add("[Content_Types].xml", Self.contentTypes(draft))
    try zip.add("_rels/.rels", Self.packageRelations())
    try zip.add("docProps/app.xml", Self.applicationProperties())
    try zip.add("docProps/core.xml", Self.coreProperties(draft.properties))
    try zip.add("xl/workbook.xml", Self.workbook(draft))
    try zip.add("xl/_rels/workbook.xml.rels", Self.workbookRelations(draft))
    styles = XLSXStyles(draft.styles)
    self.draft = draft
    self.path = path
    self.zip = zip
    beginSheet()
  }

  /// Adds a row to the sheet that is being written.
  public mutating func append(_ row: RowDraft) throws {
    guard sheet < draft.sheets.count else { throw DraftError.sheetCount(at: Origin(file: path)) }
    let setup = draft.sheets[sheet]
    try placing(Origin(file: path, sheet: setup.name)) {
      let merges = setup.merges.filter { $0.rows.contains(self.row) }
      try draft.check(row, at: self.row, merges: merges)
      try checkDates(row)
    }
    output.raw("<row r=\"\(self.row + 1)\"")
    if let height = row.heightPoints {
      output.attribute("ht", DecimalText.print(height))
      output.raw(" customHeight=\"1\"")
    }
    output.raw(">")
    for (column, cell) in row.cells.enumerated() where cell.value != .empty || cell.style != 0 {
      XLSXValues.write(
        cell.value, at: CellAddress(row: self.row, column: column),
        style: String(styles.cell(cell.style, for: cell.value)), to: &output)
    }
    output.raw("</row>")
    if row.startsPage && self.row > 0 { pageStarts.append(self.row) }
    self.row += 1
  }

  /// Excel has no days before its first.
  private func checkDates(_ row: RowDraft) throws {
    for (column, cell) in row.cells.enumerated() {
      guard case .date(let date) = cell.value,
        !XLSXValues.hasSerial(date, uses1904Epoch: false)
      else { continue }
      let address = CellAddress(row: self.row, column: column)
      throw XLSXError.earlyDate(at: Origin(cell: address.a1))
    }
  }

  /// Ends the sheet that is being written; rows after it belong to the next one.
  public mutating func endSheet() throws {
    guard sheet < draft.sheets.count else { throw DraftError.sheetCount(at: Origin(file: path)) }
    output.raw("</sheetData>")
    let setup = draft.sheets[sheet]
    if !setup.merges.isEmpty {
      output.element("mergeCells", ["count": String(setup.merges.count)]) { output in
        for merge in setup.merges { output.element("mergeCell", ["ref": merge.a1]) }
      }
    }
    XLSXPage.write(setup.page, to: &output)
    XLSXPage.writeBreaks(pageStarts, prefix: "", to: &output)
    output.raw("</worksheet>")
    try zip.add(XLSXNames.worksheetPart(sheet), output.bytes)
    sheet += 1
    row = 0
    pageStarts = []
    if sheet < draft.sheets.count { beginSheet() }
  }

  /// Ends the workbook after its last sheet and writes the file whole.
  public consuming func finish() throws {
    guard sheet == draft.sheets.count else {
      throw DraftError.sheetCount(at: Origin(file: path))
    }
    try zip.add("xl/styles.xml", styles.part())
    try zip.finish()
  }

  private mutating func beginSheet() {
    let setup = draft.sheets[sheet]
    output = .document()
    output.raw("<worksheet xmlns=\"\(XLSXNames.mainURI)\">")
    XLSXPage.writeProperties(setup.page, to: &output)
    output.element("sheetViews") { output in
      let isFirst = sheet == 0
      output.element(
        "sheetView",
        isFirst ? ["tabSelected": "1", "workbookViewId": "0"] : ["workbookViewId": "0"])
    }
    output.element("sheetFormatPr", ["defaultRowHeight": "17"])
    if !setup.columnWidthsMM.isEmpty {
      output.element("cols") { output in
        for (index, width) in setup.columnWidthsMM.enumerated() {
          let number = String(index + 1)
          output.element(
            "col",
            [
              "min": number, "max": number, "width": Self.characters(width), "customWidth": "1",
            ])
        }
      }
    }
    output.raw("<sheetData>")
  }

  /// A width in digits of the default font, Times New Roman 13: half an em each, 8.5 pixels of
  /// 1/96 inch.
  ///
  /// - Source: ECMA-376 part 1 §18.3.1.13.
  private static func characters(_ millimetres: Double) -> String {
    let pixels = millimetres / 25.4 * 96
    return DecimalText.print((pixels / 8.5 * 256).rounded() / 256)
  }
}

// MARK: - The small parts

extension XLSXWriter {
  private static let office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  private static let package = "application/vnd.openxmlformats-package"
  private static let properties =
    "application/vnd.openxmlformats-officedocument.extended-properties+xml"

  private static func contentTypes(_ draft: WorkbookDraft) -> [UInt8] {
    var overrides = [
      ("docProps/app.xml", properties), ("docProps/core.xml", package + ".core-properties+xml"),
      ("xl/workbook.xml", office + ".sheet.main+xml"), ("xl/styles.xml", office + ".styles+xml"),
    ]
    for sheet in draft.sheets.indices {
      overrides.append((XLSXNames.worksheetPart(sheet), office + ".worksheet+xml"))
    }
    var output = XMLOutput.document()
    output.element("Types", ["xmlns": XLSXNames.contentTypesURI]) { output in
      output.element(
        "Default", ["Extension": "rels", "ContentType": package + ".relationships+xml"])
      output.element("Default", ["Extension": "xml", "ContentType": "application/xml"])
      for (part, type) in overrides {
        output.element("Override", ["PartName": "/" + part, "ContentType": type])
      }
    }
    return output.bytes
  }

  private static func packageRelations() -> [UInt8] {
    relations([
      (XLSXNames.relationshipsURI + "/officeDocument", "xl/workbook.xml"),
      (XLSXNames.packageRelationshipsURI + "/metadata/core-properties", "docProps/core.xml"),
      (XLSXNames.relationshipsURI + "/extended-properties", "docProps/app.xml"),
    ])
  }

  private static func workbookRelations(_ draft: WorkbookDraft) -> [UInt8] {
    let sheets = draft.sheets.indices.map {
      (XLSXNames.relationshipsURI + "/worksheet", "worksheets/sheet\($0 + 1).xml")
    }
    return relations(sheets + [(XLSXNames.relationshipsURI + "/styles", "styles.xml")])
  }

  private static func relations(_ relations: [(type: String, target: String)]) -> [UInt8] {
    var output = XMLOutput.document()
    output.element("Relationships", ["xmlns": XLSXNames.packageRelationshipsURI]) { output in
      for (index, relation) in relations.enumerated() {
        output.element(
          "Relationship",
          ["Id": "rId\(index + 1)", "Type": relation.type, "Target": relation.target])
      }
    }
    return output.bytes
  }

  private static func workbook(_ draft: WorkbookDraft) -> [UInt8] {
    var output = XMLOutput.document()
    output.element(
      "workbook", ["xmlns": XLSXNames.mainURI, "xmlns:r": XLSXNames.relationshipsURI]
    ) { output in
      output.element("bookViews") { $0.element("workbookView") }
      output.element("sheets") { output in
        for (index, sheet) in draft.sheets.enumerated() {
          output.element(
            "sheet",
            ["name": sheet.name, "sheetId": "\(index + 1)", "r:id": "rId\(index + 1)"])
        }
      }
      let needsNames = draft.sheets.contains { $0.printArea != nil || $0.repeatedRows != nil }
      guard needsNames || !draft.namedRanges.isEmpty else { return }
      output.element("definedNames") { output in
        XLSXPage.writeNames(draft.sheets, to: &output)
        for range in draft.namedRanges {
          guard let target = range.target else { continue }
          output.element("definedName", ["name": range.name]) {
            $0.text(XLSXNames.target(target))
          }
        }
      }
    }
    return output.bytes
  }

  private static func applicationProperties() -> [UInt8] {
    let namespace =
      "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    var output = XMLOutput.document()
    output.element("Properties", ["xmlns": namespace]) { output in
      output.element("Application") { $0.text("BaKhong") }
    }
    return output.bytes
  }

  private static func coreProperties(_ properties: DocumentProperties) -> [UInt8] {
    let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    var output = XMLOutput.document()
    output.element(
      "cp:coreProperties",
      [
        "xmlns:cp": core, "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      ]
    ) { output in
      if !properties.title.isEmpty { output.element("dc:title") { $0.text(properties.title) } }
      output.element("dcterms:created", ["xsi:type": "dcterms:W3CDTF"]) {
        $0.text(properties.created)
      }
    }
    return output.bytes
  }
}
