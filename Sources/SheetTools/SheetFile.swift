internal import CSVFiles
internal import Diagnostics
public import Sheets
internal import Storage
internal import Workbooks

/// A file of tables that is open: a workbook, or delimited text as one sheet named `csv`.
///
/// A workbook's format is found by its content. Text is what is named so, or what neither begins
/// like a container, an old workbook or XML nor is named like a workbook.
public struct SheetFile {
  /// The file.
  public let path: String
  private let source: Source

  private enum Source {
    case workbook(any WorkbookReader)
    case text(CSVReader)
  }

  private static let textExtensions: Set<String> = ["csv", "tsv", "tab", "psv", "txt"]
  private static let workbookExtensions: Set<String> = [
    "ods", "ots", "fods", "xlsx", "xlsm", "xltx", "xltm", "xls", "xlsb",
  ]

  /// Opens a file.
  ///
  /// - Parameter path: The file.
  /// - Throws: The format's error with the file in its origin.
  public init(path: String) throws {
    self.path = path
    source =
      try Self.isText(path)
      ? .text(CSVReader(DecodedText(FileBytes.read(path), file: path), file: path))
      : .workbook(Workbook.open(path))
  }

  /// The sheets in the order of their tabs.
  public var sheets: [SheetInfo] {
    switch source {
    case .workbook(let reader): reader.sheets
    case .text: [SheetInfo(name: "csv")]
    }
  }

  /// The names for blocks of cells.
  public var namedRanges: [NamedRange] {
    switch source {
    case .workbook(let reader): reader.namedRanges
    case .text: []
    }
  }

  /// The places of the sheets that `name` means: a name, else a number from 1; all for nil.
  ///
  /// - Throws: ``SheetToolsError/noSheet(file:name:)``.
  func places(_ name: String?) throws(SheetToolsError) -> [Int] {
    let sheets = sheets
    guard let name else { return Array(sheets.indices) }
    if let place = sheets.firstIndex(where: { $0.name == name }) { return [place] }
    guard let number = Int(name), number >= 1, number <= sheets.count else {
      throw .noSheet(file: path, name: name)
    }
    return [number - 1]
  }

  /// Reads the rows of a sheet that hold something, from top to bottom.
  ///
  /// - Parameters:
  ///   - sheet: The sheet's place in ``sheets``.
  ///   - body: Called for each row; returns false to stop.
  /// - Throws: The format's error, or what `body` throws.
  func readRows(ofSheet sheet: Int, _ body: (SheetRow) throws -> Bool) throws {
    switch source {
    case .workbook(let reader): try reader.readRows(ofSheet: sheet, body)
    case .text(let reader):
      var index = 0
      try reader.readLines { line in
        var row = SheetRow(index: index)
        for column in 0..<line.count where !line[column].isEmpty {
          row.cells.append(SheetCell(column: column, value: .text(line.text(column))))
        }
        index += 1
        return try row.cells.isEmpty || body(row)
      }
    }
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
