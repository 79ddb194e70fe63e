public import Diagnostics
internal import Sheets

/// What a file holds, in short.
public struct SheetSummary: Encodable, Sendable {
  /// One sheet.
  public struct Entry: Encodable, Sendable {
    /// The name on its tab.
    public var name: String
    /// Whether its tab is shown.
    public var visible: Bool
    /// The smallest block that holds every value, in A1 notation; nil for a sheet without any.
    public var used: String?
    /// What hangs on it beside values; nil unless asked for.
    public var details: SheetDetails?
  }

  /// A name for a block of cells.
  public struct Name: Encodable, Sendable {
    /// The name.
    public var name: String
    /// The sheet it stands in; nil when it is no plain block.
    public var sheet: String?
    /// The block in A1 notation.
    public var range: String?
  }

  /// How many cells hold what; a formula counts by its stored value, and once more as a formula.
  public struct Counts: Encodable, Sendable {
    var text = 0
    var number = 0
    var boolean = 0
    var date = 0
    var time = 0
    var error = 0
    var formula = 0

    mutating func add(_ cell: CellRecord, rows: Int) {
      let cells = Int(cell.repeated) * rows
      switch cell.kind {
      case .text: text += cells
      case .number: number += cells
      case .boolean: boolean += cells
      case .date: date += cells
      case .duration: time += cells
      case .error: error += cells
      }
      if cell.hasFormula { formula += cells }
    }
  }

  /// The format by its usual extension; `csv` for any delimited text.
  public var format: String
  /// The program that wrote it, as it names itself; nil when it does not.
  public var generator: String?
  /// The sheets in the order of their tabs.
  public var sheets: [Entry] = []
  /// The names for blocks of cells.
  public var names: [Name] = []
  /// The numbers of cells; nil unless asked for.
  public var cells: Counts?
  /// The document's properties; nil unless asked for.
  public var properties: BookDetails?

  private enum CodingKeys: String, CodingKey {
    case format, generator, sheets, cells, properties
    case names = "named_ranges"
  }

  /// Goes through a file once, and once more for its details.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - counts: Whether cells are counted by what they hold.
  ///   - details: Whether what stands beside values is told too.
  /// - Throws: The format's error.
  public init(_ file: SheetFile, counts: Bool = false, details: Bool = false) throws {
    let identity = try file.identity()
    (format, generator) = (identity.format, identity.generator)
    var visitor = SummaryVisitor()
    try file.stream(to: &visitor)
    sheets = visitor.sheets
    names = visitor.names
    cells = counts ? visitor.counts : nil
    guard details else { return }
    let draft = try placing(Origin(file: file.path)) {
      try file.open().readDraft(loadsImages: false)
    }
    for (place, sheet) in draft.sheets.enumerated() where sheets.indices.contains(place) {
      sheets[place].details = SheetDetails(sheet)
    }
    properties = BookDetails(draft)
  }
}

/// Counts what streams by.
private struct SummaryVisitor: WorkbookVisitor {
  var sheets: [SheetSummary.Entry] = []
  var names: [SheetSummary.Name] = []
  var counts = SheetSummary.Counts()
  private var used: CellRange?

  mutating func begin(_ sheet: SheetInfo) throws -> Bool {
    endSheet()
    sheets.append(SheetSummary.Entry(name: sheet.name, visible: sheet.isVisible))
    return true
  }

  mutating func visit(_ row: RowCells) throws -> Bool {
    let (first, last) = (row[0], row[row.count - 1])
    let block = CellRange(
      CellAddress(row: row.index, column: Int(first.column)),
      CellAddress(
        row: row.index + row.repeated - 1, column: Int(last.column) + Int(last.repeated) - 1))
    used = used.map { $0.union(block) } ?? block
    for place in 0..<row.count { counts.add(row[place], rows: row.repeated) }
    return true
  }

  mutating func end(namedRanges: [NamedRange]) throws {
    endSheet()
    names = namedRanges.map {
      SheetSummary.Name(name: $0.name, sheet: $0.target?.sheet, range: $0.target?.range.a1)
    }
  }

  private mutating func endSheet() {
    if let used { sheets[sheets.count - 1].used = used.a1 }
    used = nil
  }
}

extension CellRange {
  /// The smallest block that holds both.
  func union(_ other: CellRange) -> CellRange {
    CellRange(
      CellAddress(
        row: min(first.row, other.first.row), column: min(first.column, other.first.column)),
      CellAddress(
        row: max(last.row, other.last.row), column: max(last.column, other.last.column)))
  }
}

extension SheetSummary {
  /// The summary for people, a line a thing.
  public func lines(in language: Language) -> [String] {
    func words(_ vi: String, _ en: String) -> String { Words(vi: vi, en: en)[language] }
    var lines = [format + (generator.map { ", " + $0 } ?? "")]
    for sheet in sheets {
      lines.append(
        sheet.name + ": " + (sheet.used ?? words("trống", "empty"))
          + (sheet.visible ? "" : words(" (ẩn)", " (hidden)")))
      lines += sheet.details?.lines(in: language) ?? []
    }
    lines += names.map { name in
      let target = name.sheet.map { "\($0)!\(name.range ?? "")" }
      return name.name + " = " + (target ?? words("không phải một vùng ô", "no block of cells"))
    }
    if let cells {
      let counted = [
        (words("chữ", "text"), cells.text), (words("số", "number"), cells.number),
        (words("đúng/sai", "boolean"), cells.boolean), (words("ngày", "date"), cells.date),
        (words("giờ", "time"), cells.time), (words("lỗi", "error"), cells.error),
        (words("công thức", "formula"), cells.formula),
      ]
      lines.append(counted.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
    }
    return lines
  }
}
