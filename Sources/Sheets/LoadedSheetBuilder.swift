/// Collects the rows of one sheet into columns.
public struct LoadedSheetBuilder {
  /// The limit that was passed.
  public struct Excess: Error {
    /// Its name in ``LoadedSheet/Limits``.
    public let limit: String
    /// What it is.
    public let max: Int
  }

  /// Runs of equal cells over so many columns are held as one block.
  private static let wideMin = 8

  private let info: SheetInfo
  private let limits: LoadedSheet.Limits
  private var columns: [ColumnStorage] = []
  private var blocks = WideBlocks()
  private var texts = TextPool()
  /// Where shared strings lie among the texts; -1 for those that were not met.
  private var shared: [Int32] = []
  private var rowCount = 0
  private var columnCount = 0
  private var held = 0

  /// Begins a sheet.
  public init(_ info: SheetInfo, limits: LoadedSheet.Limits = LoadedSheet.Limits()) {
    self.info = info
    self.limits = limits
  }

  /// Takes a row that lies below those before it.
  public mutating func append(_ row: RowCells) throws(Excess) {
    for place in 0..<row.count {
      let cell = row[place]
      let entry = entry(cell, row)
      let first = Int(cell.column)
      let end = first + Int(cell.repeated)
      held += end - first >= Self.wideMin ? 1 : end - first
      guard held <= limits.cellsMax else { throw Excess(limit: "cellsMax", max: limits.cellsMax) }
      guard texts.byteCount <= min(limits.textBytesMax, 1 << 31) else {
        throw Excess(limit: "textBytesMax", max: limits.textBytesMax)
      }
      columnCount = max(columnCount, end)
      if end - first >= Self.wideMin {
        blocks.append(entry, row: row.index, rows: row.repeated, columns: first..<end)
        continue
      }
      while columns.count < end { columns.append(ColumnStorage()) }
      for column in first..<end {
        columns[column].append(entry, row: row.index, rows: row.repeated)
      }
    }
    if row.count > 0 { rowCount = max(rowCount, row.index + row.repeated) }
  }

  private mutating func entry(_ cell: CellRecord, _ row: RowCells) -> LoadedEntry {
    switch cell.kind {
    case .text, .error: LoadedEntry(cell.kind, place: place(cell, row))
    case .date:
      LoadedEntry(day: cell.place, second: cell.number) ?? texts.keep(row.value(cell))
    default: LoadedEntry(cell.kind.rawValue, cell.number)
    }
  }

  private mutating func place(_ cell: CellRecord, _ row: RowCells) -> Int {
    guard cell.isShared else { return row.withText(cell) { texts.place($0) } }
    let number = Int(cell.place)
    if number < shared.count, shared[number] >= 0 { return Int(shared[number]) }
    let place = row.withText(cell) { texts.place($0) }
    if number >= shared.count {
      let missing = max(number + 1, shared.count * 2) - shared.count
      shared += [Int32](repeating: -1, count: missing)
    }
    shared[number] = Int32(truncatingIfNeeded: place)
    return place
  }

  /// Ends the sheet.
  public consuming func finish() -> LoadedSheet {
    texts.finish()
    return LoadedSheet(
      info: info, rowCount: rowCount, columnCount: columnCount, columns: columns, blocks: blocks,
      texts: texts)
  }
}
