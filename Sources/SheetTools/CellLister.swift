internal import CSVFiles
internal import Diagnostics
internal import Sheets

/// Writes cells as text, in each of the formats of ``SheetListing``.
struct CellLister {
  let output: TextOutput
  private let file: String
  private let neutralisesFormulas: Bool
  private var sheet = ""
  private var escapedSheet: [UInt8] = []
  private var nextRow = 0
  private var isFirstCell = true
  private var repeatedCells = 0

  init(_ output: TextOutput, file: String, neutralisesFormulas: Bool) {
    self.output = output
    self.file = file
    self.neutralisesFormulas = neutralisesFormulas
  }

  /// Begins a sheet.
  mutating func begin(_ name: String) {
    sheet = name
    escapedSheet = Self.escaped(name)
    nextRow = 0
    isFirstCell = true
  }

  private static func escaped(_ name: String) -> [UInt8] {
    var escaped: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case 0x09: escaped += Array("\\t".utf8)
      case 0x0A: escaped += Array("\\n".utf8)
      case 0x0D: escaped += Array("\\r".utf8)
      case UInt8(ascii: "\\"): escaped += Array("\\\\".utf8)
      default: escaped.append(byte)
      }
    }
    return escaped
  }

  /// Writes the lines that name the columns and the sheets.
  func writeHeader(_ sheets: [SheetInfo]) {
    output.write("sheet\tcell\ttype\tvalue\tserial\n")
    for sheet in sheets {
      Self.escaped(sheet.name).withUnsafeBufferPointer { output.write($0) }
      output.write("\t\tsheet\t")
      output.write(sheet.isVisible ? "visible\t\n" : "hidden\t\n")
    }
  }

  /// Writes a line for each cell.
  mutating func writeValues(_ row: RowCells) throws {
    try count(row)
    try eachCell(row) { index, column, cell in
      escapedSheet.withUnsafeBufferPointer { output.write($0) }
      output.write(UInt8(ascii: "\t"))
      output.write(row: index, column: column)
      switch cell.kind {
      case .text: output.write("\ts\t")
      case .number: output.write("\tn\t")
      case .boolean: output.write("\tb\t")
      case .error: output.write("\te\t")
      case .date: output.write("\td\t")
      case .duration: output.write("\tt\t")
      }
      row.withText(cell) { output.writeEscaped($0) }
      writeBare(cell)
      output.write("\t\n")
    }
  }

  /// Writes an object for each cell.
  mutating func writeObjects(_ row: RowCells) throws {
    try count(row)
    var isFirst = isFirstCell
    try eachCell(row) { index, column, cell in
      output.write(isFirst ? "\n{\"cell\":\"" : ",\n{\"cell\":\"")
      isFirst = false
      output.write(row: index, column: column)
      switch cell.kind {
      case .text: output.write("\",\"type\":\"s\",\"value\":")
      case .number: output.write("\",\"type\":\"n\",\"value\":")
      case .boolean: output.write("\",\"type\":\"b\",\"value\":")
      case .error: output.write("\",\"type\":\"e\",\"value\":")
      case .date: output.write("\",\"type\":\"d\",\"value\":\"")
      case .duration: output.write("\",\"type\":\"t\",\"value\":\"")
      }
      switch cell.kind {
      case .text, .error: row.withText(cell) { output.writeJSON($0) }
      case .boolean: output.write(cell.number != 0 ? "true" : "false")
      case .number: output.write(number: cell.number)
      case .date, .duration:
        writeBare(cell)
        output.write(UInt8(ascii: "\""))
      }
      output.write(UInt8(ascii: "}"))
    }
    isFirstCell = isFirst
  }

  /// Begins the object of a sheet, after closing the one before.
  func writeSheetObject(_ info: SheetInfo, isFirst: Bool) {
    output.write(isFirst ? "\n{\"name\":" : "]},\n{\"name\":")
    var name = info.name
    name.withUTF8 { output.writeJSON($0) }
    output.write(info.isVisible ? ",\"visible\":true" : ",\"visible\":false")
    output.write(",\"cells\":[")
  }

  /// Writes rows as lines, empty ones before them too.
  mutating func writeRow(_ row: RowCells, delimiter: UInt8) throws {
    try count(row)
    while nextRow < row.index {
      output.write(0x0A)
      nextRow += 1
    }
    for _ in 0..<row.repeated {
      var column = 0
      for place in 0..<row.count {
        let cell = row[place]
        while column < Int(cell.column) {
          output.write(delimiter)
          column += 1
        }
        for repeated in 0..<Int(cell.repeated) {
          if repeated > 0 { output.write(delimiter) }
          row.withText(cell) { writeField($0, delimiter: delimiter) }
          writeBare(cell)
        }
        column += Int(cell.repeated) - 1
      }
      output.write(0x0A)
      try output.passOn()
    }
    nextRow = row.index + row.repeated
  }

  private func writeField(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    guard neutralisesFormulas, CSVWriter.wouldRun(text) else {
      return output.writeField(text, delimiter: delimiter)
    }
    ([UInt8(ascii: "'")] + text).withUnsafeBufferPointer {
      output.writeField($0, delimiter: delimiter)
    }
  }

  /// Writes what is no text.
  private func writeBare(_ cell: CellRecord) {
    switch cell.kind {
    case .text, .error: break
    case .number: output.write(number: cell.number)
    case .boolean: output.write(cell.number != 0 ? "TRUE" : "FALSE")
    case .duration: output.write(clock: cell.number)
    case .date:
      guard
        let date = DateTime(daysSince1970: Int(cell.place), secondOfDay: cell.number)
      else { return }
      output.write(date: date)
    }
  }

  // MARK: - Repeats

  /// Calls `body` for every cell, repeated ones too.
  private func eachCell(
    _ row: RowCells, _ body: (Int, Int, CellRecord) throws -> Void
  ) throws {
    for index in row.index..<row.index + row.repeated {
      for place in 0..<row.count {
        let cell = row[place]
        for column in Int(cell.column)..<Int(cell.column) + Int(cell.repeated) {
          try body(index, column, cell)
        }
      }
      try output.passOn()
    }
  }

  private mutating func count(_ row: RowCells) throws {
    var cells = 0
    for place in 0..<row.count { cells += Int(row[place].repeated) }
    repeatedCells += cells * row.repeated - row.count
    guard repeatedCells <= SheetLimits.repeatedCellsMax else {
      throw SheetToolsError.limit(
        "repeatedCellsMax", max: SheetLimits.repeatedCellsMax,
        at: Origin(file: file, sheet: sheet))
    }
  }
}
