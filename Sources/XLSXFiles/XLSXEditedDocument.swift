import Diagnostics
import Sheets
import Storage
import XMLStreams
import ZipArchives

/// A workbook while it is edited: the parts as they are now.
struct XLSXEditedDocument {
  /// What was opened.
  let package: XLSXPackage
  /// The sheets in the order of their tabs.
  private(set) var sheets: [XLSXPackage.Sheet]
  /// The names for blocks of cells.
  private(set) var namedRanges: [NamedRange]
  /// The cell formats, and those that edits added.
  var formats: XLSXAddedFormats
  /// Parts that changed or are new.
  private(set) var parts: [String: [UInt8]] = [:]
  /// Parts of large sheets, as far as they are in memory.
  private var sparse: [String: XLSXSparsePart] = [:]
  /// Large parts that are read whole all the same.
  private var whole: Set<String> = []
  /// How large a sheet's part is before rows are left out.
  private let sparseBytesMin: Int
  /// Parts that leave.
  private(set) var removed: Set<String> = []

  static let contentTypes = "[Content_Types].xml"

  init(_ package: XLSXPackage, sparseBytesMin: Int) throws {
    self.package = package
    self.sparseBytesMin = sparseBytesMin
    sheets = package.sheets
    namedRanges = package.namedRanges
    formats = try package.addedFormats()
  }

  /// The place of the sheet of this name.
  func sheet(_ name: String) throws -> Int {
    guard let place = sheets.firstIndex(where: { $0.info.name == name }) else {
      throw EditError.noSuchSheet(at: Origin(file: package.path, sheet: name))
    }
    return place
  }

  /// The names of the members that there are now.
  var memberNames: [String] {
    let old = package.archive.members.map(\.name).filter { !removed.contains($0) }
    return old + parts.keys.filter { package.archive.member($0) == nil }.sorted()
  }

  /// The name of a member as the container writes it; case makes no difference.
  func member(_ part: String) -> String? {
    if parts[part] != nil { return part }
    if package.archive.member(part) != nil { return removed.contains(part) ? nil : part }
    let key = part.lowercased()
    let found = package.archive.members.first {
      $0.name.replacing("\\", with: "/").lowercased() == key
    }
    return found.flatMap { removed.contains($0.name) ? nil : $0.name }
  }

  /// The bytes of a part as they are now; nil where there is none.
  func bytes(_ part: String) throws -> [UInt8]? {
    guard let name = member(part) else { return nil }
    return try parts[name] ?? sparse[name]?.part.whole() ?? package.archive.read(name)
  }

  // MARK: - Large sheets

  /// The bytes of a sheet's part as far as they are in memory: of a large one at least all but its
  /// rows.
  mutating func sheetBytes(_ part: String) throws -> [UInt8] {
    guard let name = member(part), parts[name] == nil else { return try plainBytes(part) }
    if let known = sparse[name] { return known.part.bytes }
    let size = package.archive.member(name)?.size ?? 0
    guard size >= sparseBytesMin, !whole.contains(name),
      let read = try placing(
        Origin(part: part),
        { try XLSXSparsePart(package.archive, name) })
    else { return try plainBytes(part) }
    sparse[name] = read
    return read.part.bytes
  }

  /// Whether rows of a sheet's part were left out.
  func isSparse(_ part: String) -> Bool { member(part).map { sparse[$0] != nil } ?? false }

  /// Reads a row of a sheet's part that was left out.
  ///
  /// - Returns: Whether ``sheetBytes(_:)`` gives other bytes now.
  mutating func reveal(_ row: Int, in part: String) throws -> Bool {
    guard let name = member(part), let isRead = try sparse[name]?.reveal(row) else {
      return try expand(part)
    }
    return isRead
  }

  /// Reads all rows of a sheet's part that were left out.
  ///
  /// - Returns: Whether there were any.
  mutating func expand(_ part: String) throws -> Bool {
    guard let name = member(part) else { return false }
    whole.insert(name)
    guard let known = sparse.removeValue(forKey: name) else { return false }
    if !known.part.changes.isEmpty { parts[name] = try known.part.whole() }
    return true
  }

  /// Reads all rows that were left out.
  mutating func expand() throws {
    for name in sparse.keys.sorted() { _ = try expand(name) }
  }

  /// Whether no cell held a formula when the workbook was opened; false where nobody looked.
  var isFreeOfFormulas: Bool {
    sheets.allSatisfy { sheet in
      !sheet.isWorksheet || sparse[member(sheet.part) ?? ""]?.hasFormulas == false
    }
  }

  // MARK: - Parts

  /// The bytes of a part as they are now, which must be there and plain.
  func plainBytes(_ part: String) throws -> [UInt8] {
    guard let bytes = try bytes(part) else { throw XLSXError.partMissing(part: part) }
    guard XMLPart.isPlain(bytes) else { throw EditError.notPlain(at: Origin(part: part)) }
    return bytes
  }

  /// Gives a part other bytes.
  mutating func put(_ bytes: [UInt8], as part: String) {
    let name = member(part) ?? part
    parts[name] = bytes
    sparse[name] = nil
    removed.remove(name)
  }

  /// Makes splices in a part.
  mutating func splice(_ splices: [XMLSplice], in part: String) throws {
    guard !splices.isEmpty else { return }
    if let name = member(part), let isMade = sparse[name]?.part.splice(splices) {
      guard isMade else { throw EditError.leftOut(at: Origin(part: part)) }
      return
    }
    let bytes = try plainBytes(part)
    put(bytes.spliced(splices, in: 0..<bytes.count), as: part)
  }

  /// The part that lists the sheets.
  func workbookPart() throws -> String {
    try relationships(of: "").entries.first { $0.type == "officeDocument" }?.part ?? ""
  }

  /// The relationships of a part.
  func relationships(of part: String) throws -> XLSXRelationships {
    try XLSXRelationships(bytes(XLSXRelationships.name(of: part)), of: part)
  }

  /// Takes a part out, with what says its type; relationships to it are the caller's.
  mutating func remove(_ part: String) throws {
    guard let name = member(part) else { return }
    parts[name] = nil
    sparse[name] = nil
    removed.insert(name)
    try changeContentTypes { bytes in
      var splices: [XMLSplice] = []
      var scanner = XMLScanner(bytes)
      while let event = try scanner.next() {
        guard event == .start, scanner.localName == "Override" else { continue }
        let start = scanner.range.lowerBound
        let of = try scanner.attribute("PartName") ?? ""
        try scanner.skipElement()
        if of.lowercased() == "/" + part.lowercased() {
          splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
        }
      }
      return bytes.spliced(splices, in: 0..<bytes.count)
    }
  }

  /// Adds a part of a type.
  mutating func add(_ bytes: [UInt8], as part: String, type: String) throws {
    put(bytes, as: part)
    try changeContentTypes { types in
      var scanner = XMLScanner(types)
      _ = try scanner.next()
      var output = XMLOutput()
      output.raw("<\(scanner.prefix)Override")
      output.attribute("PartName", "/" + part)
      output.attribute("ContentType", type)
      output.raw("/>")
      return try types.insertingLast(output.bytes)
    }
  }

  private static let plainStyles = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <styleSheet xmlns="\(XLSXNames.mainURI)">\
    <fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
    <fills count="2"><fill><patternFill patternType="none"/></fill>\
    <fill><patternFill patternType="gray125"/></fill></fills>\
    <borders count="1"><border/></borders>\
    <cellStyleXfs count="1"><xf/></cellStyleXfs>\
    <cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
    </styleSheet>
    """

  /// Makes a part with styles, where the workbook has none.
  mutating func makeStyles() throws {
    guard formats.part == nil else { return }
    let part = freePart("xl/styles", ".xml")
    let workbook = try workbookPart()
    var relationships = try relationships(of: workbook)
    _ = try relationships.add(type: "styles", part: part)
    put(relationships.bytes, as: relationships.name)
    let bytes = Array(Self.plainStyles.utf8)
    try add(
      bytes, as: part,
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml")
    formats = try XLSXAddedFormats(
      bytes, part: part, formats: XLSXNumberFormats(reading: XMLPart.parse(bytes)))
  }

  /// Lets the package know the type of all parts with an extension, where it does not yet.
  mutating func addDefault(_ fileExtension: String, type: String) throws {
    try changeContentTypes { types in
      var scanner = XMLScanner(types)
      _ = try scanner.next()
      let (prefix, end) = (scanner.prefix, scanner.range.upperBound)
      guard !scanner.isEmptyElement else { return types }
      while let event = try scanner.next() {
        if event == .start, scanner.localName == "Default",
          try scanner.attribute("Extension")?.lowercased() == fileExtension
        {
          return types
        }
      }
      var output = XMLOutput()
      output.raw("<\(prefix)Default")
      output.attribute("Extension", fileExtension)
      output.attribute("ContentType", type)
      output.raw("/>")
      // Schema order: `Default` elements may stand anywhere among the others.
      let splice = XMLSplice(range: end..<end, bytes: output.bytes)
      return types.spliced([splice], in: 0..<types.count)
    }
  }

  private mutating func changeContentTypes(_ change: ([UInt8]) throws -> [UInt8]) throws {
    let old = try plainBytes(Self.contentTypes)
    let new = try change(old)
    if new != old { put(new, as: Self.contentTypes) }
  }

  /// Takes out the list of formula cells, which must agree with the sheets; Excel makes it anew.
  ///
  /// - Source: ECMA-376 part 1 §18.6 (calculation chain), an optional part.
  mutating func removeCalculationChain() throws {
    var relationships = try relationships(of: workbookPart())
    let chains = relationships.entries.filter { $0.type == "calcChain" }
    guard !chains.isEmpty else { return }
    try relationships.remove { $0.type == "calcChain" }
    put(relationships.bytes, as: relationships.name)
    for chain in chains { try remove(chain.part) }
  }

  /// Takes out the signatures and the relationship that leads to them.
  ///
  /// - Source: ECMA-376 part 2 §10 (digital signatures).
  mutating func removeSignature() throws {
    var root = try relationships(of: "")
    try root.remove { $0.type == "origin" }
    put(root.bytes, as: root.name)
    let parts = package.archive.members.map(\.name).filter {
      $0.lowercased().hasPrefix("_xmlsignatures/")
    }
    for part in parts { try remove(part) }
    try removeDefault("sigs")
  }

  /// Takes out the type of an extension that no part has any more.
  private mutating func removeDefault(_ fileExtension: String) throws {
    guard !memberNames.contains(where: { $0.lowercased().hasSuffix("." + fileExtension) }) else {
      return
    }
    try changeContentTypes { types in
      var splices: [XMLSplice] = []
      var scanner = XMLScanner(types)
      while let event = try scanner.next() {
        guard event == .start, scanner.localName == "Default",
          try scanner.attribute("Extension")?.lowercased() == fileExtension
        else { continue }
        let start = scanner.range.lowerBound
        try scanner.skipElement()
        splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
      }
      return types.spliced(splices, in: 0..<types.count)
    }
  }

  /// Writes what was edited; with no edit, the bytes of the file.
  func write(toNewFile path: String) throws {
    var contents = parts
    if let part = formats.part, let styles = formats.result() { contents[part] = styles }
    let splices = sparse.mapValues { sparse in
      sparse.part.changes.map { MemberSplice(range: $0.range, bytes: $0.bytes) }
    }.filter { !$0.value.isEmpty }
    let copy = try StagedFile(for: path)
    try copy.write(FileBytes.read(package.path))
    if !contents.isEmpty || !splices.isEmpty || !removed.isEmpty {
      try package.checkUnchanged(in: copy.temporaryPath)
      try ZipArchive.change(
        contents, splices: splices, removing: removed, in: copy.temporaryPath)
    }
    try copy.commit()
  }

  /// Reads the sheets and names again after workbook.xml changed.
  mutating func setSheets(_ sheets: [XLSXPackage.Sheet], _ names: [NamedRange]) {
    self.sheets = sheets
    namedRanges = names
  }
}
