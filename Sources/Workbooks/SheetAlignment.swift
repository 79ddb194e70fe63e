import Formulas
import Sheets

/// Which rows and columns of one sheet are which of another.
struct SheetAlignment {
  /// Rows that belong together, by their index, both rising.
  private(set) var rows: [(old: Int, new: Int)] = []
  /// Rows that stand elsewhere.
  private(set) var movedRows: [(old: Int, new: Int)] = []
  /// Rows, by their index, that came with a gap that grew, and those that left with one that
  /// shrank; empty ones among them.
  private(set) var insertedRows: [Int] = []
  private(set) var deletedRows: [Int] = []
  /// Columns that came, and columns that left.
  private(set) var insertedColumns: [Int] = []
  private(set) var deletedColumns: [Int] = []
  /// The new column of each old one that did not leave, and the other way round; the rest follow
  /// the last.
  private var newColumns: [Int: Int] = [:]
  private var oldColumns: [Int: Int] = [:]
  private var columnShift = 0
  private var columnsKnown = 0
  private var newColumnsKnown = 0
  /// What makes the places of the old sheet those of the new one, in this order.
  private(set) var structure: [StructureChange] = []

  /// Aligns two sheets.
  ///
  /// - Parameters:
  ///   - old: One sheet.
  ///   - new: The other.
  ///   - key: The column that says which row is which; nil to go by all that the rows hold.
  init(_ old: WorkbookContents.Sheet, _ new: WorkbookContents.Sheet, key: Int? = nil) {
    alignColumns(old, new)
    let isShifted = !insertedColumns.isEmpty || !deletedColumns.isEmpty
    let lines = old.lines.filter { !$0.cells.allSatisfy(\.isBlank) }
    let others = new.lines.filter { !$0.cells.allSatisfy(\.isBlank) }
    let toOld = isShifted ? oldMap(of: others) : nil
    let newKey = key.flatMap { newColumn($0) }
    let alignment =
      if let key, let newKey {
        LineAlignment(
          lines.map { Self.key($0, key) }, others.map { Self.key($0, newKey) },
          likeness: { _, _ in 0 })
      } else {
        LineAlignment(lines.map { $0.key(nil) }, others.map { $0.key(toOld) }) { one, other in
          likeness(lines[one], others[other])
        }
      }
    let sameKey = { (pair: (old: Int, new: Int)) in
      guard let key, let newKey else { return true }
      return Self.key(lines[pair.old], key) == Self.key(others[pair.new], newKey)
    }
    rows = alignment.pairs.filter(sameKey).map { (lines[$0.old].index, others[$0.new].index) }
    movedRows = alignment.moved.map { (lines[$0.old].index, others[$0.new].index) }
    findStructure(lines.map(\.index), others.map(\.index), sheet: old.name)
  }

  /// Two sheets whose cells have kept their places.
  init(inPlace old: WorkbookContents.Sheet, _ new: WorkbookContents.Sheet) {
    let indices = Set(old.lines.map(\.index)).union(new.lines.map(\.index))
    rows = indices.sorted().map { ($0, $0) }
  }

  /// The new column that an old one became; nil where it left.
  func newColumn(_ old: Int) -> Int? {
    old < columnsKnown ? newColumns[old] : old + columnShift
  }

  /// The old column that a new one was; nil where it came.
  func oldColumn(_ new: Int) -> Int? {
    new < newColumnsKnown ? oldColumns[new] : new - columnShift
  }

  /// A hash of what a row has in its key column; one of its own where it has nothing there.
  private static func key(_ line: WorkbookContents.Line, _ column: Int) -> Int {
    var hasher = Hasher()
    let value = line.cell(column).map { CellLikeness.canonical($0.value) } ?? .empty
    if value == .empty { hasher.combine(line.index) }
    hasher.combine(value)
    return hasher.finalize()
  }

  private func oldMap(of lines: [WorkbookContents.Line]) -> [Int: Int] {
    var map: [Int: Int] = [:]
    for line in lines {
      for cell in line.cells where map[cell.column] == nil {
        map[cell.column] = oldColumn(cell.column)
      }
    }
    return map
  }

  /// How alike two rows are: the part of their cells that are equal.
  private func likeness(
    _ one: WorkbookContents.Line, _ other: WorkbookContents.Line
  ) -> Double {
    var same = 0
    var all = 0
    for cell in one.cells where !cell.isBlank {
      all += 1
      guard let column = newColumn(cell.column), let twin = other.cell(column) else { continue }
      if cell.formula != nil && twin.formula != nil
        || CellLikeness.same(cell.value, twin.value)
      {
        same += 1
      }
    }
    let count = max(all, other.cells.count { !$0.isBlank })
    return count == 0 ? 0 : Double(same) / Double(count)
  }
}

// MARK: - Columns

extension SheetAlignment {
  /// Cells of one column that are looked at.
  private static let sampleMax = 4096
  /// Columns that are compared with one another.
  private static let columnsMax = 512

  /// Finds columns that came or left: only where all others clearly stay what they are.
  private mutating func alignColumns(
    _ old: WorkbookContents.Sheet, _ new: WorkbookContents.Sheet
  ) {
    let (one, other) = (Self.columns(old), Self.columns(new))
    guard one.count != other.count || one.map(\.hashValue) != other.map(\.hashValue),
      !one.isEmpty, !other.isEmpty, one.count <= Self.columnsMax, other.count <= Self.columnsMax
    else { return }
    let alignment = LineAlignment(
      one.map { $0.isEmpty ? 0 : $0.hashValue }, other.map { $0.isEmpty ? 0 : $0.hashValue }
    ) { Self.likeness(one[$0], other[$1]) }
    let pairs = alignment.pairs
    let left = Set(one.indices).subtracting(pairs.map(\.old))
    let came = Set(other.indices).subtracting(pairs.map(\.new))
    // Columns at the end only add to the table; elsewhere those behind them must have moved.
    let moves = pairs.contains {
      $0.old != $0.new && Self.likeness(one[$0.old], other[$0.new]) > 0.5
    }
    guard moves else { return }
    for pair in pairs {
      newColumns[pair.old] = pair.new
      oldColumns[pair.new] = pair.old
    }
    (columnsKnown, newColumnsKnown) = (one.count, other.count)
    columnShift = other.count - one.count
    deletedColumns = left.sorted()
    insertedColumns = came.sorted()
  }

  /// What each column holds, as a set.
  private static func columns(_ sheet: WorkbookContents.Sheet) -> [Set<CellValue>] {
    var columns: [Set<CellValue>] = []
    for line in sheet.lines {
      for cell in line.cells where !cell.isBlank && cell.column < columnsMax {
        while columns.count <= cell.column { columns.append([]) }
        if columns[cell.column].count < sampleMax {
          columns[cell.column].insert(
            cell.formula == nil ? CellLikeness.canonical(cell.value) : .error("="))
        }
      }
    }
    return columns
  }

  private static func likeness(_ one: Set<CellValue>, _ other: Set<CellValue>) -> Double {
    let all = one.union(other).count
    return all == 0 ? 1 : Double(one.intersection(other).count) / Double(all)
  }
}

// MARK: - What came and what left

extension SheetAlignment {
  /// Tells rows that came or left from rows that were filled or cleared: between two rows that
  /// stay, as many came or left as the gap between them grew or shrank.
  private mutating func findStructure(_ olds: [Int], _ news: [Int], sheet: String) {
    let (pairedOld, pairedNew) = (Set(rows.map(\.old)), Set(rows.map(\.new)))
    let alone = olds.filter { !pairedOld.contains($0) }
    let aloneNew = news.filter { !pairedNew.contains($0) }
    var (oldPlace, newPlace) = (0, 0)
    var last = (old: -1, new: -1)
    for pair in rows {
      let net = (pair.new - last.new) - (pair.old - last.old)
      var (left, came): ([Int], [Int]) = ([], [])
      while oldPlace < alone.count, alone[oldPlace] < pair.old {
        left.append(alone[oldPlace])
        oldPlace += 1
      }
      while newPlace < aloneNew.count, aloneNew[newPlace] < pair.new {
        came.append(aloneNew[newPlace])
        newPlace += 1
      }
      if net > 0 {
        insertedRows += Self.choose(net, of: came, before: pair.new, after: last.new)
      } else if net < 0 {
        deletedRows += Self.choose(-net, of: left, before: pair.old, after: last.old)
      }
      last = pair
    }
    structure += Self.runs(deletedColumns).reversed().map {
      .deleteColumns(at: $0.lowerBound, count: $0.count, sheet: sheet)
    }
    structure += Self.runs(insertedColumns).map {
      .insertColumns(at: $0.lowerBound, count: $0.count, sheet: sheet)
    }
    structure += Self.runs(deletedRows).reversed().map {
      .deleteRows(at: $0.lowerBound, count: $0.count, sheet: sheet)
    }
    structure += Self.runs(insertedRows).map {
      .insertRows(at: $0.lowerBound, count: $0.count, sheet: sheet)
    }
  }

  /// Rising places as runs of neighbours.
  private static func runs(_ places: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for place in places {
      if let last = runs.last, last.upperBound == place {
        runs[runs.count - 1] = last.lowerBound..<place + 1
      } else {
        runs.append(place..<place + 1)
      }
    }
    return runs
  }

  /// So many of some rows, the first of them; where they are too few, empty ones from the end of
  /// the gap.
  private static func choose(
    _ count: Int, of rows: [Int], before end: Int, after start: Int
  ) -> [Int] {
    if rows.count >= count { return Array(rows.prefix(count)) }
    var chosen = Set(rows)
    var row = end - 1
    while chosen.count < count && row > start {
      chosen.insert(row)
      row -= 1
    }
    return chosen.sorted()
  }
}
