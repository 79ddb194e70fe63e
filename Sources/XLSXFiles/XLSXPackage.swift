import Diagnostics
import Sheets
import XMLStreams
import ZipArchives

/// An opened container: its workbook part, and where the parts are that it names.
struct XLSXPackage {
  /// One sheet as the workbook lists it.
  struct Sheet {
    var info: SheetInfo
    var part: String
    /// Whether it has cells: sheets of charts, dialogs and old macros have none.
    var isWorksheet: Bool
  }

  let path: String
  let archive: ZipArchive
  let sheets: [Sheet]
  let namedRanges: [NamedRange]
  let uses1904Epoch: Bool
  /// The workbook part.
  let workbook: XMLElement
  /// The part that lists the sheets.
  let workbookPart: String
  private let parts: Parts
  private let sharedStringsPart: String?
  private let stylesPart: String?
  private let themePart: String?
  /// Whether it has macros.
  let hasMacros: Bool

  init(path: String) throws {
    self.path = path
    archive = try ZipArchive(path: path)
    parts = Parts(archive)
    workbookPart = try Self.workbookPart(parts)
    workbook = try parts.tree(workbookPart)
    let relations = try parts.relations(of: workbookPart)
    sheets = try Self.sheets(workbook, relations, parts)
    namedRanges = Self.names(workbook, sheets)
    uses1904Epoch = ["1", "true"].contains(
      workbook.child("workbookPr")?.attribute("date1904") ?? "")
    sharedStringsPart = relations.first { $0.type == "sharedStrings" }?.part
    stylesPart = relations.first { $0.type == "styles" }?.part
    themePart = relations.first { $0.type == "theme" }?.part
    hasMacros = relations.contains { $0.type == "vbaProject" }
  }

  /// - Source: ECMA-376 part 1 §18.2.5 definedName; names of programs' own are left out.
  private static func names(_ workbook: XMLElement, _ sheets: [Sheet]) -> [NamedRange] {
    (workbook.child("definedNames")?.all("definedName") ?? []).compactMap { element in
      let name = element.attribute("name") ?? ""
      // A macro's name is none of a value.
      guard !name.hasPrefix("_xlnm."), !element.flag("function"), !element.flag("vbProcedure")
      else { return nil }
      let scope = element.number("localSheetId").flatMap {
        sheets.indices.contains($0) ? sheets[$0].info.name : nil
      }
      let target = XLSXNames.parseTarget(element.text)
      let formula = target == nil ? FormulaText(element.text, .ooxml) : nil
      return NamedRange(name: name, target: target, scope: scope, formula: formula)
    }
  }

  /// How many names are left out because they stand for macros.
  var lostNames: Int {
    (workbook.child("definedNames")?.all("definedName") ?? []).count {
      $0.flag("function") || $0.flag("vbProcedure")
    }
  }

  /// A part as a tree.
  func tree(_ part: String) throws -> XMLElement { try parts.tree(part) }

  /// The parts of a type that a part names; none where it names nothing.
  func parts(of part: String, type: String) throws -> [String] {
    let relations = try archive.unlessDamaged { try parts.relations(of: part) } ?? []
    return relations.filter { $0.type == type && archive.member($0.part) != nil }.map(\.part)
  }

  /// What a part relates to outside the package, by relationship.
  func externalTargets(of part: String) throws -> [String: String] {
    try parts.externalTargets(of: part)
  }

  /// The parts that a part relates to, by relationship.
  func internalTargets(of part: String) throws -> [String: String] {
    let relations = try archive.unlessDamaged { try parts.relations(of: part) } ?? []
    return Dictionary(relations.map { ($0.id, $0.part) }, uniquingKeysWith: { first, _ in first })
  }

  /// The styles part; nil where there is none.
  func stylesTree() throws -> XMLElement? {
    guard let stylesPart, archive.member(stylesPart) != nil else { return nil }
    return try parts.tree(stylesPart)
  }

  /// The theme; nil where there is none, or none that can be read: colours are not worth a refusal.
  func themeTree() throws -> XMLElement? {
    guard let themePart, archive.member(themePart) != nil else { return nil }
    return try archive.unlessDamaged { try parts.tree(themePart) }
  }

  /// Whether a signature covers the workbook.
  var isSigned: Bool {
    archive.members.contains { $0.name.lowercased().hasPrefix("_xmlsignatures/") }
  }

  /// Proves that a copy of the file holds the members that were read.
  func checkUnchanged(in copy: String) throws {
    guard try ZipArchive(path: copy).members == archive.members else {
      throw EditError.changed(at: Origin(file: path))
    }
  }

  /// Whether Excel keeps a list of formula cells, which must agree with the sheets.
  var hasCalculationChain: Bool {
    archive.members.contains { $0.name.lowercased().hasSuffix("/calcchain.xml") }
  }

  func numberFormats() throws -> XLSXNumberFormats {
    guard let stylesPart else { return XLSXNumberFormats() }
    return try placing(Origin(file: path, part: stylesPart)) {
      guard archive.member(stylesPart) != nil else {
        throw XLSXError.partMissing(part: stylesPart)
      }
      return XLSXNumberFormats(reading: try XMLPart.parse(archive.read(stylesPart)))
    }
  }

  /// The styles part as edits add to it.
  func addedFormats() throws -> XLSXAddedFormats {
    let part = stylesPart.flatMap { archive.member($0) == nil ? nil : $0 }
    let bytes = try part.map { try archive.read($0) } ?? []
    return try placing(Origin(file: path, part: part)) {
      try XLSXAddedFormats(bytes, part: part, formats: numberFormats())
    }
  }

  func sharedStrings(isQuick: Bool = true) throws -> SharedStrings {
    guard let part = sharedStringsPart, archive.member(part) != nil else {
      return SharedStrings()
    }
    return try placing(Origin(file: path, part: part)) {
      let stream = try XMLStream.open(XLSXSpace.all) { try archive.stream(part, inspect: $0) }
      return try XLSXValues.sharedStrings(stream, isQuick: isQuick)
    }
  }

  /// The part of a sheet as it comes.
  func stream(_ sheet: Sheet) throws -> XMLStream {
    guard archive.member(sheet.part) != nil else {
      throw XLSXError.partMissing(part: sheet.part)
    }
    return try XMLStream.open(XLSXSpace.all) { try archive.stream(sheet.part, inspect: $0) }
  }

  func sheetBytes(_ sheet: Sheet) throws -> [UInt8] {
    guard archive.member(sheet.part) != nil else {
      throw PlacedError(
        XLSXError.partMissing(part: sheet.part),
        within: Origin(file: path, sheet: sheet.info.name))
    }
    return try archive.read(sheet.part)
  }

  /// The workbook's part: what the package's root relationship names, or the usual place.
  private static func workbookPart(_ parts: Parts) throws -> String {
    let root = try parts.relations(of: "")
    if let part = root.first(where: { $0.type == "officeDocument" })?.part,
      try parts.exists(part) && parts.tree(part).name == "workbook"
    {
      return part
    }
    throw XLSXError.notASpreadsheet(
      file: parts.archive.path,
      reason: Words(vi: "không có phần workbook", en: "it has no workbook part"))
  }

  private static func sheets(
    _ workbook: XMLElement, _ relations: [Parts.Relation], _ parts: Parts
  ) throws -> [Sheet] {
    var sheets: [Sheet] = []
    for sheet in workbook.child("sheets")?.all("sheet") ?? [] {
      let id = sheet.attributes.first { $0.name == "id" && !$0.namespace.isEmpty }?.value
      guard let relation = relations.first(where: { $0.id == id }) else {
        throw PlacedError(
          XLSXError.partMissing(part: sheet.attribute("name") ?? ""),
          within: Origin(file: parts.archive.path))
      }
      let info = SheetInfo(
        name: sheet.attribute("name") ?? "",
        isVisible: !["hidden", "veryHidden"].contains(sheet.attribute("state") ?? "visible"))
      sheets.append(
        Sheet(info: info, part: relation.part, isWorksheet: relation.type == "worksheet"))
    }
    guard !sheets.isEmpty else {
      throw XLSXError.notASpreadsheet(
        file: parts.archive.path,
        reason: Words(vi: "không có trang nào", en: "it has no sheet"))
    }
    return sheets
  }
}

/// The parts of a package and the relationships between them.
///
/// - Source: ECMA-376 part 2 §6.2 (part names), §6.5 (relationships).
private struct Parts {
  /// One relationship, its target resolved.
  struct Relation {
    var id: String
    /// The last component of the type, the same in transitional and strict files.
    var type: String
    var part: String
  }

  let archive: ZipArchive
  private let names: [String: String]

  init(_ archive: ZipArchive) {
    self.archive = archive
    names = Dictionary(
      archive.members.map { (Self.key($0.name), $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func exists(_ part: String) -> Bool { archive.member(part) != nil }

  func tree(_ part: String) throws -> XMLElement {
    try placing(Origin(file: archive.path, part: part)) {
      try XMLPart.parse(archive.read(part))
    }
  }

  /// The relationships of a part, or of the package itself for an empty name.
  func relations(of part: String) throws -> [Relation] {
    let part = part.replacing("\\", with: "/")
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    let name = folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
    guard let member = names[Self.key(name)] else {
      throw PlacedError(
        XLSXError.partMissing(part: name), within: Origin(file: archive.path))
    }
    return try tree(member).all("Relationship").compactMap { relation in
      guard relation.attribute("TargetMode") != "External",
        let target = relation.attribute("Target")
      else { return nil }
      let type = relation.attribute("Type") ?? ""
      return Relation(
        id: relation.attribute("Id") ?? "",
        type: String(type[(type.lastIndex(of: "/").map(type.index(after:)) ?? type.startIndex)...]),
        part: resolve(target, in: folder))
    }
  }

  /// The targets outside the package, by the relationship's identifier.
  func externalTargets(of part: String) throws -> [String: String] {
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    let name = folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
    guard let member = names[Self.key(name)],
      let tree = try archive.unlessDamaged({ try tree(member) })
    else { return [:] }
    var targets: [String: String] = [:]
    for relation in tree.all("Relationship") where relation.attribute("TargetMode") == "External" {
      targets[relation.attribute("Id") ?? ""] = relation.attribute("Target")
    }
    return targets
  }

  /// The member that a target means: relative or absolute, in any case, with either slash.
  private func resolve(_ target: String, in folder: String) -> String {
    let target = target.replacing("\\", with: "/")
    let whole = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
    var components: [Substring] = []
    for component in whole.split(separator: "/") where component != "." {
      if component == ".." { _ = components.popLast() } else { components.append(component) }
    }
    let name = components.joined(separator: "/")
    return names[Self.key(name)] ?? name
  }

  private static func key(_ name: String) -> String {
    let name = name.replacing("\\", with: "/").lowercased()
    return name.hasPrefix("/") ? String(name.dropFirst()) : name
  }
}
