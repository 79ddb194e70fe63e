internal import Diagnostics
internal import Sheets
internal import Storage
internal import XMLStreams
internal import ZipArchives

/// A workbook while it is edited: the parts as they are now.
struct ODSEditedDocument {
  /// What was opened.
  let package: ODSPackage
  /// content.xml; of a flat file, all of it; of a large part, what ``sparse`` holds.
  private(set) var content: [UInt8]
  /// Of a large part, what is in memory; nil once it is all.
  private(set) var sparse: ODSSparsePart?
  /// The sheets as ``content`` has them.
  private(set) var tables: [ODSTable]
  /// The names for blocks of cells.
  private(set) var namedRanges: [NamedRange]
  /// How cell styles show numbers.
  var faces: ODSNumberFormats
  /// The styles that edits added.
  var formats = ODSAddedFormats()
  /// Other parts that changed or are new.
  private(set) var parts: [String: [UInt8]] = [:]
  /// Parts that leave.
  private(set) var removed: Set<String> = []
  private var revealed = 0
  /// Whether ``content`` is another than that of the file.
  private(set) var isContentChanged = false

  init(_ package: ODSPackage) throws {
    self.package = package
    content = package.content
    sparse = package.sparse
    let outline = try ODSOutline(content, of: package.path)
    tables = outline.tables
    namedRanges = outline.namedRanges
    faces = try placing(Origin(file: package.path)) { try ODSNumberFormats(package) }
  }

  /// The place of the sheet of this name.
  func sheet(_ name: String) throws -> Int {
    guard let place = tables.firstIndex(where: { $0.info.name == name }) else {
      throw EditError.noSuchSheet(at: Origin(file: package.path, sheet: name))
    }
    return place
  }

  /// Makes splices in content.xml and finds the sheets again.
  mutating func splice(_ splices: [XMLSplice]) throws {
    guard !splices.isEmpty else { return }
    if let isMade = sparse?.part.splice(splices) {
      guard isMade else {
        throw EditError.leftOut(at: Origin(file: package.path, part: ODSPart.content))
      }
      content = sparse?.part.bytes ?? []
    } else {
      content = content.spliced(splices, in: 0..<content.count)
    }
    isContentChanged = true
    try findSheets()
  }

  private mutating func findSheets() throws {
    let outline = try ODSOutline(content, of: package.path)
    tables = outline.tables
    namedRanges = outline.namedRanges
  }

  /// Reads rows that were left out, and what stands beside them.
  ///
  /// - Returns: Whether ``content`` is another now.
  mutating func reveal(_ rows: ClosedRange<Int>, ofSheet sheet: Int) throws -> Bool {
    guard sparse != nil else { return false }
    guard rows.count <= Self.revealedMax, revealed < Self.revealedMax else {
      try expand()
      return true
    }
    var isChanged = false
    for row in rows {
      let index = try ODSSheetIndex(tables[sheet].start)
      // What is added below the last row looks like it.
      guard let place = index.place(of: row) ?? index.rows.indices.last,
        let gap = sparse?.part.gap(at: index.rows[place].range.lowerBound)
      else { continue }
      isChanged = try sparse?.part.reveal(gap) == true || isChanged
      revealed += 1
      content = sparse?.part.bytes ?? content
      try findSheets()
    }
    return isChanged
  }

  /// Reads all rows that were left out.
  mutating func expand() throws {
    guard let part = sparse?.part else { return }
    content = try part.whole()
    sparse = nil
    try findSheets()
  }

  /// How often rows are read on their own before all are.
  private static let revealedMax = 32

  /// The names of the members that there are now.
  var memberNames: [String] {
    guard !package.isFlat, let archive = try? ZipArchive(path: package.path) else { return [] }
    let old = archive.members.map(\.name).filter { !removed.contains($0) }
    return old + parts.keys.filter { archive.member($0) == nil }.sorted()
  }

  /// The bytes of a part as they are now; nil where there is none.
  func bytes(_ part: String) throws -> [UInt8]? {
    if part == ODSPart.content { return content }
    if removed.contains(part) { return nil }
    if let bytes = parts[part] { return bytes }
    guard !package.isFlat else { return nil }
    let archive = try ZipArchive(path: package.path)
    return archive.member(part) == nil ? nil : try archive.read(part)
  }

  /// Gives a part other bytes.
  mutating func put(_ bytes: [UInt8], as part: String) {
    parts[part] = bytes
    removed.remove(part)
  }

  /// Takes a part out.
  mutating func remove(_ part: String) {
    parts[part] = nil
    removed.insert(part)
  }

  /// Writes what was edited; with no edit, the bytes of the file.
  func write(toNewFile path: String) throws {
    let copy = try StagedFile(for: path)
    let isChanged = isContentChanged || !parts.isEmpty || !removed.isEmpty
    try copy.write(FileBytes.read(package.path))
    if isChanged {
      try package.checkUnchanged(in: copy.temporaryPath)
      if package.isFlat {
        try copy.write(content)
      } else {
        var contents = parts
        var splices: [String: [MemberSplice]] = [:]
        if let sparse {
          let changes = sparse.part.changes.map {
            MemberSplice(range: $0.range, bytes: $0.bytes)
          }
          if !changes.isEmpty { splices[ODSPart.content] = changes }
        } else if isContentChanged {
          contents[ODSPart.content] = content
        }
        try ZipArchive.change(
          contents, splices: splices, removing: removed, in: copy.temporaryPath)
      }
    }
    try copy.commit()
  }
}
