import Indicators
import MatchingCases
import Reconciliation
import Records

/// Precision, recall and calibration over many seeds.
enum Quality {
  static func run(seeds: Int) {
    for isShared in [false, true] {
      print(isShared ? "amounts by kilowatt-hours, shared by many" : "amounts of any đồng")
      run(seeds: seeds, isShared: isShared)
    }
  }

  private static func run(seeds: Int, isShared: Bool) {
    var score = MatchingScore()
    var outside = 0
    for seed in 1...UInt64(seeds) {
      let cases = MatchingCases(
        .init(
          seed: seed, customers: 400 + Int(seed % 7) * 300, months: 3 + Int(seed % 4),
          noisePerMille: [5, 10, 20][Int(seed % 3)], hasDenseCodes: seed % 2 == 0,
          hasSharedAmounts: isShared))
      let matching = Matcher().match(
        bills: cases.bills, payments: cases.payments, households: cases.households)
      score.add(cases.truths, matching.matches.map(MatchingScore.Answer.init))
      outside += countOutside(cases, matching)
    }
    show(score)
    print("months whose true rate lies outside the bounds: \(outside)")
  }

  private static func countOutside(_ cases: MatchingCases, _ matching: Matching) -> Int {
    let basis = RateBasis(households: cases.households, bills: matching.settledBills)
    return Set(cases.bills.map(\.month)).count { month in
      let truth = cases.trueRate(in: month)
      guard
        let rate = try? basis.rates(
          .householdCashlessAllPaid, period: Period(month), target: nil
        ).total
      else { return true }
      let isInside = (rate.numerator...rate.numerator + rate.unknown).contains(truth.numerator)
      return rate.denominator != truth.denominator || !isInside
    }
  }

  private static func show(_ score: MatchingScore) {
    print("automatic precision   \(percent(score.precision))")
    print("recall with code/id   \(percent(score.recall))")
    print("first proposal right  \(percent(score.firstProposal))")
    print("wrong: \(score.wrong)")
    for (tier, share) in score.rightByTier.sorted(by: { $0.key < $1.key }) {
      let automatic = score.precisionByTier[tier] ?? MatchingScore.Share()
      print("\(tier): automatic \(percent(automatic)), all answers \(percent(share))")
      for (tenth, share) in (score.calibration[tier] ?? []).enumerated() where share.all > 0 {
        let mean = (score.confidences[tier]?[tenth] ?? 0) / Double(share.all)
        print("  stated \(rounded(mean))  right \(percent(share))")
      }
    }
    for (kind, share) in score.rightByKind.sorted(by: { $0.key < $1.key }) {
      print("  \(kind): \(percent(share))")
    }
  }

  private static func percent(_ share: MatchingScore.Share) -> String {
    "\(rounded(share.value)) (\(share.right)/\(share.all))"
  }

  private static func rounded(_ value: Double) -> String {
    let scaled = Int((value * 100_000).rounded())
    let digits = String(scaled % 100_000)
    return "\(scaled / 100_000)." + String(repeating: "0", count: 5 - digits.count) + digits
  }
}

extension MatchingScore.Answer {
  init(_ match: PaymentMatch) {
    self.init(
      isAutomatic: match.status == .auto, tier: match.tier.rawValue, billIDs: match.billIDs,
      confidence: match.confidence)
  }
}
