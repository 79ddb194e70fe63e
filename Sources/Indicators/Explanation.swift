public import Records

/// One household of a rate: how it counts, and the bills that say so.
public struct HouseholdExplanation: Hashable, Sendable {
  /// How a household counts.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// In the numerator.
    case counts
    /// It would be if what is unknown were cashless.
    case unknown
    /// In the denominator alone.
    case countsNot = "counts-not"
    /// Not in the denominator.
    case outside
  }

  /// The household's place in the register.
  public var household: Int
  /// How it counts.
  public var role: Role
  /// The places of its bills of the period, by month and place.
  public var bills: [Int]
}

extension RateBasis {
  /// Says of each household how it counts in a rate of households.
  ///
  /// The numbers of households that count, are unknown, and count not are those of the rate.
  public func explain(_ definition: RateDefinition, period: Period) -> [HouseholdExplanation] {
    let standings = standings(definition, period)
    var billsOf: [[Int]] = Array(repeating: [], count: bills.customers.count)
    for (place, line) in bills.lines.enumerated()
    where line.month >= Int32(period.first.ordinal) && line.month <= Int32(period.last.ordinal)
      && (line.isResidential || !definition.isResidentialOnly)
    {
      billsOf[Int(line.customer)].append(place)
    }
    return households.indices.map { household in
      let standing = standing(of: household, standings)
      let (surely, perhaps) = standing.counts(definition.numeratorRule)
      let role: HouseholdExplanation.Role =
        if !isIn(household, standing, definition) {
          .outside
        } else if surely {
          .counts
        } else {
          perhaps ? .unknown : .countsNot
        }
      let bills = customersOf[household].filter { $0 >= 0 }.flatMap { billsOf[Int($0)] }
      return HouseholdExplanation(
        household: household, role: role,
        bills: bills.sorted { (self.bills.lines[$0].month, $0) < (self.bills.lines[$1].month, $1) })
    }
  }
}
