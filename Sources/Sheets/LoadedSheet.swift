/// A sheet in memory, column by column, for random access.
///
/// ```swift
/// let book = try Workbook.load(path)
/// let sheet = book["Hóa đơn"]!
/// sheet[0, 2]                      // .text("Số tiền")
/// sheet.column(2).doubles(1..<100) // what 99 cells hold, NaN where that is no number
/// ```
///
/// A number takes 8 bytes in a column of numbers, 9 in a mixed one; equal texts lie in memory once.
/// Rows and cells that repeat are counted, never expanded, so that the padding of a sheet costs
/// nothing.
///
/// - Shape: ``rowCount`` × ``columnCount`` cells from the first one on; what lies beyond is empty.
/// - Units: rows and columns count from 0.
public struct LoadedSheet: Sendable {
  /// How much of a sheet may be held.
  public struct Limits: Sendable {
    /// The most cells that are held one by one; a run of equal ones counts once.
    public var cellsMax = 1 << 27
    /// The most bytes of all texts, equal ones counted once.
    public var textBytesMax = 1 << 30

    /// The usual limits: 134 217 728 cells, 1 GiB.
    public init() {}
  }

  /// Its name, and whether its tab is shown.
  public let info: SheetInfo
  /// How many rows reach down to the last value.
  public let rowCount: Int
  /// How many columns reach to the last value.
  public let columnCount: Int
  let columns: [ColumnStorage]
  let blocks: WideBlocks
  let texts: TextPool

  /// The value of a cell; ``CellValue/empty`` outside of what is used.
  public subscript(row: Int, column: Int) -> CellValue {
    guard row >= 0, column >= 0 else { return .empty }
    if column < columns.count, let entry = columns[column].entry(at: row) {
      return texts.value(entry)
    }
    return blocks.entry(row: row, column: column).map { texts.value($0) } ?? .empty
  }

  /// The value of a cell.
  public subscript(cell: CellAddress) -> CellValue { self[cell.row, cell.column] }

  /// A column; one beyond the last is empty.
  public func column(_ column: Int) -> LoadedColumn { LoadedColumn(sheet: self, index: column) }

  /// The values of a row up to the last column that is used.
  public func row(_ row: Int) -> [CellValue] {
    (0..<columnCount).map { self[row, $0] }
  }

  /// How many cells are held one by one, runs of equal ones once.
  public var heldCount: Int { columns.reduce(blocks.count) { $0 + $1.count } }
}

/// A column of a ``LoadedSheet``.
public struct LoadedColumn: RandomAccessCollection, Sendable {
  /// The sheet.
  public let sheet: LoadedSheet
  /// Which column it is, from 0.
  public let index: Int

  /// The first row.
  public var startIndex: Int { 0 }
  /// The row behind the last one of the sheet.
  public var endIndex: Int { sheet.rowCount }
  /// The value in a row.
  public subscript(row: Int) -> CellValue { sheet[row, index] }

  /// The numbers of some rows, as they are added up or drawn.
  ///
  /// - Parameter rows: The rows; nil for all.
  /// - Returns: One for each row: of truth values 0 or 1, of durations their seconds, and NaN where
  ///   there is no number.
  public func doubles(_ rows: Range<Int>? = nil) -> [Double] {
    let rows = (rows ?? 0..<sheet.rowCount).clamped(to: 0..<CellAddress.rowsMax)
    var doubles = [Double](repeating: .nan, count: rows.count)
    sheet.blocks.fill(&doubles, column: index, from: rows.lowerBound)
    guard index >= 0, index < sheet.columns.count else { return doubles }
    sheet.columns[index].fill(&doubles, from: rows.lowerBound)
    return doubles
  }

  /// Calls `body` with each run of rows that all hold numbers, from the top, without a copy.
  ///
  /// - Parameter body: Takes the first row of the run and its numbers.
  public func eachNumberRun(_ body: (_ firstRow: Int, _ numbers: ArraySlice<Double>) -> Void) {
    guard index >= 0, index < sheet.columns.count else { return }
    sheet.columns[index].eachNumberRun(body)
  }
}

/// A workbook in memory, for random access.
public struct LoadedBook: Sendable {
  /// The sheets in the order of their tabs.
  public var sheets: [LoadedSheet]
  /// The names for blocks of cells.
  public var namedRanges: [NamedRange]

  /// Makes a workbook of sheets.
  public init(sheets: [LoadedSheet], namedRanges: [NamedRange] = []) {
    self.sheets = sheets
    self.namedRanges = namedRanges
  }

  /// The sheet of a name; nil where there is none.
  public subscript(name: String) -> LoadedSheet? { sheets.first { $0.info.name == name } }

  /// The value of the first cell of a named block; nil where the name means none.
  public func value(named name: String) -> CellValue? {
    guard let target = namedRanges.first(where: { $0.name == name })?.target else { return nil }
    return self[target.sheet]?[target.range.first]
  }
}
