public import Records

/// One criterion in one column of the form, added up from figures.
public struct CriterionRate: Hashable, Sendable {
  /// The criterion's number.
  public var criterion: Int
  /// The column.
  public var column: ReportColumn
  /// The sum of numerators over the sum of denominators.
  public var rate: Rate
  /// The documents that prove it, each once, in the order of the figures.
  public var evidence: [String]
  /// The lines it was added up from.
  public var provenances: [Provenance]
}

/// The criteria that no export gives, added up over phố, never averaged.
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
            criterion: criterion, column: column, rate: rate, evidence: evidence(counted),
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

  /// The figures without a line of the whole ward that only repeats the sum of the phố.
  private mutating func counted(
    _ figures: [IndicatorFigure]
  ) throws(IndicatorError) -> [IndicatorFigure] {
    let ofPho = figures.filter { $0.pho != nil }
    let ofWard = figures.filter { $0.pho == nil }
    guard !ofPho.isEmpty, let first = ofWard.first else { return figures }
    let sums = try Sums(ofPho)
    let wardSums = try Sums(ofWard)
    if ofWard.count == 1 && sums == wardSums {
      findings.append(.totalRepeated(criterion: first.criterion, at: first.provenance))
      return ofPho
    }
    findings.append(.mixedLevels(criterion: first.criterion, at: first.provenance))
    return figures
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
