public import Records

extension SampleTruth {
  /// The figure of `household-cashless/all-paid`, as the files show it and as it was.
  public struct Rate: Hashable, Sendable {
    /// Households whose paid bills were all paid without cash, at least one paid.
    public var numerator = 0
    /// Households with a residential bill.
    public var denominator = 0
    /// Households that would count if every payment of unknown channel were without cash.
    public var unknown = 0
    /// What the numerator would be if every channel were known.
    public var trueNumerator = 0

    /// Makes an empty figure.
    public init() {}
  }

  /// What criterion 15 must show for a period.
  public func expected(for period: Period) -> Rate {
    rate(of: households, in: period)
  }

  /// What criterion 15 must show for a period, phố by phố in the order of the register.
  public func expectedByPho(for period: Period) -> [(pho: String, rate: Rate)] {
    var order: [String] = []
    for household in households where order.last != household.pho { order.append(household.pho) }
    return order.map { pho in
      (pho, rate(of: households.filter { $0.pho == pho }, in: period))
    }
  }

  /// The sums of a criterion; for the fifteenth, its rate in the month of that column.
  public func criterion(_ number: Int, _ column: ReportColumn) -> Figure? {
    guard number == 15 else {
      return figures.first { $0.criterion == number && $0.column == column }
    }
    let months = SampleWard.months
    let rate = expected(for: Period(column == .before ? months[0] : months[months.count - 1]))
    return Figure(
      criterion: 15, column: column, numerator: rate.numerator, denominator: rate.denominator)
  }

  private func rate(of households: [HouseholdTruth], in period: Period) -> Rate {
    var rate = Rate()
    for household in households {
      let bills = bills(of: household, in: period)
      guard !bills.isEmpty else { continue }
      rate.denominator += 1
      let shown = bills.map(\.shown).filter { $0 != .unpaid }
      if !shown.isEmpty && !shown.contains(.cash) {
        if shown.contains(.unknown) { rate.unknown += 1 } else { rate.numerator += 1 }
      }
      let reality = bills.map(\.reality).filter { $0 != .unpaid }
      if !reality.isEmpty && !reality.contains(.cash) { rate.trueNumerator += 1 }
    }
    return rate
  }
}
