import Indicators
import Testing

@Suite struct RateTests {
  @Test func nobodyGivesNoFigure() {
    #expect(Rate(numerator: 0, denominator: 0) == nil)
    #expect(Rate(numerator: 2, denominator: 1) == nil)
    #expect(Rate(numerator: 1, denominator: 2, unknown: 2) == nil)
    #expect(Rate(numerator: -1, denominator: 2) == nil)
    #expect(Rate(numerator: 0, denominator: 2, unknown: -1) == nil)
  }

  @Test(arguments: [
    (0, 1, "0,00%"), (1, 1, "100,00%"), (1, 3, "33,33%"), (2, 3, "66,67%"), (1, 8, "12,50%"),
    (1, 20_000, "0,01%"), (1, 20_001, "0,00%"), (19_999, 20_000, "100,00%"),
    (49, 80, "61,25%"), (Int.max, Int.max, "100,00%"), (Int.max / 2, Int.max, "50,00%"),
  ])
  func percentages(_ numerator: Int, _ denominator: Int, _ text: String) {
    let rate = Rate(numerator: numerator, denominator: denominator)
    #expect(rate?.percentText == text)
    #expect(rate?.fractionText == "\(numerator)/\(denominator)")
  }

  @Test func percentagesAgreeWithLongDivision() {
    for denominator in 1...120 {
      for numerator in 0...denominator {
        // Hundredths of a percent, half up: ⌊(20000a + b) / 2b⌋.
        let hundredths = (20_000 * numerator + denominator) / (2 * denominator)
        let cents = hundredths % 100
        let text = "\(hundredths / 100),\(cents < 10 ? "0" : "")\(cents)%"
        #expect(Rate(numerator: numerator, denominator: denominator)?.percentText == text)
      }
    }
  }

  @Test func boundsHoldWhatIsUnknown() {
    let rate = Rate(numerator: 1, denominator: 4, unknown: 2)
    #expect(rate?.low == 0.25)
    #expect(rate?.high == 0.75)
    #expect(rate?.boundsText == "[25,00%; 75,00%]")
    #expect(rate?.verdict == nil)
  }

  @Test func targetsAreTestedBeforeRounding() {
    func verdict(_ numerator: Int, _ denominator: Int, _ unknown: Int = 0) -> Rate.Verdict? {
      Rate(numerator: numerator, denominator: denominator, unknown: unknown, target: 60)?.verdict
    }
    #expect(verdict(3, 5) == .met)
    #expect(verdict(59_999, 100_000) == .notMet)
    #expect(Rate(numerator: 59_999, denominator: 100_000)?.percentText == "60,00%")
    #expect(verdict(59_999, 100_000, 1) == .metIfUnknownCashless)
    #expect(verdict(0, 1) == .notMet)
    #expect(verdict(Int.max / 5 * 3, Int.max / 5 * 5) == .met)
    #expect(verdict(Int.max / 5 * 3 - 1, Int.max / 5 * 5) == .notMet)
    #expect(Rate(numerator: 0, denominator: 1, target: 0)?.verdict == .met)
    #expect(Rate(numerator: 1, denominator: 1, target: 100)?.verdict == .met)
    #expect(Rate.Verdict.metIfUnknownCashless.rawValue == "met-if-unknown-cashless")
    #expect(Rate.Verdict.notMet.rawValue == "not-met")
  }

  @Test(arguments: [
    ("60% trở lên", 60), ("100%", 100), ("80 % trở lên", 80), ("0%", 0), ("101%", nil),
    ("40% trở lên (năm 2024) Theo Quyết định số 1829", 40), ("", nil), ("%", nil), ("60", nil),
    ("62,5%", nil), ("-5%", nil), ("99999999999999999999%", nil), ("từ 75% trở lên", 75),
  ])
  func targetsOfTheForm(_ words: String, _ percent: Int?) {
    #expect(Target.percent(in: words) == percent)
  }

  @Test func definitionsAreFoundByName() {
    let id = "household-cashless/all-paid"
    #expect(RateDefinition.named(id) == .householdCashlessAllPaid)
    #expect(RateDefinition.named("x") == nil)
    #expect(RateDefinition.all[0].id == id)
  }
}
