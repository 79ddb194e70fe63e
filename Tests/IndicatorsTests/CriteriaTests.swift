import Indicators
import Records
import Testing

@Suite struct CriteriaTests {
  private func resident(_ citizenID: String, born: String) throws -> Resident {
    Resident(
      householdID: "1", name: "Người", born: try Ward.day(born), citizenID: citizenID,
      provenance: Ward.place)
  }

  private func account(_ citizenID: String, _ opened: String, _ closed: String? = nil) throws
    -> PaymentAccount
  {
    PaymentAccount(
      citizenID: citizenID, bank: "NH", openedOn: try Ward.day(opened),
      closedOn: try closed.map(Ward.day), provenance: Ward.place)
  }

  @Test(arguments: [
    ("2008-08-31", true, true), ("2008-09-01", false, true), ("2009-08-30", false, true),
    ("2009-08-31", false, false), ("2024-09-01", false, false), ("2025-01-01", false, false),
  ])
  func whoIsOver15(_ born: String, _ sixteen: Bool, _ pastFifteen: Bool) throws {
    let day = try Ward.day("2024-08-31")
    for (reading, isOver) in zip(AgeReading.allCases, [sixteen, pastFifteen]) {
      let rate = AccountRate.rate(
        residents: [try resident("1", born: born)], accounts: [], on: day, over15: reading)
      #expect((rate != nil) == isOver)
    }
  }

  @Test func bornOnTheLeapDay() throws {
    let born = try resident("1", born: "2008-02-29")
    for (iso, isOver) in [("2024-02-28", false), ("2024-02-29", true), ("2024-03-01", true)] {
      let rate = AccountRate.rate(residents: [born], accounts: [], on: try Ward.day(iso))
      #expect((rate != nil) == isOver)
    }
  }

  @Test func aPersonCountsOnceAndOnlyOpenAccountsCount() throws {
    let people = try ["1", "1", "2", "3", "4", "5"].map { try resident($0, born: "1980-01-01") }
    let accounts = [
      try account("1", "2020-01-01"), try account("1", "2021-01-01"),
      try account("2", "2024-08-31"), try account("3", "2024-09-01"),
      try account("4", "2020-01-01", "2024-08-31"), try account("5", "2020-01-01", "2024-09-01"),
      try account("9", "2020-01-01"),
    ]
    let day = try #require(try Ward.period("2024-08", "2024-08").lastDay)
    let rate = AccountRate.rate(residents: people, accounts: accounts, on: day, target: 75)
    #expect(rate == Rate(numerator: 3, denominator: 5, target: 75))
  }

  private func figure(
    _ numerator: Int, _ denominator: Int, pho: String? = nil, criterion: Int = 10,
    column: ReportColumn = .after, subject: String? = nil, evidence: String? = nil, line: Int = 2
  ) -> IndicatorFigure {
    IndicatorFigure(
      criterion: criterion, column: column, numerator: numerator, denominator: denominator,
      pho: pho, subject: subject, evidence: evidence,
      provenance: Provenance(sourceSHA256: "f", line: line))
  }

  @Test func figuresAreAddedUpNeverAveraged() throws {
    let found = try CriterionRates(
      figures: [
        figure(1, 2, pho: "A", evidence: "CV 1"), figure(99, 100, pho: "B", evidence: "CV 2"),
        figure(0, 0, pho: "C", evidence: "CV 1"), figure(5, 10, criterion: 3, column: .before),
        figure(0, 0, criterion: 4),
      ], targets: [10: 80])
    #expect(found.findings.isEmpty)
    #expect(found.rate(10, .after) == Rate(numerator: 100, denominator: 102, target: 80))
    #expect(found.rate(3, .before) == Rate(numerator: 5, denominator: 10))
    #expect(found.rate(3, .after) == nil && found.rate(4, .after) == nil)
    #expect(found.rates.map(\.criterion) == [3, 10])
    #expect(found.rates[1].evidence == ["CV 1", "CV 2"])
    #expect(found.rates[1].provenances.count == 3)
  }

  @Test func impossibleFiguresAreLeftOutAndNamed() throws {
    let found = try CriterionRates(
      figures: [figure(3, 2, line: 7), figure(-1, 2, line: 8), figure(1, 2)])
    #expect(found.rate(10, .after) == Rate(numerator: 1, denominator: 2))
    #expect(
      found.findings
        == [7, 8].map {
          .impossibleFigure(criterion: 10, at: Provenance(sourceSHA256: "f", line: $0))
        })
  }

  @Test func aWardsLineThatRepeatsItsPhoIsNotAddedAgain() throws {
    let parts = [figure(1, 2, pho: "A"), figure(3, 4, pho: "B")]
    let place = Provenance(sourceSHA256: "f", line: 9)
    let repeated = try CriterionRates(figures: parts + [figure(4, 6, line: 9)])
    #expect(repeated.rate(10, .after) == Rate(numerator: 4, denominator: 6))
    #expect(repeated.findings == [.totalRepeated(criterion: 10, at: place)])
    let mixed = try CriterionRates(figures: parts + [figure(1, 5, line: 9)])
    #expect(mixed.rate(10, .after) == Rate(numerator: 5, denominator: 11))
    #expect(mixed.findings == [.mixedLevels(criterion: 10, at: place)])
  }

  /// People and businesses, and places: summed, told apart, and a total not added again.
  @Test func populationsAndPlacesAreAddedUp() throws {
    let people = [
      figure(80, 100, pho: "A", subject: "người dân"),
      figure(60, 100, pho: "B", subject: "người dân"),
    ]
    let businesses = figure(5, 10, subject: "doanh nghiệp")
    let place = Provenance(sourceSHA256: "f", line: 9)
    let all = try CriterionRates(
      figures: people + [businesses, figure(145, 210, line: 9)], targets: [10: 80])
    #expect(all.rate(10, .after) == Rate(numerator: 145, denominator: 210, target: 80))
    #expect(all.findings == [.totalRepeated(criterion: 10, at: place)])
    #expect(
      all.rates[0].bySubject.map { "\($0.subject) \($0.rate.fractionText)" }
        == ["doanh nghiệp 5/10", "người dân 140/200"])
    let places = try CriterionRates(
      figures: ["UBND", "Nhà văn hóa", "Điểm du lịch"].enumerated().map {
        figure($0 == 1 ? 0 : 1, 1, criterion: 16, subject: $1)
      }, targets: [16: 100])
    #expect(places.rate(16, .after) == Rate(numerator: 2, denominator: 3, target: 100))
    #expect(places.rates[0].bySubject.count == 3 && places.findings.isEmpty)
  }

  @Test func sumsBeyondSixtyFourBitsAreRefused() {
    #expect(throws: IndicatorError.sumTooLarge(at: Provenance(sourceSHA256: "f", line: 2))) {
      try CriterionRates(figures: [figure(1, Int.max), figure(1, Int.max)])
    }
  }
}
