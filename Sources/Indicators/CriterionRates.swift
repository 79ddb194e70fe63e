public import Records

/// One criterion in one column of the form, added up from figures.
public struct CriterionRate: Hashable, Sendable {
  /// The criterion's number.
  public var criterion: Int
  /// The column.
  public var column: ReportColumn
  /// The sum of numerators over the sum of denominators.
  public var rate: Rate
  /// The rate of each population or place, in the order of names; empty where figures name none.
  public var bySubject: [SubjectRate]
  /// The documents that prove it, each once, in the order of the figures.
  public var evidence: [String]
  /// The lines it was added up from.
  public var provenances: [Provenance]
}

/// The part of a criterion that one population or one place has.
public struct SubjectRate: Hashable, Sendable {
  /// The population, or the place.
  public var subject: String
  /// Its rate.
  public var rate: Rate

  /// Makes an entry.
  public init(subject: String, rate: Rate) {
    self.subject = subject
    self.rate = rate
  }
}

/// The criteria that no export gives, added up over phố, populations and places, never averaged.
public struct CriterionRates: Hashable, Sendable {
  /// By criterion, then column; a criterion without a figure is not here.
  public var rates: [CriterionRate]
  /// Figures that were left out or need a look.
  public var findings: [IndicatorError]

  /// Adds up the figures of each criterion and column.
  ///
  /// - Parameters:
  ///   - figures: The figures, each line once.
  ///   - targets: The target in percent of each criterion.
  /// - Throws: ``IndicatorError/sumTooLarge`` when a sum does not fit 64 bits.
  public init(
    figures: [IndicatorFigure], targets: [Int: Int] = [:]
  ) throws(IndicatorError) {
    rates = []
    findings = []
    let criteria = Set(figures.map(\.criterion)).sorted()
    for criterion in criteria {
      for column in ReportColumn.allCases {
        let lines = figures.filter { $0.criterion == criterion && $0.column == column }
        let counted = try counted(possible(lines))
        let sums = try Sums(counted)
        let rate = Rate(
          numerator: sums.numerator, denominator: sums.denominator, target: targets[criterion])
        guard let rate else { continue }
        rates.append(
          CriterionRate(
            criterion: criterion, column: column, rate: rate,
            bySubject: try subjects(counted, targets[criterion]), evidence: evidence(counted),
            provenances: counted.map(\.provenance)))
      }
    }
  }

  /// The rate of one criterion in one column.
  public func rate(_ criterion: Int, _ column: ReportColumn) -> Rate? {
    rates.first { $0.criterion == criterion && $0.column == column }?.rate
  }

  private mutating func possible(_ figures: [IndicatorFigure]) -> [IndicatorFigure] {
    figures.filter { figure in
      let isPossible = figure.numerator >= 0 && figure.numerator <= figure.denominator
      if !isPossible {
        findings.append(
          .impossibleFigure(criterion: figure.criterion, at: figure.provenance))
      }
      return isPossible
    }
  }

  /// The figures without a line of the whole ward that only repeats the sum of the phố, and without
  /// one of everybody that only repeats the sum of populations or places.
  private mutating func counted(
    _ figures: [IndicatorFigure]
  ) throws(IndicatorError) -> [IndicatorFigure] {
    var kept: [IndicatorFigure] = []
    for subject in Set(figures.map(\.subject)).sorted(by: { $0 ?? "" < $1 ?? "" }) {
      kept += try parts(of: figures.filter { $0.subject == subject }) { $0.pho != nil }
    }
    return try parts(of: kept) { $0.subject != nil }
  }

  /// The parts, and the totals only where they are more than one line that repeats the parts' sum.
  private mutating func parts(
    of figures: [IndicatorFigure], _ isPart: (IndicatorFigure) -> Bool
  ) throws(IndicatorError) -> [IndicatorFigure] {
    let parts = figures.filter(isPart)
    let totals = figures.filter { !isPart($0) }
    guard !parts.isEmpty, let first = totals.first else { return figures }
    let (sums, totalSums) = (try Sums(parts), try Sums(totals))
    if totals.count == 1 && sums == totalSums {
      findings.append(.totalRepeated(criterion: first.criterion, at: first.provenance))
      return parts
    }
    findings.append(.mixedLevels(criterion: first.criterion, at: first.provenance))
    return figures
  }

  private func subjects(
    _ figures: [IndicatorFigure], _ target: Int?
  ) throws(IndicatorError) -> [SubjectRate] {
    var rates: [SubjectRate] = []
    for subject in Set(figures.compactMap(\.subject)).sorted() {
      let sums = try Sums(figures.filter { $0.subject == subject })
      let rate = Rate(
        numerator: sums.numerator, denominator: sums.denominator, target: target)
      if let rate { rates.append(SubjectRate(subject: subject, rate: rate)) }
    }
    return rates
  }

  private func evidence(_ figures: [IndicatorFigure]) -> [String] {
    var seen: Set<String> = []
    return figures.compactMap(\.evidence).filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

private struct Sums: Equatable {
  var numerator = 0
  var denominator = 0

  init(_ figures: [IndicatorFigure]) throws(IndicatorError) {
    for figure in figures {
      let upper = numerator.addingReportingOverflow(figure.numerator)
      let lower = denominator.addingReportingOverflow(figure.denominator)
      guard !upper.overflow, !lower.overflow else {
        throw .sumTooLarge(at: figure.provenance)
      }
      numerator = upper.partialValue
      denominator = lower.partialValue
    }
  }
}
