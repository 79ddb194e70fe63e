public import Diagnostics
public import Records

/// A file that was read, and what became of its rows.
///
/// ``rows`` = records + ``duplicatesWithin`` + rejected, always. Headers, preambles, totals,
/// footers and blank rows are no rows; lines of a statement that are on the other side (a
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
  /// The records with their keys, in the order of their rows.
  public var records: [IdentifiedRecord] = []
  /// Rows that were set aside: warnings with sheet and cell, or line.
  public var rejected: [Diagnostic] = []
  /// What else is worth a look, such as a channel's word that no table knows.
  public var findings: [Diagnostic] = []
  /// Rows that say what another row of the file said before.
  public var duplicatesWithin = 0
  /// Lines on the other side of a statement.
  public var ignored = 0

  /// Rows that carry data.
  public var rows: Int { records.count + duplicatesWithin + rejected.count }

  /// Makes a file without rows.
  init(name: String, sha256: String, layout: String, kind: LayoutKind) {
    self.name = name
    self.sha256 = sha256
    self.layout = layout
    self.kind = kind
  }
}
