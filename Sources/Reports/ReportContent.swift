public import Indicators
public import Records

/// All that a report says, before it is put into a form.
public struct ReportContent: Sendable {
  /// The reporting unit's name; nil leaves the form's own words.
  public var unitName: String?
  /// The place of signing; nil leaves the form's own words.
  public var place: String?
  /// The day of signing; nil leaves room for the pen.
  public var day: CalendarDay?
  /// The year of the report where no day is given.
  public var year: Int?
  /// The figures by criterion and column.
  public var figures: [FigureKey: Rate] = [:]
  /// The parts of a figure that several populations or places have; nothing where it has one part.
  public var parts: [FigureKey: [SubjectRate]] = [:]
  /// Figures that a person typed into the form; they stand in place of ``figures``.
  public var adjustments: [FigureKey: FigureAdjustment] = [:]
  /// The documents behind a criterion's figures.
  public var evidence: [Int: [String]] = [:]
  /// What the electricity annex shows of each column.
  public var households: [ReportColumn: HouseholdRates] = [:]
  /// The periods of the columns.
  public var periods: [ReportColumn: Period] = [:]
  /// The definition of the electricity rate.
  public var definition: RateDefinition
  /// The files behind all figures.
  public var sources: [SourceFile] = []

  /// Starts with nothing but a definition.
  public init(definition: RateDefinition) {
    self.definition = definition
  }

  /// What the form shows in a place, from 0 to 1; nil where there is nothing.
  public func share(_ key: FigureKey) -> Double? {
    adjustments[key]?.share ?? figures[key]?.low
  }

  /// Whether a target is reached in a place; nil where there is no figure or no target.
  ///
  /// A figure that was typed has no unknown, and a share of 0,1 is ten in a hundred however it is
  /// stored: the test allows for the last digits of a double.
  public func verdict(_ key: FigureKey, target: Int?) -> Rate.Verdict? {
    guard let adjustment = adjustments[key] else { return figures[key]?.verdict }
    return target.map { adjustment.share * 100 >= Double($0) - 1e-9 ? .met : .notMet }
  }

  /// A figure's place on the form.
  public struct FigureKey: Hashable, Sendable {
    /// The criterion's number.
    public var criterion: Int
    /// The column.
    public var column: ReportColumn

    /// Makes a place.
    public init(_ criterion: Int, _ column: ReportColumn) {
      self.criterion = criterion
      self.column = column
    }
  }
}
