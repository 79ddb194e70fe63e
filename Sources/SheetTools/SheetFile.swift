internal import CSVFiles
internal import Diagnostics
public import Sheets
internal import Storage
internal import Workbooks

/// A file of tables: a workbook, or delimited text as one sheet named `csv`.
///
/// A workbook's format is found by its content. Text is what is named so, or what neither begins
/// like a container, an old workbook or XML nor is named like a workbook.
public struct SheetFile {
  /// The file.
  public let path: String
  /// Whether it is delimited text.
  let isText: Bool
  /// Whether letters and marks that stand apart in text are put together; else they are told as
  /// they are stored.
  var composesText = false

  private static let textExtensions: Set<String> = ["csv", "tsv", "tab", "psv", "txt"]
  private static let workbookExtensions: Set<String> = [
    "ods", "ots", "fods", "xlsx", "xlsm", "xltx", "xltm", "xls", "xlsb",
  ]

  /// Names a file; nothing of it is read but its first bytes.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError` when it cannot be read.
  public init(path: String) throws {
    self.path = path
    isText = try Self.isText(path)
  }

  /// A reader for any of its sheets, in any order.
  ///
  /// - Throws: The format's error with the file in its origin.
  public func open() throws -> any WorkbookReader {
    isText ? try TextReader(path, composes: composesText) : try Workbook.open(path)
  }

  /// What it says of itself.
  func identity() throws -> WorkbookIdentity {
    isText ? WorkbookIdentity(format: "csv") : try Workbook.identity(of: path)
  }

  /// Streams all sheets in one pass.
  ///
  /// - Parameter visitor: Takes the sheets and rows.
  /// - Throws: The format's error with the file in its origin; what the visitor throws.
  public func stream(to visitor: inout some WorkbookVisitor) throws {
    guard isText else { return try Workbook.stream(path, to: &visitor) }
    let reader = try TextReader(path, composes: composesText)
    for info in reader.sheets where try visitor.begin(info) {
      try reader.visitRows(ofSheet: 0) { try visitor.visit($0) }
    }
    try visitor.end(namedRanges: [])
  }

  private static func isText(_ path: String) throws -> Bool {
    let named = Folder.pathExtension(of: path).lowercased()
    if textExtensions.contains(named) { return true }
    if workbookExtensions.contains(named) { return false }
    let head = try FileBytes.head(of: path, count: 64)
    let isContainer = head.starts(with: [0x50, 0x4B]) || head.starts(with: [0xD0, 0xCF])
    let start = head.drop { [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, 0x20, 0x0A, 0x0D].contains($0) }
    return !isContainer && start.first != UInt8(ascii: "<")
  }
}

/// Delimited text as a workbook of one sheet, whose cells are texts.
private struct TextReader: WorkbookReader {
  let sheets = [SheetInfo(name: "csv")]
  let namedRanges: [NamedRange] = []
  private let reader: CSVReader

  /// Text that is UTF-8 or says its encoding by a mark is read record by record; any other lies in
  /// memory, since only all of its words tell the encoding.
  init(_ path: String, composes: Bool) throws {
    let streaming = try CSVReader(path: path)
    let isSure =
      switch streaming.encoding.reason {
      case .mark: true
      case .valid: try Self.isUTF8(path)
      default: false
      }
    reader =
      isSure
      ? streaming
      : CSVReader(
        try DecodedText(FileBytes.read(path), file: path, composes: composes), file: path)
  }

  /// Whether all of a file is UTF-8, its end too.
  private static func isUTF8(_ path: String) throws -> Bool {
    let stream = try FileStream(path)
    var piece: [UInt8] = []
    while true {
      let got = try stream.append(to: &piece, count: 1 << 18)
      let isLast = got < 1 << 18
      // A character that may go on in the next piece is left for it.
      var left = 0
      if !isLast, let back = (1...3).first(where: { piece[piece.count - $0] >= 0xC0 }) {
        left = back
      }
      let whole = piece.dropLast(left)
      do { _ = try UTF8Span(validating: whole.span) } catch { return false }
      if isLast { return true }
      piece.removeFirst(piece.count - left)
    }
  }

  func visitRows(ofSheet sheet: Int, _ body: (RowCells) throws -> Bool) throws {
    var row = RowBuffer()
    var index = 0
    try reader.readLines { line in
      row.clear()
      row.index = index
      index += 1
      for column in 0..<line.count where !line[column].isEmpty {
        let cell = CellRecord(column: Int32(truncatingIfNeeded: column), kind: .text)
        line[column].withUnsafeBufferPointer { text in
          if let base = text.baseAddress { _ = row.append(cell, text: base, count: text.count) }
        }
      }
      return try row.count == 0 || row.give(body)
    }
  }
}
