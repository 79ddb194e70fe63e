import Indicators
import Records
import Testing

/// Figures bind to the register as it was.
@Suite struct RegisterHistoryTests {
  private func month(_ iso: String) throws -> CalendarMonth {
    try #require(CalendarMonth(iso: iso))
  }

  private func rates(_ basis: RateBasis, _ month: String) throws -> HouseholdRates {
    try basis.rates(.householdCashlessAllPaid, period: Ward.period(month, month), target: nil)
  }

  @Test func aMeterThatMovedCountsWhereItWas() throws {
    let code = try #require(CustomerCode("C1"))
    let households = [Ward.household("1", pho: "A", []), Ward.household("2", pho: "B", ["C1"])]
    let bills = SettledBills([
      try Ward.settlement("C1", "2024-05", Ward.wallet),
      try Ward.settlement("C1", "2024-06", Ward.desk), try Ward.settlement("C1", "2024-08"),
    ])
    let history = RegisterHistory(holdings: [
      .init(code: code, household: "1", until: try month("2024-05")),
      .init(code: code, household: "2", from: try month("2024-06"), until: try month("2024-07")),
    ])
    let basis = RateBasis(households: households, bills: bills, history: history)
    #expect(try rates(basis, "2024-05").byPho.map(\.pho) == ["A"])
    #expect(try rates(basis, "2024-05").total == Rate(numerator: 1, denominator: 1))
    #expect(try rates(basis, "2024-06").byPho.map(\.pho) == ["B"])
    #expect(try rates(basis, "2024-06").total == Rate(numerator: 0, denominator: 1))
    #expect(try rates(basis, "2024-08").total == nil)
    #expect(try rates(basis, "2024-08").billsOutsideRegister == 1)
    let without = RateBasis(households: households, bills: bills)
    #expect(try rates(without, "2024-05").byPho.map(\.pho) == ["B"])
  }

  @Test func aPhoThatWasRenamedOrSplitCountsAsItWas() throws {
    let households = [
      Ward.household("1", pho: "New", ["C1"]), Ward.household("2", pho: "New", ["C2"]),
      Ward.household("3", pho: "Old", ["C3"]),
    ]
    let months = ["2024-03", "2024-05", "2024-07"]
    let bills = SettledBills(
      try months.flatMap { month in
        try ["C1", "C2", "C3"].map { try Ward.settlement($0, month, Ward.wallet) }
      })
    let history = RegisterHistory(belongings: [
      .init(pho: "New", was: "Middle", until: try month("2024-06")),
      .init(pho: "New", was: "Old", until: try month("2024-04"), households: ["2"]),
    ])
    let basis = RateBasis(households: households, bills: bills, history: history)
    #expect(try rates(basis, "2024-03").byPho.map(\.pho) == ["Middle", "Old"])
    #expect(try rates(basis, "2024-03").byPho.map(\.rate.denominator) == [1, 2])
    #expect(try rates(basis, "2024-05").byPho.map(\.rate.denominator) == [2, 1])
    #expect(try rates(basis, "2024-07").byPho.map(\.pho) == ["New", "Old"])
  }
}
