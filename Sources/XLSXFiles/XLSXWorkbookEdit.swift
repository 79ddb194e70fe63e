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
      // Rows on each page are whole: a block that moves does not take them along.
      let isTitle = name == "_xlnm.Print_Titles" && change.blockMove != nil
      try references.followText(&scanner) { text in
        let new = isTitle ? nil : try pass.follow(formula: text, at: Origin(part: part))
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

  // MARK: - Sheets

  /// Adds an empty sheet as the tab of this place.
  mutating func addSheet(_ name: String, at place: Int) throws {
    let empty = """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <worksheet xmlns="\(XLSXNames.mainURI)"><sheetData/></worksheet>
      """
    _ = try addSheet(name, at: place, bytes: Array(empty.utf8))
  }

  /// Adds a sheet with this part; tells the part's name.
  mutating func addSheet(
    _ name: String, at place: Int, bytes: [UInt8]
  ) throws -> String {
    try checkNew(name)
    guard (0...sheets.count).contains(place) else { throw EditError.noSuchSheet(at: Origin()) }
    let workbook = try workbookPart()
    let sheetPart = freePart("xl/worksheets/sheet", ".xml")
    try add(
      bytes, as: sheetPart,
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    var relationships = try relationships(of: workbook)
    let id = try relationships.add(type: "worksheet", part: sheetPart)
    put(relationships.bytes, as: relationships.name)
    let list = try sheetElements()
    let number = (list.compactMap(\.number).max() ?? 0) + 1
    var output = XMLOutput()
    output.raw("<\(list[0].prefix)sheet xmlns:r=\"\(XLSXNames.relationshipsURI)\"")
    output.attribute("name", name)
    output.attribute("sheetId", String(number))
    output.attribute("r:id", id)
    output.raw("/>")
    let start = place < list.count ? list[place].range.lowerBound : list[place - 1].range.upperBound
    try splice([XMLSplice(range: start..<start, bytes: output.bytes)], in: workbook)
    try renumber { $0 >= place ? $0 + 1 : $0 }
    return sheetPart
  }

  /// Gives a sheet another name.
  mutating func renameSheet(_ old: String, to new: String) throws {
    let place = try sheet(old)
    if old.lowercased() != new.lowercased() { try checkNew(new) }
    try DraftError.checkSheetName(new)
    try follow(.renameSheet(old, to: new))
    let element = try sheetElements()[place]
    let part = try workbookPart()
    let bytes = try plainBytes(part)
    var scanner = XMLScanner(bytes)
    while try scanner.next() != nil, scanner.range.lowerBound < element.range.lowerBound {}
    guard let range = scanner.attributeRange(nil, "name") else { return }
    try splice([XMLSplice(range: range, bytes: scanner.valueBytes(new, at: range))], in: part)
    try readWorkbook()
  }

  /// Deletes a sheet that nothing else refers to.
  mutating func deleteSheet(_ name: String) throws {
    let place = try sheet(name)
    guard sheets.count > 1 else {
      throw EditError.unsupported(
        Words(vi: "trang duy nhất", en: "the only sheet"), at: Origin(sheet: name))
    }
    let change = StructureChange.deleteSheet(name, order: sheets.map(\.info.name))
    for sheet in sheets where sheet.isWorksheet && sheet.info.name != name {
      let splices = try XLSXSheetReferences.splices(
        plainBytes(sheet.part), change, sheet: sheet.info.name, movesCells: false)
      guard splices.isEmpty else {
        throw EditError.cannotFollow(
          Words(vi: "nơi khác còn dùng trang này", en: "something else refers to the sheet"),
          at: Origin(sheet: sheet.info.name))
      }
    }
    let workbook = try workbookPart()
    let element = try sheetElements()[place]
    try splice([XMLSplice(range: element.range, bytes: [])], in: workbook)
    try renumber { $0 == place ? nil : $0 > place ? $0 - 1 : $0 }
    let part = sheetPart(element.id) ?? ""
    var relationships = try relationships(of: workbook)
    try relationships.remove { $0.id == element.id }
    put(relationships.bytes, as: relationships.name)
    // Its own charts leave before it is asked whether something still refers to it.
    try removeTree(part)
    try follow(change)
    try readWorkbook()
    try removeCalculationChain()
  }

  /// Takes out a part and all that hangs on it alone.
  private mutating func removeTree(_ part: String) throws {
    let owners = memberNames.filter { $0.hasSuffix(".rels") }
    let own = XLSXRelationships.name(of: part)
    let children = try relationships(of: part).entries.filter { !$0.isExternal }.map(\.part)
    try remove(part)
    try remove(own)
    var shared: Set<String> = []
    for owner in owners where owner != own {
      guard let bytes = try bytes(owner) else { continue }
      let of = owner.replacing("_rels/", with: "").dropLast(".rels".count)
      shared.formUnion(try XLSXRelationships(bytes, of: String(of)).entries.map(\.part))
    }
    for child in Set(children) where !shared.contains(child) && member(child) != nil {
      try removeTree(child)
    }
  }

  private func sheetPart(_ id: String) -> String? {
    (try? relationships(of: workbookPart()).entry(id)?.part).flatMap { member($0) }
  }

  /// Moves a sheet's tab to another place.
  mutating func moveSheet(_ name: String, to place: Int) throws {
    let from = try sheet(name)
    guard sheets.indices.contains(place) else { throw EditError.noSuchSheet(at: Origin()) }
    guard from != place else { return }
    let list = try sheetElements()
    let part = try workbookPart()
    let bytes = try plainBytes(part)
    let start = place > from ? list[place].range.upperBound : list[place].range.lowerBound
    try splice(
      [
        XMLSplice(range: start..<start, bytes: Array(bytes[list[from].range])),
        XMLSplice(range: list[from].range, bytes: []),
      ], in: part)
    var order = Array(sheets.indices)
    order.remove(at: from)
    order.insert(from, at: place)
    try renumber { order.firstIndex(of: $0) }
  }

  private func checkNew(_ name: String) throws {
    try DraftError.checkSheetName(name)
    guard !sheets.contains(where: { $0.info.name.lowercased() == name.lowercased() }) else {
      throw EditError.badName(name, at: Origin())
    }
  }

  private struct SheetElement {
    var range: Range<Int>
    var prefix: String
    var number: Int?
    var id: String
  }

  /// The elements that list the sheets.
  private func sheetElements() throws -> [SheetElement] {
    var elements: [SheetElement] = []
    var scanner = try XMLScanner(plainBytes(workbookPart()))
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(XLSXNames.main, "sheet") else { continue }
      let (start, prefix) = (scanner.range.lowerBound, scanner.prefix)
      let number = try scanner.attribute("sheetId").flatMap { Int($0) }
      let id =
        scanner.attributeTexts.first { $0.name.hasSuffix(":id") }?.rawValue ?? ""
      try scanner.skipElement()
      elements.append(
        SheetElement(
          range: start..<scanner.range.upperBound, prefix: prefix, number: number, id: id))
    }
    return elements
  }

  /// What counts sheets counts them anew: names of one sheet, the tabs in sight.
  private mutating func renumber(_ place: (Int) -> Int?) throws {
    let part = try workbookPart()
    let bytes = try plainBytes(part)
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      let start = scanner.range.lowerBound
      for name: StaticString in ["localSheetId", "activeTab", "firstSheet"] {
        guard let range = scanner.attributeRange(nil, name),
          let old = try scanner.attribute(name).flatMap({ Int($0) })
        else { continue }
        let new = place(old)
        if new == nil, name.description == "localSheetId" {
          try scanner.skipElement()
          splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
          break
        }
        splices.append(XMLSplice(range: range, bytes: Array(String(new ?? 0).utf8)))
      }
    }
    try splice(splices.filter { $0.bytes != Array(bytes[$0.range]) }, in: part)
    try readWorkbook()
  }

  // MARK: - Names

  /// Defines a named range, or moves the one of this name.
  mutating func defineName(_ name: String, _ block: SheetRange) throws {
    _ = try sheet(block.sheet)
    guard NamedRange.isName(name) else { throw EditError.badName(name, at: Origin()) }
    let part = try workbookPart()
    let bytes = try plainBytes(part)
    var text = XMLOutput()
    text.text(XLSXNames.target(block))
    if let found = try definedName(name, bytes) {
      try splice([XMLSplice(range: found.content, bytes: text.bytes)], in: part)
      return try readWorkbook()
    }
    var scanner = XMLScanner(bytes)
    _ = try scanner.next()
    let prefix = scanner.prefix
    var output = XMLOutput()
    output.raw("<\(prefix)definedName")
    output.attribute("name", name)
    output.raw(">")
    output.raw(text.bytes)
    output.raw("</\(prefix)definedName>")
    var (list, end): (XMLSplice?, Int) = (nil, scanner.range.upperBound)
    try scanner.eachChild { scanner in
      let isList = scanner.localName == "definedNames"
      let isBefore = ["sheets", "functionGroups", "externalReferences"].contains(scanner.localName)
      if isList { list = scanner.appending(output.bytes) }
      try scanner.skipElement()
      if isBefore { end = scanner.range.upperBound }
    }
    let whole =
      Array("<\(prefix)definedNames>".utf8) + output.bytes
      + Array("</\(prefix)definedNames>".utf8)
    try splice([list ?? XMLSplice(range: end..<end, bytes: whole)], in: part)
    try readWorkbook()
  }

  /// Removes a named range.
  mutating func removeName(_ name: String) throws {
    let part = try workbookPart()
    guard let found = try definedName(name, plainBytes(part)) else {
      throw EditError.badName(name, at: Origin())
    }
    try splice(
      [XMLSplice(range: found.isOnly ? found.list : found.whole, bytes: [])], in: part)
    try readWorkbook()
  }

  private struct DefinedName {
    var whole: Range<Int>
    var content: Range<Int>
    var list: Range<Int>
    var isOnly: Bool
  }

  private func definedName(_ name: String, _ bytes: [UInt8]) throws -> DefinedName? {
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "definedNames" else { continue }
      let start = scanner.range.lowerBound
      var (found, count): (DefinedName?, Int) = (nil, 0)
      try scanner.eachChild { scanner in
        count += 1
        let isIt = try scanner.attribute("name") == name
        let (first, inside) = (scanner.range.lowerBound, scanner.range.upperBound)
        try scanner.skipElement()
        guard isIt else { return }
        found = DefinedName(
          whole: first..<scanner.range.upperBound,
          content: min(inside, scanner.range.lowerBound)..<max(inside, scanner.range.lowerBound),
          list: 0..<0, isOnly: false)
      }
      found?.list = start..<scanner.range.upperBound
      found?.isOnly = count == 1
      return found
    }
    return nil
  }
}

extension XMLScanner {
  /// The splice that puts an element behind the last one of the element of the last start event.
  func appending(_ element: [UInt8]) -> XMLSplice {
    guard !isEmptyElement else {
      return XMLSplice(
        range: range.upperBound - 2..<range.upperBound,
        bytes: [UInt8(ascii: ">")] + element + Array("</\(prefix)\(localName)>".utf8))
    }
    var scanner = self
    guard (try? scanner.skipElement()) != nil else { return XMLSplice(range: 0..<0, bytes: []) }
    let end = scanner.range.lowerBound
    return XMLSplice(range: end..<end, bytes: element)
  }
}
