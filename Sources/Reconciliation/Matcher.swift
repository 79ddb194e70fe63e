public import Records

/// Matches payment lines to bills.
///
/// Strong evidence goes first, over all payments, before weaker evidence is looked at: a bill id;
/// then, by customer code, one bill of exactly the amount (of a month the line names, paid by EVN's
/// account on the same day or a near one, open, any); then one bill of each code; then a run of
/// bills, oldest first. Bills whose channel by EVN contradicts the line's are used only where none
/// of this fits otherwise. Then come instalments, fees, parts of bills and what is paid too much,
/// codes with a slip or cut off, and last names and amounts, which are only proposed. A bill is
/// used once, a payment once, and no bill before it was issued. A reversal takes back its payment;
/// what is paid again within days pays the bill that this left open.
///
/// The result does not depend on the order of bills and payments. What somebody decided stands.
public struct Matcher: Sendable {
  /// What matching knows of words and days.
  public var rules: MatchingRules

  /// Makes a matcher.
  public init(rules: MatchingRules = .standard) {
    self.rules = rules
  }

  /// Matches all `payments` to all `bills`, as if nothing had been matched before.
  ///
  /// - Parameters:
  ///   - bills: The bills, one version of each.
  ///   - payments: The payment lines.
  ///   - households: The register, for the names of payers.
  ///   - decisions: What somebody decided.
  /// - Returns: A match for each payment, a settlement for each bill, and what contradicts itself.
  public func match(
    bills: [Bill], payments: [Payment], households: [Household] = [], decisions: [Decision] = []
  ) -> Matching {
    var reconciler = Reconciler(bills: bills, households: households, rules: rules)
    reconciler.add(payments)
    reconciler.decide(decisions)
    return Matching(reconciler.reconcile(), bills: bills, payments: payments)
  }
}
