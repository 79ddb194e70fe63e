import Indicators
import Records
import TestSupport
import Testing

@Suite struct HouseholdRatesTests {
  private func rates(
    _ households: [Household], _ settlements: [Settlement], target: Int? = 60
  ) throws -> HouseholdRates {
    try HouseholdRates(
      households: households, settlements: settlements,
      period: Ward.period("2024-08", "2024-09"), target: target)
  }

  @Test func eachHouseholdByItsBills() throws {
    let households = [
      Ward.household("1", pho: "A", ["C1", "C2"]), Ward.household("2", pho: "A", ["C2"]),
      Ward.household("3", pho: "B", ["C3"]), Ward.household("4", pho: "B", ["C4"]),
      Ward.household("5", pho: "B", ["C5"]), Ward.household("6", pho: "C", ["C6"]),
      Ward.household("7", pho: "C", []),
    ]
    let found = try rates(
      households,
      [
        // Household 1 paid by wallet and in cash; household 2 shares the code paid by wallet.
        try Ward.settlement("C1", "2024-08", Ward.desk),
        try Ward.settlement("C2", "2024-08", Ward.wallet),
        // Household 3: one cashless, one still unpaid.
        try Ward.settlement("C3", "2024-08", Ward.transfer),
        try Ward.settlement("C3", "2024-09", paid: false),
        // Household 4: cashless and unknown. Household 5: nothing paid.
        try Ward.settlement("C4", "2024-08", Ward.wallet),
        try Ward.settlement("C4", "2024-09"), try Ward.settlement("C5", "2024-09", paid: nil),
        // Household 6: another month, another use. C9 is nobody's.
        try Ward.settlement("C6", "2024-07", Ward.wallet),
        try Ward.settlement("C6", "2024-08", Ward.wallet, isResidential: false),
        try Ward.settlement("C9", "2024-08", Ward.wallet),
      ])
    #expect(found.total == Rate(numerator: 2, denominator: 5, unknown: 1, target: 60))
    #expect(found.total?.verdict == .metIfUnknownCashless)
    #expect(found.billsOutsideRegister == 1)
    #expect(
      found.byPho.map(\.pho) == ["A", "B"])
    #expect(found.byPho[0].rate == Rate(numerator: 1, denominator: 2, target: 60))
    #expect(found.byPho[1].rate == Rate(numerator: 1, denominator: 3, unknown: 1, target: 60))
    #expect(
      found.byChannel == [
        share(.paid(channel: "Chuyển khoản ngân hàng", isCashless: true), 1),
        share(.paid(channel: "Ví điện tử", isCashless: true), 2),
        share(.paid(channel: "Tiền mặt tại quầy ngân hàng", isCashless: false), 1),
        share(.paidByUnknown, 1), share(.unpaid, 2),
      ])
  }

  private func share(_ kind: ChannelShare.Kind, _ bills: Int) -> ChannelShare {
    ChannelShare(kind: kind, bills: bills, amountVND: Int64(bills) * 100)
  }

  @Test func aCodeWrittenTwiceCountsOnce() throws {
    let household = Ward.household("1", pho: "A", ["C1", "c 1"])
    let found = try rates([household], [try Ward.settlement("C1", "2024-08", Ward.wallet)])
    #expect(found.total == Rate(numerator: 1, denominator: 1, target: 60))
  }

  @Test func nobodyBilledGivesNoFigure() throws {
    let found = try rates([Ward.household("1", pho: "A", ["C1"])], [])
    #expect(found.total == nil && found.byPho.isEmpty && found.byChannel.isEmpty)
  }

  @Test func amountsBeyondSixtyFourBitsAreRefused() throws {
    #expect(throws: IndicatorError.sumTooLarge(at: Ward.place)) {
      try rates(
        [Ward.household("1", pho: "A", ["C1"])],
        [
          try Ward.settlement("C1", "2024-08", Ward.wallet, amountVND: Int64.max),
          try Ward.settlement("C1", "2024-09", Ward.wallet, amountVND: 1),
        ])
    }
  }

  @Test func agreesWithPlainCountingOnRandomWards() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("HouseholdRatesTests: seed \(seed)")
    var numbers = SeededGenerator(seed: seed)
    for number in 0..<500 {
      let households = (0..<Int.random(in: 0...6, using: &numbers)).map { id in
        Ward.household(
          "\(id)", pho: "P\(id % 3)",
          (0..<4).filter { _ in Int.random(in: 0..<3, using: &numbers) == 0 }.map { "C\($0)" })
      }
      let settlements = try (0..<Int.random(in: 0...8, using: &numbers)).map { _ in
        try randomSettlement(&numbers)
      }
      let found = try rates(households, settlements)
      #expect(
        found.total == plainRate(households, settlements), "seed \(seed), ward \(number)")
      let parts = found.byPho.map(\.rate)
      #expect(parts.map(\.numerator).reduce(0, +) == found.total?.numerator ?? 0)
      #expect(parts.map(\.denominator).reduce(0, +) == found.total?.denominator ?? 0)
      #expect(parts.map(\.unknown).reduce(0, +) == found.total?.unknown ?? 0)
      let shuffled = try rates(
        households.shuffled(using: &numbers), settlements.shuffled(using: &numbers))
      #expect(shuffled == found, "seed \(seed), ward \(number)")
    }
  }

  private func randomSettlement(_ numbers: inout SeededGenerator) throws -> Settlement {
    let channels = [Ward.wallet, Ward.desk, .unknown(word: "x")]
    let isPaid: [Bool?] = [true, true, true, false, nil]
    return try Ward.settlement(
      "C\(Int.random(in: 0..<5, using: &numbers))",
      ["2024-07", "2024-08", "2024-09"][Int.random(in: 0..<3, using: &numbers)],
      channels[Int.random(in: 0..<3, using: &numbers)],
      paid: isPaid[Int.random(in: 0..<5, using: &numbers)],
      isResidential: Int.random(in: 0..<5, using: &numbers) > 0)
  }

  /// The definition word for word, household by household.
  private func plainRate(_ households: [Household], _ settlements: [Settlement]) -> Rate? {
    func counts(_ household: Household, unknownIsCashless: Bool) -> Bool {
      let paid = bills(household, settlements).filter { $0.isPaid == true }
      return !paid.isEmpty && paid.allSatisfy { $0.channel.isCashless ?? unknownIsCashless }
    }
    let billed = households.filter { !bills($0, settlements).isEmpty }
    let sure = billed.filter { counts($0, unknownIsCashless: false) }.count
    let perhaps = billed.filter { counts($0, unknownIsCashless: true) }.count
    return Rate(
      numerator: sure, denominator: billed.count, unknown: perhaps - sure, target: 60)
  }

  private func bills(_ household: Household, _ settlements: [Settlement]) -> [Settlement] {
    settlements.filter {
      household.customerCodes.contains($0.bill.customerCode) && $0.bill.isResidential
        && ["2024-08", "2024-09"].contains($0.bill.month.iso)
    }
  }
}
