public import Diagnostics
public import Records

/// A file that was read, and what became of its rows.
///
/// ``rows`` = ``recordCount`` + ``duplicatesWithin`` + rejected, always. Headers, preambles,
/// totals, footers and blank rows are no rows; lines of a statement that are on the other side (a
/// collector's debits, a payer's credits) are no rows either, they are ``ignored``.
public struct ImportedFile: Sendable {
  /// Its name, without folders.
  public var name: String
  /// The SHA-256 of its bytes, in hexadecimal.
  public var sha256: String
  /// The id of the layout that read it.
  public var layout: String
  /// What the layout's rows are.
  public var kind: LayoutKind
  /// How many rows became records.
  public var recordCount = 0
  /// The records with their keys, in the order of their rows; empty where they were handed on as
  /// they came.
  public var records: [IdentifiedRecord] = []
  /// Rows that were set aside: warnings with sheet and cell, or line.
  public var rejected: [Diagnostic] = []
  /// What else is worth a look, such as a channel's word that no table knows.
  public var findings: [Diagnostic] = []
  /// Rows that say what another row of the file said before.
  public var duplicatesWithin = 0
  /// Lines on the other side of a statement.
  public var ignored = 0
  /// How its text was read; nil for a workbook.
  public var text: TextFacts?
  /// Which column of the file was taken for which field.
  public var mapping: [ColumnMapping] = []
  /// The first rows that became records, one text for each entry of ``mapping``.
  public var preview: [[String]] = []
  /// The rows that were set aside, with what they say.
  public var quarantine = Quarantine()
  /// The layout itself, for files made of ``quarantine``.
  let usedLayout: Layout

  /// Rows kept for ``preview``.
  static let previewMax = 5

  /// Rows that carry data.
  public var rows: Int { recordCount + duplicatesWithin + rejected.count }

  /// Makes a file without rows.
  init(name: String, sha256: String, layout: Layout) {
    self.name = name
    self.sha256 = sha256
    self.layout = layout.id
    kind = layout.kind
    usedLayout = layout
  }

  /// The rows that were set aside as a CSV that can be corrected and imported again.
  ///
  /// - Parameter isRaw: Whether text that a spreadsheet would run stays as it is.
  /// - Returns: The bytes of the file.
  public func quarantineCSV(isRaw: Bool = false) -> [UInt8] {
    quarantine.csv(usedLayout, isRaw: isRaw)
  }
}

/// How text was read: that of a text file, or of a workbook typed with fonts of an older encoding.
public struct TextFacts: Hashable, Sendable {
  /// The encoding, for example `utf-8` or `tcvn3`.
  public var encoding: String
  /// From 0 to 1: how sure the encoding is.
  public var encodingScore: Double
  /// Whether the encoding was given, told by a mark, or found: `given`, `mark`, `zeros`, `valid`,
  /// `words`.
  public var encodingReason: String
  /// What stands between fields; nil for a workbook.
  public var delimiter: String?
}

/// One column of a file and what it was taken for.
public struct ColumnMapping: Hashable, Sendable {
  /// The field, as layouts call it.
  public var field: String
  /// The header as it is written in the file.
  public var header: String
  /// The column, from 0.
  public var column: Int
}
