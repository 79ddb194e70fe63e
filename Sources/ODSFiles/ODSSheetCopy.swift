internal import Diagnostics
internal import Formulas
internal import Sheets
internal import XMLStreams
internal import ZipArchives

/// Copies a sheet with all that hangs on it.
///
/// - Source: ODF 1.3 part 3 §9.1.2 table:table, §9.4.5 table:content-validation, §9.4.15
///   table:database-range, §10.4.6.2 draw:object; part 2 §3.
extension ODSEditedDocument {
  /// Adds a copy of a sheet behind it, with copies of its charts, validations and filters.
  mutating func copySheet(_ old: String, to new: String) throws {
    try checkNew(new)
    let rename = StructureChange.renameSheet(old, to: new)
    let objects = try copyObjects(of: old, rename)
    let rules = try copyRules(of: old, rename, to: new)
    let range = try tableRange(sheet(old))
    var splices = try ODSReferences.splices(content, rename).filter {
      range.contains($0.range.lowerBound)
    }
    var scanner = tables[try sheet(old)].start
    func replace(_ namespace: XMLNamespace, _ name: StaticString, _ text: String) {
      guard let place = scanner.attributeRange(namespace, name) else { return }
      splices.append(XMLSplice(range: place, bytes: scanner.valueBytes(text, at: place)))
    }
    replace(.table, "name", new)
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      guard event == .start else { continue }
      if scanner.isElement(.office, "forms"), !scanner.isEmptyElement {
        throw EditError.unsupported(
          Words(vi: "trang có nút hoặc ô điều khiển", en: "the sheet has form controls"),
          at: Origin(sheet: old))
      }
      if let rule = try scanner.attribute(.table, "content-validation-name"),
        let copy = rules[rule]
      {
        replace(.table, "content-validation-name", copy)
      }
      if let target = try scanner.attribute(.xlink, "href"),
        let copy = objects[ODSObjects.name(target)]
      {
        replace(.xlink, "href", target.replacing(ODSObjects.name(target), with: copy))
      }
    }
    let copy = content.spliced(splices, in: range)
    try splice([XMLSplice(range: range.upperBound..<range.upperBound, bytes: copy)])
    try copyDatabases(of: old, to: new, rename)
    try copyView(of: old, to: new)
  }

  // MARK: - Charts and other objects

  /// Copies the objects of a sheet; tells the new names by the old ones.
  private mutating func copyObjects(
    of sheet: String, _ rename: StructureChange
  ) throws -> [String: String] {
    var copies: [String: String] = [:]
    for name in try ODSObjects.names(content, in: tableRange(self.sheet(sheet))).sorted() {
      let members = memberNames.filter {
        $0 == name || $0.hasPrefix(name + "/") || $0 == "ObjectReplacements/" + name
      }
      guard !members.isEmpty else { continue }
      let copy = freeObject()
      copies[name] = copy
      var entries: [(path: String, mediaType: String)] = []
      for entry in try manifestEntries() where entry.path == name + "/" {
        entries.append((copy + "/", entry.mediaType))
      }
      for member in members {
        guard var bytes = try bytes(member) else { continue }
        if member == name + "/content.xml" {
          guard XMLPart.isPlain(bytes) else { throw EditError.notPlain(at: Origin(part: member)) }
          bytes = try bytes.spliced(
            ODSReferences.splices(bytes, rename), in: 0..<bytes.count)
        }
        let path =
          member.hasPrefix("ObjectReplacements/")
          ? "ObjectReplacements/" + copy : copy + member.dropFirst(name.count)
        put(bytes, as: path)
        let type = try manifestEntries().first { $0.path == member }?.mediaType
        if let type { entries.append((path, type)) }
      }
      try addToManifest(entries)
    }
    return copies
  }

  private func freeObject() -> String {
    let taken = Set(memberNames.map { $0.split(separator: "/").first.map(String.init) ?? $0 })
    var number = 1
    while taken.contains("Object \(number)") { number += 1 }
    return "Object \(number)"
  }

  private func manifestEntries() throws -> [(path: String, mediaType: String)] {
    guard let bytes = try bytes(ODSPart.manifest) else { return [] }
    return try XMLPart.parse(bytes).all("file-entry").map {
      ($0.attribute("full-path") ?? "", $0.attribute("media-type") ?? "")
    }
  }

  // MARK: - Lists of the workbook

  /// Copies the validations that a sheet's cells name; tells the new names by the old ones.
  private mutating func copyRules(
    of sheet: String, _ rename: StructureChange, to new: String
  ) throws -> [String: String] {
    let used = try ODSValidatedCells.ranges(content, sheet: sheet)
    guard !used.isEmpty else { return [:] }
    let all = try ODSReferences.splices(content, rename)
    var (names, copies): (Set<String>, [String: String]) = ([], [:])
    var (bytes, end): ([UInt8], Int?) = ([], nil)
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(.table, "content-validation") else { continue }
      if let name = try scanner.attribute(.table, "name") { names.insert(name) }
    }
    scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(.table, "content-validation"),
        let name = try scanner.attribute(.table, "name"), used[name] != nil,
        let place = scanner.attributeRange(.table, "name")
      else { continue }
      let start = scanner.range.lowerBound
      let copy = Self.free(name, &names)
      copies[name] = copy
      try scanner.skipElement()
      let range = start..<scanner.range.upperBound
      bytes += content.spliced(
        all.filter { range.contains($0.range.lowerBound) }
          + [XMLSplice(range: place, bytes: scanner.valueBytes(copy, at: place))], in: range)
      end = range.upperBound
    }
    if let end { try splice([XMLSplice(range: end..<end, bytes: bytes)]) }
    return copies
  }

  /// Copies filters, sorted ranges and pivot tables of a sheet.
  private mutating func copyDatabases(
    of sheet: String, to new: String, _ rename: StructureChange
  ) throws {
    let all = try ODSReferences.splices(content, rename)
    var splices: [XMLSplice] = []
    var names: Set<String> = []
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start,
        scanner.isElement(.table, "database-range")
          || scanner.isElement(.table, "data-pilot-table")
      else { continue }
      if let name = try scanner.attribute(.table, "name") { names.insert(name) }
    }
    scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start,
        scanner.isElement(.table, "database-range")
          || scanner.isElement(.table, "data-pilot-table")
      else { continue }
      let (start, place) = (scanner.range.lowerBound, scanner.attributeRange(.table, "name"))
      let target = try scanner.attribute(.table, "target-range-address")
      let name = try scanner.attribute(.table, "name")
      try scanner.skipElement()
      guard let place, let name, let target, ODSAddress.parse(target)?.sheet == sheet else {
        continue
      }
      let range = start..<scanner.range.upperBound
      let copy = Self.free(name, &names)
      let bytes = content.spliced(
        all.filter { range.contains($0.range.lowerBound) }
          + [XMLSplice(range: place, bytes: scanner.valueBytes(copy, at: place))], in: range)
      splices.append(XMLSplice(range: range.upperBound..<range.upperBound, bytes: bytes))
    }
    try splice(splices)
  }

  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    taken.insert("\(name)_\(number)")
    return "\(name)_\(number)"
  }

  /// Copies what the program keeps of a sheet's view: frozen panes, zoom.
  private mutating func copyView(of old: String, to new: String) throws {
    guard !package.isFlat, let bytes = try bytes(ODSPart.settings), XMLPart.isPlain(bytes) else {
      return
    }
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(.config, "config-item-map-entry"),
        try scanner.attribute(.config, "name") == old,
        let place = scanner.attributeRange(.config, "name")
      else { continue }
      let start = scanner.range.lowerBound
      let name = XMLSplice(range: place, bytes: scanner.valueBytes(new, at: place))
      try scanner.skipElement()
      let end = scanner.range.upperBound
      let copy = XMLSplice(range: end..<end, bytes: bytes.spliced([name], in: start..<end))
      put(bytes.spliced([copy], in: 0..<bytes.count), as: ODSPart.settings)
      return
    }
  }
}

/// The objects in a workbook: charts, formulas, other documents.
enum ODSObjects {
  /// The member or folder that a link leads to, without what stands before it.
  static func name(_ target: String) -> String {
    var name = target[...]
    if name.hasPrefix("./") { name = name.dropFirst(2) }
    if name.hasPrefix("ObjectReplacements/") { name = name.dropFirst(19) }
    return String(name)
  }

  /// The objects that a part of content.xml shows.
  static func names(_ content: [UInt8], in range: Range<Int>) throws -> Set<String> {
    var names: Set<String> = []
    var scanner = XMLScanner(content)
    while let event = try scanner.next(), scanner.range.lowerBound < range.upperBound {
      guard event == .start, range.contains(scanner.range.lowerBound), scanner.isIn(.draw),
        scanner.localName == "object" || scanner.localName == "object-ole",
        let target = try scanner.attribute(.xlink, "href"), !target.contains(":")
      else { continue }
      names.insert(name(target))
    }
    return names
  }
}
