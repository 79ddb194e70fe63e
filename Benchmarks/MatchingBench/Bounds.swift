import Diagnostics
import Indicators
import MatchingCases
import Reconciliation
import Records

/// Looks for wards whose true rate lies outside the bounds: as many as there is patience for.
enum Bounds {
  static func run(seeds: ClosedRange<UInt64>, shows: Bool) {
    var (months, outside, unsound, unknown, billed) = (0, 0, 0, 0, 0)
    var score = MatchingScore()
    var hard = MatchingScore()
    for seed in seeds {
      var options = MatchingCases.Options(
        seed: seed, customers: 100 + Int(seed % 5) * 150, months: 2 + Int(seed % 5),
        noisePerMille: [2, 10, 25, 40][Int(seed / 2 % 4)], hasDenseCodes: seed % 3 != 0,
        hasSharedAmounts: seed % 4 != 0)
      if seed % 5 != 0 { options.hardship = .init(seed: seed &* 7) }
      let cases = MatchingCases(options)
      let matching = Matcher().match(
        bills: cases.bills, payments: cases.payments, households: cases.households)
      let answers = matching.matches.map(MatchingScore.Answer.init)
      if seed % 5 == 0 { score.add(cases.truths, answers) } else { hard.add(cases.truths, answers) }
      let basis = RateBasis(households: cases.households, bills: matching.settledBills)
      for month in Set(cases.bills.map(\.month)).sorted() {
        let truths = cases.trueHouseholds(in: month)
        let (numerator, denominator) = cases.trueRate(in: month)
        guard
          let rate = try? basis.rates(
            .householdCashlessAllPaid, period: Period(month), target: nil
          ).total
        else { continue }
        months += 1
        unknown += rate.unknown
        billed += rate.denominator
        let isInside = (rate.numerator...rate.numerator + rate.unknown).contains(numerator)
        if rate.denominator != denominator || !isInside { outside += 1 }
        for explanation in basis.explain(.householdCashlessAllPaid, period: Period(month)) {
          let truth = truths[explanation.household]
          guard
            explanation.role == .counts && truth == false
              || explanation.role == .countsNot && truth == true
          else { continue }
          unsound += 1
          if shows { show(explanation, cases, matching, "\(seed) \(month.iso) in \(isInside)") }
        }
      }
    }
    print("usual: \(score.text)")
    print("hard: \(hard.text)")
    print(
      "months \(months), outside \(outside), households on the wrong side \(unsound), "
        + "unknown \(unknown) of \(billed)")
  }

  private static func show(
    _ explanation: HouseholdExplanation, _ cases: MatchingCases, _ matching: Matching,
    _ title: String
  ) {
    print("\(title): household \(explanation.household) \(explanation.role)")
    let ids = Set(explanation.bills.map { cases.bills[$0].id })
    for bill in explanation.bills {
      let record = cases.bills[bill]
      let truth = cases.isCashless[bill].map { $0 ? "cashless" : "cash" } ?? "not paid"
      print(
        "  bill \(record.id) \(record.customerCode.text) \(record.amountVND) \(truth), EVN: "
          + "\(record.payment.paidOn?.iso ?? "-") \(record.payment.channel)")
    }
    for (match, truth) in zip(matching.matches, cases.truths)
    where !ids.isDisjoint(with: match.billIDs) || !ids.isDisjoint(with: truth.billIDs) {
      let payment = match.payment
      print(
        "  line \(payment.day.iso) \(payment.amountVND) \(payment.narration) [\(truth.kind)]: "
          + "\(match.status) \(match.tier) \(match.confidence) \(match.billIDs) "
          + "\(match.reason.en); truly \(truth.billIDs)")
    }
  }
}

extension MatchingScore {
  fileprivate var text: String {
    "precision \(precision.right)/\(precision.all), recall \(recall.right)/\(recall.all), "
      + "first \(firstProposal.right)/\(firstProposal.all); wrong \(wrong)"
  }
}
