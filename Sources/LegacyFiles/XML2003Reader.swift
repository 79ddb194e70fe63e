public import Sheets
internal import Storage
internal import XMLStreams

/// Reads a workbook of XML Spreadsheet 2003.
///
/// - Source: the XML Spreadsheet Reference (Office 2003): `Workbook`, `Worksheet`, `Table`, `Row`,
///   `Cell`, `Data`.
public struct XML2003Reader: WorkbookReader {
  /// The sheets in their order.
  public let sheets: [SheetInfo]
  /// None: named ranges are not read.
  public var namedRanges: [NamedRange] { [] }

  private let content: [[SheetRow]]

  /// Opens a workbook.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError`, `XMLError`, or ``LegacyError``.
  public init(path: String) throws {
    let bytes = try FileBytes.read(path, bytesMax: LegacyLimits.bytesMax)
    var parser = Parser(XMLScanner(try XMLPart.utf8(bytes)), path)
    try parser.workbook()
    guard !parser.sheets.isEmpty else {
      throw LegacyError.damaged(path, reason: "Worksheet")
    }
    sheets = parser.sheets
    content = parser.content
  }

  /// Reads one sheet from top to bottom.
  public func visitRows(ofSheet sheet: Int, _ body: (RowCells) throws -> Bool) throws {
    try content[sheet].visit(body)
  }

  private struct Parser {
    private var scanner: XMLScanner
    private let path: String
    private(set) var sheets: [SheetInfo] = []
    private(set) var content: [[SheetRow]] = []
    private var grid = RowGrid()
    private var rowIndex = 0

    init(_ scanner: XMLScanner, _ path: String) {
      self.scanner = scanner
      self.path = path
    }

    /// Walks all elements; names are told by their local part, as the prefixes differ.
    mutating func workbook() throws {
      var cells: [RowGrid.Cell] = []
      while let event = try scanner.next() {
        guard event != .text else { continue }
        switch (scanner.localName, event) {
        case ("Worksheet", .start): try beginSheet()
        case ("Worksheet", .end): endSheet()
        case ("Row", .start):
          cells = []
          try beginRow()
        case ("Row", .end):
          grid.append(rowIndex, cells)
          rowIndex += 1
        case ("Cell", .start): cells.append(try cell())
        case ("Data", .start):
          let value = try data()
          if !cells.isEmpty { cells[cells.count - 1].value = value }
        default: break
        }
      }
    }

    private mutating func beginSheet() throws {
      guard sheets.count < LegacyLimits.sheetsMax else {
        throw LegacyError.limit(path, name: "sheetsMax", max: LegacyLimits.sheetsMax)
      }
      sheets.append(SheetInfo(name: try attribute("Name") ?? "\(sheets.count + 1)"))
      grid = RowGrid()
      rowIndex = 0
    }

    private mutating func endSheet() {
      content.append(grid.rows)
    }

    private mutating func beginRow() throws {
      if let index = try number("Index") { rowIndex = max(rowIndex, index - 1) }
      guard rowIndex < LegacyLimits.rowsMax else {
        throw LegacyError.limit(path, name: "rowsMax", max: LegacyLimits.rowsMax)
      }
    }

    private func cell() throws -> RowGrid.Cell {
      let across = try number("MergeAcross") ?? 0
      return RowGrid.Cell(
        column: try number("Index").map { $0 - 1 },
        columns: 1 + min(max(across, 0), LegacyLimits.columnsMax), value: .empty)
    }

    private mutating func data() throws -> CellValue {
      let type = try attribute("Type") ?? "String"
      let depth = scanner.depth
      var text = ""
      while let event = try scanner.next() {
        if event == .text { text += try scanner.text() }
        if event == .end, scanner.depth == depth { break }
      }
      switch type {
      case "Number":
        return Double(text.filter { !$0.isWhitespace }).map { .number($0) } ?? .text(text)
      case "Boolean": return .boolean(text == "1" || text.lowercased() == "true")
      case "DateTime": return DateText.value(text) ?? .text(text)
      case "Error": return .error(text)
      default: return text.isEmpty ? .empty : .text(text)
      }
    }

    private func number(_ name: StaticString) throws -> Int? {
      try attribute(name).flatMap { Int($0) }.map { min(max($0, 0), LegacyLimits.rowsMax) }
    }

    private func attribute(_ name: StaticString) throws -> String? {
      try scanner.attribute(XMLNamespace("urn:schemas-microsoft-com:office:spreadsheet"), name)
    }
  }
}

/// Dates as these formats write them: `2024-08-03`, with a time after a space or a T.
enum DateText {
  static func value(_ text: String) -> CellValue? {
    let numbers = text.split { !($0.isASCII && $0.isNumber) }.compactMap { Double($0) }
    guard numbers.count >= 3, numbers.allSatisfy({ $0 < 10_000 || $0.isFinite && $0 < 1e9 }),
      numbers[0] < 10_000, numbers[1] < 100, numbers[2] < 100
    else { return nil }
    func part(_ place: Int) -> Double { numbers.count > place ? numbers[place] : 0 }
    let seconds = part(3) * 3600 + part(4) * 60 + part(5)
    return DateTime(
      year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2]), secondOfDay: seconds
    ).map { .date($0) }
  }
}
