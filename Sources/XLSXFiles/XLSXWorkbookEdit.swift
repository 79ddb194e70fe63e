import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Edits of the workbook part: names and sheets.
///
/// - Source: ECMA-376 part 1 §18.2.27 workbook, §18.2.5 definedName, §18.2.19 sheet.
extension XLSXEditedDocument {
  /// Lets the names follow a change; print ranges that are gone leave.
  mutating func followNames(_ change: StructureChange) throws {
    let part = try workbookPart()
    let bytes = try plainBytes(part)
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(XLSXNames.main, "definedName") else { continue }
      let start = scanner.range.lowerBound
      let name = try scanner.attribute("name") ?? ""
      let scope = try scanner.attribute("localSheetId").flatMap { Int($0) }
      let own = scope.flatMap { sheets.indices.contains($0) ? sheets[$0].info.name : nil } ?? ""
      var references = XLSXReferences(bytes, change, sheet: own)
      let pass = references
      var isGone = false
      try references.followText(&scanner) { text in
        let new = try pass.follow(formula: text, at: Origin(part: part))
        if let new, new.contains("#REF!"), !text.contains("#REF!") { isGone = true }
        return new
      }
      guard isGone else {
        splices += references.splices
        continue
      }
      guard name.hasPrefix("_xlnm.") else {
        throw EditError.cannotFollow(
          Words(vi: "tên \(name) sẽ mất", en: "the name \(name) would be lost"), at: Origin())
      }
      splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
    }
    try splice(splices, in: part)
    try readWorkbook()
  }

  /// Reads sheets and names again.
  mutating func readWorkbook() throws {
    let part = try workbookPart()
    let workbook = try XMLPart.parse(plainBytes(part))
    let relations = try relationships(of: part)
    let sheets = (workbook.child("sheets")?.all("sheet") ?? []).compactMap {
      sheet -> XLSXPackage.Sheet? in
      let id = sheet.attributes.first { $0.name == "id" && !$0.namespace.isEmpty }?.value
      guard let relation = relations.entry(id) else { return nil }
      let info = SheetInfo(
        name: sheet.attribute("name") ?? "",
        isVisible: !["hidden", "veryHidden"].contains(sheet.attribute("state") ?? "visible"))
      return XLSXPackage.Sheet(
        info: info, part: member(relation.part) ?? relation.part,
        isWorksheet: relation.type == "worksheet")
    }
    let names = (workbook.child("definedNames")?.all("definedName") ?? [])
      .filter { !($0.attribute("name") ?? "").hasPrefix("_xlnm.") }
      .map { NamedRange(name: $0.attribute("name") ?? "", target: XLSXNames.parseTarget($0.text)) }
    setSheets(sheets, names)
  }
}
