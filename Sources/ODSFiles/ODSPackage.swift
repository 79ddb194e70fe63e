internal import Diagnostics
internal import Sheets
internal import Storage
internal import XMLStreams
internal import ZipArchives

/// An opened container: what it says of itself, and the two parts that hold cells and styles.
///
/// - Source: ODF 1.3 part 2: `mimetype`, `META-INF/manifest.xml`, encryption, signatures.
struct ODSPackage {
  /// The file.
  let path: String
  /// Whether the file is one XML document that holds all parts, and no container.
  let isFlat: Bool
  /// content.xml in UTF-8 without a document type; of a flat file, all of it.
  ///
  /// Of a large part that was asked for so, what ``sparse`` holds.
  let content: [UInt8]
  /// Of a large part that was asked for so, what is in memory.
  let sparse: ODSSparsePart?
  /// Whether ``content`` is the member's very bytes.
  let isContentPlain: Bool
  /// styles.xml in UTF-8 without a document type; empty where there is none.
  let styles: [UInt8]
  /// Whether the document carries a signature.
  let isSigned: Bool
  /// The checksum of content.xml as the container's directory tells it.
  private let contentCRC: UInt32?
  /// The length of content.xml, or of a flat file.
  private let contentSize: Int

  /// Opens a file and reads its two parts.
  ///
  /// Rows are left out of a content.xml of `sparseBytesMin` bytes or more; of none where it is nil.
  init(path: String, sparseBytesMin: Int? = nil) throws {
    do {
      self = try Self(ZipArchive(path: path), sparseBytesMin: sparseBytesMin)
    } catch let error as ZipError {
      guard case .notReadable = error, let flat = try Self(flat: path) else { throw error }
      self = flat
    }
  }

  private init(_ archive: ZipArchive, sparseBytesMin: Int?) throws {
    try Self.checkEncryption(archive)
    try Self.checkMediaType(archive)
    let path = archive.path
    let size = archive.member(ODSPart.content)?.size ?? 0
    let sparse = try placing(Origin(file: path, part: ODSPart.content)) {
      try size >= sparseBytesMin ?? Int.max ? ODSSparsePart(archive) : nil
    }
    if let sparse {
      isContentPlain = true
      content = sparse.part.bytes
    } else {
      let bytes = try archive.read(ODSPart.content)
      isContentPlain = XMLPart.isPlain(bytes)
      content = try placing(Origin(file: path, part: ODSPart.content)) { try XMLPart.utf8(bytes) }
    }
    self.sparse = sparse
    contentSize = size
    styles =
      if archive.member(ODSPart.styles) != nil {
        try placing(Origin(file: path, part: ODSPart.styles)) {
          try XMLPart.utf8(archive.read(ODSPart.styles))
        }
      } else {
        []
      }
    contentCRC = archive.member(ODSPart.content)?.crc32
    isSigned = archive.member(ODSPart.signatures) != nil
    isFlat = false
    self.path = path
  }

  /// A file that begins like XML is a flat workbook, `office:document`; nil for any other.
  private init?(flat path: String) throws {
    let bytes = try FileBytes.read(path, bytesMax: ZipLimits().memberBytesMax)
    let start = bytes.prefix(64).filter { ![0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0].contains($0) }
    guard start.first == UInt8(ascii: "<") else { return nil }
    isContentPlain = XMLPart.isPlain(bytes)
    content = try placing(Origin(file: path)) { try XMLPart.utf8(bytes) }
    styles = []
    sparse = nil
    contentSize = content.count
    contentCRC = nil
    isSigned = false
    isFlat = true
    self.path = path
  }

  /// Proves that a copy of the file holds the content that was read.
  func checkUnchanged(in copy: String) throws {
    guard !isFlat else {
      guard try FileBytes.read(copy) == content else {
        throw EditError.changed(at: Origin(file: path))
      }
      return
    }
    let member = try ZipArchive(path: copy).member(ODSPart.content)
    guard member?.crc32 == contentCRC, member?.size == contentSize else {
      throw EditError.changed(at: Origin(file: path))
    }
  }

  /// `mimetype` may be missing, as LibreOffice allows; one that names another kind is refused.
  static func checkMediaType(_ archive: ZipArchive) throws {
    let kind =
      archive.member(ODSPart.mimetype) == nil
      ? "" : String(decoding: try archive.read(ODSPart.mimetype), as: UTF8.self)
    let isWorkbook = kind.isEmpty || kind.hasPrefix(ODSPart.mediaType)
    guard isWorkbook else {
      throw ODSError.notASpreadsheet(
        file: archive.path,
        reason: Words(vi: "mimetype là loại khác", en: "its mimetype names another kind"))
    }
    guard archive.member(ODSPart.content) != nil else {
      throw ODSError.notASpreadsheet(
        file: archive.path, reason: Words(vi: "thiếu content.xml", en: "content.xml is missing"))
    }
  }

  /// The cipher's name: the last component where it is a URI (ODF 1.3 part 2 §4.8.1).
  private static func cipher(_ data: XMLElement) -> String {
    let name = data.child("algorithm")?.attribute("algorithm-name") ?? "?"
    let start = name.lastIndex(of: "#").map(name.index(after:)) ?? name.startIndex
    return String(name[start...].prefix(40))
  }

  /// A manifest with encryption data means a password, whatever else is there.
  static func checkEncryption(_ archive: ZipArchive) throws {
    if let member = archive.members.first(where: \.isEncrypted) {
      throw ODSError.encrypted(
        file: archive.path, part: member.name, scheme: member.encryption?.rawValue ?? "")
    }
    guard archive.member(ODSPart.manifest) != nil else { return }
    let bytes = try archive.read(ODSPart.manifest)
    let manifest = try placing(Origin(file: archive.path, part: ODSPart.manifest)) {
      try XMLPart.parse(bytes)
    }
    for entry in manifest.all("file-entry") {
      guard let data = entry.child("encryption-data") else { continue }
      throw ODSError.encrypted(
        file: archive.path, part: entry.attribute("full-path") ?? ODSPart.content,
        scheme: cipher(data))
    }
  }
}

/// A workbook to be read: its container or its one document, and what it says of itself.
struct ODSSource {
  /// The file.
  let path: String
  /// The container; nil for a file that is one XML document.
  let archive: ZipArchive?

  init(path: String) throws {
    self.path = path
    do {
      let archive = try ZipArchive(path: path)
      try ODSPackage.checkEncryption(archive)
      try ODSPackage.checkMediaType(archive)
      self.archive = archive
    } catch let error as ZipError {
      guard case .notReadable = error, try Self.isXML(path) else { throw error }
      archive = nil
    }
  }

  /// content.xml, or the whole of a flat file, as it comes.
  func content() throws -> XMLStream {
    try XMLStream.open(ODSSpace.all) { inspect in
      if let archive { return try archive.stream(ODSPart.content, inspect: inspect) }
      let file = try RandomAccessFile(path: path)
      var place = 0
      return ChunkPipe(inspect: inspect) { buffer in
        let count = file.read(into: buffer, at: place)
        guard count >= 0 else {
          throw StorageError.refused(file: path, action: .read, reason: "")
        }
        place += count
        return count
      }
    }
  }

  /// Whether a file begins like an XML document.
  private static func isXML(_ path: String) throws -> Bool {
    let head = try FileBytes.head(of: path, count: 64)
    return head.first { ![0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0].contains($0) } == UInt8(ascii: "<")
  }
}

/// A sheet of a workbook that is open.
struct ODSTable {
  /// Its name and whether it is shown.
  var info: SheetInfo
  /// The scanner at its start event.
  var start: XMLScanner
}

/// What content.xml holds besides cells: the sheets in their order, and the names.
struct ODSOutline {
  private(set) var tables: [ODSTable] = []
  private(set) var namedRanges: [NamedRange] = []
  private var hiddenStyles: Set<String> = []

  /// Goes through content.xml once.
  init(_ content: [UInt8], of path: String) throws {
    try placing(Origin(file: path, part: ODSPart.content)) {
      var scanner = XMLScanner(content)
      var isWorkbook = false
      while let event = try scanner.next() {
        guard event == .start else { continue }
        if scanner.isElement(.office, "automatic-styles") {
          try scanner.eachChild { try readStyle(&$0) }
        } else if scanner.isElement(.office, "spreadsheet") {
          isWorkbook = true
          try scanner.eachChild { try readChild(&$0) }
        }
      }
      guard isWorkbook else {
        throw ODSError.notASpreadsheet(
          file: path,
          reason: Words(vi: "content.xml không có bảng tính", en: "content.xml has no workbook"))
      }
    }
  }

  private mutating func readStyle(_ scanner: inout XMLScanner) throws {
    guard scanner.isElement(.style, "style"),
      try scanner.attribute(.style, "family") == "table",
      let name = try scanner.attribute(.style, "name")
    else { return try scanner.skipElement() }
    try scanner.eachChild { scanner in
      if scanner.isElement(.style, "table-properties"),
        try scanner.attribute(.table, "display") == "false"
      {
        hiddenStyles.insert(name)
      }
      try scanner.skipElement()
    }
  }

  /// Reads a child of `office:spreadsheet`.
  private mutating func readChild(_ scanner: inout XMLScanner) throws {
    if scanner.isElement(.table, "table") { return try readTable(&scanner) }
    if scanner.isElement(.table, "named-expressions") { return try readNames(&scanner) }
    try scanner.skipElement()
  }

  private mutating func readTable(_ scanner: inout XMLScanner) throws {
    let start = scanner
    let name = try scanner.attribute(.table, "name") ?? "Sheet\(tables.count + 1)"
    let style = try scanner.attribute(.table, "style-name") ?? ""
    try scanner.eachChild { scanner in
      if scanner.isElement(.table, "named-expressions") {
        try readNames(&scanner)
      } else {
        try scanner.skipElement()
      }
    }
    // LibreOffice keeps copies of other files' cells in sheets with such names.
    let isCache = name.hasPrefix("'file:") && name.contains("'#")
    guard !isCache else { return }
    let info = SheetInfo(name: name, isVisible: !hiddenStyles.contains(style))
    tables.append(ODSTable(info: info, start: start))
  }

  private mutating func readNames(_ scanner: inout XMLScanner) throws {
    try scanner.eachChild { scanner in
      if let name = try scanner.attribute(.table, "name") {
        let address = try scanner.attribute(.table, "cell-range-address")
        let base = try scanner.attribute(.table, "base-cell-address")
        let sheet = base.flatMap(ODSAddress.parse)?.sheet
        let target = address.flatMap { ODSAddress.parse($0, base: sheet) }
        namedRanges.append(NamedRange(name: name, target: target))
      }
      try scanner.skipElement()
    }
  }
}
