/// A cell's place in its sheet.
///
/// - Units: rows and columns count from 0.
/// - Shape: ``rowsMax`` rows × ``columnsMax`` columns, the common ground of both formats.
public struct CellAddress: Hashable, Sendable, Comparable {
  /// Rows of the largest sheet.
  public static let rowsMax = 1_048_576
  /// Columns of the largest sheet.
  public static let columnsMax = 16_384

  /// The row, from 0.
  public var row: Int
  /// The column, from 0.
  public var column: Int

  /// Makes an address from a row and a column, both from 0.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Parses `B7`, with or without `$`; nil when it is no address within the largest sheet.
  public init?(a1 text: some StringProtocol) {
    var column = 0
    var row = 0
    var state = 0  // 0 letters wanted, 1 in letters, 2 digits wanted, 3 in digits
    for byte in text.utf8 {
      switch (byte, state) {
      case (UInt8(ascii: "$"), 0): state = 1
      case (UInt8(ascii: "$"), 1) where column > 0: state = 2
      case (UInt8(ascii: "A")...UInt8(ascii: "Z"), 0...1),
        (UInt8(ascii: "a")...UInt8(ascii: "z"), 0...1):
        column = column * 26 + Int(byte & 0x1F)
        guard column <= Self.columnsMax else { return nil }
        state = 1
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), 1...3) where column > 0:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
        guard row > 0, row <= Self.rowsMax else { return nil }
        state = 3
      default: return nil
      }
    }
    guard state == 3 else { return nil }
    self.init(row: row - 1, column: column - 1)
  }

  /// The address in A1 notation, for example `B7`.
  public var a1: String { Self.columnLetters(column) + String(row + 1) }

  /// The letters of a column, for example `AB` for 27.
  public static func columnLetters(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// Row by row, in a row from left to right.
  public static func < (left: CellAddress, right: CellAddress) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }
}

/// A block of cells, both corners included.
public struct CellRange: Hashable, Sendable {
  /// The upper left cell.
  public var first: CellAddress
  /// The lower right cell.
  public var last: CellAddress

  /// Makes a range from two opposite corners, in any order.
  public init(_ one: CellAddress, _ other: CellAddress) {
    first = CellAddress(
      row: min(one.row, other.row), column: min(one.column, other.column))
    last = CellAddress(
      row: max(one.row, other.row), column: max(one.column, other.column))
  }

  /// Makes a range of so many rows and columns from its first cell.
  public init(_ first: CellAddress, spanning size: CellAddress) {
    self.first = first
    last = CellAddress(row: first.row + size.row - 1, column: first.column + size.column - 1)
  }

  /// Makes a range of one cell.
  public init(_ cell: CellAddress) {
    self.init(cell, cell)
  }

  /// Parses `B7` or `B7:D9`, with or without `$`.
  public init?(a1 text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let one = CellAddress(a1: parts[0]),
      let other = CellAddress(a1: parts[parts.count - 1])
    else { return nil }
    self.init(one, other)
  }

  /// The range in A1 notation; a single cell without a colon.
  public var a1: String { first == last ? first.a1 : first.a1 + ":" + last.a1 }

  /// The rows it spans, from 0.
  public var rows: ClosedRange<Int> { first.row...last.row }
  /// The columns it spans, from 0.
  public var columns: ClosedRange<Int> { first.column...last.column }

  /// Whether `cell` lies in it.
  public func contains(_ cell: CellAddress) -> Bool {
    rows.contains(cell.row) && columns.contains(cell.column)
  }

  /// The range moved by rows and columns.
  public func moved(down: Int, right: Int) -> CellRange {
    var copy = self
    copy.first.row += down
    copy.last.row += down
    copy.first.column += right
    copy.last.column += right
    return copy
  }

  /// Whether the two have a cell in common.
  public func overlaps(_ other: CellRange) -> Bool {
    rows.overlaps(other.rows) && columns.overlaps(other.columns)
  }

  /// The range moved down by `count` rows.
  public func movedDown(by count: Int) -> CellRange {
    var copy = self
    copy.first.row += count
    copy.last.row += count
    return copy
  }
}

/// A block of cells in a named sheet.
public struct SheetRange: Hashable, Sendable {
  /// The sheet's name.
  public var sheet: String
  /// The block.
  public var range: CellRange

  /// Makes a range in a sheet.
  public init(sheet: String, range: CellRange) {
    self.sheet = sheet
    self.range = range
  }
}

/// A name for a block of cells.
public struct NamedRange: Hashable, Sendable {
  /// The name, for example `don_vi`.
  public var name: String
  /// What it stands for; nil when it is no plain block of cells (a formula, a constant, `#REF!`).
  public var target: SheetRange?
  /// The sheet that alone knows the name; nil where all do.
  public var scope: String?
  /// The expression it stands for where that is no plain block; nil where it is, or is not known.
  public var formula: FormulaText?

  /// Pairs a name with its block.
  public init(
    name: String, target: SheetRange?, scope: String? = nil, formula: FormulaText? = nil
  ) {
    self.name = name
    self.target = target
    self.scope = scope
    self.formula = formula
  }
}
