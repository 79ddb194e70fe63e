internal import Diagnostics
internal import Formulas
internal import Sheets
internal import XMLStreams

/// Edits of sheets as wholes, of names and of the document's title.
///
/// - Source: ODF 1.3 part 3 §9.1 (tables), §9.4.12 table:named-range, §3.7 (settings).
extension ODSEditedDocument {
  // MARK: - Sheets

  /// Adds an empty sheet as the tab of this place.
  mutating func addSheet(_ name: String, at place: Int) throws {
    try checkNew(name)
    let names = tables[0].start.prefix
    let prefix = tables[0].start.tablePrefix
    var output = XMLOutput()
    output.raw("<\(names)table")
    output.attribute(prefix + "name", name)
    output.raw("><\(names)table-column/><\(names)table-row><\(names)table-cell/>")
    output.raw("</\(names)table-row></\(names)table>")
    let start = try tableStart(place)
    try splice([XMLSplice(range: start..<start, bytes: output.bytes)])
  }

  /// Gives a sheet another name.
  mutating func renameSheet(_ old: String, to new: String) throws {
    let sheet = try sheet(old)
    if old.lowercased() != new.lowercased() { try checkNew(new) }
    try DraftError.checkSheetName(new)
    try follow(.renameSheet(old, to: new))
    let start = tables[sheet].start
    if let range = start.attributeRange(.table, "name") {
      try splice([XMLSplice(range: range, bytes: start.valueBytes(new, at: range))])
    }
    try renameInSettings(old, to: new)
  }

  /// What the program keeps of a sheet's view is told by the sheet's name.
  private mutating func renameInSettings(_ old: String, to new: String) throws {
    guard let bytes = try bytes(ODSPart.settings), XMLPart.isPlain(bytes), !package.isFlat else {
      return
    }
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    var isActive = false
    while let event = try scanner.next() {
      if event == .start {
        let name = try scanner.attribute(.config, "name")
        isActive = name == "ActiveTable"
        if scanner.isElement(.config, "config-item-map-entry"), name == old,
          let range = scanner.attributeRange(.config, "name")
        {
          splices.append(XMLSplice(range: range, bytes: scanner.valueBytes(new, at: range)))
        }
      } else if event == .text, isActive, try scanner.text() == old {
        var output = XMLOutput()
        output.text(new)
        splices.append(XMLSplice(range: scanner.range, bytes: output.bytes))
      }
    }
    if !splices.isEmpty {
      put(bytes.spliced(splices, in: 0..<bytes.count), as: ODSPart.settings)
    }
  }

  /// Deletes a sheet that nothing else refers to.
  mutating func deleteSheet(_ name: String) throws {
    let sheet = try sheet(name)
    guard tables.count > 1 else {
      throw EditError.unsupported(
        Words(vi: "trang duy nhất", en: "the only sheet"), at: Origin(sheet: name))
    }
    let range = try tableRange(sheet)
    let change = StructureChange.deleteSheet(name, order: tables.map(\.info.name))
    let outside = try ODSReferences.splices(content, change).first {
      !range.contains($0.range.lowerBound)
    }
    guard outside == nil else { throw Self.inUse(name) }
    // Its own charts leave before it is asked whether something still refers to it.
    try removeObjects(of: range)
    try follow(change)
    try moveBases(from: name, to: tables[sheet == 0 ? 1 : 0].info.name)
    try splice([XMLSplice(range: tableRange(sheet), bytes: [])])
  }

  /// Counts relative references that are counted from cells of a sheet that goes from the same
  /// cells of another: LibreOffice loses names whose base is nowhere.
  private mutating func moveBases(from name: String, to other: String) throws {
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(.table, "table-row") { try scanner.skipElement() }
      for namespace in [XMLNamespace.table, .style, .calcext] {
        guard let range = scanner.attributeRange(namespace, "base-cell-address"),
          let base = try scanner.attribute(namespace, "base-cell-address").flatMap(
            ODSAddress.parse), base.sheet == name
        else { continue }
        let address = ODSAddress.print(base.range.first, sheet: other)
        splices.append(XMLSplice(range: range, bytes: scanner.valueBytes(address, at: range)))
      }
    }
    try splice(splices)
  }

  /// Takes out the charts and other objects that a part of content.xml alone shows.
  private mutating func removeObjects(of range: Range<Int>) throws {
    let others = try ODSObjects.names(content, in: 0..<range.lowerBound).union(
      ODSObjects.names(content, in: range.upperBound..<content.count))
    for name in try ODSObjects.names(content, in: range).subtracting(others) {
      let members = memberNames.filter {
        $0 == name || $0.hasPrefix(name + "/") || $0 == "ObjectReplacements/" + name
      }
      for member in members { remove(member) }
      try removeFromManifest(members + [name + "/"])
    }
  }

  private static func inUse(_ name: String) -> EditError {
    .cannotFollow(
      Words(vi: "nơi khác còn dùng trang này", en: "something else refers to the sheet"),
      at: Origin(sheet: name))
  }

  /// Moves a sheet's tab to another place.
  mutating func moveSheet(_ name: String, to place: Int) throws {
    let sheet = try sheet(name)
    guard tables.indices.contains(place) else { throw EditError.noSuchSheet(at: Origin()) }
    guard place != sheet else { return }
    let range = try tableRange(sheet)
    let target = try tableStart(place > sheet ? place + 1 : place)
    try splice([
      XMLSplice(range: target..<target, bytes: Array(content[range])),
      XMLSplice(range: range, bytes: []),
    ])
  }

  func checkNew(_ name: String) throws {
    try DraftError.checkSheetName(name)
    guard !tables.contains(where: { $0.info.name.lowercased() == name.lowercased() }) else {
      throw EditError.badName(name, at: Origin())
    }
  }

  func tableRange(_ sheet: Int) throws -> Range<Int> {
    var scanner = tables[sheet].start
    let start = scanner.range.lowerBound
    try scanner.skipElement()
    return start..<scanner.range.upperBound
  }

  /// Where a sheet is put that is to be the tab of this place.
  private func tableStart(_ place: Int) throws -> Int {
    guard place >= 0, place <= tables.count else { throw EditError.noSuchSheet(at: Origin()) }
    return place < tables.count
      ? tables[place].start.range.lowerBound : try tableRange(tables.count - 1).upperBound
  }

  // MARK: - Names

  /// Defines a named range, or moves the one of this name.
  mutating func defineName(_ name: String, _ block: SheetRange) throws {
    _ = try sheet(block.sheet)
    guard NamedRange.isName(name) else { throw EditError.badName(name, at: Origin()) }
    let address = ODSAddress.print(block)
    if let found = try namedRange(name) {
      guard let range = found.attributeRange(.table, "cell-range-address") else {
        throw EditError.badName(name, at: Origin())
      }
      var splices = [XMLSplice(range: range, bytes: found.valueBytes(address, at: range))]
      if let range = found.attributeRange(.table, "base-cell-address") {
        let base = ODSAddress.print(block.range.first, sheet: block.sheet)
        splices.append(XMLSplice(range: range, bytes: found.valueBytes(base, at: range)))
      }
      return try splice(splices)
    }
    let (names, prefix) = (tables[0].start.prefix, tables[0].start.tablePrefix)
    var output = XMLOutput()
    output.raw("<\(names)named-range")
    output.attribute(prefix + "name", name)
    output.attribute(
      prefix + "base-cell-address", ODSAddress.print(block.range.first, sheet: block.sheet))
    output.attribute(prefix + "cell-range-address", address)
    output.raw("/>")
    let end = try tableRange(tables.count - 1).upperBound
    if let list = try namesList() {
      return try splice([list.appending(output.bytes)])
    }
    let element = "<\(names)named-expressions>"
    let close = "</\(names)named-expressions>"
    try splice([
      XMLSplice(range: end..<end, bytes: Array(element.utf8) + output.bytes + Array(close.utf8))
    ])
  }

  /// Removes a named range.
  mutating func removeName(_ name: String) throws {
    guard var found = try namedRange(name) else { throw EditError.badName(name, at: Origin()) }
    let start = found.range.lowerBound
    try found.skipElement()
    try splice([XMLSplice(range: start..<found.range.upperBound, bytes: [])])
  }

  /// The scanner at the start event of a name's element.
  private func namedRange(_ name: String) throws -> XMLScanner? {
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(.table, "table-row") { try scanner.skipElement() }
      if scanner.isElement(.table, "named-range"), try scanner.attribute(.table, "name") == name {
        return scanner
      }
    }
    return nil
  }

  /// The scanner at the start event of the workbook's list of names.
  private func namesList() throws -> XMLScanner? {
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(.table, "table") {
        try scanner.skipElement()
      } else if scanner.isElement(.table, "named-expressions") {
        return scanner
      }
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
        bytes: [UInt8(ascii: ">")] + element + Array("</\(writtenName)>".utf8))
    }
    var scanner = self
    guard (try? scanner.skipElement()) != nil else { return XMLSplice(range: 0..<0, bytes: []) }
    let end = scanner.range.lowerBound
    return XMLSplice(range: end..<end, bytes: element)
  }
}
