import Indicators
import Records
import Testing

/// The definitions side by side.
@Suite struct DefinitionTests {
  @Test func everyDefinitionHasANameOfItsOwn() {
    let all = RateDefinition.all
    #expect(all.first?.id == "household-cashless/all-paid")
    #expect(Set(all.map(\.id)).count == all.count && Set(all).count == all.count)
    for definition in all { #expect(RateDefinition.named(definition.id) == definition) }
    let third = RateDefinition.named("customer-cashless/at-least-3@paid+intermediated")
    #expect(third?.numeratorRule == .atLeast(3) && third?.denominatorRule == .paid)
    for name in ["", "household", "household-cashless/at-least-0", "household-cashless/any@none"] {
      #expect(RateDefinition.named(name) == nil)
    }
  }

  private let households = [
    Ward.household("1", pho: "A", ["C1"]), Ward.household("2", pho: "A", ["C2", "C3"]),
    Ward.household("3", pho: "B", ["C4"]), Ward.household("4", pho: "B", ["C5"]),
    Ward.household("5", pho: "B", []),
  ]

  private func basis() throws -> RateBasis {
    let debit = Channel.known(name: "Trích nợ tự động", isCashless: true)
    return RateBasis(
      households: households,
      bills: SettledBills([
        try Ward.settlement("C1", "2024-08", Ward.wallet),
        try Ward.settlement("C1", "2024-09", Ward.desk, amountVND: 300),
        try Ward.settlement("C2", "2024-08", debit), try Ward.settlement("C3", "2024-09"),
        try Ward.settlement("C4", "2024-08", Ward.desk),
        try Ward.settlement("C4", "2024-09", paid: false),
        try Ward.settlement("C9", "2024-09", Ward.wallet, isResidential: false),
      ]))
  }

  @Test(arguments: [
    ("household-cashless/all-paid", 0, 3, 1), ("household-cashless/any", 2, 3, 0),
    ("household-cashless/any@registered", 2, 5, 0), ("household-cashless/any@contract", 2, 4, 0),
    ("household-cashless/latest", 0, 3, 1), ("household-cashless/at-least-2", 0, 3, 1),
    ("household-cashless/auto-debit", 1, 3, 0), ("household-cashless/any@paid", 2, 3, 0),
    ("household-cashless/all-paid+intermediated", 2, 3, 1),
    ("customer-cashless/all-paid", 1, 4, 1), ("customer-cashless/any@contract", 2, 5, 1),
    ("customer-cashless/any+all-uses", 3, 5, 1), ("bill-cashless/paid", 2, 6, 1),
    ("bill-cashless/paid@paid", 2, 5, 1), ("vnd-cashless/paid", 200, 800, 100),
    ("vnd-cashless/paid@paid+intermediated", 600, 700, 100),
  ])
  func countsAsItSays(_ name: String, _ numerator: Int, _ denominator: Int, _ unknown: Int) throws {
    let definition = try #require(RateDefinition.named(name))
    let rates = try basis().rates(
      definition, period: Ward.period("2024-08", "2024-09"), target: 60)
    let expected = Rate(
      numerator: numerator, denominator: denominator, unknown: unknown, target: 60)
    #expect(rates.total == expected)
    #expect(rates.byPho.map(\.rate.denominator).reduce(0, +) == denominator)
  }

  @Test func everyDefinitionKeepsItsBounds() throws {
    for definition in RateDefinition.all {
      let rates = try basis().rates(
        definition, period: Ward.period("2024-08", "2024-09"), target: 60)
      #expect(rates.total != nil, "\(definition.id)")
    }
  }

  @Test func explainsWhatItCounts() throws {
    let period = try Ward.period("2024-08", "2024-09")
    for definition in RateDefinition.all where definition.unit == .household {
      let total = try basis().rates(definition, period: period, target: nil).total
      let roles = try basis().explain(definition, period: period).map(\.role)
      #expect(roles.count { $0 == .counts } == total?.numerator)
      #expect(roles.count { $0 == .unknown } == total?.unknown)
      #expect(roles.count { $0 != .outside } == total?.denominator)
    }
    let first = try basis().explain(.householdCashlessAllPaid, period: period)
    #expect(first[0].bills == [0, 1] && first[4].role == .outside)
  }

  @Test func countsThoseWhoMoved() throws {
    let movement = try basis().movement(
      .householdCashlessAllPaid, from: Ward.period("2024-08", "2024-08"),
      to: Ward.period("2024-09", "2024-09"))
    #expect(movement.toCash == 1 && movement.toCashless == 0)
    #expect(movement.unknown == 4 && movement.stayedCashless == 0)
  }

  /// A line that is only proposed makes an unpaid bill uncertain, either way.
  @Test func aProposalIsUnknown() throws {
    var bills = SettledBills([
      try Ward.settlement("C1", "2024-08", Ward.wallet),
      try Ward.settlement("C1", "2024-09", Ward.desk, paid: nil),
    ])
    let period = try Ward.period("2024-08", "2024-09")
    func total() throws -> Rate? {
      try RateBasis(households: households, bills: bills).rates(
        .householdCashlessAllPaid, period: period, target: nil
      ).total
    }
    #expect(try total() == Rate(numerator: 1, denominator: 1))
    bills.lines[1].proposed = bills.lines[1].channel
    #expect(try total() == Rate(numerator: 0, denominator: 1, unknown: 1))
  }
}
