import Diagnostics
public import Sheets

extension Workbook {
  /// Loads a workbook for random access, in one pass.
  ///
  /// ```swift
  /// let book = try Workbook.load("hoa-don.xlsx")
  /// let total = book.sheets[0].column(2).doubles().filter { !$0.isNaN }.reduce(0, +)
  /// ```
  ///
  /// - Parameters:
  ///   - path: The file, of any format.
  ///   - limits: How much of each sheet may be held.
  ///   - isWanted: Whether a sheet is loaded; all are by default, the others come without cells.
  /// - Returns: The sheets in the order of their tabs.
  /// - Throws: As ``open(_:)``; ``WorkbookError/limit(_:max:at:)`` past a limit.
  public static func load(
    _ path: String, limits: LoadedSheet.Limits = LoadedSheet.Limits(),
    where isWanted: @escaping (SheetInfo) -> Bool = { _ in true }
  ) throws -> LoadedBook {
    var visitor = LoadingVisitor(path: path, limits: limits, isWanted: isWanted)
    try stream(path, to: &visitor)
    return LoadedBook(sheets: visitor.sheets, namedRanges: visitor.namedRanges)
  }
}

/// Collects what streams by.
private struct LoadingVisitor: WorkbookVisitor {
  let path: String
  let limits: LoadedSheet.Limits
  let isWanted: (SheetInfo) -> Bool
  private(set) var sheets: [LoadedSheet] = []
  private(set) var namedRanges: [NamedRange] = []
  private var builder: LoadedSheetBuilder?
  private var name = ""

  init(path: String, limits: LoadedSheet.Limits, isWanted: @escaping (SheetInfo) -> Bool) {
    self.path = path
    self.limits = limits
    self.isWanted = isWanted
  }

  mutating func begin(_ sheet: SheetInfo) throws -> Bool {
    endSheet()
    name = sheet.name
    builder = LoadedSheetBuilder(sheet, limits: limits)
    return isWanted(sheet)
  }

  mutating func visit(_ row: RowCells) throws -> Bool {
    do {
      try builder?.append(row)
    } catch {
      throw WorkbookError.limit(
        error.limit, max: error.max,
        at: Origin(
          file: path, sheet: name, cell: CellAddress(row: row.index, column: 0).a1))
    }
    return true
  }

  mutating func end(namedRanges: [NamedRange]) throws {
    endSheet()
    self.namedRanges = namedRanges
  }

  private mutating func endSheet() {
    if let builder { sheets.append(builder.finish()) }
    builder = nil
  }
}
