public import Sheets
internal import Storage
internal import XMLStreams

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
  /// - Throws: `StorageError`, `XMLError` or ``LegacyError``.
  public init(path: String) throws {
    let bytes = try FileBytes.read(path, bytesMax: LegacyLimits.bytesMax)
    var tables = HTMLTables(path)
    try HTMLPart.read(bytes, encoding: Self.encoding(bytes)) { try tables.take($0) }
    try tables.endText()
    guard tables.hasTable else { throw LegacyError.noTable(path) }
    rows = tables.grid.rows
    let name = tables.title.filter { !"[]:*?/\\".contains($0) && !$0.isNewline }.prefix(31)
    sheets = [SheetInfo(name: name.isEmpty ? "HTML" : String(name))]
  }

  /// Reads the sheet from top to bottom.
  public func visitRows(ofSheet sheet: Int, _ body: (RowCells) throws -> Bool) throws {
    try rows.visit(body)
  }

  /// What the page does not say itself: UTF-8 where it is valid, else Windows' Vietnamese.
  private static func encoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
    if String(validating: bytes, as: UTF8.self) != nil { return "UTF-8" }
    let head = String(decoding: bytes.prefix(4096).filter { $0 < 0x80 }, as: UTF8.self)
    return head.lowercased().contains("charset=") ? nil : "windows-1258"
  }
}

/// The rows of a page, put together from its elements.
private struct HTMLTables {
  private(set) var grid = RowGrid()
  private(set) var title = ""
  private(set) var hasTable = false
  private let path: String
  private var index = 0
  /// How many elements are open whose text is not shown.
  private var hidden = 0
  private var isInTitle = false
  /// Text outside of cells that is no row yet.
  private var loose = ""
  /// The rows that are open: one, or several where a table stands within a cell.
  private var open: [Row] = []

  private struct Row {
    var cells: [RowGrid.Cell] = []
    var text = ""
    var isInCell = false
    /// Whether a cell holds a table: then its rows stand for this one.
    var holdsTable = false
  }

  init(_ path: String) {
    self.path = path
  }

  mutating func take(_ event: HTMLPart.Event) throws(LegacyError) {
    switch event {
    case .start(let name, let attributes): try start(name, attributes)
    case .end(let name): try end(name)
    case .text(let text):
      if isInTitle {
        title += HTMLText.collapsed(text)
      } else if hidden == 0 {
        append(text)
      }
    }
  }

  private mutating func start(
    _ name: String, _ attributes: [String: String]
  ) throws(LegacyError) {
    switch name {
    case "script", "style": hidden += 1
    case "title": isInTitle = true
    case "br", "p", "div", "h1", "h2", "h3", "h4", "li": breakLine()
    case "table":
      hasTable = true
      for place in open.indices { open[place].holdsTable = true }
      if let last = open.indices.last {
        loose += open[last].text
        open[last].text = ""
      }
      try endText()
    case "tr":
      try endText()
      open.append(Row())
    case "td", "th":
      guard let last = open.indices.last else { return breakLine() }
      open[last].isInCell = true
      open[last].text = ""
      func span(_ name: String, _ max: Int) -> Int {
        Swift.min(Swift.max(attributes[name].flatMap { Int($0) } ?? 1, 1), max)
      }
      open[last].cells.append(
        RowGrid.Cell(
          columns: span("colspan", LegacyLimits.columnsMax),
          rows: span("rowspan", LegacyLimits.rowsMax), value: .empty))
    default: break
    }
  }

  private mutating func end(_ name: String) throws(LegacyError) {
    switch name {
    case "script", "style": hidden -= 1
    case "title": isInTitle = false
    case "p", "div", "li": breakLine()
    case "td", "th": endCell()
    case "tr":
      endCell()
      guard let row = open.popLast() else { return }
      if row.holdsTable { try endText() } else { try append(row.cells) }
    default: break
    }
  }

  private mutating func endCell() {
    guard let last = open.indices.last, open[last].isInCell else { return }
    open[last].isInCell = false
    let text = HTMLText.lines(open[last].text).joined(separator: "\n")
    open[last].text = ""
    guard !text.isEmpty else { return }
    if open[last].holdsTable {
      loose += text + "\n"
    } else {
      open[last].cells[open[last].cells.count - 1].value = .text(text)
    }
  }

  /// Adds text; white space in the source, line breaks too, is a space on the page.
  private mutating func append(_ text: String) {
    add(String(text.map { $0.isNewline ? " " : $0 }))
  }

  private mutating func breakLine() { add("\n") }

  private mutating func add(_ text: String) {
    if let last = open.indices.last, open[last].isInCell {
      open[last].text += text
    } else {
      loose += text
    }
  }

  /// Ends the text that stands outside of cells: a row for each of its lines.
  mutating func endText() throws(LegacyError) {
    let lines = HTMLText.lines(loose)
    loose = ""
    for line in lines { try append([RowGrid.Cell(value: .text(line))]) }
  }

  private mutating func append(_ cells: [RowGrid.Cell]) throws(LegacyError) {
    guard index < LegacyLimits.rowsMax else {
      throw .limit(path, name: "rowsMax", max: LegacyLimits.rowsMax)
    }
    grid.append(index, cells)
    index += 1
  }
}

/// What a browser shows of text.
private enum HTMLText {
  /// Lines that hold something, their white space collapsed.
  static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { collapsed(String($0)) }.filter { !$0.isEmpty }
  }

  static func collapsed(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
  }
}
