internal import Diagnostics
public import Sheets
internal import XMLStreams

/// Reads an XLSX workbook: transitional and strict, with or without macros, templates too.
///
/// - Source: ECMA-376 part 1 §18.3 (worksheets), §18.4 (shared strings), §18.8 (styles).
public struct XLSXReader: WorkbookReader {
  let package: XLSXPackage
  private let shared = Shared()

  /// What all sheets need, read when the first of them is.
  private final class Shared {
    var formats: XLSXNumberFormats?
    var strings: SharedStrings?
    /// Where pages start, by sheet, once it is known.
    var pageStarts: [Int: [Int]] = [:]
  }

  /// Keeps where the pages of a sheet start.
  func setPageStarts(_ rows: [Int], ofSheet sheet: Int) { shared.pageStarts[sheet] = rows }

  /// The rows of a sheet that start a page, from the top.
  func pageStarts(ofSheet sheet: Int, _ read: () throws -> [Int]) throws -> [Int] {
    if let known = shared.pageStarts[sheet] { return known }
    let rows = try read()
    shared.pageStarts[sheet] = rows
    return rows
  }

  /// Opens a workbook; its sheets are read later, one by one.
  ///
  /// - Parameter path: The file.
  /// - Throws: `ZipError`, `XMLError` or ``XLSXError``, with the file in the origin.
  public init(path: String) throws {
    package = try XLSXPackage(path: path)
  }

  /// The sheets in the order of their tabs.
  public var sheets: [SheetInfo] { package.sheets.map(\.info) }
  /// Styles, formulas and what hangs on sheets are told.
  public var tellsStyles: Bool { true }
  /// The names for blocks of cells.
  public var namedRanges: [NamedRange] { package.namedRanges }

  /// Streams the rows of one sheet from top to bottom.
  ///
  /// A sheet of a chart, a dialog or old macros has no rows.
  public func visitRows(
    ofSheet sheet: Int, _ body: (RowCells) throws -> Bool
  ) throws {
    try visitRows(ofSheet: sheet, isQuick: true, body)
  }

  /// The same, by events alone when not `isQuick`.
  package func visitRows(
    ofSheet sheet: Int, isQuick: Bool, _ body: (RowCells) throws -> Bool
  ) throws {
    let worksheet = package.sheets[sheet]
    guard worksheet.isWorksheet else { return }
    try placing(Origin(file: package.path, part: worksheet.part, sheet: worksheet.info.name)) {
      var cells = try cells(of: worksheet, isQuick: isQuick)
      while try cells.next() {
        guard try cells.row.give(body) else { return }
      }
    }
  }

  /// The rows of a sheet.
  func cells(of sheet: XLSXPackage.Sheet, isQuick: Bool) throws -> XLSXCells {
    let formats = try shared.formats ?? package.numberFormats()
    let strings = try shared.strings ?? package.sharedStrings(isQuick: isQuick)
    (shared.formats, shared.strings) = (formats, strings)
    var cells = try XLSXCells(
      package.stream(sheet), strings: strings,
      context: XLSXCells.Context(
        part: sheet.part, formats: formats, stringCount: strings.count,
        uses1904Epoch: package.uses1904Epoch))
    cells.isQuick = isQuick
    return cells
  }

  /// Streams the whole workbook, sheet by sheet.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - visitor: Takes the sheets and rows.
  /// - Throws: As ``init(path:)`` and ``visitRows(ofSheet:_:)``; what the visitor throws.
  public static func stream(path: String, to visitor: inout some WorkbookVisitor) throws {
    let reader = try XLSXReader(path: path)
    for (place, info) in reader.sheets.enumerated() {
      guard try visitor.begin(info) else { continue }
      try reader.visitRows(ofSheet: place) { try visitor.visit($0) }
    }
    try visitor.end(namedRanges: reader.namedRanges)
  }
}
