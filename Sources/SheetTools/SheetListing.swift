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
  private let sheet: String?
  private let neutralisesFormulas: Bool

  /// Prepares a listing.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - format: How cells are written.
  ///   - sheet: A sheet's name, or its number from 1; nil for all, or for the first visible one
  ///     where the format holds one table only.
  ///   - neutralisesFormulas: Whether text of a table that a spreadsheet would run gets an
  ///     apostrophe before it, as `CSVWriter` does it.
  public init(
    _ file: SheetFile, format: Format, sheet: String? = nil, neutralisesFormulas: Bool = false
  ) {
    self.file = file
    self.format = format
    self.sheet = sheet
    self.neutralisesFormulas = neutralisesFormulas
  }

  /// Writes the listing.
  ///
  /// - Parameter sink: Takes the bytes piece by piece.
  /// - Returns: How many sheets are left out because the format holds one table only.
  /// - Throws: The format's error; ``SheetToolsError``; what `sink` throws.
  public func write(to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
    let output = TextOutput(to: sink)
    var lister = CellLister(output, file: file.path, neutralisesFormulas: neutralisesFormulas)
    let leftOut =
      switch format {
      case .values: try writeValues(&lister)
      case .csv: try writeTable(&lister, delimiter: UInt8(ascii: ","))
      case .tsv: try writeTable(&lister, delimiter: UInt8(ascii: "\t"))
      case .json: try writeDocument(&lister)
      }
    try output.finish()
    return leftOut
  }

  private func writeValues(_ lister: inout CellLister) throws -> Int {
    let reader = try file.open()
    let places = try places(of: reader.sheets) ?? Array(reader.sheets.indices)
    lister.writeHeader(places.map { reader.sheets[$0] })
    var visitor = ListingVisitor(lister: lister, style: .values)
    try list(places, of: reader, to: &visitor)
    lister = visitor.lister
    return 0
  }

  private func writeTable(_ lister: inout CellLister, delimiter: UInt8) throws -> Int {
    var visitor = ListingVisitor(lister: lister, style: .table(delimiter))
    if sheet == nil {
      visitor.isOneTable = true
      try file.stream(to: &visitor)
      if visitor.listed == 0 && visitor.count > 0 {
        visitor.isOneTable = false
        try list([0], of: file.open(), to: &visitor)
      }
    } else {
      let reader = try file.open()
      try list(places(of: reader.sheets) ?? [], of: reader, to: &visitor)
      visitor.count = 1
    }
    return visitor.count - 1
  }

  private func writeDocument(_ lister: inout CellLister) throws -> Int {
    var visitor = ListingVisitor(lister: lister, style: .document)
    lister.output.write("{\"sheets\":[")
    if sheet == nil {
      try file.stream(to: &visitor)
    } else {
      let reader = try file.open()
      try list(places(of: reader.sheets) ?? [], of: reader, to: &visitor)
    }
    lister.output.write(visitor.listed > 0 ? "]}\n]}\n" : "]}\n")
    return 0
  }

  /// Lists sheets: all in one pass, or one by one.
  private func list(
    _ places: [Int], of reader: any WorkbookReader, to visitor: inout ListingVisitor
  ) throws {
    if places.count == reader.sheets.count { return try file.stream(to: &visitor) }
    for place in places where try visitor.begin(reader.sheets[place]) {
      try reader.visitRows(ofSheet: place) { try visitor.visit($0) }
    }
  }

  /// The place of the sheet that is asked for: a name, else a number from 1; nil for all.
  private func places(of sheets: [SheetInfo]) throws(SheetToolsError) -> [Int]? {
    guard let sheet else { return nil }
    if let place = sheets.firstIndex(where: { $0.name == sheet }) { return [place] }
    guard let number = Int(sheet), number >= 1, number <= sheets.count else {
      throw .noSheet(file: file.path, name: sheet)
    }
    return [number - 1]
  }
}

/// Lists the sheets that stream by.
private struct ListingVisitor: WorkbookVisitor {
  enum Style {
    case values, document
    case table(UInt8)
  }

  var lister: CellLister
  let style: Style
  /// Whether only the first visible sheet is listed.
  var isOneTable = false
  /// How many sheets came by, and how many were listed.
  var count = 0
  private(set) var listed = 0

  init(lister: CellLister, style: Style) {
    self.lister = lister
    self.style = style
  }

  mutating func begin(_ sheet: SheetInfo) throws -> Bool {
    count += 1
    if isOneTable && (listed > 0 || !sheet.isVisible) { return false }
    lister.begin(sheet.name)
    if case .document = style { lister.writeSheetObject(sheet, isFirst: listed == 0) }
    listed += 1
    return true
  }

  mutating func visit(_ row: RowCells) throws -> Bool {
    switch style {
    case .values: try lister.writeValues(row)
    case .document: try lister.writeObjects(row)
    case .table(let delimiter): try lister.writeRow(row, delimiter: delimiter)
    }
    return true
  }

  mutating func end(namedRanges: [NamedRange]) throws {}
}
