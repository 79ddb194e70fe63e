/// One figure of a criterion that no export gives, as a ward's office or a phố wrote it down.
public struct IndicatorFigure: Hashable, Sendable {
  /// The criterion's number on the form.
  public var criterion: Int
  /// Which column of the form it belongs to.
  public var column: ReportColumn
  /// Tử số.
  public var numerator: Int
  /// Mẫu số.
  public var denominator: Int
  /// The phố it is about; nil for the whole ward.
  public var pho: String?
  /// Đối tượng: which of several populations it counts (người dân, doanh nghiệp), or which place;
  /// nil for all.
  public var subject: String?
  /// Minh chứng: the document that proves it.
  public var evidence: String?
  /// The line it comes from.
  public var provenance: Provenance

  /// Makes a figure.
  public init(
    criterion: Int, column: ReportColumn, numerator: Int, denominator: Int, pho: String?,
    subject: String? = nil, evidence: String?, provenance: Provenance
  ) {
    self.criterion = criterion
    self.column = column
    self.numerator = numerator
    self.denominator = denominator
    self.pho = pho
    self.subject = subject
    self.evidence = evidence
    self.provenance = provenance
  }
}
