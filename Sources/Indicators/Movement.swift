public import Records

/// How many households paid cashless in one period and in cash in another: counts only.
public struct Movement: Hashable, Sendable {
  /// From cash to cashless.
  public var toCashless = 0
  /// From cashless to cash.
  public var toCash = 0
  /// Cashless in both.
  public var stayedCashless = 0
  /// Not cashless in both.
  public var stayedInCash = 0
  /// Not in both, or not known of one.
  public var unknown = 0
}

extension RateBasis {
  /// Counts the households that moved between two periods.
  ///
  /// A household is cashless in a period where it counts for sure by the definition, and in cash
  /// where it paid and would not count even if all that is unknown were cashless.
  public func movement(
    _ definition: RateDefinition, from before: Period, to after: Period
  ) -> Movement {
    let first = standings(definition, before)
    let second = standings(definition, after)
    var movement = Movement()
    for household in households.indices {
      let was = isCashless(standing(of: household, first), definition)
      let is_ = isCashless(standing(of: household, second), definition)
      switch (was, is_) {
      case (false?, true?): movement.toCashless += 1
      case (true?, false?): movement.toCash += 1
      case (true?, true?): movement.stayedCashless += 1
      case (false?, false?): movement.stayedInCash += 1
      default: movement.unknown += 1
      }
    }
    return movement
  }

  private func isCashless(_ standing: Standing, _ definition: RateDefinition) -> Bool? {
    let (surely, perhaps) = standing.counts(definition.numeratorRule)
    if surely { return true }
    return perhaps || standing.paid.all == 0 ? nil : false
  }
}
