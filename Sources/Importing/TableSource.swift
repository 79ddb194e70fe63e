internal import CSVFiles
internal import Diagnostics
internal import Records
internal import Sheets

/// One row as an import sees it, whatever file it comes from.
struct InputRow {
  /// The physical line of a text file, or the row of a sheet, from 1.
  var line: Int
  /// How many fields a line of text has; nil for a row of a sheet, which has no end.
  var fieldCount: Int?
  /// How many fields a line of text has up to the last one that is not empty.
  var filledCount = 0
  /// The first text of the row that is not blank.
  var lead: String
  /// The cells that were asked for, in that order.
  var cells: [CellValue]
}

/// Tables that can be imported: the lines of a text file, or the sheets of a workbook.
protocol TableSource {
  /// The names of the tables; nil for a text file.
  var tables: [String?] { get }
  /// How the text was read; nil for workbooks, unless their fonts had an encoding of their own.
  var text: TextFacts? { get }

  /// Reads the rows of a table that are not blank, from top to bottom.
  ///
  /// - Parameters:
  ///   - table: The place of the table.
  ///   - columns: Which cells to give, ascending; nil for the first ``InputLimits/columnsMax``.
  ///   - body: Called for each row; returns false to stop.
  /// - Throws: The format's error, or what `body` throws.
  func readRows(ofTable table: Int, columns: [Int]?, _ body: (InputRow) throws -> Bool) throws

  /// The first rows of each table, in which a header is looked for.
  func heads() throws -> [[InputRow]]
}

extension TableSource {
  func heads() throws -> [[InputRow]] { try readHeads() }

  fileprivate func readHeads() throws -> [[InputRow]] {
    try tables.indices.map { table in
      var rows: [InputRow] = []
      try readRows(ofTable: table, columns: nil) { row in
        rows.append(row)
        return rows.count < InputLimits.headerRowsMax
      }
      return rows
    }
  }
}

/// How much an import takes.
enum InputLimits {
  /// Columns in which a header is looked for.
  static let columnsMax = 256
  /// Rows in which a header is looked for.
  static let headerRowsMax = 60
  /// Equal rows in sequence that are taken for data.
  static let repeatsMax = 65_536
}

/// The lines of a text file.
struct TextSource: TableSource {
  let reader: CSVReader
  let tables: [String?] = [nil]

  init(_ bytes: [UInt8], file: String, encoding: TextEncoding? = nil) throws {
    reader = CSVReader(try DecodedText(bytes, encoding: encoding, file: file), file: file)
  }

  var text: TextFacts? {
    TextFacts(
      encoding: reader.encoding.encoding.rawValue, encodingScore: reader.encoding.score,
      encodingReason: reader.encoding.reason.rawValue,
      delimiter: String(decoding: [reader.delimiter], as: UTF8.self))
  }

  func readRows(ofTable table: Int, columns: [Int]?, _ body: (InputRow) throws -> Bool) throws {
    try reader.readLines { line in
      guard let first = (0..<line.count).first(where: { !isBlank(line, $0) }) else { return true }
      let columns = columns ?? Array(0..<min(line.count, InputLimits.columnsMax))
      let cells: [CellValue] = columns.map { column in
        guard column < line.count, !line.isEmpty(column) else { return .empty }
        return .text(line.text(column))
      }
      return try body(
        InputRow(
          line: line.line, fieldCount: line.count,
          filledCount: 1 + ((0..<line.count).last { !line.isEmpty($0) } ?? first),
          lead: line.text(first).trimmed, cells: cells))
    }
  }

  private func isBlank(_ line: CSVLine, _ field: Int) -> Bool {
    line.withBytes(field) { bytes in bytes.allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 } }
  }
}

/// The visible sheets of a workbook, or all of them when none is visible.
struct WorkbookSource: TableSource {
  let reader: any WorkbookReader
  private let sheets: [Int]
  /// What the fonts of the cells were for, where they were not for Unicode.
  private var fonts: FontEncoding?
  /// The first rows of each sheet, read once for the fonts and for the header.
  private var head: [[InputRow]] = []

  /// Looks at the first rows; `encoding` is what the fonts were for, where the user says so.
  init(_ reader: any WorkbookReader, encoding: TextEncoding? = nil) throws {
    self.reader = reader
    let visible = reader.sheets.indices.filter { reader.sheets[$0].isVisible }
    sheets = visible.isEmpty ? Array(reader.sheets.indices) : visible
    head = try readHeads()
    fonts = encoding.map(FontEncoding.init(given:)) ?? FontEncoding(of: Self.texts(of: head))
    guard fonts != nil else { return }
    for table in head.indices {
      for row in head[table].indices {
        head[table][row].lead = inUnicode(.text(head[table][row].lead)).text
        head[table][row].cells = head[table][row].cells.map(inUnicode)
      }
    }
  }

  func heads() -> [[InputRow]] { head }

  var text: TextFacts? {
    fonts.map {
      TextFacts(
        encoding: $0.guess.encoding.rawValue, encodingScore: $0.guess.score,
        encodingReason: $0.guess.reason.rawValue)
    }
  }

  private static func texts(of tables: [[InputRow]]) -> [String] {
    tables.flatMap { rows in
      rows.flatMap(\.cells).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
  }

  var tables: [String?] { sheets.map { reader.sheets[$0].name } }

  func readRows(ofTable table: Int, columns: [Int]?, _ body: (InputRow) throws -> Bool) throws {
    try reader.readRows(ofSheet: sheets[table]) { row in
      guard let first = row.cells.first(where: { !$0.value.text.trimmed.isEmpty }) else {
        return true
      }
      guard row.repeated <= InputLimits.repeatsMax else {
        throw ImportError.tooManyRepeats(
          sheet: reader.sheets[sheets[table]].name, line: row.index + 1, repeats: row.repeated)
      }
      let lead = inUnicode(first.value).text.trimmed
      var input = InputRow(line: row.index + 1, lead: lead, cells: cells(of: row, columns))
      for _ in 0..<max(row.repeated, 1) {
        guard try body(input) else { return false }
        input.line += 1
      }
      return true
    }
  }

  private func cells(of row: SheetRow, _ columns: [Int]?) -> [CellValue] {
    let last = row.cells.last.map { $0.column + max($0.repeated, 1) } ?? 0
    let columns = columns ?? Array(0..<min(last, InputLimits.columnsMax))
    var place = 0
    return columns.map { column in
      while place < row.cells.count,
        row.cells[place].column + max(row.cells[place].repeated, 1) <= column
      {
        place += 1
      }
      guard place < row.cells.count, row.cells[place].column <= column else { return .empty }
      return inUnicode(row.cells[place].value)
    }
  }

  private func inUnicode(_ value: CellValue) -> CellValue {
    guard let fonts, case .text(let text) = value else { return value }
    return .text(fonts.text(text))
  }
}

extension CellValue {
  /// The text of a cell: integers without a point, dates by ISO 8601.
  var text: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let number):
      abs(number) < 1e15 && number == number.rounded() ? String(Int64(number)) : "\(number)"
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .date: DayText.day(self)?.iso ?? ""
    case .duration(let seconds): "\(seconds)"
    case .error(let name): name
    }
  }
}

extension String {
  /// Whether there is nothing but white space.
  var isBlank: Bool {
    switch ends {
    case nil: true
    case let (first, _)? where 0x21...0x7E ~= first: false
    default: trimmed.isEmpty
    }
  }

  /// The first and the last byte.
  private var ends: (first: UInt8, last: UInt8)? {
    var text = self
    return text.withUTF8 { $0.isEmpty ? nil : ($0[0], $0[$0.count - 1]) }
  }

  /// The text without white space at its ends.
  var trimmed: String {
    guard let (first, last) = ends else { return self }
    // The common case: signs of ASCII that are no space at both ends.
    if 0x21...0x7E ~= first, 0x21...0x7E ~= last { return self }
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 0x1680
        ? scalar.value == 0x20 || 0x09...0x0D ~= scalar.value || scalar.value == 0x85
          || scalar.value == 0xA0
        : scalar.properties.isWhitespace
    }
    let scalars = unicodeScalars
    guard let start = scalars.firstIndex(where: { !isSpace($0) }),
      let end = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    if start == scalars.startIndex, scalars.index(after: end) == scalars.endIndex { return self }
    return String(scalars[start...end])
  }
}
