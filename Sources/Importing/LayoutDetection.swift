public import Diagnostics
internal import Storage

/// How well a layout fits a file, and why.
public struct LayoutScore: Hashable, Sendable {
  /// The id of the layout.
  public var layout: String
  /// Whether it has every column that it needs.
  public var fits: Bool
  /// From 0 to 1: ``headerScore``, less up to half of it where values are not what headers say.
  public var score: Double
  /// From 0 to 1: half the share of the layout's columns that were found, half the share of the
  /// header's cells that the layout knows.
  public var headerScore: Double
  /// From 0 to 1: the share of the cells below the header that are what their column says.
  public var valueScore: Double
  /// The sheet with the header; nil for a text file.
  public var sheet: String?
  /// The line of the header, from 1.
  public var headerLine: Int
  /// The columns that it knows.
  public var mapping: [ColumnMapping]
  /// Headers that it needs and that are missing.
  public var missing: [String]

  /// Why it has this score, for people.
  public var why: Words {
    let columns = mapping.map { "\"\($0.header)\"" }.joined(separator: ", ")
    let percent = Int((valueScore * 100).rounded())
    var words = Words(
      vi: "dòng \(headerLine) có \(mapping.count) cột đã biết (\(columns)); "
        + "\(percent) % giá trị bên dưới đúng loại",
      en: "row \(headerLine) has \(mapping.count) known columns (\(columns)); "
        + "\(percent) % of the values below are of their kind")
    if !missing.isEmpty {
      words.vi += "; thiếu " + missing.joined(separator: ", ")
      words.en += "; missing " + missing.joined(separator: ", ")
    }
    return words
  }
}

/// What a file looks like.
public struct Detection: Sendable {
  /// How its text was read; nil for a workbook.
  public var text: TextFacts?
  /// Layouts with at least one header in the file, the best first.
  public var layouts: [LayoutScore]
}

extension Importer {
  /// Says how well each layout fits a file, the best first.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - options: The encoding, where content does not say it.
  /// - Returns: Layouts with at least one header in the file.
  /// - Throws: The error of the format, with the file.
  public func detect(
    _ source: SourceBytes, options: ImportOptions = ImportOptions()
  ) throws -> Detection {
    try placing(Origin(file: source.name)) {
      try withTables(of: source, options) { tables in
        let heads = try tables.heads()
        let scores = fits(heads).map { fit in
          let layout = catalog.layouts[fit.layout]
          return LayoutScore(
            layout: layout.id, fits: fit.fits, score: fit.score, headerScore: fit.headerScore,
            valueScore: fit.valueScore, sheet: tables.tables[fit.table],
            headerLine: fit.headerLine, mapping: mapping(fit, heads[fit.table]),
            missing: fit.missing.map(layout.header))
        }
        return Detection(text: tables.text, layouts: scores)
      }
    }
  }

  /// Says how well each layout fits a file, the best first.
  ///
  /// - Parameter path: The file.
  /// - Returns: Layouts with at least one header in the file.
  /// - Throws: The error of the format or the disk, with the file.
  public func detect(_ path: String) throws -> [LayoutScore] {
    try detect(SourceBytes(path: path)).layouts
  }
}
