/// Where a record comes from: a line of a file that was imported.
public struct Provenance: Hashable, Sendable {
  /// The SHA-256 of the file, in hexadecimal.
  public var sourceSHA256: String
  /// The sheet's name; nil for a text file.
  public var sheet: String?
  /// The physical line of a text file, or the row of a sheet, from 1.
  public var line: Int

  /// Makes a provenance.
  public init(sourceSHA256: String, sheet: String? = nil, line: Int) {
    self.sourceSHA256 = sourceSHA256
    self.sheet = sheet
    self.line = line
  }
}

/// A file that was imported, and what became of its rows.
///
/// Rows in = imported + duplicates + set aside, always.
public struct SourceFile: Hashable, Sendable {
  /// The SHA-256 of its bytes, in hexadecimal.
  public var sha256: String
  /// Its name in the inbox, without folders.
  public var name: String
  /// The layout that read it, for example `evn-fields`.
  public var layout: String
  /// Rows that carry data: headers, preambles, totals and footers do not count.
  public var rows: Int
  /// Rows that became records.
  public var imported: Int
  /// Rows that were known already.
  public var duplicates: Int
  /// Rows that were set aside.
  public var rejected: Int

  /// Makes an entry.
  public init(
    sha256: String, name: String, layout: String, rows: Int, imported: Int, duplicates: Int,
    rejected: Int
  ) {
    self.sha256 = sha256
    self.name = name
    self.layout = layout
    self.rows = rows
    self.imported = imported
    self.duplicates = duplicates
    self.rejected = rejected
  }
}
