internal import Diagnostics
internal import Sheets

/// Lists the cells of a file as text.
public struct SheetListing {
  /// How cells are written.
  public enum Format: String, Sendable, CaseIterable {
    /// A line a cell that holds something: sheet, cell, type, value, tab-separated, after a line
    /// a sheet with its visibility; tab, line breaks and backslash as `\t \n \r \\`.
    case values
    /// The rows of one sheet with commas between fields (RFC 4180).
    case csv
    /// The rows of one sheet with tabs between fields.
    case tsv
    /// One document: sheets, each with its cells.
    case json
  }

  private let file: SheetFile
  private let format: Format
  private let places: [Int]
  private var repeatedCells = 0

  /// Prepares a listing.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - format: How cells are written.
  ///   - sheet: A sheet's name, or its number from 1; nil for all, or for the first visible one
  ///     where the format holds one table only.
  /// - Throws: ``SheetToolsError/noSheet(file:name:)``.
  public init(_ file: SheetFile, format: Format, sheet: String? = nil) throws {
    self.file = file
    self.format = format
    let places = try file.places(sheet)
    let isOneTable = format == .csv || format == .tsv
    let first = places.first { file.sheets[$0].isVisible } ?? places.first
    self.places = isOneTable ? first.map { [$0] } ?? [] : places
    leftOut = isOneTable ? places.count - self.places.count : 0
  }

  /// How many sheets are left out because the format holds one table only.
  public let leftOut: Int

  /// Writes the listing.
  ///
  /// - Parameter sink: Takes the bytes piece by piece.
  /// - Throws: The format's error; ``SheetToolsError/limit(_:max:at:)`` for a value that repeats
  ///   without end; what `sink` throws.
  public mutating func write(to sink: @escaping ([UInt8]) throws -> Void) throws {
    var output = TextOutput(to: sink)
    switch format {
    case .values: try writeValues(&output)
    case .csv: for place in places { try writeTable(place, delimiter: 0x2C, &output) }
    case .tsv: for place in places { try writeTable(place, delimiter: 0x09, &output) }
    case .json: try writeDocument(&output)
    }
    try output.finish()
  }

  // MARK: - Values

  private mutating func writeValues(_ output: inout TextOutput) throws {
    output.write("sheet\tcell\ttype\tvalue\tserial\n")
    for place in places {
      output.writeEscaped(file.sheets[place].name)
      output.write("\t\tsheet\t" + (file.sheets[place].isVisible ? "visible" : "hidden") + "\t\n")
    }
    for place in places {
      let name = file.sheets[place].name
      try eachCell(of: place) { cell, value in
        let listed = ListedValue(value)
        output.writeEscaped(name)
        output.write("\t" + cell.a1 + "\t" + listed.type + "\t")
        output.writeEscaped(listed.text)
        output.write("\t\n")
        try output.passOn()
      }
    }
  }

  /// Calls `body` for every cell that holds something, repeated ones too.
  private mutating func eachCell(
    of place: Int, _ body: (CellAddress, CellValue) throws -> Void
  ) throws {
    try file.readRows(ofSheet: place) { row in
      let cells = row.cells.reduce(0) { $0 + $1.repeated }
      try count(repeated: cells * row.repeated - row.cells.count, of: place)
      for index in row.index..<row.index + row.repeated {
        for cell in row.cells {
          for column in cell.column..<cell.column + cell.repeated {
            try body(CellAddress(row: index, column: column), cell.value)
          }
        }
      }
      return true
    }
  }

  private mutating func count(repeated cells: Int, of place: Int) throws {
    repeatedCells += cells
    guard repeatedCells <= SheetLimits.repeatedCellsMax else {
      throw SheetToolsError.limit(
        "repeatedCellsMax", max: SheetLimits.repeatedCellsMax,
        at: Origin(file: file.path, sheet: file.sheets[place].name))
    }
  }

  // MARK: - Tables

  private mutating func writeTable(
    _ place: Int, delimiter: UInt8, _ output: inout TextOutput
  ) throws {
    var next = 0
    try file.readRows(ofSheet: place) { row in
      let cells = row.cells.reduce(0) { $0 + $1.repeated }
      try count(repeated: cells * row.repeated - row.cells.count, of: place)
      while next < row.index {
        output.write(0x0A)
        next += 1
      }
      for _ in 0..<row.repeated {
        var column = 0
        for cell in row.cells {
          let text = ListedValue(cell.value).text
          while column < cell.column {
            output.write(delimiter)
            column += 1
          }
          for repeated in 0..<cell.repeated {
            if repeated > 0 { output.write(delimiter) }
            output.writeField(text, delimiter: delimiter)
          }
          column += cell.repeated - 1
        }
        output.write(0x0A)
        try output.passOn()
      }
      next = row.index + row.repeated
      return true
    }
  }

  // MARK: - JSON

  private mutating func writeDocument(_ output: inout TextOutput) throws {
    output.write("{\"sheets\":[")
    for (index, place) in places.enumerated() {
      output.write((index > 0 ? ",\n" : "\n") + "{\"name\":")
      output.writeJSON(file.sheets[place].name)
      output.write(",\"visible\":\(file.sheets[place].isVisible),\"cells\":[")
      var isFirst = true
      try eachCell(of: place) { cell, value in
        output.write((isFirst ? "\n" : ",\n") + "{\"cell\":\"" + cell.a1 + "\",")
        isFirst = false
        Self.write(value, &output)
        try output.passOn()
      }
      output.write("]}")
    }
    output.write("\n]}\n")
  }

  private static func write(_ value: CellValue, _ output: inout TextOutput) {
    let listed = ListedValue(value)
    output.write("\"type\":\"" + listed.type + "\",\"value\":")
    switch value {
    case .number: output.write(listed.text)
    case .boolean(let isTrue): output.write(isTrue ? "true" : "false")
    default: output.writeJSON(listed.text)
    }
    output.write("}")
  }
}
