import Testing

@testable import Formulas

/// Numbers as text, text as numbers, days as serial numbers.
@Suite struct ConversionTests {
  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (1e15, "1000000000000000"), (1e20, "1E+20"), (-2.5, "-2.5"),
    (1.0 / 3, "0.333333333333333"), (0.0001, "0.0001"), (1e-10, "1E-10"), (0, "0"),
    (123_456_789.125, "123456789.125"),
  ])
  func writesNumbersWith15Digits(_ number: Double, _ text: String) {
    #expect(NumberText.general(number) == text)
  }

  @Test(
    arguments: [
      ("12", 12.0), (" 1.5 ", 1.5), ("1,234.5", 1234.5), ("50%", 0.5), ("1e3", 1000),
      ("2024-08-03", 45507), ("8/3/2024", 45507), ("12:00", 0.5), ("2024-08-03 18:00", 45507.75),
      ("12,34", nil), ("1 2", nil), ("", nil), ("abc", nil), ("--1", nil), ("31/12/2024", nil),
    ] as [(String, Double?)])
  func readsNumbersAsExcelDoes(_ text: String, _ number: Double?) {
    #expect(NumberText.number(in: text, settings: EvaluationSettings()) == number)
  }

  @Test func leavesLocalTextAloneAsLibreOfficeDoes() {
    let settings = EvaluationSettings(flavour: .libreOffice)
    #expect(NumberText.number(in: "1,234.5", settings: settings) == nil)
    #expect(NumberText.number(in: "8/3/2024", settings: settings) == nil)
    #expect(NumberText.number(in: "2024-08-03", settings: settings) == 45507)
  }

  @Test func countsDaysInEveryEpoch() {
    var settings = EvaluationSettings()
    #expect(settings.serial(year: 1900, month: 1, day: 1) == 1)
    #expect(settings.serial(year: 1900, month: 2, day: 29) == 60)
    #expect(settings.serial(year: 1900, month: 3, day: 1) == 61)
    for serial in [0, 1, 59, 60, 61, 45507, 73050] {
      let parts = settings.dayParts(serial: Double(serial))
      #expect(
        parts.flatMap { settings.serial(year: $0.year, month: $0.month, day: max(1, $0.day)) }
          == max(1, serial))
    }
    settings.epoch = .january1904
    #expect(settings.serial(year: 1904, month: 1, day: 1) == 0)
  }

  @Test(arguments: [
    ("a*c", "abbbc", true), ("a*c", "abcd", false), ("?b?", "abc", true), ("a~*c", "a*c", true),
    ("a~*c", "abc", false), ("*", "", true), ("**x", "aax", true), ("Đ?NG", "đông", true),
  ])
  func matchesWildcards(_ pattern: String, _ text: String, _ matches: Bool) {
    #expect(TextPattern(pattern, .wildcards).matches(text) == matches)
  }

  @Test func cancelsWhatNearlyCancels() {
    #expect(NumberRules.difference(NumberRules.sum(0.1, 0.2), 0.3) == 0)
    #expect(NumberRules.areEqual(0.1 + 0.2, 0.3))
    #expect(!NumberRules.areEqual(1, 1.000_000_000_001))
    #expect(MathFunctions.round(1.005, digits: 2) == 1.01)
    #expect(MathFunctions.round(-2.5, digits: 0) == -3)
    #expect(MathFunctions.round(1234, digits: -2) == 1200)
  }
}
