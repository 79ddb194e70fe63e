import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Copies a sheet with all that hangs on it.
///
/// - Source: ECMA-376 part 1 §12.3.24 (worksheet part and what it may relate to), §18.5.1 (tables).
extension XLSXEditedDocument {
  /// Adds a copy of a sheet behind it, with copies of its drawings, charts, notes and tables.
  ///
  /// Pictures and the sources of pivot tables are shared. A table gets a name of its own.
  mutating func copySheet(_ old: String, to new: String) throws {
    let (place, part) = try (sheet(old), worksheet(old))
    let rename = StructureChange.renameSheet(old, to: new)
    let bytes = try plainBytes(part)
    var splices = try XLSXSheetReferences.splices(bytes, rename, sheet: old, movesCells: false)
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      // One tab alone is selected, or edits would go to both; a module belongs to one sheet.
      guard event == .start,
        let span = scanner.localName == "sheetView"
          ? scanner.attributeSpan(nil, "tabSelected")
          : scanner.localName == "sheetPr" ? scanner.attributeSpan(nil, "codeName") : nil
      else { continue }
      splices.append(XMLSplice(range: bytes.withSpaceBefore(span), bytes: []))
    }
    var copy = XLSXSheetCopy(rename: rename, sheet: old, tables: try tables())
    let whole = bytes.spliced(splices, in: 0..<bytes.count)
    let target = try addSheet(new, at: place + 1, bytes: whole)
    try copyParts(of: part, to: target, &copy)
    try copyNames(of: place, to: place + 1, rename, old)
    if !copy.renamed.isEmpty {
      try splice(copy.renaming(whole), in: target)
    }
    try removeCalculationChain()
  }

  /// Gives a part copies of what another one relates to.
  private mutating func copyParts(
    of source: String, to target: String, _ copy: inout XLSXSheetCopy
  ) throws {
    let own = try relationships(of: source)
    guard !own.entries.isEmpty else { return }
    var targets: [String: String] = [:]
    // Tables first: what else names them must know their new names.
    for entry in own.entries.sorted(by: { $0.type == "table" && $1.type != "table" })
    where !entry.isExternal {
      targets[entry.id] = try copyPart(entry, &copy)
    }
    put(try own.leading(to: targets), as: XLSXRelationships.name(of: target))
  }

  /// Copies what a relationship leads to; tells the part to lead to instead.
  private mutating func copyPart(
    _ entry: XLSXRelationships.Entry, _ copy: inout XLSXSheetCopy
  ) throws -> String {
    guard let kind = XLSXSheetCopy.kind(entry.type) else {
      throw EditError.unsupported(
        Words(
          vi: "trang có phần loại “\(entry.type)”, không sao chép được",
          en: "the sheet has a part of the type “\(entry.type)”, which cannot be copied"),
        at: Origin(part: entry.part, sheet: copy.sheet))
    }
    guard kind == .copied, let member = member(entry.part), let old = try bytes(member) else {
      return entry.part
    }
    if let known = copy.parts[member] { return known }
    let part = freePart(named: member)
    copy.parts[member] = part
    let bytes = try placing(Origin(part: member)) { try copy.bytes(old, entry.type) }
    if let type = try contentType(of: member) {
      try add(bytes, as: part, type: type)
    } else {
      put(bytes, as: part)
    }
    try copyParts(of: member, to: part, &copy)
    return part
  }

  /// A name for a copy of a part: the same with another number.
  private func freePart(named member: String) -> String {
    let dot = member.lastIndex(of: ".") ?? member.endIndex
    let stem = member[..<dot].reversed().drop(while: \.isNumber).reversed()
    return freePart(String(stem), String(member[dot...]))
  }

  /// The type that the package gives a part by its name; nil where its extension tells.
  private func contentType(of part: String) throws -> String? {
    var scanner = try XMLScanner(plainBytes(Self.contentTypes))
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "Override",
        try scanner.attribute("PartName")?.lowercased() == "/" + part.lowercased()
      else { continue }
      return try scanner.attribute("ContentType")
    }
    return nil
  }

  /// The names that a sheet alone knows, its print range among them, for its copy too.
  private mutating func copyNames(
    of old: Int, to new: Int, _ rename: StructureChange, _ sheet: String
  ) throws {
    let part = try workbookPart()
    let bytes = try plainBytes(part)
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(XLSXNames.main, "definedName"),
        try scanner.attribute("localSheetId") == String(old)
      else { continue }
      let start = scanner.range.lowerBound
      var references = XLSXReferences(bytes, rename, sheet: sheet)
      references.replace(scanner, "localSheetId", with: String(new))
      let pass = references
      try references.followText(&scanner) { try pass.follow(formula: $0, at: Origin(part: part)) }
      let end = scanner.range.upperBound
      splices.append(
        XMLSplice(range: end..<end, bytes: bytes.spliced(references.splices, in: start..<end)))
    }
    try splice(splices, in: part)
    try readWorkbook()
  }

  /// The tables of the workbook: their names, and the largest of their numbers.
  private func tables() throws -> XLSXSheetCopy.Tables {
    var tables = XLSXSheetCopy.Tables()
    for name in namedRanges { tables.names.insert(name.name.lowercased()) }
    for sheet in sheets {
      for entry in try relationships(of: sheet.part).entries where entry.type == "table" {
        var scanner = try XMLScanner(plainBytes(entry.part))
        guard try scanner.next() == .start else { continue }
        tables.number = max(
          tables.number, try scanner.attribute("id").flatMap { Int($0) } ?? 0)
        for name: StaticString in ["name", "displayName"] {
          if let name = try scanner.attribute(name) { tables.names.insert(name.lowercased()) }
        }
      }
    }
    return tables
  }
}

/// What a copy of a sheet has met and made so far.
private struct XLSXSheetCopy {
  /// What becomes of a part that hangs on the sheet.
  enum Kind {
    case copied, shared
  }

  struct Tables {
    var names: Set<String> = []
    var number = 0
  }

  let rename: StructureChange
  let sheet: String
  var tables: Tables
  /// The copies by the part that they were made of.
  var parts: [String: String] = [:]
  /// The new names of tables by their old ones.
  private(set) var renamed: [String: String] = [:]
  /// The new identifiers of notes that are answered, by their old ones.
  private var identifiers: [String: String] = [:]

  init(rename: StructureChange, sheet: String, tables: Tables) {
    self.rename = rename
    self.sheet = sheet
    self.tables = tables
  }

  /// What becomes of a part of this type; nil for one that only one sheet can have.
  static func kind(_ type: String) -> Kind? {
    switch type {
    case "drawing", "chart", "chartEx", "chartUserShapes", "chartStyle", "chartColorStyle",
      "comments", "vmlDrawing", "threadedComment", "table", "pivotTable", "printerSettings",
      "customProperty", "ctrlProp", "diagramData", "diagramLayout", "diagramQuickStyle",
      "diagramColors", "diagramDrawing", "themeOverride":
      .copied
    case "image", "hyperlink", "pivotCacheDefinition", "oleObject", "package", "audio", "video":
      .shared
    default: nil
    }
  }

  /// The bytes of a part for the copy.
  mutating func bytes(_ old: [UInt8], _ type: String) throws -> [UInt8] {
    switch type {
    case "chart":
      guard XMLPart.isPlain(old) else { throw EditError.notPlain(at: Origin()) }
      var references = XLSXReferences(old, rename, sheet: "")
      try references.followFormulas(in: ["f"])
      return old.spliced(references.splices, in: 0..<old.count)
    case "table": return try table(old)
    case "comments", "threadedComment": return renumbered(old, isThread: type != "comments")
    default: return old
    }
  }

  private mutating func table(_ old: [UInt8]) throws -> [UInt8] {
    guard XMLPart.isPlain(old) else { throw EditError.notPlain(at: Origin()) }
    var references = XLSXReferences(old, rename, sheet: sheet)
    var scanner = XMLScanner(old)
    guard try scanner.next() == .start else { return old }
    let name = try scanner.attribute("displayName") ?? scanner.attribute("name") ?? "Table"
    var number = 2
    while tables.names.contains("\(name)_\(number)".lowercased()) { number += 1 }
    let new = "\(name)_\(number)"
    tables.names.insert(new.lowercased())
    tables.number += 1
    renamed[name] = new
    references.replace(scanner, "id", with: String(tables.number))
    references.replace(scanner, "name", with: new)
    references.replace(scanner, "displayName", with: new)
    let bytes = old.spliced(references.splices, in: 0..<old.count)
    return try bytes.spliced(renaming(bytes), in: 0..<bytes.count)
  }

  /// The splices that let formulas speak of the copies of tables.
  func renaming(_ bytes: [UInt8]) throws -> [XMLSplice] {
    let names: Set<String> = [
      "f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula",
    ]
    var references = XLSXReferences(bytes, rename, sheet: "")
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, names.contains(scanner.localName), !scanner.isEmptyElement else {
        continue
      }
      try references.followText(&scanner) { text in
        let new = try? Formula(text, .ooxml).renamingTables(renamed).text
        return new == text ? nil : new
      }
    }
    return references.splices
  }

  /// A part of answered notes, whose identifiers no other part may have.
  private mutating func renumbered(_ old: [UInt8], isThread: Bool) -> [UInt8] {
    var text = String(decoding: old, as: UTF8.self)
    if isThread {
      for match in text.matches(of: /\bid="(\{[0-9A-Fa-f-]{36}\})"/) {
        let id = String(match.output.1)
        identifiers[id] = identifiers[id] ?? Self.other(id, sheet + "\(identifiers.count)")
      }
    }
    // Notes name their thread only after the thread was seen, whichever part comes first.
    for match in text.matches(of: /tc=(\{[0-9A-Fa-f-]{36}\})/) {
      let id = String(match.output.1)
      identifiers[id] = identifiers[id] ?? Self.other(id, sheet + "\(identifiers.count)")
    }
    for (id, other) in identifiers { text = text.replacing(id, with: other) }
    return Array(text.utf8)
  }

  /// Another identifier, the same each time.
  private static func other(_ id: String, _ salt: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in (id + salt).utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    return "{" + padded.prefix(8) + "-" + padded.dropFirst(8).prefix(4) + "-4"
      + padded.dropFirst(12).prefix(3) + "-8" + padded.suffix(3) + "-" + id.suffix(13)
  }
}

extension XLSXRelationships {
  /// The bytes with relationships that lead to other parts, by their ids.
  fileprivate func leading(to targets: [String: String]) throws -> [UInt8] {
    var references = XLSXReferences(bytes, .renameSheet("", to: ""), sheet: "")
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "Relationship",
        let part = try scanner.attribute("Id").flatMap({ targets[$0] })
      else { continue }
      references.replace(scanner, "Target", with: "/" + part)
    }
    return bytes.spliced(references.splices, in: 0..<bytes.count)
  }
}
