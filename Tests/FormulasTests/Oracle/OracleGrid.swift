import Testing

@testable import Formulas

/// The cells that the oracle's formulas read, as LibreOffice and as we get them.
final class OracleGrid: CellSource, Sendable {
  /// Twelve rows, a column for each kind of data.
  static let shared = OracleGrid()
  static let rowCount = 12
  let columns: [[FormulaValue]]

  init() {
    columns = Self.sources.map { source in source.split(separator: "|").map(Self.read) }
  }

  // `_` blank, `"` text, `!` error, T and F truth values.
  private static let sources = [
    /* A counts      */ "3|1|4|1|5|9|2|6|5|3|5|8",
    /* B signs       */ "0.5|-1.25|2.75|1000|-0.001|12.5|7.125|3.3|-8|0|1.5|4",
    /* C rising      */ "1|2|3|5|8|13|21|34|55|89|144|233",
    /* D mixed       */ "1|\"x|_|T|2.5|\"7|\"|-3|\"abc|F|0|_",
    /* E words       */
    "\"an|\"Bình|\"cam|\"Đà Nẵng|\"Nguyễn Văn Ước|\"apple|\"Apple|\"banana*|\"|\"cherry"
      + "|\"x?z|\"zebra",
    /* F errors      */ "1|!#N/A|2|!#DIV/0!|3|!#VALUE!|4|5|6|7|8|9",
    /* G dates       */
    "43831|43890|44196|44255|44620|45000|45350|45351|45657|36526|25569|40000",
    /* H chances     */ "0.1|0.2|0.05|0.15|0.25|0.05|0.1|0.1|0.3|0.7|0.5|1",
    /* I falling     */ "90|80|70|60|50|40|30|20|10|5|0|-5",
    /* J payments    */ "-1000|200|300|-50|400|500|100|250|120|-30|80|60",
    /* K days        */
    "43831|43931|44031|44131|44231|44431|44531|44731|44831|44931|45031|45131",
    /* L blank       */ "_|_|_|_|_|_|_|_|_|_|_|_",
    /* M names       */
    "\"Name|\"An|\"Bình|\"Cúc|\"Dũng|\"Em|\"An|\"Phúc|\"Giang|\"Hà|\"Lan|\"Minh",
    /* N ages        */ "\"Age|34|28|45|_|19|61|28|33|40|\"none|52",
    /* O pay         */ "\"Pay|500|650.5|720|810|300|999|410|_|505|610|700",
    /* P units       */
    "\"Unit|\"North|\"South|\"North|\"East|\"South|\"North|\"East|\"North|\"West|\"South|\"North",
    /* Q criteria    */
    "\"Age|\">30|\"Unit|\"North|\"Name|\"An|\"Pay|\"<600|\"Name|\"*n*|\"Pay|700",
    /* R criteria    */
    "\"Unit|\"North|\"Age|28|\"Pay|\">=500|\"Unit|\"South|\"Age|\"<>28|\"Unit|_",
    /* S sorted text */
    "\"a|\"b|\"c|\"d|\"e|\"f|\"g|\"h|\"i|\"j|\"k|\"l",
    /* T fractions   */ "0.1|0.35|-0.2|0.9|-0.75|0.01|0.5|0.66|-0.99|0.2|0.3|0.4",
    /* U booleans    */ "T|F|T|T|1|0|\"TRUE|_|F|T|2|T",
    /* V repeated    */ "2|2|2|7|7|7|1|1|4|4|4|4",
  ]

  private static func read(_ text: Substring) -> FormulaValue {
    switch text {
    case "_": .blank
    case "T": .boolean(true)
    case "F": .boolean(false)
    default:
      if text.hasPrefix("\"") {
        .text(String(text.dropFirst()))
      } else if text.hasPrefix("!") {
        .error(FormulaError(text: text.dropFirst()) ?? .value)
      } else {
        .number(Double(text) ?? 0)
      }
    }
  }

  let sheetNames = ["F", "D"]
  static let sheet = 1

  func spend(_ count: Int) throws(FormulaError) {
    guard count < 1 << 24 else { throw .limit }
  }

  func value(at cell: CellPlace) -> FormulaValue {
    guard cell.sheet == Self.sheet, columns.indices.contains(cell.cell.column),
      columns[cell.cell.column].indices.contains(cell.cell.row)
    else { return .blank }
    return columns[cell.cell.column][cell.cell.row]
  }

  func usedRange(ofSheet sheet: Int) -> GridRange? {
    GridRange(
      GridCell(row: 0, column: 0), GridCell(row: Self.rowCount - 1, column: columns.count - 1))
  }

  func forEachFilled(
    sheet: Int, range: GridRange,
    _ body: (Int, Int, FormulaValue) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    for row in range.first.row...min(range.last.row, Self.rowCount - 1) {
      for column in range.first.column...range.last.column {
        let cell = CellPlace(sheet: sheet, cell: GridCell(row: row, column: column))
        let value = value(at: cell)
        if !value.isBlank { try body(row, column, value) }
      }
    }
  }

  func formulaText(at cell: CellPlace) -> String? { nil }
  func rowVisibility(sheet: Int, row: Int) -> RowVisibility { .shown }
  func reference(fromText text: String, isR1C1: Bool, at cell: CellPlace) -> RangeArgument? { nil }
  func isSubtotal(at cell: CellPlace) -> Bool { false }
}
