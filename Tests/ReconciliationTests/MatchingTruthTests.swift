import Indicators
import MatchingCases
import Records
import Reconciliation
import TestSupport
import Testing

/// Matching held against labelled cases: what a generator wrote, and knows the truth of.
@Suite struct MatchingTruthTests {
  private static func score(_ options: MatchingCases.Options, _ score: inout MatchingScore) {
    let cases = MatchingCases(options)
    let matching = Matcher().match(
      bills: cases.bills, payments: cases.payments, households: cases.households)
    score.add(
      cases.truths,
      matching.matches.map { match in
        MatchingScore.Answer(
          isAutomatic: match.status == .auto, tier: match.tier.rawValue, billIDs: match.billIDs,
          confidence: match.confidence)
      })
    checkBounds(cases, matching, "\(options)")
  }

  /// Whatever is hard about a ward, its true rates lie inside the bounds.
  private static func checkBounds(
    _ cases: MatchingCases, _ matching: Matching, _ note: Comment
  ) {
    let basis = RateBasis(households: cases.households, bills: matching.settledBills)
    for month in Set(cases.bills.map(\.month)) {
      let truth = cases.trueRate(in: month)
      let rate = try? basis.rates(
        .householdCashlessAllPaid, period: Period(month), target: nil
      ).total
      #expect(rate?.denominator ?? 0 == truth.denominator, note)
      let low = rate?.numerator ?? 0
      let high = low + (rate?.unknown ?? 0)
      #expect(low <= truth.numerator && truth.numerator <= high, note)
    }
  }

  @Test func theSurestAreRightAndTheTrueRateLiesInsideTheBounds() {
    var numbers = SeededGenerator.announced()
    var score = MatchingScore()
    // Enough lines that one more slip does not decide: 0.9995 of 3 000 would be one or two.
    for number in 0..<48 {
      Self.score(
        MatchingCases.Options(
          seed: numbers.next(), customers: 150 + 60 * (number % 6), months: 4,
          noisePerMille: number % 2 == 0 ? 10 : 25, hasDenseCodes: number % 3 != 0,
          hasSharedAmounts: number % 2 == 1), &score)
    }
    #expect(score.precision.value >= 0.9995, "wrong: \(score.wrong)")
    #expect(score.recall.value >= 0.99)
    #expect(score.firstProposal.value >= 0.8)
    #expect(score.precision.all > 24_000 && score.firstProposal.all > 1600)
  }

  /// Wards that know little: `BAKHONG_VARIANTS` says how many.
  @Test func theTrueRateLiesInsideTheBoundsOfHardWards() {
    var numbers = SeededGenerator.announced()
    for number in 0..<Variants.count(24) {
      var options = MatchingCases.Options(
        seed: numbers.next(), customers: 60 + 90 * (number % 4), months: 2 + number % 5,
        noisePerMille: [2, 10, 25, 40][number % 4], hasDenseCodes: number % 3 != 0,
        hasSharedAmounts: number % 5 != 0)
      options.hardship = .init(seed: numbers.next())
      let cases = MatchingCases(options)
      let matching = Matcher().match(
        bills: cases.bills, payments: cases.payments, households: cases.households)
      Self.checkBounds(cases, matching, "\(options)")
    }
  }

  @Test func neitherTheOrderOfLinesNorTheirComingInPartsMatters() {
    var numbers = SeededGenerator.announced()
    let cases = MatchingCases(
      MatchingCases.Options(seed: numbers.next(), customers: 120, months: 4, noisePerMille: 25))
    let whole = Matcher().match(
      bills: cases.bills, payments: cases.payments, households: cases.households)
    let payments = cases.payments.shuffled(using: &numbers)
    let shuffled = Matcher().match(
      bills: cases.bills.shuffled(using: &numbers), payments: payments,
      households: cases.households.shuffled(using: &numbers))
    #expect(Set(shuffled.matches) == Set(whole.matches))
    var parts = Reconciler(bills: cases.bills, households: cases.households)
    for start in stride(from: 0, to: payments.count, by: 97) {
      parts.add(payments[start..<min(start + 97, payments.count)])
      _ = parts.reconcile()
    }
    let last = Matching(parts.reconcile(), bills: cases.bills, payments: payments)
    #expect(Set(last.matches) == Set(whole.matches))
  }
}
