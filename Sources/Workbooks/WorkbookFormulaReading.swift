internal import Diagnostics
public import Formulas
internal import LegacyFiles
internal import ODSFiles
public import Sheets
internal import Storage
internal import XLSXFiles

extension Workbook {
  /// Reads the formulas of a workbook, apart from its values.
  ///
  /// - Parameter path: The file, an ODS or XLSX workbook; older formats have no formulas here.
  /// - Returns: The formulas, and the names, tables and rules that they lean on.
  /// - Throws: As ``format(of:)``, and the format's own errors, with the file in their origin.
  public static func formulas(of path: String) throws -> WorkbookFormulas {
    try placing(Origin(file: path)) {
      switch try format(of: path) {
      case .ods: try ODSFormulas.read(path: path)
      case .xlsx: try XLSXFormulas.read(path: path)
      }
    }
  }

  /// What translation has to know of a workbook, for the formulas of each sheet: its tables and
  /// the other books that it speaks of.
  ///
  /// - Parameter path: The file, of any format; only XLSX has anything to tell.
  /// - Returns: A context for each sheet; none where there is nothing to tell.
  /// - Throws: As ``formulas(of:)``.
  public static func translationContexts(of path: String) throws -> [TranslationContext] {
    try placing(Origin(file: path)) {
      let head = try FileBytes.head(of: path, count: LegacyFile.headBytes)
      guard LegacyFile.format(of: head) == nil, try format(of: path) == .xlsx else { return [] }
      return try XLSXFormulas.read(path: path, readsCells: false).translationContexts
    }
  }
}

extension WorkbookFormulas {
  /// The tables as formulas see them.
  public var tableRanges: [FormulaTableRange] {
    tables.compactMap { table in
      let name = table.place.sheet.lowercased()
      guard let sheet = sheets.firstIndex(where: { $0.name.lowercased() == name }) else {
        return nil
      }
      return FormulaTableRange(
        name: table.name, sheet: sheet, range: GridRange(table.place.range),
        columns: table.columns, headerRows: table.headerRows, totalsRows: table.totalsRows)
    }
  }

  /// What translation has to know, for the formulas of each sheet.
  public var translationContexts: [TranslationContext] {
    let addresses = books.enumerated().compactMap { place, address in
      address.isEmpty ? nil : (String(place + 1), address)
    }
    let books = Dictionary(uniqueKeysWithValues: addresses)
    let names = sheets.map(\.name)
    return sheets.indices.map {
      TranslationContext(books: books, tables: tableRanges, sheets: names, sheet: $0)
    }
  }
}
