internal import CLibXML2
public import Sheets
internal import Storage

/// Reads the tables of an HTML page as one sheet, as spreadsheets do.
///
/// Rows come in the order of the page, those of a table within a table too; text between tables is
/// a row of one cell. Whatever a browser would mend is mended.
public struct HTMLTableReader: WorkbookReader {
  /// One sheet, named by the page's title.
  public let sheets: [SheetInfo]
  /// None.
  public var namedRanges: [NamedRange] { [] }

  private let rows: [SheetRow]

  /// Opens a page.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError` or ``LegacyError``.
  public init(path: String) throws {
    let bytes = try FileBytes.read(path, bytesMax: LegacyLimits.bytesMax)
    let page = try HTMLPage(bytes, path)
    defer { page.free() }
    var walk = HTMLWalk(path)
    try walk.read(page)
    guard walk.hasTable else { throw LegacyError.noTable(path) }
    rows = walk.grid.rows
    let name = walk.title.filter { !"[]:*?/\\".contains($0) }.prefix(31)
    sheets = [SheetInfo(name: name.isEmpty ? "HTML" : String(name))]
  }

  /// Reads the sheet from top to bottom.
  public func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    for row in rows where try !body(row) { return }
  }
}

/// A page in libxml2's hands.
@safe
private struct HTMLPage {
  let document: htmlDocPtr

  init(_ bytes: [UInt8], _ path: String) throws(LegacyError) {
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue)
    let encoding = Self.encoding(bytes)
    guard let count = Int32(exactly: bytes.count), let context = unsafe htmlNewParserCtxt() else {
      throw .limit(path, name: "bytesMax", max: LegacyLimits.bytesMax)
    }
    defer { unsafe htmlFreeParserCtxt(context) }
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe htmlCtxtReadMemory(
        context, buffer.bindMemory(to: CChar.self).baseAddress, count, nil, encoding, options)
    }
    guard let parsed = unsafe parsed else { throw .damaged(path, reason: "HTML") }
    unsafe document = parsed
  }

  /// What the page does not say itself: UTF-8 where it is valid, else Windows' Vietnamese.
  private static func encoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096).filter { $0 < 0x80 }, as: UTF8.self).lowercased()
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
    if String(validating: bytes, as: UTF8.self) != nil { return "UTF-8" }
    return head.contains("charset=") ? nil : "windows-1258"
  }

  func free() {
    unsafe xmlFreeDoc(document)
  }
}

/// Goes through a page from its first element to its last.
@safe
private struct HTMLWalk {
  private(set) var grid = RowGrid()
  private(set) var title = ""
  private(set) var hasTable = false
  private var index = 0
  private let path: String
  /// Text between tables that is not yet a row.
  private var loose = ""

  init(_ path: String) {
    self.path = path
  }

  mutating func read(_ page: HTMLPage) throws(LegacyError) {
    // libxml2 has bounded the depth; going by parents needs no stack of ours anyway.
    var node = unsafe xmlDocGetRootElement(page.document)
    let root = unsafe node
    while let current = unsafe node {
      let isTaken = unsafe try visit(current)
      if !isTaken, let child = unsafe current.pointee.children {
        unsafe node = child
        continue
      }
      var up = unsafe current
      while unsafe up.pointee.next == nil, unsafe up != root, let parent = unsafe up.pointee.parent {
        unsafe leave(parent)
        unsafe up = parent
      }
      unsafe node = up == root ? nil : up.pointee.next
    }
    try endLoose()
  }

  /// Looks at a node; true where its children are done with.
  private mutating func visit(_ node: xmlNodePtr) throws(LegacyError) -> Bool {
    if unsafe node.pointee.type == XML_TEXT_NODE {
      unsafe loose += text(node)
      return true
    }
    switch unsafe name(node) {
    case "script", "style": return true
    case "title":
      unsafe title = HTMLText.of(node).filter { !$0.isNewline }
      return true
    case "table":
      hasTable = true
      try endLoose()
    case "tr":
      try endLoose()
      guard let cells = unsafe cells(of: node) else { return false }
      try append(cells)
      return true
    case "p", "div", "br", "h1", "h2", "h3", "h4", "li", "td", "th": try endLoose()
    default: break
    }
    return unsafe node.pointee.type != XML_ELEMENT_NODE
  }

  private mutating func leave(_ node: xmlNodePtr) {
    if unsafe ["p", "div", "td", "th", "li"].contains(name(node)) { loose += "\n" }
  }

  private mutating func endLoose() throws(LegacyError) {
    let lines = loose.split(whereSeparator: \.isNewline)
    loose = ""
    for line in lines {
      let text = HTMLText.collapsed(String(line))
      if !text.isEmpty { try append([RowGrid.Cell(value: .text(text))]) }
    }
  }

  private mutating func append(_ cells: [RowGrid.Cell]) throws(LegacyError) {
    guard index < LegacyLimits.rowsMax else {
      throw .limit(path, name: "rowsMax", max: LegacyLimits.rowsMax)
    }
    grid.append(index, cells)
    index += 1
  }

  /// The cells of a row; nil where one holds a table of its own.
  private func cells(of row: xmlNodePtr) -> [RowGrid.Cell]? {
    var cells: [RowGrid.Cell] = []
    var child = unsafe row.pointee.children
    while let current = unsafe child {
      if unsafe ["td", "th"].contains(name(current)) {
        if unsafe HTMLText.holdsTable(current) { return nil }
        let text = unsafe HTMLText.of(current)
        unsafe cells.append(
          RowGrid.Cell(
            columns: span(current, "colspan", LegacyLimits.columnsMax),
            rows: span(current, "rowspan", LegacyLimits.rowsMax),
            value: text.isEmpty ? .empty : .text(text)))
      }
      unsafe child = current.pointee.next
    }
    return cells
  }

  private func span(_ cell: xmlNodePtr, _ attribute: String, _ max: Int) -> Int {
    guard let value = unsafe xmlGetProp(cell, attribute) else { return 1 }
    defer { unsafe bakhong_xml_free(value) }
    return Swift.min(Swift.max(Int(unsafe String(cString: value)) ?? 1, 1), max)
  }

  private func name(_ node: xmlNodePtr) -> String {
    guard unsafe node.pointee.type == XML_ELEMENT_NODE, let name = unsafe node.pointee.name else {
      return ""
    }
    return unsafe String(cString: name)
  }

  private func text(_ node: xmlNodePtr) -> String {
    unsafe node.pointee.content.map { unsafe String(cString: $0) } ?? ""
  }
}

/// What a browser shows of an element's text.
private enum HTMLText {
  /// The text of an element: white space is one space, `br` and paragraphs are line breaks.
  static func of(_ element: xmlNodePtr) -> String {
    var lines = [""]
    unsafe each(element) { node in
      if unsafe node.pointee.type == XML_TEXT_NODE, let content = unsafe node.pointee.content {
        lines[lines.count - 1] += unsafe String(cString: content)
      } else if unsafe isNamed(node, ["br", "p", "div"]) {
        lines.append("")
      }
    }
    return lines.map(collapsed).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  static func holdsTable(_ element: xmlNodePtr) -> Bool {
    var found = false
    unsafe each(element) { node in if unsafe isNamed(node, ["table"]) { found = true } }
    return found
  }

  static func collapsed(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
  }

  private static func isNamed(_ node: xmlNodePtr, _ names: [String]) -> Bool {
    guard unsafe node.pointee.type == XML_ELEMENT_NODE, let name = unsafe node.pointee.name else {
      return false
    }
    return names.contains(unsafe String(cString: name))
  }

  /// All that stands below an element, in the order of the page.
  private static func each(_ element: xmlNodePtr, _ body: (xmlNodePtr) -> Void) {
    var node = unsafe element.pointee.children
    while let current = unsafe node {
      unsafe body(current)
      if let child = unsafe current.pointee.children,
        unsafe current.pointee.type == XML_ELEMENT_NODE
      {
        unsafe node = child
        continue
      }
      var up = unsafe current
      while unsafe up.pointee.next == nil, let parent = unsafe up.pointee.parent,
        unsafe parent != element
      {
        unsafe up = parent
      }
      unsafe node = up.pointee.next
    }
  }
}
