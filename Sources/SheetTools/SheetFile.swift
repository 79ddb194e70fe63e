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
    isText ? try TextReader(path) : try Workbook.open(path)
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
    let reader = try TextReader(path)
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

  init(_ path: String) throws {
    reader = CSVReader(try DecodedText(FileBytes.read(path), file: path), file: path)
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
