// What translation makes of references to tables.

extension TranslationContext {
  /// A context that knows the tables of a workbook.
  ///
  /// A reference to the formula's own row keeps to that row when it is copied; all else stands
  /// still, as in a table.
  ///
  /// - Parameters:
  ///   - books: The addresses of other books by the number that OOXML has for them, from "1".
  ///   - tables: The tables.
  ///   - sheets: The sheets' names, in their order.
  ///   - sheet: The sheet of the formulas, for references that name no table.
  public init(
    books: [String: String] = [:], tables: [FormulaTableRange], sheets: [String], sheet: Int
  ) {
    self.init(books: books) { text, cell in
      guard let structured = StructuredReference(text) else { return nil }
      let table =
        structured.table.isEmpty
        ? tables.first { $0.sheet == sheet && $0.range.contains(cell) }
        : tables.first { $0.name.lowercased() == structured.table.lowercased() }
      guard let table, sheets.indices.contains(table.sheet),
        let range = structured.range(in: table, row: cell.row)
      else { return nil }
      let isOwnRow = structured.isThisRow && range.first.row == cell.row
      let corner = { (cell: GridCell) in
        Reference.Corner(
          row: Int32(cell.row), column: Int32(cell.column), isRowAbsolute: !isOwnRow,
          isColumnAbsolute: true)
      }
      return Reference(
        shape: range.isSingle ? .cell : .range, first: corner(range.first),
        last: corner(range.last),
        scope: table.sheet == sheet ? nil : ReferenceScope(sheet: sheets[table.sheet]))
    }
  }
}
