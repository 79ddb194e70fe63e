internal import Diagnostics
public import Sheets
internal import XLSXFiles

/// All that a workbook's cells hold, in memory: what comparing and merging look at.
public struct WorkbookContents: Sendable {
  /// One cell that holds something or looks like something.
  public struct Cell: Sendable {
    /// The column, from 0.
    public var column: Int
    /// What it shows.
    public var value: CellValue
    /// Its formula; nil where it has none.
    public var formula: CellFormula?
    /// Its style: a place in ``WorkbookContents/styles``.
    public var style: Int
    /// The note on it; empty for none.
    public var comment = ""

    /// Whether it holds nothing but a style.
    public var isBlank: Bool {
      (value == .empty || value == .text("")) && formula == nil && comment.isEmpty
    }
  }

  /// One row that holds something.
  public struct Line: Sendable {
    /// The row, from 0.
    public var index: Int
    /// Its cells from left to right.
    public var cells: [Cell]

    /// The cell of a column.
    public func cell(_ column: Int) -> Cell? {
      var (low, high) = (0, cells.count)
      while low < high {
        let middle = (low + high) / 2
        if cells[middle].column < column { low = middle + 1 } else { high = middle }
      }
      return low < cells.count && cells[low].column == column ? cells[low] : nil
    }
  }

  /// One sheet.
  public struct Sheet: Sendable {
    /// All but its rows.
    public var draft: SheetDraft
    /// The rows that hold something, from top to bottom.
    public var lines: [Line] = []

    /// The name on its tab.
    public var name: String { draft.name }

    /// The row of this index.
    public func line(_ index: Int) -> Line? {
      var (low, high) = (0, lines.count)
      while low < high {
        let middle = (low + high) / 2
        if lines[middle].index < index { low = middle + 1 } else { high = middle }
      }
      return low < lines.count && lines[low].index == index ? lines[low] : nil
    }

    /// The cell of this address.
    public subscript(cell: CellAddress) -> Cell? { line(cell.row)?.cell(cell.column) }
  }

  /// The sheets in the order of their tabs.
  public var sheets: [Sheet] = []
  /// The styles that cells refer to.
  public var styles: [CellStyle]
  /// The names.
  public var namedRanges: [NamedRange]
  /// Whether widths of columns count digits of a typeface, which programs measure differently.
  let countsDigits: Bool

  /// The sheet of this name.
  public func sheet(_ name: String) -> Sheet? { sheets.first { $0.name == name } }

  /// How many cells of one workbook are held, at most.
  public static let cellsMax = 1 << 24
  /// Runs longer than this that hold nothing but a style are padding.
  private static let paddingMin = 512

  /// Reads a workbook whole.
  ///
  /// - Parameter path: The file.
  /// - Throws: The reader's errors; ``WorkbookError/tooManyCells(max:at:)``.
  public init(path: String) throws {
    let reader = try Workbook.open(path)
    let draft = try reader.readDraft()
    styles = draft.styles
    namedRanges = draft.namedRanges
    countsDigits = reader is XLSXReader
    var cells = 0
    for (place, sheet) in draft.sheets.enumerated() {
      var found = Sheet(draft: sheet)
      try reader.readStyledRows(ofSheet: place) { row in
        let line = Self.cells(of: row)
        guard !line.isEmpty else { return true }
        cells += line.count * row.repeated
        guard cells <= Self.cellsMax else {
          throw WorkbookError.tooManyCells(
            max: Self.cellsMax, at: Origin(file: path, sheet: sheet.name))
        }
        for index in row.index..<row.index + row.repeated {
          found.lines.append(Line(index: index, cells: line))
        }
        return true
      }
      for comment in sheet.comments { found.add(comment) }
      sheets.append(found)
    }
  }

  private static func cells(of row: SheetRow) -> [Cell] {
    row.cells.flatMap { cell -> [Cell] in
      let isBlank = (cell.value == .empty || cell.value == .text("")) && cell.formula == nil
      if isBlank && (row.repeated > paddingMin || cell.repeated > paddingMin) { return [] }
      // ODF has no error values: an error that was typed is a formula of its name alone.
      let isLiteral = cell.formula.map { .error($0.expression.text) == cell.value } ?? false
      let formula = isLiteral ? nil : cell.formula
      return (cell.column..<cell.column + cell.repeated).map {
        Cell(column: $0, value: cell.value, formula: formula, style: cell.style)
      }
    }
  }
}

extension WorkbookContents.Sheet {
  /// Puts a note on its cell, which may not be there yet.
  fileprivate mutating func add(_ comment: CellComment) {
    let row = lines.firstIndex { $0.index >= comment.cell.row } ?? lines.count
    if row == lines.count || lines[row].index != comment.cell.row {
      lines.insert(.init(index: comment.cell.row, cells: []), at: row)
    }
    let cells = lines[row].cells
    let place = cells.firstIndex { $0.column >= comment.cell.column } ?? cells.count
    if place == cells.count || cells[place].column != comment.cell.column {
      let cell = WorkbookContents.Cell(
        column: comment.cell.column, value: .empty, formula: nil,
        style: draft.style(ofColumn: comment.cell.column) ?? 0)
      lines[row].cells.insert(cell, at: place)
    }
    lines[row].cells[place].comment = comment.text
  }
}
