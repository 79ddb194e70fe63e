internal import Diagnostics
public import Sheets
internal import XMLStreams

/// Reads an ODS workbook.
///
/// - Shape: at most 1 048 576 rows × 16 384 columns; a value beyond them is an error. Repeated
///   cells and rows are counted, never expanded, and empty ones left out.
/// - Source: ODF 1.3 part 3, `office:spreadsheet`, `table:table`; part 2 for the container.
public struct ODSReader: WorkbookReader {
  /// The sheets in the order of their tabs.
  public let sheets: [SheetInfo]
  /// The names for blocks of cells, those of single sheets among them.
  public let namedRanges: [NamedRange]
  /// Styles, formulas and what hangs on sheets are told.
  public var tellsStyles: Bool { true }
  let source: ODSSource

  /// Opens a workbook and lists its sheets and names, which means to go through it once.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``ODSError``, or the container's or the XML's error, with the file in its origin.
  public init(path: String) throws {
    let source = try ODSSource(path: path)
    var sheets: [SheetInfo] = []
    var cells = try source.cells()
    try source.placing(nil, &cells) { cells in
      while let info = try cells.nextSheet() { sheets.append(info) }
    }
    try source.check(cells)
    namedRanges = cells.namedRanges
    self.source = source
    self.sheets = sheets
  }

  /// Streams the rows of one sheet from top to bottom.
  public func visitRows(
    ofSheet sheet: Int, _ body: (RowCells) throws -> Bool
  ) throws {
    try visitRows(ofSheet: sheet, isQuick: true, body)
  }

  /// The same, by events alone when not `isQuick`.
  package func visitRows(
    ofSheet sheet: Int, isQuick: Bool, _ body: (RowCells) throws -> Bool
  ) throws {
    var cells = try source.cells()
    cells.isQuick = isQuick
    for _ in 0...sheet {
      guard try cells.nextSheet() != nil else { return }
    }
    try source.visit(sheets[sheet], &cells, body)
  }

  /// Streams the whole workbook, sheet by sheet, in one pass.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - visitor: Takes the sheets and rows.
  /// - Throws: As ``init(path:)``; what the visitor throws.
  public static func stream(path: String, to visitor: inout some WorkbookVisitor) throws {
    let source = try ODSSource(path: path)
    var cells = try source.cells()
    while true {
      var info: SheetInfo?
      try source.placing(nil, &cells) { info = try $0.nextSheet() }
      guard let info else { break }
      guard try visitor.begin(info) else { continue }
      try source.visit(info, &cells) { try visitor.visit($0) }
    }
    try source.check(cells)
    try visitor.end(namedRanges: cells.namedRanges)
  }
}

extension ODSSource {
  /// content.xml from its beginning.
  func cells() throws -> ODSCells {
    let origin = Origin(file: path, part: ODSPart.content)
    do {
      return ODSCells(try content())
    } catch let error as any Diagnosable {
      throw PlacedError(error, within: origin)
    }
  }

  /// Streams what is left of a sheet.
  func visit(
    _ info: SheetInfo, _ cells: inout ODSCells, _ body: (RowCells) throws -> Bool
  ) throws {
    while true {
      var hasRow = false
      try placing(info.name, &cells) { hasRow = try $0.next() }
      guard hasRow else { return }
      guard try cells.row.give(body) else { return }
    }
  }

  /// Says where an error was met.
  func placing(
    _ sheet: String?, _ cells: inout ODSCells, _ work: (inout ODSCells) throws -> Void
  ) throws {
    do {
      try work(&cells)
    } catch let error as any Diagnosable {
      throw PlacedError(
        error,
        within: Origin(
          file: path, part: ODSPart.content, sheet: sheet,
          cell: sheet == nil ? nil : cells.cell.a1))
    }
  }

  func check(_ cells: borrowing ODSCells) throws {
    guard cells.isWorkbook else {
      throw ODSError.notASpreadsheet(
        file: path,
        reason: Words(vi: "content.xml không có bảng tính", en: "content.xml has no workbook"))
    }
  }
}
