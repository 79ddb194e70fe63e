/// A figure of the form that a person typed in place of the one that was there.
///
/// - Units: shares of 1, as the form's cells hold them.
public struct FigureAdjustment: Hashable, Sendable, Codable {
  /// The criterion.
  public var criterion: Int
  /// The column of the form.
  public var column: ReportColumn
  /// The new figure, from 0 to 1.
  public var share: Double
  /// The figure that stood there; nil where there was none.
  public var replaced: Double?
  /// The name of the form that it was typed into.
  public var file: String
  /// The SHA-256 of that form, in hexadecimal.
  public var sha256: String
  /// The cell, in A1 notation.
  public var cell: String

  /// Makes an adjustment.
  public init(
    criterion: Int, column: ReportColumn, share: Double, replaced: Double?, file: String,
    sha256: String, cell: String
  ) {
    self.criterion = criterion
    self.column = column
    self.share = share
    self.replaced = replaced
    self.file = file
    self.sha256 = sha256
    self.cell = cell
  }
}

extension ReportColumn: Codable {}
